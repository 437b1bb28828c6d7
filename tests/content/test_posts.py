"""What people write: readable, safe, quick."""

import pytest

from lms.platform.markup import highlight, render_post
from tests.pace import within


def test_a_post_is_markdown() -> None:
    assert render_post("Hello *you*.\n\n- a\n- b", "p1") == (
        "<p>Hello <em>you</em>.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    )


def test_html_in_a_post_is_text() -> None:
    assert render_post("<b>x</b>", "p1") == "<p>&lt;b&gt;x&lt;/b&gt;</p>"


def test_links_of_people_are_not_vouched_for() -> None:
    assert render_post("[x](https://example.org)", "p1") == (
        '<p><a href="https://example.org" rel="nofollow ugc noopener">x</a></p>'
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "x.md"]
)
def test_other_addresses_are_no_links(address: str) -> None:
    assert "<a" not in render_post(f"[x]({address})", "p1")


def test_a_picture_is_a_link() -> None:
    assert render_post("![A sack](https://example.org/s.png)", "p1") == (
        '<p><a href="https://example.org/s.png" rel="nofollow ugc noopener">A sack</a></p>'
    )


def test_code_in_a_post_is_coloured() -> None:
    html = render_post("```python\nreturn 1\n```", "p1")
    assert html == (
        '<div class="code"><pre tabindex="0"><code><span class="k">return</span>'
        ' <span class="n">1</span></code></pre></div>'
    )


def test_footnotes_of_two_posts_are_told_apart() -> None:
    one, two = (render_post("a[^1]\n\n[^1]: n", key) for key in ("p1", "p2"))
    assert 'id="fn-p1-1"' in one
    assert 'id="fn-p2-1"' in two


def test_a_table_has_no_style_attribute() -> None:
    html = render_post("| a |\n|--:|\n| 1 |", "p1")
    assert '<td class="r">1</td>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    "piece",
    [
        "word *em* [a](http://b.example) `c`\n",
        "*a_ ",
        "[",
        "![[](",
        "> ",
        "a@b.",
        ":: ",
        "http: ",
        "https://a.b ",
        "- a b c d\n",
        "|a",
        "```\nx=1\n```\n",
    ],
)
def test_a_hundred_kilobytes_are_no_burden(piece: str) -> None:
    text = (piece * (100_000 // len(piece)))[:100_000]
    with within(5):  # under one where nothing else runs; quadratic would be minutes
        render_post(text, "p1")


def test_highlighted_code_is_escaped_and_knows_five_kinds() -> None:
    html = highlight('def f(x):  # <b>\n    return "a" + 1\n', "python")
    assert html == (
        '<span class="k">def</span> <span class="f">f</span>(x):  '
        '<span class="c"># &lt;b&gt;</span>\n'
        '    <span class="k">return</span> <span class="s">"a"</span> + <span class="n">1</span>'
    )
    assert highlight("<b>", "no such language") == "&lt;b&gt;"


def test_headings_of_a_post_stand_below_the_title_of_its_page() -> None:
    html = render_post("# Flour\n\nOven\n----\n\n###### Salt", "p1")
    assert html == "<h2>Flour</h2>\n<h3>Oven</h3>\n<h6>Salt</h6>"
