"""The place of each wrong link: its own, however often and however the same one is written."""

import pytest

from tests.content.pages import rendered


def places(text: str, code: str = "C401") -> list[tuple[int, int, str]]:
    """Line, column and what the caret marks."""
    return [
        (f.line, f.column, f.source[f.column - 1 : f.column - 1 + f.width])
        for f in rendered(text).findings
        if f.code == code
    ]


def test_the_same_wrong_link_is_told_at_each_of_its_places() -> None:
    text = "See [x](tow.md), [x](tow.md), then [x](tow.md)\nand [x](tow.md).\n\n[x](tow.md)"
    where = [(1, 9), (1, 22), (1, 40), (2, 9), (4, 5)]
    assert places(text) == [(*place, "tow.md") for place in where]


def test_so_is_an_anchor_that_is_not_there() -> None:
    promises = rendered("[a](#nowhere) and [b](#nowhere)").promises
    assert [promise.finding.column for promise in promises] == [5, 23]


def test_and_an_address_in_html_by_hand() -> None:
    text = '<a href="tow.md">x</a> <a href="tow.md">y</a>'
    assert places(f"Text {text}") == [(1, 15, "tow.md"), (1, 38, "tow.md")]


def test_a_definition_that_is_used_twice_is_one_place() -> None:
    assert set(places("[a][x] and [b][x]\n\n[x]: tow.md")) == {(3, 6, "tow.md")}


def test_a_film_that_is_not_captioned_is_told_where_it_stands() -> None:
    text = "[f](bare.webm)\n\n![film](bare.webm)\n\n![film](bare.webm)"
    assert places(text, "C161") == [(3, 9, "bare.webm"), (5, 9, "bare.webm")]


@pytest.mark.parametrize(
    ("text", "column", "marked"),
    [
        ("[x](salt&amp;flour.md)", 5, "salt&amp;flour.md"),
        ("[x](salt&flour.md)", 5, "salt&flour.md"),
        ("[x](salt%20&amp;%20flour.md)", 5, "salt%20&amp;%20flour.md"),
        ("[x](<salt &amp; flour.md>)", 6, "salt &amp; flour.md"),
        ("![x](salt&amp;flour.png)", 6, "salt&amp;flour.png"),
        ('A <img src="salt&amp;flour.png" alt="x">', 13, "salt&amp;flour.png"),
        (r"[x](salt\_flour.md)", 5, r"salt\_flour.md"),
    ],
)
def test_an_address_with_escapes_has_its_caret(text: str, column: int, marked: str) -> None:
    assert places(f"# T\n\n{text}") == [(3, column, marked)]


def test_the_same_address_is_told_under_each_of_its_spellings() -> None:
    text = "[x](salt&flour.md)\n\n[x](salt&amp;flour.md)"
    assert places(text) == [(1, 5, "salt&flour.md"), (3, 5, "salt&amp;flour.md")]


def test_a_link_without_an_address_is_told_as_that() -> None:
    page = rendered("# T\n\nSee [x](), [y]() and ![z]().")
    assert [(f.code, f.message, f.hint) for f in page.findings] == [
        ("C401", "there is no address", "as in: [words](file.md)")
    ] * 3
    found = places("See [x]() and [y]().\n\n![z]()")
    assert sorted(found) == [(1, 7, "]()"), (1, 17, "]()"), (3, 4, "]()")]
