"""Links are found where markdown-it finds them, in much less time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import helpers

from lms.platform.markup import base_parser
from tests.pace import within

PIECES = [
    "[",
    "]",
    "![",
    "](",
    ")",
    "](x)",
    "[^1]",
    "`",
    "\\",
    "*",
    "a",
    " ",
    "<b>",
    "\n",
    "[a]: x",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=400, deadline=None)
def test_every_link_is_where_the_library_finds_it(text: str) -> None:
    plain = base_parser()
    plain.helpers = helpers
    assert base_parser().render(text) == plain.render(text)


@pytest.mark.parametrize("text", ["[", "![", "![[](", "[a](", "[]("], ids=repr)
def test_a_hundred_thousand_brackets_are_read_in_time(text: str) -> None:
    with within(5):
        base_parser().render(text * (100_000 // len(text)))


def test_brackets_within_brackets_are_links_where_the_library_has_them() -> None:
    plain = base_parser()
    plain.helpers = helpers
    for mark in ("[", "!["):
        for depth in (3, 39, 40, 41, 60, 3000):
            text = mark * depth + "a" + "](x)" * depth + " [b [c] ](y) ![d [e](z)](w)"
            assert base_parser().render(text) == plain.render(text)
