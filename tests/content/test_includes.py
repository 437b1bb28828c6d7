"""Files within a text: from the disk, in the key of its page, and no further than they may."""

import os
from pathlib import Path

import pytest

from lms.content.compile import Compiled, compile_course
from lms.content.desk.fixing import mend, write
from lms.content.include_digest import digest
from lms.content.includes import LARGEST, expand, named
from lms.content.library.keeping import KeptPages
from lms.content.library.reading import LARGEST_INCLUDED, read_course
from lms.content.report import as_text
from tests.content.courses import COURSE

LESSON = "# Grain\n\n```python file=code/a.py#cut\n```\n\n{{#include ../shared/note.md}}\n"
CODE = "import os\n# ANCHOR: cut\nprint(1)\n# ANCHOR_END: cut\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course whose one lesson takes from three files."""
    course = tmp_path / "bread"
    for path, text in {
        "course.md": COURSE,
        "01-flour/01-grain.md": LESSON,
        "01-flour/code/a.py": CODE,
        "shared/note.md": "Salt: {{#include amount.xyz}}\n",
        "shared/amount.xyz": "ten grams",
    }.items():
        (course / path).parent.mkdir(parents=True, exist_ok=True)
        (course / path).write_text(text)
    return course


def compiled(folder: Path, kept: KeptPages | None = None) -> Compiled:
    return compile_course(read_course(folder), kept=kept)


def page_of(result: Compiled) -> str:
    return "".join(str(part) for part in result.courses["en"].lessons[0].parts)


def test_files_of_any_kind_are_included_and_files_that_they_include(folder: Path) -> None:
    page = page_of(compiled(folder))
    assert "print" in page
    assert "import os" not in page
    assert "Salt: ten grams" in page


@pytest.mark.parametrize("path", ["01-flour/code/a.py", "shared/amount.xyz"])
def test_a_change_in_an_included_file_is_a_change_of_the_lesson(folder: Path, path: str) -> None:
    kept = KeptPages(folder.parent / "kept")
    before = compiled(folder, kept)
    (folder / path).write_text((folder / path).read_text().replace("1", "2").replace("ten", "two"))
    after = compiled(folder, kept)
    assert page_of(after) != page_of(before)
    assert after.courses["en"].lessons[0].hash != before.courses["en"].lessons[0].hash
    assert after.digest != before.digest


def test_a_file_that_appears_later_is_taken_in(folder: Path) -> None:
    kept = KeptPages(folder.parent / "kept")
    (folder / "shared/amount.xyz").unlink()
    assert "C152" in {finding.code for finding in compiled(folder, kept).findings}
    (folder / "shared/amount.xyz").write_text("now")
    assert "Salt: now" in page_of(compiled(folder, kept))


def test_nothing_hidden_outside_or_too_large_is_included(folder: Path) -> None:
    (folder.parent / "secret").write_text("SECRET")
    (folder / ".env").write_text("SECRET")
    os.symlink(folder.parent / "secret", folder / "link.txt")
    (folder / "large.txt").write_text("x" * (LARGEST_INCLUDED + 1))
    names = (
        "../secret",
        ".env",
        "link.txt",
        "large.txt",
        "/etc/hostname",
        "course.md/x",
        "x" * 400,
    )
    text = "# A\n\n" + "\n\n".join(f"{{{{#include ../{name}}}}}" for name in names)
    (folder / "01-flour/01-grain.md").write_text(text)
    result = compiled(folder)
    assert "SECRET" not in page_of(result)
    assert {"C003", "C152", "C153"} <= {finding.code for finding in result.findings}


def test_what_grows_without_end_is_cut_off() -> None:
    files = {"a.md": "{{#include b.md}}{{#include b.md}}\n" * 50, "b.md": "word " * 1000}
    whole = expand("{{#include a.md}}\n" * 40, "x.md", files)
    assert "C156" in {finding.code for finding in whole.findings}
    assert len(whole.text) < 2 * LARGEST


def test_lines_without_end_are_cut_off_however_short_they_are() -> None:
    whole = expand("{{#include a.md}}\n" * 400, "x.md", {"a.md": "x\n" * 90})
    first = whole.findings[0]
    assert (first.code, first.line) == ("C156", 112)
    assert whole.text.count("\n") < 11_000


def test_a_chain_that_is_too_long_is_told() -> None:
    files = {f"{n}.md": f"{{{{#include {n + 1}.md}}}}" for n in range(30)} | {"30.md": "end"}
    assert {f.code for f in expand("{{#include 0.md}}", "x.md", files).findings} == {"C156"}


def test_every_line_knows_where_it_comes_from() -> None:
    whole = expand("one\n{{#include a.txt}}\nfour", "x.md", {"a.txt": "two\nthree\n"})
    assert whole.text == "one\ntwo\nthree\nfour"
    assert list(whole.rows) == [0, 1, 1, 2]


SHARED = """---
title: not a lesson
---
![A sack](sack.png)

[heat](../02-oven/01-heat.md#fire), [the text below][far]

<img src="sack.png" alt="again">

```python file=bake.py#cut
```

> {{#include deeper/salt.md}}

<!-- ANCHOR: tail -->
[nowhere](nowhere.md)
<!-- ANCHOR_END: tail -->

[far]: ../02-oven/01-heat.md
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Two lessons include a text that has pictures, links and includes of its own."""
    course = tmp_path / "bread"
    for path, text in {
        "course.md": COURSE,
        "01-flour/01-grain.md": "# Grain\n\nBefore.\n\n{{#include ../_shared/note.md}}\n",
        "02-oven/01-heat.md": "# Heat\n\n## Fire\n\nBurn. {{#include ../_shared/note.md:tail}}\n",
        "_shared/note.md": SHARED,
        "_shared/sack.png": "png",
        "_shared/idle.png": "png",
        "_shared/bake.py": CODE,
        "_shared/deeper/salt.md": "Salt:\n[gone](gone.md), [up](../../01-flour/01-grain.md)\n",
    }.items():
        (course / path).parent.mkdir(parents=True, exist_ok=True)
        (course / path).write_text(text)
    return course


def test_an_included_file_names_others_from_its_own_folder(shared: Path) -> None:
    result = compiled(shared)
    page = page_of(result)
    assert page.count('src="/courses/bread/files/_shared/sack.png"') == 2
    assert page.count('href="/courses/bread/lessons/oven/heat') == 2
    assert 'href="/courses/bread/lessons/flour/grain"' in page
    assert "print" in page
    assert "_shared/sack.png" in result.assets
    assert "_shared/idle.png" not in result.assets


def test_what_is_wrong_in_an_included_file_is_told_there_once(shared: Path) -> None:
    result = compiled(shared)
    told = [f"{f.code} {f.path}:{f.line}:{f.column}" for f in result.findings]
    assert told == ["C401 _shared/deeper/salt.md:2:8", "C401 _shared/note.md:16:11"]
    gone, nowhere = result.findings
    assert (gone.source, gone.via[0]) == (
        "[gone](gone.md), [up](../../01-flour/01-grain.md)",
        ("01-flour/01-grain.md", 5),
    )
    assert nowhere.via == (("01-flour/01-grain.md", 5), ("02-oven/01-heat.md", 5))
    assert "note.md:16:11  " in as_text(nowhere)
    assert "(included in 01-flour/01-grain.md:5 and 1 more)" in as_text(nowhere)


def test_the_lesson_around_an_include_names_files_from_its_own(shared: Path) -> None:
    line = "[me](01-heat.md), {{#include ../_shared/deeper/salt.md:1}} [other](01-grain.md)\n"
    (shared / "02-oven/01-heat.md").write_text(f"# Heat\n\n## Fire\n\n{line}")
    told = [f"{f.code} {f.path}:{f.line}" for f in compiled(shared).findings]
    assert told.count("C401 02-oven/01-heat.md:5") == 1
    assert "C401 _shared/deeper/salt.md:2" in told


def test_kept_pages_tell_the_same(shared: Path) -> None:
    kept = KeptPages(shared.parent / "kept")
    assert compiled(shared, kept).findings == compiled(shared, kept).findings


def test_a_file_of_a_near_name_that_appears_later_is_offered_too(shared: Path) -> None:
    kept = KeptPages(shared.parent / "kept")
    (shared / "01-flour/01-grain.md").write_text("# Grain\n\n{{#include ../_shared/salts.md}}\n")
    (shared / "_shared/deeper/salt.md").rename(shared / "elsewhere.md")
    assert [f.hint for f in compiled(shared, kept).findings if f.code == "C152"][-1] == ""
    (shared / "_shared/salt.md").write_text("Salt")
    hints = [f.hint for f in compiled(shared, kept).findings if f.code == "C152"]
    assert 'did you mean "../_shared/salt.md"?' in hints


def test_neither_the_landing_page_nor_the_text_itself_is_offered(shared: Path) -> None:
    text = "# Curia\n\n{{#include ../_shared/cura.md}} {{#include graim.md}}\n"
    (shared / "01-flour/01-grain.md").write_text(text)
    hints = [f.hint for f in compiled(shared).findings if f.code == "C152" and "01-grain" in f.path]
    assert hints == ["", ""]


def test_the_file_that_was_to_be_included_is_offered_and_put_in(shared: Path) -> None:
    text = "# Grain\n\n{{#include ../_shared/notes.md:tail}}\n"
    (shared / "01-flour/01-grain.md").write_text(text)
    sources = read_course(shared)
    result = compile_course(sources)
    found = next(f for f in result.findings if f.code == "C152")
    assert found.hint == 'did you mean "../_shared/note.md"?'
    mended = mend(sources, result)
    assert mended["01-flour/01-grain.md"].decode() == text.replace("notes", "note")


def test_a_slip_in_an_included_file_is_mended_there(shared: Path) -> None:
    note = shared / "_shared/note.md"
    note.write_text(SHARED.replace("nowhere.md", "../02-oven/01-heats.md"))
    sources = read_course(shared)
    mended = mend(sources, compile_course(sources))
    assert list(mended) == ["_shared/note.md"]
    assert b"[nowhere](../02-oven/01-heat.md)" in mended["_shared/note.md"]
    assert write(shared, sources, mended) == []
    assert note.read_bytes() == mended["_shared/note.md"]


def test_a_text_without_includes_has_no_digest() -> None:
    assert digest("plain", "x.md", {}) == ""
    assert list(named("a {{#include}} b file= c", "x.md")) == []
