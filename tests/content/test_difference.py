"""What changed in a page, as a reader sees it."""

import re

import pytest
from markupsafe import Markup

from lms.content.course import Part, StaffOnly
from lms.content.difference import Block, Words, blocks_of, difference
from tests.pace import within

WORDS = Words("added:", "removed:", "the same goes on")


def read(html: str) -> list[Block]:
    """The blocks of a page."""
    return blocks_of([Markup(html)], ())  # noqa: S704 - as a compiled page


def changes(before: str, after: str) -> str:
    """The difference of two pages, without what only screen readers hear."""
    html = str(difference(read(before), read(after), WORDS))
    return re.sub(r'<span class="visually-hidden">[^<]*</span>', "", html)


def test_an_edited_word_is_marked_where_it_stands() -> None:
    assert changes("<p>Salt the water well.</p>", "<p>Salt the dough well.</p>") == (
        '<p class="diff__edited">Salt the <del>water </del><ins>dough </ins>well.</p>'
    )


def test_what_is_new_and_what_is_gone_stand_whole() -> None:
    html = changes("<p>One stays.</p><p>Two goes.</p>", "<p>One stays.</p><p>Quite another.</p>")
    assert '<p class="diff__del"><del>Two goes.</del></p>' in html
    assert '<p class="diff__ins"><ins>Quite another.</ins></p>' in html


def test_those_who_do_not_see_marks_are_told_in_words() -> None:
    html = str(difference(read("<p>a</p>"), read("<p>b</p>"), WORDS))
    assert '<del><span class="visually-hidden">removed: </span>a</del>' in html
    assert '<ins><span class="visually-hidden">added: </span>b</ins>' in html


def test_much_that_is_the_same_is_left_out() -> None:
    many = "".join(f"<p>Paragraph {n} stays.</p>" for n in range(30))
    html = changes(many, many + "<p>And an end.</p>")
    assert html.count("stays.") == 1
    assert "the same goes on" in html


def test_pages_that_read_the_same_differ_in_nothing() -> None:
    assert changes("<p>a <b>b</b></p>", '<p>a\n<em class="x">b</em></p>') == ""


def test_code_keeps_its_lines() -> None:
    html = changes("<pre>a = 1\nb = 2\n</pre>", "<pre>a = 1\nb = 3\n</pre>")
    assert html.startswith('<pre class="diff__edited" tabindex="0">a = 1\nb = <del>2')


def test_a_note_for_staff_is_not_shown() -> None:
    parts: list[Part] = [Markup("<p>a</p>"), StaffOnly(Markup("<p>secret</p>"))]
    assert [block.text for block in blocks_of(parts, ())] == ["a"]


@pytest.mark.parametrize(
    "bad",
    [
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        '<img alt="&quot;><script>alert(1)</script>" src="x">',
        "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
        "<pre>&lt;/pre&gt;&lt;svg onload=alert(1)&gt;</pre>",
    ],
)
def test_no_text_comes_alive(bad: str) -> None:
    html = changes("<p>Before.</p>", f"<p>Before.</p>{bad}")
    assert not re.search(r"<(?!/?(?:p|pre|ins|del|span)\b)[a-z]", html)


def test_large_pages_are_compared_within_a_moment() -> None:
    before = "".join(f"<p>{' '.join(f'w{n * k % 97}' for k in range(60))}</p>" for n in range(900))
    with within(6):
        changes(before, before.replace("w7 ", "v7 "))
        changes("<p>" + "x y " * 30_000 + "</p>", "<p>" + "y x " * 30_000 + "</p>")
