"""How far somebody is, in the right number and in either language."""

import pytest

from lms.learning.preview.printing import macro


@pytest.mark.parametrize(
    ("tongue", "done", "every", "words"),
    [
        ("en", 1, 1, "1 of 1 lesson<"),
        ("en", 0, 1, "0 of 1 lesson<"),
        ("en", 1, 4, "1 of 4 lessons<"),
        ("it", 1, 1, "Lezioni: 1 su 1<"),
        ("it", 1, 4, "Lezioni: 1 su 4<"),
    ],
)
def test_lessons_are_counted_in_the_right_number(
    tongue: str, done: int, every: int, words: str
) -> None:
    assert words in macro("learning/_parts.html", "how_far", tongue)("bread", done, every)
