"""The demo school, made once: what its visitors are promised is there."""

import socket
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.accounts.models import User
from lms.app import create_app
from lms.billing import actions as billing_actions
from lms.billing import queries as billing_queries
from lms.billing.models import LedgerEntry, Order, Refund
from lms.billing.rules import OrderState
from lms.cohorts.models import Cohort
from lms.cohorts.queries import seats_taken
from lms.cohorts.rules import weeks
from lms.content import shelf
from lms.demo import people, school
from lms.discussion.models import Post, ReadMark, Thread
from lms.learning.models import Completion, QuizAttempt
from lms.platform import clock, jobs
from lms.platform.config import Settings
from lms.platform.db import Base, db, transaction
from lms.platform.i18n import speaking
from lms.standin import Standin
from tests.conftest import settings_in
from tests.visitor import Visitor

COURSES = Path(__file__).parents[2] / "courses"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The school, made in a folder of its own."""
    where = {
        "LMS_MODE": "demo",
        "LMS_COURSES_DIR": str(COURSES),
        "LMS_STRIPE_API_BASE": f"http://127.0.0.1:{free_port()}",
    }
    settings = settings_in(tmp_path_factory.mktemp("demo"), **where)
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        school.open_doors(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def demo(built: Flask) -> Iterator[Flask]:
    """The same, with its context open."""
    with built.app_context():
        yield built
        db.session.remove()


def cohort(slug: str) -> Cohort:
    return db.session.scalars(select(Cohort).where(Cohort.slug == slug)).one()


def taken(slug: str) -> int:
    found = cohort(slug)
    return seats_taken([found], clock.now())[found.id]


def rows() -> dict[str, int]:
    """How many rows each table has."""
    counts = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }
    db.session.rollback()
    return counts


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_three_courses_can_be_read_and_each_has_a_cohort_at_ones_own_pace(demo: Flask) -> None:
    slugs = set(shelf.library().slugs())
    assert slugs == {"community-business", "python-accounts", "writing-courses"}
    own_pace = select(Cohort.course).where(Cohort.self_paced, Cohort.state == "open")
    assert set(db.session.scalars(own_pace)) == slugs


def test_each_order_is_written_in_its_buyers_language(demo: Flask) -> None:
    orders = db.session.scalars(select(Order)).all()
    for order in orders:
        course = shelf.course(order.cohort.course, order.buyer.language)
        with speaking(order.buyer.language):
            assert order.description == f"{course.title}: {order.cohort.title}"
    assert {order.buyer.language for order in orders if order.cohort.self_paced} == {"en", "it"}


def test_thirty_people_have_come(demo: Flask) -> None:
    everybody = db.session.scalars(select(User)).all()
    assert len(everybody) == 30
    assert all(person.is_confirmed and person.about for person in everybody)
    assert len({person.time_zone for person in everybody}) > 10


def test_one_cohort_has_finished_one_runs_one_fills_and_one_is_full(demo: Flask) -> None:
    states = {s: cohort(s).state for s in ("cinabro", "sinopia", "ocra", "terra-verde")}
    assert states == {
        "cinabro": "finished",
        "sinopia": "running",
        "ocra": "open",
        "terra-verde": "open",
    }
    running, today = cohort("sinopia"), clock.now().date()
    assert weeks(running.starts_on, running.ends_on, today) == (3, 9)
    assert (cohort("ocra").seats, taken("ocra")) == (20, 9)
    assert (cohort("terra-verde").seats, taken("terra-verde")) == (16, 16)


def test_people_talk_in_both_languages(demo: Flask) -> None:
    said = list(db.session.scalars(select(Post.body).where(Post.deleted_at.is_(None))))
    assert count(Thread) >= 12
    assert len(said) >= 60
    assert sum(" che " in words for words in said) > 15
    assert sum(" the " in words for words in said) > 15
    assert count(Post) == len(said) + 1, "one was taken back"
    assert db.session.scalar(select(func.count()).where(Post.edited_at.is_not(None))) == 1


def test_every_anchor_is_a_lesson(demo: Flask) -> None:
    anchors = db.session.execute(
        select(Thread.lesson_id, Cohort.course)
        .join(Cohort, Cohort.id == Thread.cohort_id)
        .where(Thread.lesson_id.is_not(None))
    ).all()
    assert len(anchors) > 8
    for lesson_id, slug in anchors:
        assert shelf.course(slug, "en").lesson_by_id(str(lesson_id)), lesson_id


def test_the_learner_has_something_new_to_read(demo: Flask) -> None:
    amina = db.session.scalars(select(User).where(User.handle == "amina")).one()
    unread = select(func.count()).where(
        ReadMark.user_id == amina.id,
        ReadMark.thread_id == Thread.id,
        ReadMark.read_at < Thread.last_post_at,
    )
    assert (db.session.scalar(unread) or 0) >= 2


def test_nobody_speaks_from_the_future(demo: Flask) -> None:
    for model in (User, Order, Post, Completion, QuizAttempt):
        later = select(func.count()).where(model.created_at > clock.now())
        assert db.session.scalar(later) == 0, model


def test_some_are_ahead_and_some_are_stuck(demo: Flask) -> None:
    by_person = Counter(
        db.session.scalars(
            select(Completion.user_id).where(Completion.course == "community-business")
        )
    )
    assert max(by_person.values()) == 13
    assert min(by_person.values()) <= 2
    wrong = select(func.count()).where(QuizAttempt.is_right.is_(False))
    assert (db.session.scalar(wrong) or 0) > 20


def test_an_answer_waits_to_be_read(demo: Flask) -> None:
    waiting = db.session.scalars(select(QuizAttempt).where(QuizAttempt.judged_at.is_(None))).one()
    assert waiting.answer[0].startswith("For a year I tied a granny")


def test_orders_stand_in_every_state_and_the_ledger_balances(demo: Flask) -> None:
    assert set(db.session.scalars(select(Order.state))) == set(OrderState)
    postings = select(func.sum(LedgerEntry.amount)).group_by(LedgerEntry.posting_id)
    assert set(db.session.scalars(postings)) == {0}
    held, sold = billing_queries.balance("stripe"), billing_queries.balance("sales")
    assert held["EUR"] == -sold["EUR"] > 0


def test_the_refund_of_one_order_has_failed_and_waits_for_those_who_run_the_school(
    demo: Flask,
) -> None:
    assert billing_queries.failed_refund_count() == 1
    visitor = Visitor(demo)
    visitor.post("/login", {"email": people.address("ada"), "password": people.PASSWORD})
    listed = visitor.get("/admin/orders?state=refund_failed").text
    assert "Chiara Lorusso" in listed
    assert "One refund has failed." in visitor.get("/today").text


def test_nothing_has_failed_behind_the_scenes(demo: Flask) -> None:
    assert list(db.session.scalars(select(jobs.Job.error).where(jobs.Job.error != ""))) == []


@pytest.mark.parametrize("handle", [handle for _role, handle in school.LOG_INS])
def test_every_log_in_that_is_printed_works(demo: Flask, handle: str) -> None:
    settings: Settings = demo.config["SETTINGS"]
    assert people.address(handle) in school.welcome(settings)
    assert people.PASSWORD in school.welcome(settings)
    assert "`make run` opens it again" in school.welcome(settings)
    assert "`lms demo --port 8100` opens" in school.welcome(replace(settings, port=8100))
    visitor = Visitor(demo)
    fields = {"email": people.address(handle), "password": people.PASSWORD}
    assert visitor.post("/login", fields).status == 303
    assert visitor.get("/account").status == 200


def test_opening_the_doors_again_changes_nothing(demo: Flask) -> None:
    before = rows()
    school.open_doors(demo.config["SETTINGS"])
    assert rows() == before


def test_an_order_of_long_ago_can_be_refunded_when_the_stand_in_runs(demo: Flask) -> None:
    settings: Settings = demo.config["SETTINGS"]
    paid = select(Order).where(Order.state == OrderState.PAID, Order.amount > 0)
    order = db.session.scalars(paid.order_by(Order.created_at).limit(1)).one()
    with Standin(school.standin_settings(settings)):
        with transaction():
            billing_actions.ask_refund(order, None, "asked in a test")
        jobs.run_due()
    assert db.session.get_one(Order, order.id, populate_existing=True).state == OrderState.REFUNDED
    assert db.session.scalars(select(Refund.stripe_id).where(Refund.order_id == order.id)).one()
