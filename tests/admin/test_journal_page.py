"""The journal tells what happened in words, money as money, and leads to where it happened."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.billing import actions as billing_actions
from lms.cohorts import actions as cohort_actions
from lms.cohorts.models import Cohort
from lms.cohorts.queries import enrollment
from lms.cohorts.rules import Source
from lms.platform.db import db, transaction
from lms.platform.journal import Event, record, record_about
from tests.admin.test_other_pages import make_order, pay
from tests.discussion.talk import begin, say, take_back
from tests.people import make_admin, make_cohort, make_instructor, make_person, seat
from tests.queries import counted
from tests.teaching.happenings import bread
from tests.visitor import Page, Visitor

LogIn = Callable[..., Visitor]


@pytest.fixture
def staff(app: Flask, login_as: LogIn) -> Visitor:
    """Ada, who runs the school."""
    return login_as(make_admin())


def journal(staff: Visitor, name: str) -> Page:
    """The page of what has happened under this name."""
    return staff.get(f"/admin/audit?name={name}")


def test_money_is_told_as_money_beside_its_order(staff: Visitor) -> None:
    order = make_order(make_person("Alice"), make_cohort())
    pay(order)
    with transaction():
        billing_actions.ask_refund(order, None, "She moved away")
    page = journal(staff, "order.refund_asked")
    assert page.has_link(f"/admin/orders/{order.id}")
    for told in ("Bread: Sinopia", order.id, "Amount: 240 €", "Reason: She moved away"):
        assert told in page.text
    assert "24000" not in page.text
    assert "orders " + order.id not in page.text, "no table is named"


def test_who_got_a_seat_where_and_why(staff: Visitor) -> None:
    seat(make_person("Alice"), make_cohort(), Source.GIFT)
    page = journal(staff, "person.enrolled")
    assert page.has_link("/admin/cohorts/sinopia")
    assert page.has_link("/admin/people/alice")
    for told in ("Sinopia", "Person: Alice", "Source: gift"):
        assert told in page.text
    assert "user_id" not in page.text


def test_a_seat_that_ended_with_its_money_says_so(staff: Visitor) -> None:
    alice, cohort = make_person("Alice"), make_cohort()
    seat(alice, cohort, Source.ORDER)
    found = enrollment(alice.id, cohort.id)
    assert found
    with transaction():
        cohort_actions.end_grant(found.grants[0], None, "refund")
    page = journal(staff, "grant.ended")
    assert "A seat ended: refunded" in page.text
    assert "Reason: the money of its order went back" in page.text


def test_a_seat_that_staff_ended_says_so(staff: Visitor) -> None:
    alice, cohort, root = make_person("Alice"), make_cohort(), make_person("Root")
    seat(alice, cohort, Source.GIFT)
    found = enrollment(alice.id, cohort.id)
    assert found
    with transaction():
        cohort_actions.end_grant(found.grants[0], root, "asked to leave")
    assert "A seat ended: by hand" in journal(staff, "grant.ended").text


def test_what_was_said_leads_to_where_it_stands(staff: Visitor) -> None:
    alice, bob, cohort = make_person("Alice"), make_person("Bob"), make_cohort()
    seat(alice, cohort)
    seat(bob, cohort)
    thread = begin(alice, cohort, "Which flour?")
    post, gone = say(bob, thread, "Rye, @alice"), say(bob, thread, "No.")
    take_back(bob, gone)
    page = journal(staff, "post.created")
    assert page.has_link(f"/posts/{post.id}")
    assert not page.has_link(f"/posts/{gone.id}")
    assert page.has_link(f"/threads/{thread.id}")
    assert "Which flour?" in page.text
    assert "Calls: Alice" in page.text
    assert page.text.count("Calls") == 1, "who calls nobody need not say so"
    assert post.id not in page.text


def test_steps_and_changes_of_a_cohort_are_told_in_words(staff: Visitor) -> None:
    cohort, ada = make_cohort(), make_person("Root")
    with transaction():
        cohort_actions.move(cohort, "finished", ada)
        cohort_actions.read_revision(cohort, 3, ada)
        record("cohort.changed", actor=ada, subject=cohort, fields=["seats", "price_amount"])
    assert "Before: running After: finished" in journal(staff, "cohort.moved").text
    assert "Before: the newest revision After: Revision 3" in journal(staff, "cohort.pinned").text
    assert "Changed: Seats, Price" in journal(staff, "cohort.changed").text


def test_lessons_questions_and_courses_are_named(app: Flask, staff: Visitor) -> None:
    alice, lesson = make_person("Alice"), bread(app).lessons[0]
    with transaction():
        about = ("completions", f"bread/{lesson.id}")
        facts = {"course": "bread", "lesson": lesson.id}
        record_about("lesson.completed", actor=alice, about=about, **facts)
        record_about("course.finished", actor=alice, about=("courses", "bread"))
        record_about("course.finished", actor=alice, about=("courses", "gone"))
    page = journal(staff, "lesson.completed")
    assert lesson.title in page.text
    assert page.has_link(f"/courses/bread/lessons/{lesson.address}")
    page = journal(staff, "course.finished")
    assert "Bread for the neighbourhood" in page.text
    assert page.has_link("/teach/bread")
    assert not page.has_link("/teach/gone")


def test_roles_and_jobs_are_named(staff: Visitor) -> None:
    make_instructor(make_person("Ivo"))
    with transaction():
        about = ("jobs", "7")
        record_about("job.retried", actor=None, about=about, job="notifications.relay")
    text = journal(staff, "person.promoted").text
    assert "Role: teaches" in text
    assert "Course: Bread for the neighbourhood" in text
    assert "Mail: tell those concerned what happened" in journal(staff, "job.retried").text


def test_what_is_gone_is_told_by_what_was_written_then(staff: Visitor) -> None:
    cohort = make_cohort("Ocra", state="draft")
    with transaction():
        cohort_actions.delete_cohort(cohort, make_person("Root"))
    page = journal(staff, "cohort.deleted")
    assert "Ocra" in page.text
    assert not page.has_link("/admin/cohorts/ocra")
    assert db.session.query(Cohort).count() == 0


def test_a_cohort_that_is_gone_keeps_the_name_it_had(staff: Visitor) -> None:
    cohort, alice, root = (
        make_cohort("Ocra", state="draft"),
        make_person("Alice"),
        make_admin("Root"),
    )
    with transaction():
        record("cohort.changed", actor=root, subject=cohort, fields=["seats"])
        record("person.invited", actor=root, subject=alice, cohort_id=cohort.id)
        cohort_actions.delete_cohort(cohort, root)
    assert "Ocra, deleted since" in journal(staff, "cohort.changed").text
    assert "Cohort: Ocra, deleted since" in journal(staff, "person.invited").text


def test_whoever_is_gone_is_not_told_as_a_dash(staff: Visitor) -> None:
    alice, cohort = make_person("Alice"), make_cohort()
    with transaction():
        record("person.invited", actor=None, subject=alice, cohort_id=999)
        record("mentor.named", actor=None, subject=cohort, user_id=999)
        record_about("mentor.relieved", actor=None, about=("users", "998"), user_id=999)
        db.session.query(Event).filter_by(name="mentor.relieved").update({"actor_id": 997})
    assert "Cohort: a cohort that is gone" in journal(staff, "person.invited").text
    assert "Person: a person who is gone" in journal(staff, "mentor.named").text
    page = journal(staff, "mentor.relieved").text
    assert page.count("a person who is gone") == 3
    assert "the house" not in page, "somebody did it, though nobody knows who"


def test_every_kind_of_thing_costs_the_same_however_many(staff: Visitor) -> None:
    cohort = make_cohort(seats=None)

    def happen(numbers: range) -> None:
        for number in numbers:
            person = make_person(f"Person {number}")
            seat(person, cohort)
            say(person, begin(person, cohort, f"Thread {number}"), "@person-0")
            pay(order := make_order(person, cohort))
            with transaction():
                billing_actions.ask_refund(order, None, "why")

    happen(range(2))
    staff.get("/admin/audit")
    with counted() as few:
        staff.get("/admin/audit")
    happen(range(2, 14))
    with counted() as many:
        staff.get("/admin/audit")
    assert len(many) == len(few) <= 9


def test_a_word_finds_what_happened_wherever_it_stands_in_its_name(staff: Visitor) -> None:
    order = make_order(make_person("Alice"), make_cohort())
    pay(order)
    with transaction():
        billing_actions.ask_refund(order, None, "She moved away")
        record("order.refund_failed", actor=None, subject=order, amount=1)
        record("bread.baked", actor=None, subject=order)
    refunds = journal(staff, "Refund").text
    assert "order.refund_asked" in refunds
    assert "order.refund_failed" in refunds
    assert "order.begun" not in refunds
    failed = journal(staff, "failed+refund").text
    assert "order.refund_failed" in failed
    assert "order.refund_asked" not in failed
    assert "bread.baked" in journal(staff, "baked").text, "also what the code has forgotten"


def test_the_words_of_the_page_find_it_in_the_language_of_the_reader(staff: Visitor) -> None:
    seat(make_person("Alice"), make_cohort(), Source.GIFT)
    staff.set_cookie("language", "it")
    assert "person.enrolled" in journal(staff, "entrato").text
    assert "person.registered" not in journal(staff, "entrato").text


@pytest.mark.parametrize(
    "words",
    [
        "Rossi",
        "alice rossi",
        "Rossi  Alice",
        "rossi example.org",
        "@alice-rossi",
        "ALICE.ROSSI@example.org",
    ],
)
def test_people_are_found_by_name_address_and_handle(staff: Visitor, words: str) -> None:
    seat(make_person("Alice Rossi"), make_cohort(), Source.GIFT)
    seat(make_person("Bob"), make_cohort("Ocra"), Source.GIFT)
    text = staff.get(f"/admin/audit?name=person.enrolled&person={words}").text
    assert "Person: Alice Rossi" in text
    assert "Bob" not in text


def test_what_happened_to_an_order_is_found_by_its_buyer(staff: Visitor) -> None:
    cohort = make_cohort()
    pay(order := make_order(make_person("Sofia"), cohort))
    other = make_order(make_person("Bob"), cohort)
    with transaction():
        record("order.refunded", actor=None, subject=order, amount=24000, currency="EUR")
        record("order.refunded", actor=None, subject=other, amount=24000, currency="EUR")
    page = staff.get("/admin/audit?name=refund&person=sofia")
    assert "order.refunded" in page.text
    assert page.has_link(f"/admin/orders/{order.id}")
    assert not page.has_link(f"/admin/orders/{other.id}")


@pytest.mark.parametrize("typed", ["%25", "order_paid", "order%25paid", "person.enrolle_"])
def test_signs_are_no_wildcards(staff: Visitor, typed: str) -> None:
    order = make_order(make_person("Alice"), make_cohort())
    with transaction():
        record("order.paid", actor=None, subject=order)
    assert "Nothing of this kind has happened." in journal(staff, typed).text


def test_of_several_people_one_is_chosen(staff: Visitor) -> None:
    for name in ("Bob", "Bobby", *(f"Carla {letter}" for letter in "abcdefghijkl")):
        make_person(name)
    page = staff.get("/admin/audit?name=person.registered&person=example.org")
    assert "Who is meant? There are more: write more of the name." in page.text
    assert page.html.count("&amp;person=@carla-") == 7, "ten are offered, Ada and two Bobs first"
    page = staff.get("/admin/audit?person=bobb")
    assert "Who is meant?" not in page.text
    page = staff.get("/admin/audit?person=bob")
    assert "Who is meant?" not in page.text, "the handle alone is enough"
    assert "Bobby" not in page.text


def test_the_journal_is_found_by_its_name(staff: Visitor) -> None:
    assert staff.get("/admin/journal").location == "/admin/audit"
    page = staff.get("/admin/journal?name=refund&endpoint=x&_external=1")
    assert page.location == "/admin/audit?name=refund"
