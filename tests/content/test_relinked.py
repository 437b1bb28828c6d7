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


def made(
    texts: dict[str, str], before: Compiled | None = None, more: tuple[Known, ...] = ()
) -> Compiled:
    """The course of these files, as the sync after `before` compiles it, `more` being known."""
    known = [*more]
    if before:
        hashes = {x.id: x.hash for x in before.courses["en"].lessons}
        ids = before.identities.ids
        known = [
            Known(
                ids[f.path],
                f.path,
                f.text,
                hashes[ids[f.path]],
                taken=before.identities.taken.get(f.path, ""),
            )
            for f in before.found
        ] + known
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


INCLUDING = {
    **BEFORE,
    "01-a/01-x.md": f"# X\n\n{WORDS}\n\n{{{{#include ../_n.md}}}}\n\n[y](02-y.md)\n",
    "01-a/02-y.md": f"# Y\n\nOther. {WORDS}\n\n{{{{#include ../_n.md:}}}}\n\n## Top\n",
    "_n.md": "To [x](01-a/01-x.md), and {{#include _m.md}}\n",
    "_m.md": "[z](02-b/01-z.md) ![s](01-a/s.png)\n",
}


def with_includes_moved(
    note: str = "To [x](02-b/03-x.md), and {{#include _m.md}}\n",
) -> dict[str, str]:
    text = INCLUDING["01-a/01-x.md"].replace("(02-y.md", "(../01-a/02-y.md")
    kept = {name: INCLUDING[name] for name in ("01-a/02-y.md", "_m.md")}
    return {**MOVED, **kept, "02-b/03-x.md": text, "_n.md": note}


def test_links_that_were_mended_in_what_a_lesson_includes_change_nothing() -> None:
    first = made(INCLUDING)
    moved = made(with_includes_moved(), first)
    assert moved.identities.renamed == [("01-a/01-x.md", "02-b/03-x.md")]
    assert hashes(moved) == hashes(first)
    assert hashes(made(with_includes_moved(), moved)) == hashes(first)
    assert hashes(made(INCLUDING, moved)) == hashes(first)


@pytest.mark.parametrize(
    "note",
    [
        "To [x](02-b/03-x.md), or {{#include _m.md}}\n",
        "To [x](01-a/02-y.md), and {{#include _m.md}}\n",
        "To [x](02-b/03-x.md), and nothing.\n",
    ],
)
def test_another_word_or_goal_in_what_a_lesson_includes_is_a_change(note: str) -> None:
    first = made(INCLUDING)
    changed = hashes(made(with_includes_moved(note), first))
    assert {key for key, told in changed.items() if told != hashes(first)[key]} >= {"a/x", "a/y"}


def test_of_a_lesson_whose_includes_were_not_written_down_nothing_is_taken_for_granted() -> None:
    first = made(INCLUDING)
    first.identities.taken = {}
    assert hashes(made(with_includes_moved(), first)) != hashes(first)


@pytest.mark.parametrize(
    "code",
    [
        "```markdown\n[y](02-y.md)\n```",
        "> ~~~\n> [y](02-y.md)\n> ~~~",
        "- item\n\n  ```\n  [y](02-y.md)\n  ```",
        "Words.\n\n    [y](02-y.md)",
        "Write `[y](02-y.md)` for it.",
        "Write `` [y](02-y.md)\n` `` for it.",
        "[y](02-y.md?width=3)",
    ],
)
def test_what_readers_see_of_an_address_is_a_change(code: str) -> None:
    texts = {**BEFORE, "01-a/01-x.md": f"# X\n\n{WORDS}\n\n{code}\n"}
    first = made(texts)
    right = "(02-y.md?width=4" if "?" in code else "(../01-a/02-y.md"
    changed = texts["01-a/01-x.md"].replace("(02-y.md", right).replace("4?width=3", "4")
    assert hashes(made({**texts, "01-a/01-x.md": changed}, first)) != hashes(first)


@pytest.mark.parametrize(
    "code", ["\\` [y](02-y.md) \\`", "`a` [y](02-y.md) `b`", "`a\n\n[y](02-y.md) `"]
)
def test_a_link_beside_code_is_one(code: str) -> None:
    texts = {**BEFORE, "01-a/01-x.md": f"# X\n\n{WORDS}\n\n{code}\n"}
    first = made(texts)
    mended = texts["01-a/01-x.md"].replace("(02", "(../01-a/02")
    assert hashes(made({**texts, "01-a/01-x.md": mended}, first)) == hashes(first)


@pytest.mark.parametrize(
    "form", ["requires: [a/x]", "requires: a/x", "requires:\n  - a/x\nminutes: 3"]
)
def test_a_required_lesson_may_be_named_by_its_new_address(form: str) -> None:
    before = {**BEFORE, "01-a/02-y.md": f"---\n{form}\n---\n{BEFORE['01-a/02-y.md']}"}
    first = made(before)
    after = {**MOVED, "01-a/02-y.md": before["01-a/02-y.md"].replace("a/x", "b/x")}
    moved = made(after, first)
    assert hashes(moved) == hashes(first)
    assert moved.courses["en"].lessons[0].requires == ("a/x",)
    other = {**after, "01-a/02-y.md": after["01-a/02-y.md"].replace("b/x", "b/z")}
    assert hashes(made(other, first)) != hashes(first)


def test_a_lesson_that_was_removed_from_a_path_is_not_the_one_that_links_lead_to() -> None:
    first = made(BEFORE)
    gone = Known("gone", "01-a/02-y.md", f"# Gone\n\nAnother. {WORDS}", "0" * 64, removed=True)
    assert hashes(made(MOVED, first, (gone,))) == hashes(first)
