"""Events of the journal as people read them: about what, and with which facts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lms.admin import fact_words, journal_words, words
from lms.admin.about import (
    ABOUT,
    Said,
    cohort_said,
    course_said,
    revision_said,
    someone_said,
    unknown,
)
from lms.admin.queries import Named
from lms.billing import timeline
from lms.platform import i18n
from lms.platform.i18n import gettext as _
from lms.platform.journal import Event

LONGEST = 120  # characters of what somebody wrote; the page it leads to has it all
SHOWN_AS_SUBJECT = frozenset(
    ("job", "lesson", "number", "post_id", "quiz", "slug", "thread_id", "title")
)
BESIDE_ANOTHER = frozenset(("at_once", "currency", "of", "waits"))


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the journal."""

    event: Event
    title: str
    actor: Said | None
    about: Said
    facts: Sequence[tuple[str, Sequence[Said]]]
    """(what it is called, what it says)."""


def told(event: Event, named: Named) -> Told:
    """One event in the reader's words."""
    about = ABOUT.get(event.subject_type, unknown)(event, named)
    hidden = _hidden(event.facts)
    facts = [
        (key, value)
        for key, value in event.facts.items()
        if key not in hidden and value not in ([], "")
    ]
    return Told(
        event,
        _title(event),
        someone_said(event.actor_id, named) if event.actor_id else None,
        about,
        [(str(fact_words.LABELS.get(k, k)), _values(event, named, k, v)) for k, v in facts],
    )


def _hidden(facts: Mapping[str, Any]) -> frozenset[str]:
    """Which facts stand elsewhere in the line, or say nothing."""
    hidden = SHOWN_AS_SUBJECT | BESIDE_ANOTHER
    if facts.keys() & {"number", "lesson"}:
        hidden |= {"course"}
    if facts.get("seat_ended", "not said") is None:
        hidden |= {"seat_ended"}
    return hidden


def _title(event: Event) -> str:
    """What happened; of a seat's end, by what."""
    if event.name == "grant.ended":
        return str(fact_words.SEAT_ENDED["refund" if _is_refund(event) else "by hand"])
    return str(journal_words.EVENTS.get(event.name, event.name))


def _is_refund(event: Event) -> bool:
    """Whether a seat ended by itself, because its money went back."""
    return event.actor_id is None and event.facts.get("why") == "refund"


def _values(event: Event, named: Named, key: str, value: Any) -> Sequence[Said]:  # noqa: ANN401 - JSON
    says = FACTS.get(key)
    found = says(event, named, value) if says else str(value)
    if isinstance(found, list):
        return found
    return [Said(found if len(found) <= LONGEST else f"{found[:LONGEST]}…")]


def _people(_event: Event, named: Named, value: Any) -> list[Said]:  # noqa: ANN401 - JSON
    ids = value if isinstance(value, list) else [value]
    return [someone_said(one, named) for one in ids]


def _cohorts(_event: Event, named: Named, value: int) -> list[Said]:
    return [cohort_said(value, named)]


def _amount(event: Event, named: Named, value: int) -> str:
    order = named.orders.get(event.subject_id)
    currency = event.facts.get("currency") or (order.currency if order else "EUR")
    return i18n.money(int(value), currency)


def _why(event: Event, _named: Named, value: str) -> str:
    if event.name == "order.lapsed":
        return str(fact_words.LAPSED.get(value, value))
    if event.name == "grant.ended" and _is_refund(event):
        return str(fact_words.REFUNDED)
    return timeline.reason(value)


def _stage(event: Event, _named: Named, value: Any) -> str:  # noqa: ANN401 - JSON
    """A state, a revision, or a title, before or after."""
    if event.name == "cohort.pinned":
        return revision_said(value) if value else str(fact_words.NEWEST)
    return str(words.STATES.get(value, value) if event.subject_type == "cohorts" else value)


def _fields(_event: Event, _named: Named, value: list[str]) -> str:
    called = (str(fact_words.FIELDS.get(field, field)) for field in value)
    return ", ".join(dict.fromkeys(called))


def _judged(event: Event, named: Named, value: bool) -> str:
    return (
        str(fact_words.WAITS)
        if event.facts.get("waits")
        else _yes_or_no("right")(event, named, value)
    )


def _yes_or_no(key: str) -> Callable[[Event, Named, bool], str]:
    return lambda _event, _named, value: str(fact_words.YES_OR_NO[key][0 if value else 1])


def _of(event: Event, _named: Named, value: int) -> str:
    return str(_("%(done)s of %(all)s", done=value, all=event.facts.get("of", "–")))


def _in(words_of: Mapping[str, Any]) -> Callable[[Event, Named, str], str]:
    return lambda _event, _named, value: str(words_of.get(value, value))


FACTS: Mapping[str, Callable[[Event, Named, Any], str | list[Said]]] = {
    "after": _stage,
    "amount": _amount,
    "before": _stage,
    "cohort_id": _cohorts,
    "course": lambda _event, _named, value: [course_said(value)],
    "fields": _fields,
    "gives_back": _yes_or_no("gives_back"),
    "mentioned": _people,
    "paid": _amount,
    "points": _of,
    "restores": lambda _event, _named, value: revision_said(value),
    "right": _judged,
    "role": _in(fact_words.ROLES),
    "seat_ended": _yes_or_no("seat_ended"),
    "seat_kept": _yes_or_no("seat_kept"),
    "source": _in(words.SOURCES),
    "state": _in(words.STATES),
    "ticked": _of,
    "user_id": _people,
    "why": _why,
}
