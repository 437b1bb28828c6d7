"""A lesson that moved, or beside which others did, and whose links were mended."""

import pytest

from lms.content.compile import Compiled, compile_course
from lms.content.identity import Known
from tests.content.courses import sources

WORDS = "A long text about dough, which nobody takes for another one. " * 5
BEFORE = {
    "01-a/01-x.md": f"# X\n\n{WORDS}\n\n[y](02-y.md#top), ![s](s.png),\n"
    "<a href='../02-b/01-z.md'>z</a>\n",
    "01-a/02-y.md": f"# Y\n\nOther words. {WORDS}\n\n## Top\n",
    "02-b/01-z.md": "# Z\n\nSee [x].\n\n[x]: ../01-a/01-x.md\n",
}
MOVED = {
    "02-b/03-x.md": BEFORE["01-a/01-x.md"]
    .replace("(02-y.md", "(../01-a/02-y.md")
    .replace("(s.png", "(../01-a/s.png")
    .replace("../02-b/01-z.md", "01-z.md"),
    "01-a/02-y.md": BEFORE["01-a/02-y.md"],
    "02-b/01-z.md": BEFORE["02-b/01-z.md"].replace("../01-a/01-x.md", "03-x.md"),
}


def made(texts: dict[str, str], before: Compiled | None = None) -> Compiled:
    """The course of these files, as the sync after `before` compiles it."""
    known = []
    if before:
        hashes = {x.id: x.hash for x in before.courses["en"].lessons}
        ids = before.identities.ids
        known = [Known(ids[f.path], f.path, f.text, hashes[ids[f.path]]) for f in before.found]
    result = compile_course(sources(dict(texts), ("01-a/s.png",)), known)
    assert not result.has_errors
    return result


def hashes(result: Compiled) -> dict[str, str]:
    """Under what each lesson is known, by its id."""
    return {lesson.id: lesson.hash for lesson in result.courses["en"].lessons}


def test_mended_links_change_nothing_however_often_it_moves() -> None:
    first = made(BEFORE)
    moved = made(MOVED, first)
    assert moved.identities.renamed == [("01-a/01-x.md", "02-b/03-x.md")]
    assert hashes(moved) == hashes(first)
    assert hashes(made(MOVED, moved)) == hashes(first)
    assert hashes(made(BEFORE, moved)) == hashes(first)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("../01-a/02-y.md#top", "01-z.md"),
        ("02-y.md#top", "02-y.md"),
        ("../01-a/s.png", "https://example.org/s.png"),
        ("dough", "batter"),
    ],
)
def test_another_word_or_another_goal_is_a_change(was: str, becomes: str) -> None:
    first = made(BEFORE)
    texts = MOVED | {"02-b/03-x.md": MOVED["02-b/03-x.md"].replace(was, becomes)}
    changed = hashes(made(texts, first))
    assert {key for key, told in changed.items() if told != hashes(first)[key]} == {"a/x"}


def test_what_a_text_includes_may_have_changed_with_its_links() -> None:
    text = f"# X\n\n{WORDS}\n\n[y](02-y.md)\n\n{{{{#include ../_n.md}}}}\n"
    first = made(BEFORE | {"01-a/01-x.md": text, "_n.md": "One."})
    texts = MOVED | {"02-b/03-x.md": text.replace("(02", "(../01-a/02"), "_n.md": "Two."}
    assert hashes(made(texts, first))["a/x"] != hashes(first)["a/x"]
