"""What people find in their mail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from lms.billing import timeline
from lms.billing.models import Order, Refund
from lms.billing.rules import NoSeat, OrderState
from lms.cohorts import actions as cohort_actions
from lms.cohorts.rules import Source
from lms.discussion import queries
from lms.notifications import jobs
from lms.notifications.models import Delivery
from lms.platform import clock, mail
from lms.platform.db import db, transaction
from lms.platform.i18n import gettext as _
from lms.platform.i18n import speaking
from lms.platform.journal import Event, record
from lms.platform.mail import Letter, Mail
from tests.admin.test_other_pages import pay
from tests.discussion.talk import begin, member, put, say, sinopia, take_back
from tests.notifications.orders import order_of
from tests.people import (
    make_admin,
    make_cohort,
    make_mentor,
    make_open_cohort,
    make_person,
    make_self_paced_cohort,
    seat,
)

Work = Callable[[], int]
ENDED = (
    "The seat that belonged to this order has ended. "
    "What you have finished and written stays yours."
)


def only_letter(name: str) -> Letter:
    """The one letter that a person got."""
    [letter] = mail.kept(f"{name.lower()}@example.org")
    return letter


@pytest.fixture(autouse=True)
def nothing_before(app: Flask, work: Work) -> None:
    """Begin with no letters and no work."""
    work()
    assert not mail.kept()


def forget_letters(work: Work) -> None:
    """Let all that happened so far be told and forgotten."""
    work()
    with transaction():
        db.session.query(Letter).delete()


def back(order: Order, why: str) -> None:
    """Give back 100 CHF."""
    facts = {"amount": 10_000, "currency": "CHF", "why": why}
    with transaction():
        record("refund.returned", actor=None, subject=order, **facts)


def test_a_reply_reaches_who_asked(app: Flask, work: Work) -> None:
    cohort, alice = sinopia()
    thread, bob = begin(alice, cohort, "Which flour?"), member("Bob", cohort)
    forget_letters(work)
    post = say(bob, thread, "Rye.\nA & B <b>bold</b>")
    work()
    letter = only_letter("Alice")
    assert letter.subject == "Bob answers: Which flour?"
    assert "> Rye.\n> A & B <b>bold</b>" in letter.text
    assert "A &amp; B &lt;b&gt;bold&lt;/b&gt;" in letter.html
    assert f"http://localhost/posts/{post.id}" in letter.text
    assert "http://localhost/account" in letter.text
    assert not mail.kept("bob@example.org")


def test_who_is_called_is_told_so(app: Flask, work: Work) -> None:
    cohort, alice = sinopia()
    thread, bob = begin(alice, cohort, "Which flour?"), member("Bob", cohort)
    forget_letters(work)
    say(alice, thread, "@bob knows")
    work()
    assert only_letter("Bob").subject == "Alice mentions you: Which flour?"
    assert bob.email == only_letter("Bob").recipient


def test_who_is_called_only_by_a_change_is_told_then(app: Flask, work: Work) -> None:
    cohort, alice = sinopia()
    thread, bob = begin(alice, cohort, "Which flour?"), member("Bob", cohort)
    member("Carol", cohort)
    post = say(alice, thread, "@bob knows")
    forget_letters(work)
    with transaction():
        put(alice, queries.post(alice, post.id, clock.now()), "@bob and @carol know")
    work()
    assert only_letter("Carol").subject == "Alice mentions you: Which flour?"
    assert not mail.kept(bob.email)


def test_a_letter_names_who_called_and_spares_whose_post_it_is(app: Flask, work: Work) -> None:
    cohort, alice = sinopia()
    thread, mara = begin(alice, cohort, "Which flour?"), make_person("Mara")
    make_mentor(mara, cohort)
    bob, post = member("Bob", cohort), say(alice, thread, "hello")
    forget_letters(work)
    with transaction():
        put(mara, queries.post(mara, post.id, clock.now()), "hello @bob and @alice")
    work()
    assert only_letter("Bob").subject == "Mara mentions you: Which flour?"
    assert bob.email == only_letter("Bob").recipient
    assert not mail.kept(alice.email)


def test_mentors_hear_of_a_thread(app: Flask, work: Work) -> None:
    cohort, alice = sinopia()
    make_mentor(make_person("Mia"), cohort)
    forget_letters(work)
    thread = begin(alice, cohort, "Which flour?")
    work()
    letter = only_letter("Mia")
    assert letter.subject == "New thread: Which flour? (Sinopia)"
    assert f"http://localhost/threads/{thread.id}" in letter.text


def test_a_letter_speaks_its_readers_language(app: Flask, work: Work) -> None:
    cohort, alice = sinopia()
    with transaction():
        alice.language = "it"
    thread, bob = begin(alice, cohort), member("Bob", cohort)
    forget_letters(work)
    say(bob, thread)
    work()
    assert '<html lang="it">' in only_letter("Alice").html


def test_a_receipt_says_what_was_paid(app: Flask, work: Work) -> None:
    cohort = make_open_cohort()
    order = order_of(make_person("Bob"), cohort)
    with transaction():
        record("order.paid", actor=order.buyer, subject=order)
    work()
    letter = only_letter("Bob")
    assert letter.subject == "Your receipt: Bread: Ocra"
    for words in (
        "240 €",
        "It begins on",
        f"http://localhost/orders/{order.id}",
        "http://localhost/courses/bread",
    ):
        assert words in letter.text
        assert words in letter.html


def test_a_refund_is_told(app: Flask, work: Work) -> None:
    order = order_of(make_person("Bob"), make_cohort())
    ended = {"reference": order.seat_reference, "ends_at": clock.now()}
    seat(order.buyer, order.cohort, Source.ORDER, **ended)
    back(order, "She moved away")
    work()
    letter = only_letter("Bob")
    assert letter.subject == "Your money is on its way back: Bread: Sinopia"
    assert "100 CHF for “Bread: Sinopia” is on its way back" in letter.text
    assert "We have returned" not in letter.text, "the subject says that it is on its way"
    assert "The reason: > She moved away" in " ".join(letter.text.split())
    for words in ("100 CHF", "She moved away", "The seat that belonged to this order"):
        assert words in letter.text
        assert words in letter.html


def test_money_returned_beside_a_seat_that_stays_says_why_alone(app: Flask, work: Work) -> None:
    order = order_of(make_person("Bob", language="it"), make_cohort())
    seat(order.buyer, order.cohort, Source.ORDER, reference=order.seat_reference)
    back(order, NoSeat.PAID_TWICE)
    work()
    letter = only_letter("Bob")
    with speaking("it"):
        assert timeline.reason(NoSeat.PAID_TWICE) in letter.text
        assert _(ENDED) not in letter.text
    assert "paid twice" not in letter.text


def test_a_gift_is_a_welcome(app: Flask, work: Work) -> None:
    seat(make_person("Bob"), make_open_cohort(), Source.GIFT)
    work()
    letter = only_letter("Bob")
    assert letter.subject.startswith("You have a seat in ")
    assert "It begins on " in letter.text
    assert "http://localhost/cohorts/ocra" in letter.text


def test_a_beginning_that_lies_behind_is_not_announced(app: Flask, work: Work) -> None:
    seat(make_person("Bob"), make_cohort(), Source.GIFT)
    work()
    assert "It begins" not in only_letter("Bob").text


def test_at_ones_own_pace_no_day_is_named(app: Flask, work: Work) -> None:
    seat(make_person("Bob"), make_self_paced_cohort(), Source.FREE)
    work()
    assert "at your own pace, from today" in only_letter("Bob").text


def test_a_purchase_is_told_once(app: Flask, work: Work) -> None:
    seat(make_person("Bob"), make_cohort(), Source.ORDER)
    work()
    assert not mail.kept()


def test_a_job_that_runs_twice_tells_once(app: Flask, work: Work) -> None:
    seat(make_person("Bob"), make_cohort(), Source.GIFT)
    work()
    event = db.session.query(Event).filter_by(name="person.enrolled").one()
    jobs.relay(event.id)
    assert only_letter("Bob")
    assert db.session.query(Delivery).count() == 1


def test_one_broken_letter_keeps_no_other_back(
    app: Flask, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    cohort, alice = sinopia()
    for name in ("Mia", "Milo"):
        make_mentor(make_person(name), cohort)
    forget_letters(work)
    really_send = mail.send

    def refuse_mia(letter: Mail) -> None:
        if letter.recipient.startswith("mia"):
            raise ConnectionRefusedError
        really_send(letter)

    monkeypatch.setattr(mail, "send", refuse_mia)
    begin(alice, cohort)
    event = db.session.query(Event).filter_by(name="thread.created").one()
    with pytest.raises(ConnectionRefusedError):
        jobs.relay(event.id)
    assert only_letter("Milo")
    assert not mail.kept("mia@example.org")
    monkeypatch.setattr(mail, "send", really_send)
    jobs.relay(event.id)
    assert only_letter("Mia")
    assert only_letter("Milo")


def test_what_was_taken_back_in_time_is_not_mailed(app: Flask, work: Work) -> None:
    cohort, alice = sinopia()
    thread, bob = begin(alice, cohort), member("Bob", cohort)
    forget_letters(work)
    take_back(bob, say(bob, thread))
    work()
    assert not mail.kept()


def test_who_paid_nothing_reads_nothing_of_money_when_a_cohort_is_cancelled(
    app: Flask, work: Work
) -> None:
    cohort, bob, carol = make_cohort(), make_person("Bob"), make_person("Carol")
    seat(bob, cohort, Source.SCHOLARSHIP)
    seat(carol, cohort, Source.ORDER)
    pay(order_of(carol, cohort))
    forget_letters(work)
    with transaction():
        cohort_actions.cancel(cohort, make_admin(), "Too few of us.")
    work()
    given, paid = only_letter("Bob").text, only_letter("Carol").text
    assert "What you have finished is kept, and you can go on reading what was said there." in given
    for word in ("order", "money", "/orders"):
        assert word not in given
    assert "Go to the cohort:\nhttp://localhost/cohorts/sinopia" in given
    assert "Your orders say what becomes of the money." in paid


@pytest.mark.parametrize(
    ("tongue", "title", "told"),
    [
        ("it", "«Acqua» e farina", "«Sinopia»: «“Acqua” e farina»."),
        ("it", "“Acqua” e farina", "«Sinopia»: «“Acqua” e farina»."),
        ("en", "“Water”, again", "“Sinopia”: “‘Water’, again”."),
        ("en", 'What is a "poolish"?', '“Sinopia”: “What is a "poolish"?”.'),
    ],
)
def test_quotation_marks_within_a_title_are_the_inner_ones(
    app: Flask, work: Work, tongue: str, title: str, told: str
) -> None:
    (cohort, alice), mara = sinopia(), make_person("Mara", language=tongue)
    make_mentor(mara, cohort)
    begin(alice, cohort, title)
    work()
    letter = only_letter("Mara")
    assert told in letter.text
    assert title in letter.subject


def test_who_has_paid_is_led_to_their_orders_as_the_cohort_may_be_closed_to_them(
    app: Flask, work: Work
) -> None:
    cohort, carol, mara = make_cohort(), make_person("Carol"), make_person("Mara")
    seat(carol, cohort, Source.ORDER)
    pay(order_of(carol, cohort))
    make_mentor(mara, cohort)
    forget_letters(work)
    with transaction():
        cohort_actions.cancel(cohort, make_admin(), "Too few of us.")
    work()
    letter, mentors = only_letter("Carol"), only_letter("Mara")
    assert "See your orders:\nhttp://localhost/orders\n" in letter.text
    assert 'class="action"' not in letter.html.partition("/orders")[2], "one way is the first"
    assert "as long as you have a seat" in letter.text
    assert "http://localhost/cohorts/sinopia" in letter.text
    assert "Go to the cohort:\nhttp://localhost/cohorts/sinopia" in mentors.text
    assert "/orders" not in mentors.text


def test_who_gets_all_back_reads_no_if(app: Flask, work: Work) -> None:
    cohort, carol = make_cohort(), make_person("Carol")
    seat(carol, cohort, Source.ORDER)
    pay(order_of(carol, cohort))
    forget_letters(work)
    with transaction():
        cohort_actions.cancel(cohort, make_admin(), "Too few of us.", gives_back=True)
    work()
    letter = only_letter("Carol").text
    assert "What you have paid goes back the way it came" in letter
    assert "See your orders:\nhttp://localhost/orders\n" in letter
    assert "/cohorts/sinopia" not in letter


def test_whose_refund_failed_before_is_promised_nothing_by_a_cancelled_cohort(
    app: Flask, work: Work
) -> None:
    cohort, carol = make_cohort(), make_person("Carol")
    seat(carol, cohort, Source.ORDER)
    order = order_of(carol, cohort)
    pay(order)
    with transaction():
        back = {"amount": 24_000, "currency": "EUR", "created_at": clock.now()}
        paid = f"pi_{order.id}"
        db.session.add(Refund(order_id=order.id, payment_id=paid, state="failed", **back))
    forget_letters(work)
    with transaction():
        cohort_actions.cancel(cohort, make_admin(), "Too few of us.", gives_back=True)
    work()
    letter = only_letter("Carol").text
    assert "goes back the way it came" not in letter
    assert "Your orders say what becomes of the money." in letter


def test_money_that_went_back_long_ago_is_not_spoken_of_when_a_given_seat_is_cancelled(
    app: Flask, work: Work
) -> None:
    cohort, carol = make_cohort(), make_person("Carol")
    order = order_of(carol, cohort)
    pay(order)
    with transaction():
        order.state, order.refunded_at = OrderState.REFUNDED, clock.now() - timedelta(days=30)
        db.session.add(order)
    seat(carol, cohort, Source.GIFT)
    forget_letters(work)
    with transaction():
        cohort_actions.cancel(cohort, make_admin(), "Too few of us.")
    work()
    letter = only_letter("Carol").text
    assert "money" not in letter
    assert "/orders" not in letter


def test_money_that_goes_back_before_the_letter_is_written_is_spoken_of(
    app: Flask, work: Work
) -> None:
    cohort, carol = make_cohort(), make_person("Carol")
    seat(carol, cohort, Source.ORDER)
    order = order_of(carol, cohort)
    pay(order)
    forget_letters(work)
    with transaction():
        cohort_actions.cancel(cohort, make_admin(), "Too few of us.")
    with transaction():
        order.state, order.refunded_at = OrderState.REFUNDED, clock.now()
        db.session.add(order)
    work()
    assert "Your orders say what becomes of the money." in only_letter("Carol").text
