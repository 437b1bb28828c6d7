"""Who should know of what: the only file that decides who hears."""

from collections.abc import Callable, Sequence

from lms.accounts.models import User
from lms.cohorts.rules import CohortState, Source
from lms.notifications import queries
from lms.platform.journal import Event


def of_post(event: Event) -> Sequence[User]:
    """Whoever opened the thread, and those called by name; not who wrote, nor who has left."""
    post = queries.standing_post(event.subject_id)
    if post is None:
        return []
    called = event.facts.get("mentioned", [])
    inside = queries.people_inside(post.thread.cohort, [post.thread.author_id, *called])
    return others(event, inside)


def of_edit(event: Event) -> Sequence[User]:
    """Those whom a post calls by name since it was changed."""
    post, called = queries.standing_post(event.subject_id), event.facts.get("mentioned", [])
    if post is None or not called:
        return []
    inside = queries.people_inside(post.thread.cohort, called)
    return [person for person in others(event, inside) if person.id != post.author_id]


def of_thread(event: Event) -> Sequence[User]:
    """The cohort's mentors, and those called by name; not who began it, nor who has left."""
    thread = queries.standing_thread(event.subject_id)
    if thread is None:
        return []
    called = queries.people_inside(thread.cohort, event.facts.get("mentioned", []))
    return others(event, [*queries.mentors(thread.cohort_id), *called])


def of_order(event: Event) -> Sequence[User]:
    """The buyer, also when they did it themselves: it is their receipt."""
    return [queries.order(event.subject_id).buyer]


def of_lapsed_order(event: Event) -> Sequence[User]:
    """The buyer whose promised money did not come; who closed a payment page knows it already."""
    return of_order(event) if event.facts["why"] == "failed" else []


def of_enrollment(event: Event) -> Sequence[User]:
    """The person who has a seat now; a buyer has the receipt, a newcomer the invitation already.

    Those of a draft hear of it when it opens (`jobs.relay_waiting`).
    """
    if event.facts["source"] == Source.ORDER or queries.is_draft(int(event.subject_id)):
        return []
    return [p for p in queries.people([event.facts["user_id"]]) if p.is_confirmed]


def of_cancellation(event: Event) -> Sequence[User]:
    """Who had a seat then, or guided the cohort; nobody of a draft, which nobody has seen."""
    if event.facts["before"] == CohortState.DRAFT:
        return []
    return others(event, queries.people_of(int(event.subject_id), event.created_at))


def of_ending(event: Event) -> Sequence[User]:
    """Whoever lost their seat by it; whose money goes back has the letter about that.

    Nobody of what was a draft, who was never told of a seat, nor who stays in for another reason.
    """
    if event.actor_id is None or event.facts["state"] == CohortState.DRAFT:
        return []
    cohort = queries.cohort(int(event.subject_id))
    found = queries.people([event.facts["user_id"]])
    return others(event, [p for p in found if not queries.had_seat(p, cohort, event.created_at)])


def of_answer(event: Event) -> Sequence[User]:
    """Whoever wrote the answer that was read."""
    return others(event, queries.people([queries.attempt(event.subject_id).user_id]))


RECIPIENTS: dict[str, Callable[[Event], Sequence[User]]] = {
    "thread.created": of_thread,
    "post.created": of_post,
    "post.edited": of_edit,
    "order.paid": of_order,
    "order.stranded": of_order,
    "order.lapsed": of_lapsed_order,
    "refund.returned": of_order,
    "refund.given_elsewhere": of_order,
    "order.refund_failed": of_order,
    "person.enrolled": of_enrollment,
    "cohort.cancelled": of_cancellation,
    "grant.ended": of_ending,
    "answer.read": of_answer,
}
"""By event; whatever is not here is told to nobody."""


def recipients(event: Event) -> list[User]:
    """Who should know of an event, each once; nobody whose account is closed."""
    find = RECIPIENTS.get(event.name)
    everybody = {person.id: person for person in find(event)} if find else {}
    return [person for person in everybody.values() if person.is_active]


def others(event: Event, people: Sequence[User]) -> list[User]:
    """All but the one who did it."""
    return [person for person in people if person.id != event.actor_id]
