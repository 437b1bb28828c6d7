"""What authors wrote by hand stands in a book where a book allows it, and no word is lost."""

import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.exporting.nesting import fitted
from lms.content.exporting.xhtml import Tag, xhtml
from lms.content.markdown.raw_html import TAGS


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("<p>a <b>b</b></p>", "<p>a <b>b</b></p>"),
        ("<b><h3>a</h3>b</b>", "<div><h3>a</h3>b</div>"),
        ("<p><b><ul><li>a</ul></b></p>", None),
        ("<h3>a<p>b</p></h3>", '<h3>a<span class="block">b</span></h3>'),
        ("<p>a<ins><hr></ins></p>", "<p>a<ins><br /></ins></p>"),
        ("<ins><p>a</p></ins>", "<ins><p>a</p></ins>"),
        ("<li>a</li>", "<div>a</div>"),
        ("<ul>a <b>b</b><li>c</li></ul>", "<ul><li>a <b>b</b></li><li>c</li></ul>"),
        ("<dl><dd>a</dd></dl>", "<div><div>a</div></div>"),
        ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        (
            "<details>a<summary>b</summary></details>",
            "<details><summary>b</summary>a</details>",
        ),
        ("<details>a</details>", "<div>a</div>"),
        (
            "<figure>a <figcaption>b</figcaption> c</figure>",
            "<figure>a  c<figcaption>b</figcaption></figure>",
        ),
        ("<ruby>a<rt>b</rt></ruby>", "<ruby>a<rt>b</rt></ruby>"),
        ("<ruby>a</ruby>", "<span>a</span>"),
        ("<rt>a</rt>", "<span>a</span>"),
        ("<bdo>a</bdo>", "<span>a</span>"),
        ("<time>a <b>b</b></time>", "<span>a <b>b</b></span>"),
        ("<a href='#x'>a<b><a href='#y'>b</a></b></a>", None),
        ("<p id=a></p><p id=a></p>", '<p id="a"></p><p></p>'),
        (
            "<table><tfoot><tr><td>c</td></tr></tfoot><tr><td>b</td></tr>"
            "<caption>a</caption></table>",
            "<table><caption>a</caption><tr><td>b</td></tr>"
            "<tfoot><tr><td>c</td></tr></tfoot></table>",
        ),
        (
            "<table><tbody><tr><td>a</td></tr></tbody><tr><td>b</td></tr><tr><td>c</td></tr>"
            "<thead><tr><th>0</th></tr></thead><tbody><tr><td>d</td></tr></tbody></table>",
            "<table><thead><tr><th>0</th></tr></thead><tbody><tr><td>a</td></tr></tbody>"
            "<tbody><tr><td>b</td></tr><tr><td>c</td></tr></tbody>"
            "<tbody><tr><td>d</td></tr></tbody></table>",
        ),
    ],
)
def test_what_may_not_stand_there_stands_there_as_something_plain(
    html: str, xml: str | None
) -> None:
    """None: the browser's own rules leave more than one way, so only the words are looked at."""
    made = str(fitted(xhtml(html, same)))
    assert xml is None or made == xml
    assert sorted(words(made)) == sorted(words(html))


def test_a_thousand_tags_within_each_other_are_no_trouble() -> None:
    made = str(fitted(xhtml("<div><b>" * 2_000 + "deep", same)))
    assert words(made) == ["deep"]


SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in sorted(TAGS)]),
        st.sampled_from([f"</{tag}>" for tag in sorted(TAGS)]),
        st.sampled_from(["one ", "two ", "\n"]),
    ),
    max_size=30,
)


@given(SOUP)
def test_no_word_is_lost_and_fitting_twice_changes_nothing(soup: list[str]) -> None:
    clean = nh3.clean("".join(soup), tags=set(TAGS), link_rel=None)
    once = fitted(xhtml(clean, same))
    assert sorted(words(once)) == sorted(words(clean))
    assert fitted(once) == once


def same(tag: Tag) -> Tag | str:
    return tag


def words(html: str) -> list[str]:
    return re.sub(r"<[^>]*>", " ", html).split()
