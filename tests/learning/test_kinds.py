"""What is right in each kind of question, and what part of it earns."""

from datetime import UTC, datetime

import pytest
from markupsafe import Markup

from lms.content.course import Blank, Number, Pair, Quiz
from lms.learning import grading
from lms.learning.grading import Problem, Sheet
from lms.learning.grading.words import is_near, is_same
from lms.learning.rules import Answer, Given

PI = Number("3.14", "0.01")


def quiz(kind: str, **fields: object) -> Quiz:
    """A question of this kind, of four points."""
    values: dict[str, object] = {
        "id": "q",
        "kind": kind,
        "prompt_html": Markup("?"),
        "options": (),
        "hints": (),
        "explanation_html": Markup(""),
        "points": 4,
        "attempts": None,
        "shuffle": False,
    }
    return Quiz(**(values | fields))  # type: ignore[arg-type]  # fields by name


GAPS = quiz("gaps", blanks=(Blank(("while", "as long as")), Blank(("true",))), prose=(0, 1))
PAIRS = quiz("matching", pairs=tuple(Pair(Markup("t%s") % n, f"m{n}") for n in range(4)))
ORDER = quiz("ordering", items=tuple(Markup("i%s") % n for n in range(4)))


@pytest.mark.parametrize(
    "typed",
    ["3.14", "3,14", " 3.15 ", "3.13", "+3.14", "3.140", "314e-2", "0314e-2", "3\u00a0.14"],
)
def test_a_number_is_right_however_it_is_written(typed: str) -> None:
    assert is_near(typed, [PI])


@pytest.mark.parametrize(
    "typed", ["3.151", "3.129999999999999999999", "pi", "", "3.1.4", "--3", "٣", "1e9999999"]
)
def test_a_number_is_wrong_when_it_is_off_or_none(typed: str) -> None:
    assert not is_near(typed, [PI])


def test_numbers_have_no_traps_of_floating_point() -> None:
    assert is_near("0.3", [Number("0.1", "0.2")])
    assert is_near("1.1", [Number("1", "0.1")])
    assert not is_near("0.30000000000000004", [Number("0.3")])
    assert is_near("1e999", [Number("1E+999")])


@pytest.mark.parametrize("typed", ["1000", "1,000", "1.000", "1 000", "1'000", "1.000,0", "−1000"])
def test_thousands_may_be_set_off_by_either_habit(typed: str) -> None:
    assert is_near(typed, [Number("1000"), Number("-1000")])


def test_a_word_is_trimmed_and_its_capitals_matter_only_when_asked_for() -> None:
    word = Blank(("l’été  dernier",))
    assert is_same("  L'ÉTÉ dernier ", word, case=False)
    assert not is_same("L'été dernier", word, case=True)
    assert is_same("l'e\u0301te\u0301 dernier", word, case=True)
    assert not is_same("", word, case=False)


@pytest.mark.parametrize(
    ("question", "given", "right", "points"),
    [
        (quiz("numeric", numbers=(PI, Number("2"))), ("2",), True, 4),
        (quiz("short", blanks=(Blank(("let", "LET")),)), ("Let",), True, 4),
        (quiz("short", blanks=(Blank(("let",)),), case=True), ("Let",), False, 0),
        (GAPS, ("As long as", "TRUE"), True, 4),
        (GAPS, ("while", "no"), False, 2),
        (PAIRS, (0, 1, 2, 3), True, 4),
        (PAIRS, (0, 1, 3, 2), False, 2),
        (ORDER, (0, 1, 2, 3), True, 4),
        (ORDER, (1, 0, 2, 3), False, 0),
        (quiz("long"), ("Much.",), False, 0),
    ],
)
def test_right_earns_all_and_parts_that_stand_alone_their_share(
    question: Quiz, given: Given, right: bool, points: int
) -> None:
    assert grading.is_possible(question, given)
    assert grading.is_right(question, given) is right
    assert grading.points(question, given) == points


@pytest.mark.parametrize("question", [GAPS, PAIRS, ORDER, quiz("numeric", numbers=(PI,))])
def test_an_answer_to_what_the_question_once_was_breaks_nothing(question: Quiz) -> None:
    olds: list[Given] = [(), (0,), ("x",), (7, 8, 9), ("a", 1, "b", 2, "c")]
    for given in olds:
        assert not grading.is_right(question, given)
        past = [Answer(1, given, 0, False, datetime(2026, 11, 22, tzinfo=UTC))]
        assert grading.shown(question, past, "s", grading.Asked(again=True)).id == "q"


@pytest.mark.parametrize(
    ("question", "typed", "problem", "fields"),
    [
        (quiz("numeric", numbers=(PI,)), ["about three"], Problem.NUMBER, {0}),
        (quiz("numeric", numbers=(PI,)), [" "], Problem.WRITE, {0}),
        (quiz("short", blanks=(Blank(("x",)),)), ["x" * 201], Problem.LONG, {0}),
        (quiz("long"), ["x" * 20_001], Problem.LONG, {0}),
        (GAPS, ["while", "\0 "], Problem.WRITE, {1}),
        (GAPS, [], Problem.WRITE, {0, 1}),
        (PAIRS, ["0", "", "2", "9"], Problem.EACH, {1, 3}),
        (PAIRS, ["0", "1", "1", "3"], Problem.ONCE, {1, 2}),
        (ORDER, ["0", "0", "1", "-1"], Problem.EACH, {3}),
        (ORDER, ["3", "3", "1", "0"], Problem.ONCE, {0, 1}),
    ],
)
def test_what_is_no_answer_is_told_where_it_stands(
    question: Quiz, typed: list[str], problem: Problem, fields: set[int]
) -> None:
    sent = grading.read(Sheet(question, "seed", 1), typed)
    assert (sent.problem, set(sent.fields)) == (problem, fields)


def test_places_are_read_in_the_order_in_which_they_were_shown() -> None:
    for seed in "abcdef":
        sheet = Sheet(ORDER, seed, 1)
        typed = [str(item) for item in sheet.order]  # what stands at 2 in the key is given a 2
        assert grading.read(sheet, typed).given == (0, 1, 2, 3)
        sheet = Sheet(PAIRS, seed, 1)
        typed = [str(sheet.meanings.index(term)) for term in sheet.order]
        assert grading.read(sheet, typed).given == (0, 1, 2, 3)


def test_what_is_ordered_or_matched_is_always_shuffled() -> None:
    orders = {Sheet(ORDER, str(n), 1).order for n in range(60)}
    assert len(orders) > 15
    assert len({Sheet(PAIRS, str(n), 1).meanings for n in range(60)}) > 15
    assert {Sheet(PAIRS, str(n), 1).order for n in range(9)} == {(0, 1, 2, 3)}
