"""What is right, and what of a question may be told when."""

from datetime import UTC, datetime

import pytest
from markupsafe import Markup

from lms.content.course import Option, Quiz
from lms.learning import grading
from lms.learning.grading import Asked
from lms.learning.rules import Answer

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def quiz(key: str = "-x-", **fields: object) -> Quiz:
    """A question whose right options are the x of `key`."""
    options = tuple(
        Option(Markup("option %s") % n, mark == "x", Markup("remark %s") % n)
        for n, mark in enumerate(key)
    )
    values: dict[str, object] = {
        "id": "q",
        "kind": "single" if key.count("x") == 1 else "multiple",
        "prompt_html": Markup("Which?"),
        "options": options,
        "hints": (Markup("first hint"), Markup("second hint")),
        "explanation_html": Markup("because"),
        "points": 2,
        "attempts": None,
        "shuffle": False,
    }
    return Quiz(**(values | fields))  # type: ignore[arg-type]  # fields by name


def answers(*chosen: tuple[int, ...], key: str = "-x-") -> list[Answer]:
    """These attempts, judged."""
    return [
        Answer(number, choice, 0, grading.is_right(quiz(key), choice), NOW)
        for number, choice in enumerate(chosen, 1)
    ]


@pytest.mark.parametrize(
    ("key", "chosen", "right"),
    [
        ("-x-", (1,), True),
        ("-x-", (0,), False),
        ("xx-", (0, 1), True),
        ("xx-", (0,), False),
        ("xx-", (0, 1, 2), False),
        ("xx-", (), False),
    ],
)
def test_right_is_exactly_the_right_options(key: str, chosen: tuple[int, ...], right: bool) -> None:
    assert grading.is_right(quiz(key), chosen) is right


@pytest.mark.parametrize("chosen", [[], [0, 1], [3], [-1], [1, 1]])
def test_a_single_choice_takes_one_known_option(chosen: list[int]) -> None:
    assert not grading.is_possible(quiz(), tuple(chosen))


def test_attempts_run_out() -> None:
    limited = quiz(attempts=2)
    assert grading.left(limited, answers((0,))) == 1
    assert not grading.is_settled(limited, answers((0,)))
    assert grading.is_settled(limited, answers((0,), (2,)))
    assert not grading.is_settled(quiz(), answers(*[(0,)] * 50))


def test_the_order_is_a_persons_own_and_stays() -> None:
    mixed = quiz("x-------", shuffle=True)
    first = grading.order(mixed, "7", 1)
    assert sorted(first) == list(range(8))
    assert first == grading.order(mixed, "7", 1)
    assert len({grading.order(mixed, str(user), 1) for user in range(20)}) > 10
    assert first != grading.order(mixed, "7", 2)
    assert grading.order(quiz("x---"), "7", 1) == (0, 1, 2, 3)


def test_before_an_answer_nothing_is_told() -> None:
    seen = repr(grading.shown(quiz(), [], "1", Asked()))
    for secret in ("remark 0", "remark 1", "because", "first hint", "'right'", "'wrong'"):
        assert secret not in seen


def test_after_a_wrong_answer_only_what_was_chosen_is_remarked_on() -> None:
    seen = grading.shown(quiz(), answers((0,)), "1", Asked())
    assert [o.remark for o in seen.options] == ["remark 0", "", ""]
    assert [o.verdict for o in seen.options] == ["wrong", "", ""]
    assert not seen.explanation
    assert not seen.is_open


def test_of_several_none_is_called_right_or_wrong_before_the_end() -> None:
    seen = grading.shown(quiz("xx-"), answers((0, 2), key="xx-"), "1", Asked())
    assert [o.verdict for o in seen.options] == ["", "", ""]
    assert [bool(o.remark) for o in seen.options] == [True, False, True]


def test_at_the_end_all_is_told() -> None:
    seen = grading.shown(quiz(attempts=1), answers((0,)), "1", Asked())
    assert [o.verdict for o in seen.options] == ["wrong", "right", ""]
    assert seen.explanation == "because"
    assert seen.is_settled


def test_hints_come_one_at_a_time() -> None:
    assert grading.shown(quiz(), [], "1", Asked(hints=1)).hints == ("first hint",)
    assert grading.shown(quiz(), [], "1", Asked(hints=1)).next_hint == 2
    assert grading.shown(quiz(), [], "1", Asked(hints=-3)).hints == ()
    assert grading.shown(quiz(), [], "1", Asked(hints=9)).next_hint is None


def test_trying_again_shows_a_clean_form_until_it_is_settled() -> None:
    again = grading.shown(quiz(), answers((0,)), "1", Asked(again=True))
    assert again.is_open
    assert not any(o.chosen or o.remark for o in again.options)
    assert not grading.shown(quiz(), answers((1,)), "1", Asked(again=True)).is_open
