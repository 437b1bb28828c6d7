"""What each letter says: the template of an event, and what it is filled with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lms.accounts.models import User
from lms.billing import timeline
from lms.billing.models import Order
from lms.cohorts.models import Cohort
from lms.cohorts.rules import CohortState, Source, yet_to_begin
from lms.content import shelf
from lms.discussion import rules as talk
from lms.discussion.models import Post
from lms.learning import queries as learning
from lms.notifications import queries
from lms.platform import clock, i18n, mail, web
from lms.platform.journal import Event
from lms.platform.mail import Mail


@dataclass(frozen=True, slots=True)
class Contents:
    """A template of templates/mail and its words."""

    template: str
    words: dict[str, Any] = field(default_factory=dict)


def write(event: Event, reader: User) -> Mail | None:
    """The letter that tells a person of an event, in their language; None: nothing to tell."""
    with i18n.speaking(reader.language):
        contents = CONTENTS[event.name](event, reader)
    if contents is None:
        return None
    return mail.compose(
        contents.template,
        reader.email,
        reader.language,
        person=reader.name,
        account_url=web.external_url("accounts.account"),
        **contents.words,
    )


def _reply(event: Event, reader: User) -> Contents | None:
    post = queries.standing_post(event.subject_id)
    if post is None:
        return None
    url = web.external_url("discussion.permalink", post=post.id)
    return Contents("reply", {**_said(post, event, reader), "url": url})


def _thread(event: Event, reader: User) -> Contents | None:
    post = queries.standing_post(event.facts["post_id"])
    if post is None:
        return None
    url = web.external_url("discussion.thread", thread=post.thread_id)
    return Contents("thread", {**_said(post, event, reader), "url": url})


def _said(post: Post, event: Event, reader: User) -> dict[str, Any]:
    """Who said what where, and whether the reader was called by name; it may be by who edited."""
    by = queries.people([event.actor_id or post.author_id])
    return {
        "author": by[0].name,
        "title": post.thread.title,
        "cohort": post.thread.cohort.title,
        "excerpt": talk.excerpt(post.body),
        "mentioned": reader.id in event.facts.get("mentioned", []),
    }


def _receipt(event: Event, _reader: User) -> Contents:
    cohort = queries.order(event.subject_id).cohort
    begins_on = yet_to_begin(cohort.starts_on, cohort.time_zone, clock.now())
    return Contents("receipt", _bill(event) | {"begins_on": begins_on})


def _refund(event: Event, _reader: User) -> Contents:
    return Contents("refund", _given_back(event) | {"why": timeline.reason(event.facts["why"])})


def _given_elsewhere(event: Event, _reader: User) -> Contents:
    return Contents("given_elsewhere", _given_back(event))


def _refund_failed(event: Event, _reader: User) -> Contents:
    return Contents("refund_failed", _given_back(event))


def _given_back(event: Event) -> dict[str, Any]:
    """Of the bill, the money that this event is about, and whether the seat has ended by now."""
    order = queries.order(event.subject_id)
    return _bill_of(order) | event.facts | {"seat_ended": queries.seat_has_ended(order)}


def _stranded(event: Event, _reader: User) -> Contents:
    order = queries.order(event.subject_id)
    why = order.cohort.cancelled_because
    return Contents("order_stranded", _bill(event) | {"cohort": order.cohort.title, "why": why})


def _failed(event: Event, _reader: User) -> Contents:
    order = queries.order(event.subject_id)
    again = None
    if order.cohort.state != CohortState.CANCELLED:
        again = web.external_url("billing.checkout", cohort=order.cohort.slug)
    return Contents("payment_failed", _bill(event) | {"again_url": again})


def _bill(event: Event) -> dict[str, Any]:
    return _bill_of(queries.order(event.subject_id))


def _bill_of(order: Order) -> dict[str, Any]:
    return {
        "description": order.description,
        "amount": order.amount,
        "currency": order.currency,
        "url": web.external_url("billing.order", order=order.id),
        "course_url": web.external_url("learning.course", course=order.cohort.course),
    }


def _welcome(event: Event, _reader: User) -> Contents:
    cohort = queries.cohort(int(event.subject_id))
    return Contents(
        "welcome",
        {
            **_company(cohort),
            "self_paced": cohort.self_paced,
            "begins_on": yet_to_begin(cohort.starts_on, cohort.time_zone, clock.now()),
            "url": web.external_url("cohorts.cohort", cohort=cohort.slug),
            "course_url": web.external_url("learning.course", course=cohort.course),
        },
    )


def _cancelled(event: Event, reader: User) -> Contents:
    cohort = queries.cohort(int(event.subject_id))
    return Contents(
        "cohort_cancelled",
        {
            **_company(cohort),
            "why": event.facts["why"],
            "guides": not queries.had_seat(reader, cohort, event.created_at),
            "paid": queries.has_paid(reader, cohort, event.created_at),
            "gives_back": event.facts.get("gives_back", False)
            and not queries.refund_has_failed(reader, cohort),
            "url": web.external_url("cohorts.cohort", cohort=cohort.slug),
            "orders_url": web.external_url("billing.orders"),
        },
    )


def _seat_ended(event: Event, reader: User) -> Contents:
    cohort = queries.cohort(int(event.subject_id))
    return Contents(
        "seat_ended",
        {
            **_company(cohort),
            "why": event.facts["why"],
            "guides": bool(queries.people_inside(cohort, [reader.id])),
            "paid": event.facts["source"] == Source.ORDER
            and queries.has_paid(reader, cohort, event.created_at),
            "progress_url": web.external_url("learning.progress", course=cohort.course),
            "orders_url": web.external_url("billing.orders"),
        },
    )


def _company(cohort: Cohort) -> dict[str, Any]:
    """What a cohort and its course are called in the reader's language."""
    return {"course": shelf.title(cohort.course), "cohort": cohort.title}


def _answer_read(event: Event, reader: User) -> Contents | None:
    attempt = queries.attempt(event.subject_id)
    revision = learning.membership(reader, attempt.course, clock.now()).revision
    course = shelf.find(attempt.course, reader.language, revision)
    lesson = course.lesson_by_id(attempt.lesson_id) if course else None
    if course is None or lesson is None:
        return None
    there = web.external_url("learning.lesson", course=course.slug, lesson=lesson.address)
    words = {"lesson": lesson.title, "points": attempt.points, "all": event.facts["of"]}
    url = f"{there}#quiz-{attempt.quiz_id}"
    return Contents("answer_read", {**words, "remark": attempt.remark, "url": url})


CONTENTS: dict[str, Callable[[Event, User], Contents | None]] = {
    "thread.created": _thread,
    "post.created": _reply,
    "post.edited": _reply,
    "order.paid": _receipt,
    "order.stranded": _stranded,
    "order.lapsed": _failed,
    "refund.returned": _refund,
    "refund.given_elsewhere": _given_elsewhere,
    "order.refund_failed": _refund_failed,
    "person.enrolled": _welcome,
    "cohort.cancelled": _cancelled,
    "grant.ended": _seat_ended,
    "answer.read": _answer_read,
}
