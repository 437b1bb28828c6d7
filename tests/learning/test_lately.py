"""What others beside one have finished lately, and who writes after whom."""

from datetime import timedelta

from flask import Flask

from lms.accounts.models import User
from lms.cohorts.queries import standings
from lms.content import shelf
from lms.learning import actions, queries
from lms.learning.models import Completion
from lms.platform import clock
from lms.platform.db import db, transaction
from tests import people
from tests.queries import counted


def finished(user: User, lesson: str, days_ago: float = 0, course: str = "bread") -> None:
    with transaction():
        db.session.add(
            Completion(
                user_id=user.id,
                course=course,
                lesson_id=lesson,
                lesson_hash="h",
                created_at=clock.now() - timedelta(days=days_ago),
            )
        )


def told(user: User) -> list[tuple[str, str]]:
    rows = queries.just_finished(user, standings(user), clock.now())
    return [(who.name, done.lesson_id) for who, done in rows]


def test_only_what_those_beside_one_finished_in_their_course_this_week(app: Flask) -> None:
    alice, bob, carol, gone = (people.make_person(n) for n in ("Alice", "Bob", "Carol", "Gone"))
    here, there = people.make_cohort(), people.make_cohort("Ocra")
    for who in (alice, bob, gone):
        people.seat(who, here)
    people.seat(carol, there)
    with transaction():
        db.session.get_one(User, gone.id).closed_at = clock.now()
    for lesson, days_ago in (("new", 1), ("newest", 0), ("old", 8)):
        finished(bob, lesson, days_ago)
    finished(bob, "elsewhere", course="clay")
    for who in (alice, carol, gone):
        finished(who, "mine")
    assert told(alice) == [("Bob", "newest"), ("Bob", "new")]


def test_whoever_shares_two_cohorts_is_told_of_once(app: Flask) -> None:
    alice, bob = people.make_person("Alice"), people.make_person("Bob")
    for cohort in (people.make_cohort(), people.make_cohort("Ocra")):
        people.seat(alice, cohort)
        people.seat(bob, cohort)
    finished(bob, "new")
    assert told(alice) == [("Bob", "new")]


def test_undoing_waits_for_the_other_writings_of_a_person(app: Flask) -> None:
    alice = people.make_person("Alice")
    course = shelf.course("bread", "en")
    with counted() as statements, transaction():
        actions.reopen_lesson(alice, course, course.lessons[0])
    locks = [text for text in statements if "FOR NO KEY UPDATE" in text]
    assert len(locks) == (1 if db.engine.dialect.name == "postgresql" else 0)


def test_the_news_are_looked_up_by_person_and_never_among_all_completions(app: Flask) -> None:
    alice = people.make_person("Alice")
    people.seat(alice, people.make_cohort())
    mine = standings(alice)
    with counted() as statements:
        queries.just_finished(alice, mine, clock.now())
    if db.engine.dialect.name != "sqlite":
        return
    asked, unknown = f"EXPLAIN QUERY PLAN {statements[0]}", (None,) * statements[0].count("?")
    plan = [row[3] for row in db.session.connection().exec_driver_sql(asked, unknown)]
    assert any("completions USING INDEX ix_completions_lately (user_id=?" in step for step in plan)
