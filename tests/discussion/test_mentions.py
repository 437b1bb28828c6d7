"""Whom a post calls."""

import pytest

from lms.discussion.mentions import marked, names_in, unheard


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<p>@amina and @Teo-Marchetti.</p>", ["amina", "teo-marchetti"]),
        ("<p>(@amina), @amina's</p>", ["amina"]),
        ("<p>write to amina@example.org</p>", []),
        ('<p><code>@amina</code> <a href="/x">@teo</a></p>', []),
        ('<pre><code><span class="k">@amina</span></code></pre><p>@teo</p>', ["teo"]),
        ("<p>@ab @1st @amina- @@amina</p>", []),
        ('<p><a href="/?a>b">x</a> @amina</p>', ["amina"]),
        ("", []),
    ],
)
def test_names_called(html: str, names: list[str]) -> None:
    assert names_in(html) == names


def test_only_known_names_are_set_apart() -> None:
    html = "<p>@amina, @nobody</p>"
    assert marked(html, {"amina"}) == '<p><span class="mention">@amina</span>, @nobody</p>'


def test_what_is_not_called_stays_to_the_letter() -> None:
    html = '<p>1 &lt; 2 "quoted" <a href="/?q=&quot;">x</a></p>'
    assert marked(html, {"amina"}) == html


def test_who_is_called_and_is_not_here_is_known() -> None:
    html = marked("<p>@amina, @nobody and <code>@media</code></p>", {"amina"})
    assert unheard(html) == ["nobody"]
