"""A translation is the same lesson, and says when its original has gone on without it."""

import hashlib
import re

import pytest

from tests.content.courses import codes, compiled

ORIGINAL = "---\nminutes: 5\npreview: true\n---\n# Grain\n\nText.\n"


def told(hint: str) -> str:
    """The fingerprint that a finding names."""
    match = re.search(r"translated_from: ([0-9a-f]{8})", hint)
    assert match
    return match[1]


def translation(original: str = ORIGINAL) -> str:
    """A translation that names the original as it is now."""
    old = "---\ntranslated_from: 00000000\n---\n# Grano\n\nTesto.\n"
    found = compiled({"a.md": original, "a.it.md": old}).findings
    [finding] = [f for f in found if f.code == "C180"]
    assert (finding.path, finding.line) == ("a.it.md", 2)
    return old.replace("00000000", told(finding.hint))


def test_a_translation_of_the_present_text_is_quiet() -> None:
    result = compiled({"a.md": ORIGINAL, "a.it.md": translation()})
    assert codes(result) == []
    assert not result.courses["it"].lessons[0].outdated


def test_a_change_of_the_original_is_told_to_author_and_reader() -> None:
    changed = ORIGINAL.replace("Text.", "Other text.")
    result = compiled({"a.md": changed, "a.it.md": translation()})
    assert codes(result) == ["C180 a.it.md:2"]
    assert result.courses["it"].lessons[0].outdated
    assert not result.courses["en"].lessons[0].outdated


def test_settings_and_blanks_change_nothing() -> None:
    changed = ORIGINAL.replace("minutes: 5", "minutes: 7").replace("Text.", "Text.  ")
    assert codes(compiled({"a.md": changed + "\n", "a.it.md": translation()})) == []


LINKS = """See [x](01-x.md#top), ![s](../s.svg), [a chapter](../02-b/index.md) and

[x]: 01-x.md
"""
MENDED = {
    "(01-x.md#top)": "(../03-c/02-x.md#top)",
    "(../s.svg)": "(pictures/s.svg)",
    "(../02-b/index.md)": "(../07-b/)",
    ": 01-x.md": ": ../03-c/02-x.md",
}


def stale(text: str, more: str) -> bool:
    """Whether a translation of the first text is one of the second no more."""
    front = translation(f"{ORIGINAL}{text}").partition("\n# ")[0]
    found = compiled({"a.md": f"{ORIGINAL}{more}", "a.it.md": f"{front}\n# Grano\n"}).findings
    return any(finding.code == "C180" for finding in found)


@pytest.mark.parametrize(("was", "becomes"), MENDED.items())
def test_a_link_to_a_file_that_moved_changes_nothing(was: str, becomes: str) -> None:
    assert not stale(LINKS, LINKS.replace(was, becomes))
    assert stale(
        LINKS,
        LINKS.replace(
            was, becomes.replace("x.md", "y.md").replace("s.", "t.").replace("7-b", "7-c")
        ),
    )
    assert stale(
        f"`{LINKS}`".replace("\n\n", "\n"), f"`{LINKS}`".replace("\n\n", "\n").replace(was, becomes)
    )


def test_what_was_told_when_links_still_counted_holds() -> None:
    old = "---\ntranslated_from: {}\n---\n# Grano\n"
    digest = hashlib.sha256(f"\n\n# Grain\n\n{LINKS.strip()}".encode()).hexdigest()[:8]
    for told, count in ((digest, 0), ("00000000", 1)):
        result = compiled({"a.md": f"# Grain\n\n{LINKS}", "a.it.md": old.format(told)})
        assert [f.code for f in result.findings].count("C180") == count


def test_a_new_title_is_a_change() -> None:
    changed = ORIGINAL.replace("minutes: 5", "title: Corn")
    assert codes(compiled({"a.md": changed, "a.it.md": translation()})) == ["C180 a.it.md:2"]


def test_who_never_says_it_is_not_asked_for_it() -> None:
    assert codes(compiled({"a.md": ORIGINAL, "a.it.md": "# Grano\n\nTesto.\n"})) == []


def test_who_says_it_elsewhere_is_told_where_it_was_forgotten() -> None:
    texts: dict[str, str | bytes] = {
        "a.md": ORIGINAL,
        "a.it.md": translation(),
        "b.md": "# B\n\nb\n",
    }
    texts["b.it.md"] = "# B\n\nb\n"
    result = compiled(texts)
    assert codes(result) == ["C181 b.it.md:1"]
    mended = f"---\ntranslated_from: {told(result.findings[0].hint)}\n---\n# B\n\nb\n"
    assert codes(compiled({**texts, "b.it.md": mended})) == []


def test_something_else_than_a_fingerprint_is_an_error() -> None:
    wrong = translation().replace("translated_from: ", "translated_from: v")
    assert codes(compiled({"a.md": ORIGINAL, "a.it.md": wrong})) == ["C305 a.it.md:2"]


def test_a_translation_with_an_id_of_its_own_is_told() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": "---\nid: x\n---\n# X\n\nText.\n",
        "1-a/1-x.it.md": "---\nid: ics\n---\n# X\n\nTesto.\n",
        "1-a/1-x.fr.md": "---\nid: x\n---\n# X\n\nTexte.\n",
    }
    (found,) = compiled(texts).findings
    assert (found.code, found.path, found.line) == ("C215", "1-a/1-x.it.md", 2)
    assert found.message == 'the lesson has the id of its original, "x"'
    assert found.hint == "leave it out"
