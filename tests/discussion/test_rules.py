"""What the discussion decides, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.discussion import rules
from lms.discussion.forms import tidy_line, tidy_text

NOW = datetime(2027, 2, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("mine", "guides", "age", "answer"),
    [
        (True, False, timedelta(hours=23), True),
        (True, False, timedelta(hours=24), False),
        (False, False, timedelta(0), False),
        (False, True, timedelta(days=400), True),
        (True, True, timedelta(days=400), True),
    ],
)
def test_your_own_words_for_a_day_a_guide_always(
    mine: bool, guides: bool, age: timedelta, answer: bool
) -> None:
    for state, talks in (("running", True), ("finished", False), ("cancelled", False)):
        may = rules.may_edit(mine=mine, guides=guides, state=state, written_at=NOW - age, now=NOW)
        assert may is (answer and talks)


@pytest.mark.parametrize(
    ("state", "answer"), [("draft", True), ("open", True), ("running", True), ("finished", False)]
)
def test_a_cohort_talks_until_it_is_finished(state: str, answer: bool) -> None:
    assert rules.may_post(state) is answer


@pytest.mark.parametrize(("place", "page"), [(0, 1), (49, 1), (50, 2), (100, 3)])
def test_the_page_of_a_post(place: int, page: int) -> None:
    assert rules.page_of(place, 50) == page


def test_an_excerpt_ends_between_words() -> None:
    cut = rules.excerpt("water " * 200)
    assert len(cut) <= rules.LONGEST_EXCERPT + 2
    assert cut.endswith("water …")
    assert rules.excerpt("short") == "short"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two\nlines\tand  blanks ", "two lines and blanks"),
        ("turned\u202e round", "turned round"),
        ("nul\x00 here", "nul here"),
        (None, ""),
    ],
)
def test_a_title_is_one_line(typed: str | None, kept: str) -> None:
    assert tidy_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("\n \n    code\n\n", "    code"),
        ("nul\x00 and bell\x07", "nul and bell"),
        (None, ""),
    ],
)
def test_a_text_keeps_its_lines(typed: str | None, kept: str) -> None:
    assert tidy_text(typed) == kept
