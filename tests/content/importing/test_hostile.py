"""Whatever lies in a folder: a course and a report, never a traceback, never for long."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.content.importing import FORMATS, NothingToImport
from lms.content.importing.report import REPORT
from lms.content.library.importing import import_course
from tests.content.importing.moved import Files, in_a_vault, moved
from tests.pace import within

MANY = 300
HOSTILE: dict[str, str | bytes] = {
    "empty": b"",
    "no text": b"\xff\xfe\x00\x01" * 50,
    "brackets": "[" * 2_000,
    "links": "[a](" * MANY,
    "pictures": "![" * MANY + "](" * MANY,
    "braces": "{{" * MANY + "{%" * MANY,
    "attributes": "{: " * MANY,
    "quotes": "> " * MANY + "x\n{: .challenge}",
    "colons": "\n".join(":" * n + " x" for n in range(3, 300)),
    "fences": "```{note}\n" * MANY,
    "colon fences": ":::{note}\n" * MANY,
    "spans": "`" * 999 + " `x" * MANY,
    "tables": "|" * MANY + "\n" + "|-" * MANY,
    "lia": "[[" * MANY + "\n[[X]] a\n[[ ]]\n***\n" * 99,
    "gift": "{=" * MANY + "~" * MANY,
    "yaml bomb": "---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n---\ntext",
    "deep yaml": "---\n" + "[" * MANY + "\n---\ntext",
    "deep json": "[" * 1_500,
    "marks": "{++" * MANY + "==a ^^b " * MANY + "++a+" * MANY + ":a" * MANY + "\\(" * MANY,
    "snippets": '--8<-- "a.md"\n--8<-- "../../a.md:1:"\n' * MANY + "--8<--\n" * 3,
    "slashes": "/// tab\n//// a\n" * MANY + "////\n///\n" * MANY,
    "remarks": "[[a]] %%a " * MANY + "\n%%\n" * MANY + "x ^a\n$$\n" * MANY,
    "controls": "".join(map(chr, range(32))) + "\u202e\ufdd0\ue100\ue101 `x`",
}
PLACES = {
    "mdbook": {"book.toml": "", "src/SUMMARY.md": "- [A](a.md)\n"},
    "carpentries": {"config.yaml": ""},
    "jekyll": {"_config.yml": ""},
    "exercism": {"config.json": "{}"},
    "myst": {"_toc.yml": "root: a\n"},
    "quarto": {"_quarto.yml": ""},
    "mkdocs": {"mkdocs.yml": "site_name: X\nnav:\n- a.md\n- A: [[a.md], {b: {c: a.md}}, 1]\n"},
}
READ = {
    "mdbook": ("src/a.md",),
    "carpentries": ("episodes/a.md",),
    "jekyll": ("_episodes/a.md",),
    "exercism": ("docs/a.md", "config.json"),
    "myst": ("a.md",),
    "quarto": ("a.qmd",),
    "mkdocs": ("docs/a.md", "docs/index.md"),
}
"""The files that each format reads first; the others read what is in the folder."""
NAMES = ("a.md", "a.ipynb", "a.gift", "src/a.md", "episodes/a.md", "_episodes/a.md")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_become_a_course_or_a_sentence(form: str, name: str) -> None:
    paths = READ.get(form, NAMES[:3])
    files: Files = {**PLACES.get(form, {}), **dict.fromkeys(paths, HOSTILE[name])}
    with within(10):
        try:
            result = moved(files, form)
        except NothingToImport:
            return
    assert result.written.texts["course.md"]


UNENDED = {
    "changes": "\n".join(["{~~a~>" * 3_000] * 5),
    "tags": "\n".join(["{%" * 9_000] * 4),
    "short codes": "\n".join(["{{<" * 6_000] * 4),
    "formulas": "$$ a\n" * 4_000,
    "formulas apart": "$$ a\n\n" * 1_000,
    "environments": "\\begin{a} <code> [[b\n" * 1_000,
}
"""What begins again and again, and never ends."""


@pytest.mark.parametrize("name", UNENDED)
def test_what_never_ends_is_not_looked_for_from_each_beginning(name: str) -> None:
    with within(5):  # under two where nothing else runs; quadratic is half a minute
        assert in_a_vault({"01-a.md": f"# A\n\n{UNENDED[name]}"}).titles == ["A"]


@pytest.mark.parametrize("text", ["words and words\n" * 70_000, "x" * 900_000])
def test_a_text_that_is_too_large_is_cut_or_kept_and_the_rest_told(text: str) -> None:
    result = moved({"a.md": text})
    assert not result.compiled.has_errors
    cut = [left for left in result.report if "too large for one lesson" in left.what]
    assert len(cut) == (len(text) > 1_000_000)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(FORMATS)), st.text(max_size=200), st.binary(max_size=60))
def test_whatever_is_written_is_no_crash(form: str, text: str, raw: bytes) -> None:
    files: Files = {
        **PLACES.get(form, {}),
        **dict.fromkeys(NAMES, text),
        "b.md": raw,
        "episodes/b.md": raw,
    }
    try:
        moved(files, form)
    except NothingToImport:
        return


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "s.md").write_text("# Secret\n\nhidden words")
    (secret / "s.png").write_text("hidden picture")
    source = tmp_path / "src"
    source.mkdir()
    (source / "a.md").write_text("# A\n\n![x](s.png) ![y](../secret/s.png) [z](folder/s.md)\n")
    (source / "s.md").symlink_to(secret / "s.md")
    (source / "s.png").symlink_to(secret / "s.png")
    (source / "folder").symlink_to(secret)
    import_course(source, tmp_path / "new")
    written = [file for file in (tmp_path / "new").rglob("*") if file.is_file()]
    assert all("hidden" not in file.read_text() for file in written)
    assert "s.png:0" not in (tmp_path / "new" / REPORT).read_text()
    assert "is a link; links are not followed" in (tmp_path / "new" / REPORT).read_text()


def test_names_lead_nowhere_but_into_the_course(tmp_path: Path) -> None:
    source = tmp_path / "src"
    (source / "a b").mkdir(parents=True)
    for name in ("..x.md", "con.md", "-rf.md", "a;b.md", "é" * 120 + ".md", "​.md"):
        (source / "a b" / name).write_text(f"# T\n\n{name[:3]}")
    import_course(source, tmp_path / "new")
    for file in (tmp_path / "new").rglob("*"):
        assert file.resolve().is_relative_to(tmp_path / "new")
        assert not file.name.startswith((".", "-"))
        assert len(file.name.encode()) <= 255


def test_a_course_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    source, target = tmp_path / "src", tmp_path / "new"
    source.mkdir()
    (source / "a.md").write_text("# A\n\ntext")
    (source / "inside").mkdir()
    for place in (source / "inside" / "new", source):
        with pytest.raises(NothingToImport):
            import_course(source, place)
    assert not target.exists()
    import_course(source, target)
    with pytest.raises(NothingToImport):
        import_course(source, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "src"]
