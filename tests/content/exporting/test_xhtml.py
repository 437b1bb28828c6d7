"""HTML that becomes XML on the way out."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.exporting.xhtml import Tag, xhtml


def same(tag: Tag) -> Tag | str:
    return tag


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("a<br>b", "a<br />b"),
        ('<input type="checkbox" disabled>', '<input type="checkbox" disabled="" />'),
        ("<p>R&D &nbsp; &lt;b&gt;", "<p>R&amp;D \u00a0 &lt;b&gt;</p>"),
        ("<b>one</i> two</b>", "<b>one two</b>"),
        ("<ul><li>one<li>two</ul>", "<ul><li>one<li>two</li></li></ul>"),
        ("a\x00b\x0bc", "a\ufffdb\ufffdc"),
        ("<p onclick=x @click=y>z</p>", '<p onclick="x">z</p>'),
        (
            '<svg viewBox="0 0 1 1"><linearGradient/><use xlink:href="#a"/></svg>x<br>',
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><linearGradient />'
            '<use href="#a" /></svg>x<br />',
        ),
        (
            "<math><mi>x</mi><mspace/></math>",
            '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi><mspace /></math>',
        ),
    ],
)
def test_what_browsers_read_becomes_what_readers_of_books_can(html: str, xml: str) -> None:
    assert xhtml(html, same) == xml


def test_a_tag_may_be_dropped_with_what_stands_in_it_or_leave_it_behind() -> None:
    def change(tag: Tag) -> Tag | str:
        if tag.name == "i":
            return ""
        return Tag("") if tag.name == "b" else tag

    assert xhtml("<p>1<i>2<br><u>3</u></i>4<b>5</b></p>", change) == "<p>145</p>"


@given(st.text(alphabet="<>/ab=\"' &;!-?i\x00svg\ud800", max_size=60))
def test_whatever_comes_in_is_well_formed_when_it_goes_out(html: str) -> None:
    ElementTree.fromstring(f"<r>{xhtml(html, same)}</r>")  # noqa: S314 - our own output
