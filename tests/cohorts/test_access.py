"""May this person read, and from when: over grants, dates, zones and the moment."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lms.cohorts.access import GrantSpan, Standing, Why, explain, later, seats_elsewhere
from lms.content.course import Lesson

BEGAN = datetime(2027, 3, 22, tzinfo=UTC)  # a Monday; Rome's clocks change on the 28th
SEAT = GrantSpan("order", BEGAN - timedelta(days=30), None)


def standing(**more: object) -> Standing:
    """A running cohort in Rome with a seat in it, begun on 22 March 2027."""
    facts = {
        "cohort_id": 1, "cohort_slug": "sinopia", "cohort_title": "Sinopia", "course": "bread",
        "state": "running", "self_paced": False, "starts_on": date(2027, 3, 22), "ends_on": None,
        "time_zone": "Europe/Rome", "grants": (SEAT,),
    }  # fmt: skip
    return Standing(**(facts | more))  # type: ignore[arg-type]  # facts of a test


def own_pace(began: datetime, **more: object) -> Standing:
    """At one's own pace, with a seat since then."""
    grants = (GrantSpan("order", began, None),)
    facts = {"cohort_id": 2, "self_paced": True, "starts_on": None, "grants": grants}
    return standing(**(facts | more))


@pytest.mark.parametrize(
    ("release", "opens"),
    [
        ("+1d", "2027-03-22T23:00:00+00:00"),
        ("+7d", "2027-03-28T22:00:00+00:00"),  # midnight in Rome, an hour earlier by then
        ("+1w", "2027-03-28T22:00:00+00:00"),
        ("week 1", "2027-03-21T23:00:00+00:00"),
        ("week 2", "2027-03-28T22:00:00+00:00"),
        ("2027-04-01T18:00", "2027-04-01T16:00:00+00:00"),
        ("2027-04-01T18:00+09:00", "2027-04-01T09:00:00+00:00"),
        ("2027-01-01T00:00", "2027-03-21T23:00:00+00:00"),  # never before the cohort begins
    ],
)
def test_a_lesson_opens_by_the_cohorts_clock(release: str, opens: str) -> None:
    moment = datetime.fromisoformat(opens)
    before = explain([standing()], moment - timedelta(seconds=1), release=release)
    after = explain([standing()], moment, release=release)
    assert (before.may_read, before.opens_at) == (False, moment)
    assert (after.may_read, after.why) == (True, Why.ENROLLED)


@pytest.mark.parametrize(
    ("release", "opens"),
    [
        ("+7d", "2027-03-29T09:15:00+00:00"),
        ("week 3", "2027-04-05T08:15:00+00:00"),
        ("2027-04-01T18:00", "2027-04-01T16:00:00+00:00"),
    ],
)
def test_at_ones_own_pace_it_counts_from_ones_own_beginning(release: str, opens: str) -> None:
    began = datetime(2027, 3, 22, 9, 15, tzinfo=UTC)
    moment = datetime.fromisoformat(opens)
    if release == "+7d":
        moment -= timedelta(hours=1)  # quarter past ten on Rome's wall, on both sides of the change
    mine = own_pace(began)
    assert explain([mine], moment - timedelta(seconds=1), release=release).why == Why.SCHEDULED
    assert explain([mine], moment, release=release).may_read


def test_the_first_seat_that_holds_is_the_beginning() -> None:
    early, late = BEGAN, BEGAN + timedelta(days=20)
    grants = (
        GrantSpan("gift", early, early + timedelta(days=2)),  # has ended: it counts no more
        GrantSpan("order", late, None),
    )
    now = late + timedelta(days=1)
    assert not explain([own_pace(early, grants=grants)], now, release="+7d").may_read


def test_the_soonest_of_several_cohorts_opens_it() -> None:
    mine = [standing(), own_pace(BEGAN - timedelta(days=10))]
    assert explain(mine, BEGAN + timedelta(days=1), release="+7d").may_read


@pytest.mark.parametrize(
    ("mine", "more", "why"),
    [
        (standing(starts_on=date(2027, 6, 1), state="open"), {}, Why.NOT_YET),
        (standing(starts_on=date(2027, 6, 1), state="open"), {"release": "+7d"}, Why.SCHEDULED),
        (standing(), {"release": "+70d"}, Why.SCHEDULED),
        (standing(), {"release": "+70d", "is_staff": True}, Why.STAFF),
        (standing(is_mentor=True), {"release": "+70d"}, Why.STAFF),
        (standing(state="cancelled"), {}, Why.CANCELLED),
        (standing(state="cancelled"), {"release": "+1d"}, Why.CANCELLED),
        (standing(state="cancelled"), {"is_free": True}, Why.FREE_LESSON),
        (standing(grants=(GrantSpan("order", BEGAN, BEGAN),)), {"release": "+1d"}, Why.ENDED),
    ],
)
def test_why(mine: Standing, more: dict[str, object], why: Why) -> None:
    now = BEGAN + timedelta(days=7)
    assert explain([mine], now, **more).why == why  # type: ignore[arg-type]  # facts of a test


def test_what_opens_later_is_told_to_members_alone() -> None:
    now = BEGAN + timedelta(days=1)
    lessons = [
        lesson("a"),
        lesson("b", "+7d"),
        lesson("c", "+7d", draft=True),
        lesson("d", "week 1"),
    ]
    assert list(later(lessons, [standing()], now)) == ["b"]
    assert later(lessons, [], now) == {}


def lesson(name: str, release: str = "", *, draft: bool = False) -> Lesson:
    """A lesson with nothing in it."""
    return Lesson(
        id=name, address=name, path=f"{name}.md", title=name, summary="", minutes=None,
        preview=False, draft=draft, requires=(), complete="button", release=release, authors=(),
        breaking=False, language="en", hash=name,
    )  # fmt: skip


def test_a_seat_elsewhere_is_one_that_still_opens_something() -> None:
    over = GrantSpan("order", BEGAN - timedelta(days=30), BEGAN - timedelta(days=1))
    mine = [
        standing(),
        standing(cohort_id=2, cohort_title="Ocra"),
        standing(cohort_id=3, cohort_title="Umbra", grants=(over,)),
        standing(cohort_id=4, cohort_title="Terra", state="cancelled"),
        standing(cohort_id=5, cohort_title="Biacca", grants=(), is_mentor=True),
    ]
    assert seats_elsewhere(mine, 1, BEGAN) == ["Ocra"]
