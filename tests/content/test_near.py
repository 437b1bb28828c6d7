"""Which file was meant: by its name and its kind, wherever it lies."""

import posixpath

import pytest

from lms.content.compile import compile_course
from lms.content.desk.fixing import mend
from tests.content.courses import sources

LESSON = "01-flour/09-here.md"
TEXTS: dict[str, str | bytes] = {
    "01-flour/index.md": "# Flour",
    "01-flour/01-grain.md": "# Grain",
    "01-flour/02-shared.md": "# Shared",
    "02-oven/index.md": "# Oven",
    "02-oven/01-heat.md": "# Heat\n\n## Fire",
    "02-oven/02-quiz-2.md": "# Quiz",
    "02-oven/03-twin.md": "# Twin",
    "03-salt/03-twin.md": "# Twin",
}
ASSETS = ("01-flour/sack.png", "02-oven/prices.csv", "02-oven/sack-2.png")

MEANT = [
    ("[x](sharde.md)", "01-flour/02-shared.md"),
    ("[x](02-sharde.md)", "01-flour/02-shared.md"),
    ("[x](01-heat.md)", "02-oven/01-heat.md"),
    ("[x](../03-salt/07-heat.md)", "02-oven/01-heat.md"),
    ("[x](../04-oven/index.md)", "02-oven/index.md"),
    ("![x](../02-oven/sack.png)", "01-flour/sack.png"),
    ("![x](sakc.jpg)", "01-flour/sack.png"),
    ("[x](price.csv)", "02-oven/prices.csv"),
    ("[x](shared.html)", "01-flour/02-shared.md"),
    ("[x](../02-oven/01-heat)", "02-oven/01-heat.md"),
]
NOT_MEANT = [
    "[x](nope.md)",
    "![x](grain.png)",
    "![x](index.png)",
    "[x](sack.md)",
    "[x](prices.md)",
    "[x](../02-oven/quiz-3.md)",
    "[x](../04-butter/index.md)",
    "[x](../04-butter/)",
]


def hint_of(text: str) -> str:
    course = sources({**TEXTS, LESSON: f"# Here\n\n{text}"}, ASSETS)
    return next(f.hint for f in compile_course(course).findings if f.code == "C401")


def mended(text: str) -> str:
    course = sources({**TEXTS, LESSON: f"# Here\n\n{text}"}, ASSETS)
    files = mend(course, compile_course(course))
    return files.get(LESSON, b"").decode().removeprefix("# Here\n\n")


@pytest.mark.parametrize(("text", "meant"), MEANT)
def test_a_file_of_a_near_name_and_the_same_kind_is_offered(text: str, meant: str) -> None:
    assert hint_of(text) == f'did you mean "{posixpath.relpath(meant, "01-flour")}"?'


@pytest.mark.parametrize("text", NOT_MEANT)
def test_no_other_file_is_offered_or_put_in(text: str) -> None:
    assert hint_of(text) == ""
    assert mended(text) == ""


def test_a_moved_file_is_found_and_the_link_led_there() -> None:
    assert mended("[x](01-heat.md#fire)") == "[x](../02-oven/01-heat.md#fire)"
    assert mended("![x](../img/sack.png)") == "![x](sack.png)"


def test_of_several_files_of_one_name_none_is_chosen() -> None:
    both = 'did you mean "../02-oven/03-twin.md" or "../03-salt/03-twin.md"?'
    assert hint_of("[x](03-twin.md)") == both
    assert mended("[x](03-twin.md)") == ""


def test_a_name_that_is_only_a_little_alike_is_offered_and_not_put_in() -> None:
    assert hint_of("[x](heap.md)") == 'did you mean "../02-oven/01-heat.md"?'
    assert mended("[x](heap.md)") == ""
