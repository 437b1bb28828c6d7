"""The order of chapters and lessons."""

import pytest

from lms.content.compile import compile_course
from lms.content.course import Course
from lms.content.sources import CourseSources
from tests.content.courses import COURSE, codes, compiled, course


def outline(course: Course) -> list[tuple[str, list[str]]]:
    return [(c.title, [lesson.address for lesson in c.lessons]) for c in course.chapters]


def test_numbers_order_chapters_and_lessons() -> None:
    made = course({f"{path}.md": "# X\n\nx" for path in ("10-b/02-y", "2-a/10-x", "2-a/9-w")})
    assert outline(made) == [("A", ["a/w", "a/x"]), ("B", ["b/y"])]


def test_names_without_numbers_come_last() -> None:
    made = course({"1-a/z.md": "x", "1-a/b.md": "x", "1-a/2-c.md": "x"})
    assert outline(made) == [("A", ["a/c", "a/b", "a/z"])]


def test_an_index_names_and_introduces_its_chapter() -> None:
    made = course({"1-a/index.md": "# Flour\n\nAll about it.", "1-a/1-b.md": "x"})
    assert made.chapters[0].title == "Flour"
    assert made.chapters[0].html == "<p>All about it.</p>"
    assert [lesson.address for lesson in made.lessons] == ["a/b"]


def test_a_summary_orders_by_its_list() -> None:
    summary = "# Summary\n\n- [One](a/index.md)\n  - [Two](a/two.md)\n  - [Three](a/three.md)\n"
    made = course({"SUMMARY.md": summary, "a/index.md": "", "a/two.md": "x", "a/three.md": "x"})
    assert outline(made) == [("One", ["a/two", "a/three"])]


def test_a_summary_has_parts_drafts_and_chapters_around_them() -> None:
    summary = (
        "[Preface](preface.md)\n\n# Flour\n\n- [Grain](grain.md)\n  - [Rye](rye.md)\n"
        "- [Spelt]()\n\n---\n\n# Oven\n\n- [Heat](heat.md)\n\n[Thanks](thanks.md)\n"
    )
    names = ("preface", "grain", "rye", "heat", "thanks")
    made = course({"SUMMARY.md": summary, **{f"{name}.md": "x" for name in names}})
    assert outline(made) == [
        ("Bread", ["preface"]),
        ("Flour", ["grain", "rye"]),
        ("Oven", ["heat", "thanks"]),
    ]


def test_a_lesson_is_called_what_it_says_then_what_the_summary_says_then_what_the_file_says() -> (
    None
):
    summary = "- [By summary](a/one.md)\n- [x](a/two.md)\n- []()\n"
    made = course({"SUMMARY.md": summary, "a/one.md": "x", "a/two.md": "# By *heading*\n\nx"})
    assert [lesson.title for lesson in made.lessons] == ["By summary", "By heading"]
    assert course({"1-a/02-while_loops.md": "x"}).lessons[0].title == "While loops"


def test_a_summary_that_names_what_is_not_there_is_an_error() -> None:
    result = compiled({"SUMMARY.md": "- [A](a.md)\n- [B](b.md)\n", "a.md": "x"})
    assert codes(result) == ["C201 SUMMARY.md:2"]
    assert result.has_errors


def test_a_summary_that_forgets_a_file_is_a_warning() -> None:
    result = compiled({"SUMMARY.md": "- [A](a.md)\n", "a.md": "x", "c/b.md": "x"})
    assert codes(result) == ["C202 c/b.md:0"]
    assert not result.has_errors


def test_a_summary_may_name_a_file_only_once() -> None:
    result = compiled({"SUMMARY.md": "- [A](a.md)\n- [A](./a.md)\n", "a.md": "x"})
    assert codes(result) == ["C207 SUMMARY.md:2"]


def test_a_line_of_a_summary_that_says_nothing_is_told() -> None:
    result = compiled({"SUMMARY.md": "- [A](a.md)\n\nA stray sentence.\n", "a.md": "x"})
    assert codes(result) == ["C203 SUMMARY.md:3"]


def test_two_lessons_at_one_address_are_an_error() -> None:
    result = compiled({"1-a/1-x.md": "one", "1-a/2-x.md": "two"})
    assert codes(result) == ["C204 1-a/2-x.md:0"]


def test_a_file_too_deep_is_told() -> None:
    assert codes(compiled({"1-a/1-x.md": "x", "1-a/b/c.md": "x"})) == ["C206 1-a/b/c.md:0"]


def test_a_name_without_letters_makes_no_address() -> None:
    assert codes(compiled({"1-a/1-x.md": "x", "日本.md": "x"})) == ["C208 日本.md:0"]


def test_an_address_too_long_for_its_column_is_an_error() -> None:
    fits, longer = f"{'a' * 119}/{'b' * 120}", f"{'a' * 120}/{'b' * 120}"
    assert codes(compiled({f"{fits}.md": "x"})) == []
    assert codes(compiled({f"{longer}.md": "x"})) == [f"C212 {longer}.md:0"]


@pytest.mark.parametrize("folder", ["Bread", "my bread", "-bread", "pane_e_olio", "b" * 101, "è"])
def test_a_folder_that_cannot_be_an_address_is_an_error(folder: str) -> None:
    texts = {"course.md": COURSE.encode(), "1-a/1-x.md": b"x"}
    assert codes(compile_course(CourseSources(folder, texts))) == ["C009 course.md:0"]
    assert codes(compile_course(CourseSources("2-breads", texts))) == []


def test_a_course_without_lessons_is_an_error() -> None:
    assert codes(compiled({})) == ["C209 course.md:0"]


def test_previous_and_next_go_over_chapters() -> None:
    made = course({"1-a/1-x.md": "x", "2-b/1-y.md": "y"})
    first, last = made.lessons
    assert (made.previous(first), made.next(first)) == (None, last)
    assert (made.previous(last), made.next(last)) == (first, None)
