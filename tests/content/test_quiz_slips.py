"""Slips in questions: each is told where it was made, and nothing that was written is lost."""

import pytest

from lms.content.compile import compile_course
from lms.content.desk.fixing import mend
from tests.content.courses import sources
from tests.content.pages import rendered


def told(lines: str) -> list[tuple[int, str, str]]:
    """Line, message and hint of what is found in a quiz of these lines."""
    page = rendered(f"::: quiz {{#a}}\nWhat?\n\n{lines}\n:::")
    return [(f.line, f.message, f.hint) for f in page.findings]


def mended(text: str) -> str:
    course = sources({"1-a/1-x.md": text})
    return mend(course, compile_course(course)).get("1-a/1-x.md", text.encode()).decode()


def quiz(lines: str) -> str:
    return f"::: quiz {{#a}}\nWhat?\n\n{lines}\n:::\n"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("- [] b", "- [ ] b"),
        ("- []b", "- [ ] b"),
        ("-[ ] b", "- [ ] b"),
        ("- [x]b", "- [x] b"),
        ("- [ x ] b", "- [x] b"),
        ("-  [  ]  b", "-  [ ]  b"),
        ("- [v] b", "- [x] b"),
        ("- [✓] b", "- [x] b"),
        ("- [✔️] b", "- [x] b"),
        ("- (x) b", "- [x] b"),
        ("- ( ) b", "- [ ] b"),
        ("* () b", "* [ ] b"),
        ("1. [ ] b", "- [ ] b"),
    ],
)
def test_a_box_that_is_none_is_told_and_mended(wrong: str, right: str) -> None:
    for lines in ("- [ ] a\n- [x] c\n{}", "{}\n- [ ] a\n- [x] c", "- [ ] a\n{}\n- [x] c"):
        text = lines.format(wrong)
        row = text.split("\n").index(wrong)
        assert told(text) == [
            (row + 4, "this box is not understood, so its answer would be lost", f"as in: {right}")
        ]
        assert mended(quiz(text)) == quiz(lines.format(right))


def test_a_quiz_of_such_boxes_alone_is_told_line_by_line() -> None:
    assert [line for line, *_ in told("- [] a\n- [x]b")] == [4, 5]


@pytest.mark.parametrize(
    "lines",
    [
        "- [] :: a list\n- {} :: a dictionary",
        "- []\n- {}\n\n= list",
        "- [ ] a\n- [x] b\n  - [] c",
        "- [ ] [x](https://example.org)\n- [x] `- [] b`",
        "- [ ] (x) is a tuple\n- [x] [v] is a list\n  - a\n  - b",
        "- [x] a\n  1. [ ] b\n- [ ] 1. c",
    ],
)
def test_brackets_that_mean_something_else_are_no_boxes(lines: str) -> None:
    assert told(lines) == []


@pytest.mark.parametrize(
    ("lines", "right", "told_at"),
    [
        ("(x) b\n( ) c", "- [x] b\n- [ ] c", [4, 5]),
        ("( ) b\n- [x] c", "- [ ] b\n- [x] c", [4]),
        ("[x] b\n[ ] c", "- [x] b\n- [ ] c", [4, 5]),
        ("[✓] b\n() c", "- [x] b\n- [ ] c", [4, 5]),
        ("(x) b\n- [ ] c", "- [x] b\n- [ ] c", [4]),
        ("- [ ] c\n(x) b", "- [ ] c\n- [x] b", [5]),
        ("- [x] c\n[ ] b", "- [x] c\n- [ ] b", [5]),
        ("- [x] c\n\n[ ] b", "- [x] c\n\n- [ ] b", [6]),
        ("(x) b\n- ( ) c", "- [x] b\n- [ ] c", [4, 5]),
    ],
)
def test_an_answer_without_its_dash_is_told_at_its_line_and_mended(
    lines: str, right: str, told_at: list[int]
) -> None:
    assert sorted(line for line, *_ in told(lines)) == told_at
    assert any("no dash" in message for _, message, _ in told(lines))
    assert mended(quiz(lines)) == quiz(right)
    assert told(right) == []


@pytest.mark.parametrize(
    "lines",
    [
        "(x) is what here?\n\n- [ ] a\n- [x] b",
        "- [ ] a\n- [x] the f of\n(x) is this",
        "[ ] is what here?\n\n- [ ] a\n- [x] b",
        "[x](https://example.org) is where?\n\n- [ ] a\n- [x] b",
        "```\n[ ] a\n```\n\n- [ ] a\n- [x] b",
        "[ ] is what?\n\n= a list",
    ],
)
def test_prose_that_begins_with_a_bracket_is_no_answer(lines: str) -> None:
    assert told(lines) == []


NO_BOX = "this line has no box, so it would be a part of the answer above"
NOT_YET = "this is nothing to order yet"


@pytest.mark.parametrize(
    ("lines", "told_at", "message"),
    [
        ("- [ ] a\n- [x] b\n- c", [6], NO_BOX),
        ("- [ ] a\n- [?] b\n- [x] c", [5], NO_BOX),
        ("- [ ] a\n- [x] b\n\n1. c", [7], NO_BOX),
        ("order:\n\n- a\n- b", [6, 7], NOT_YET),
        ("___", [4], "this asks for no answer yet"),
        ("=bowline", [4], "this is no answer yet"),
        ("= reef\n=bowline", [5], "this is no answer yet"),
    ],
)
def test_a_line_that_is_no_answer_is_told_where_it_stands(
    lines: str, told_at: list[int], message: str
) -> None:
    assert [(line, words) for line, words, _ in told(lines)] == [(at, message) for at in told_at]


BELOW = "indented below its answer it is feedback"
LAST = "only the last > is shown: join them with a line of >, or indent feedback below its answer"


def test_feedback_at_the_margin_is_told_and_mended() -> None:
    text = "- [ ] a\n> No,\n> never.\n- [x] b\n> Yes.\n\n> Because."
    found = told(text)
    assert [(line, hint) for line, _, hint in found] == [(5, BELOW), (8, BELOW)]
    assert {message for _, message, _ in found} == {"this would be lost: it is no feedback yet"}
    right = "- [ ] a\n  > No,\n  > never.\n- [x] b\n  > Yes.\n\n> Because."
    assert mended(quiz(text)) == quiz(right)
    assert told(right) == []


def test_feedback_at_the_margin_below_every_answer_is_told_below_the_last_one_too() -> None:
    assert [line for line, *_ in told("- [ ] a\n> No.\n- [x] b\n> Yes.")] == [5, 7]
    assert [line for line, *_ in told("- [ ] a\n> No.\n- [x] b")] == [5]


def test_of_two_explanations_the_first_is_told() -> None:
    found = told("- [ ] a\n- [x] b\n\n> One.\n\n> Two.")
    assert found == [(7, "this would be lost: the explanation comes after it", LAST)]


@pytest.mark.parametrize(
    "lines",
    [
        "- [ ] a\n- [x] b\n> Because.",
        "- [ ] a\n- [x] b\n\n> One.\n>\n> Two.\n\n? Hint.",
        "> Because.\n\n= 4",
    ],
)
def test_one_explanation_is_quiet(lines: str) -> None:
    assert told(lines) == []


def of_head(head: str) -> list[tuple[str, str, str]]:
    """Code, message and hint of what is found where a quiz begins so."""
    page = rendered(f"::: quiz {head}\nWhat?\n\n- [ ] a\n- [x] b\n:::")
    return [(f.code, f.message, f.hint) for f in page.findings]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("#q17 points=5", "{#q17 points=5}"),
        ("{#q16", "{#q16}"),
        ("{#q16 points=2", "{#q16 points=2}"),
        ("#q16}", "{#q16}"),
        ("{#q16} points=2", "{#q16 points=2}"),
        ("shuffle", "{shuffle}"),
        ('#q16 points="2"', '{#q16 points="2"}'),
        ("loops-1 points=2", "{#loops-1 points=2}"),
        ("loops shuffle", "{#loops shuffle}"),
    ],
)
def test_options_without_their_braces_are_told_as_that_and_mended(wrong: str, right: str) -> None:
    code, message, hint = of_head(wrong)[0]
    assert (code, message) == ("C147", "what is said of a quiz stands in braces")
    assert hint == f"as in: ::: quiz {right}"
    assert [code for code, *_ in of_head(wrong)[1:]] == [code for code, *_ in of_head(right)]
    lines = "\nWhat?\n\n- [ ] a\n- [x] b\n:::\n"
    if "#" in right:
        assert mended(f"::: quiz {wrong}{lines}") == f"::: quiz {right}{lines}"


def test_a_name_without_its_mark_is_told_as_that() -> None:
    (found,) = (f for f in of_head("Which knot?") if f[0] == "C147")
    assert found[1:] == ("a quiz has no title", "write it into the question")


@pytest.mark.parametrize("head", ["Loops {#loops points=2}", "{#loops points=2} Loops"])
def test_a_title_beside_the_braces_is_told_once_and_leaves_the_id(head: str) -> None:
    assert of_head(head) == [("C147", "a quiz has no title", "write it into the question")]
    page = rendered(f"::: quiz {head}\nWhat?\n\n- [ ] a\n- [x] b\n:::")
    assert [(quiz.id, quiz.points) for quiz in page.quizzes] == [("loops", 2)]


@pytest.mark.parametrize("head", ["{#q3, points=2}", "{#q3,points=2}", "{#q3 , points=2,}"])
def test_commas_between_options_are_told_as_that(head: str) -> None:
    message = "options have spaces between them"
    assert of_head(head) == [("C105", message, "no commas, as in: {#q3 points=2}")]
    lines = "\nWhat?\n\n- [ ] a\n- [x] b\n:::\n"
    assert mended(f"::: quiz {head}{lines}") == f"::: quiz {{#q3 points=2}}{lines}"


def test_a_draw_without_braces_is_told_too() -> None:
    page = rendered("::: quiz from=grain.quiz.md pick=2\n:::")
    assert [(f.code, f.hint) for f in page.findings] == [
        ("C147", "as in: ::: quiz {from=grain.quiz.md pick=2}")
    ]


@pytest.mark.parametrize(
    ("value", "hint"),
    [("no", "leave it out"), ("false", "leave it out"), ("yes", "write shuffle alone")],
)
def test_an_option_that_takes_no_value_is_told_when_it_has_one(value: str, hint: str) -> None:
    assert of_head(f"{{#a shuffle={value}}}") == [("C105", "shuffle: no value is needed", hint)]


def test_an_option_with_nothing_after_the_sign_is_told() -> None:
    assert of_head('{#a points=""}') == [("C105", "points: a number from 1 to 999 is needed", "")]


@pytest.mark.parametrize(("key", "number"), [("5 kg", "5"), ("20%", "20"), ("1.5m", "1.5")])
def test_a_number_with_a_unit_is_told_to_be_words(key: str, number: str) -> None:
    hint = f'a number stands alone: = {number}; if words are meant: = "{key}"'
    assert told(f"= {key}") == [(4, f'"{key}" is read as words, not as a number', hint)]
    assert told(f'= "{key}"') == []


@pytest.mark.parametrize("key", ["3D", "1st", "2 x 4", "pi | 3.14", "H2O"])
def test_words_with_digits_are_words(key: str) -> None:
    assert told(f"= {key}") == []
