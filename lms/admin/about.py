"""What the journal's events are about: its name, and the way to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import url_for

from lms.accounts.models import User
from lms.admin import journal_words
from lms.admin.queries import Named
from lms.content import shelf
from lms.platform import i18n
from lms.platform.i18n import gettext as _
from lms.platform.journal import Event


@dataclass(frozen=True, slots=True)
class Said:
    """Words that lead somewhere, where there is something to see."""

    text: str
    url: str = ""
    code: str = ""
    """What machines call it, where people must tell it to each other."""


def person_said(user: User) -> Said:
    """Somebody, and the way to their page."""
    return Said(user.name, url_for("admin.person", handle=user.handle))


def someone_said(user_id: int, named: Named) -> Said:
    """Whoever has this number, also when there is no such account any more."""
    user = named.people.get(user_id)
    return person_said(user) if user else Said(_("a person who is gone"))


def cohort_said(number: int, named: Named) -> Said:
    """A cohort, and the way to its page; by the name it had when it is gone."""
    if found := named.cohorts.get(number):
        return Said(found.title, url_for("admin.cohort", cohort=found.slug))
    title = named.deleted_cohorts.get(number)
    return Said(
        _("%(cohort)s, deleted since", cohort=title) if title else _("a cohort that is gone")
    )


def course_said(slug: str) -> Said:
    """A course, and the way to it where it is here."""
    known = shelf.find(slug, i18n.language())
    return Said(shelf.title(slug), url_for("teaching.course", course=slug) if known else "")


def revision_said(number: int) -> str:
    """A revision by its number."""
    return str(_("Revision %(number)s", number=number))


def unknown(event: Event, _named: Named) -> Said:
    """What no table below knows, as it is written down."""
    return Said(f"{event.subject_type} {event.subject_id}")


def _about_person(event: Event, named: Named) -> Said:
    return someone_said(int(event.subject_id), named)


def _about_cohort(event: Event, named: Named) -> Said:
    if event.name == "cohort.deleted":
        return Said(event.facts["title"])
    return cohort_said(int(event.subject_id), named)


def _about_order(event: Event, named: Named) -> Said:
    order = named.orders.get(event.subject_id)
    there = url_for("admin.order", order=event.subject_id)
    return Said(order.description, there, order.id) if order else unknown(event, named)


def _about_thread(event: Event, named: Named) -> Said:
    return _thread(event.subject_id, named)


def _thread(thread_id: str, named: Named) -> Said:
    found = named.threads.get(thread_id)
    if found is None:
        return Said(_("a discussion that was deleted"))
    there = url_for("discussion.thread", thread=found.id) if found.post_count else ""
    return Said(found.title, there)


def _about_post(event: Event, named: Named) -> Said:
    post = named.posts.get(event.subject_id)
    if post is None or post.deleted_at:
        return _thread(post.thread_id if post else "", named)
    return Said(_thread(post.thread_id, named).text, url_for("discussion.permalink", post=post.id))


def _about_lesson(event: Event, _named: Named) -> Said:
    slug, _slash, rest = event.subject_id.partition("/")
    course, lesson_id = event.facts.get("course", slug), event.facts.get("lesson", rest)
    here = shelf.find(course, i18n.language())
    lesson = here.lesson_by_id(lesson_id) if here else None
    if lesson is None:
        return Said(f"{shelf.title(course)}: {lesson_id}")
    there = url_for("learning.lesson", course=course, lesson=lesson.address)
    quiz = event.facts.get("quiz")
    return Said(lesson.title, f"{there}#quiz-{quiz}" if quiz else there)


def _about_answer(event: Event, named: Named) -> Said:
    place = _about_lesson(event, named)
    if event.name != "answer.read":
        return place
    answer, course = event.subject_id, event.facts["course"]
    return Said(place.text, url_for("teaching.answer", course=course, answer=answer))


def _about_revision(event: Event, _named: Named) -> Said:
    course, number = event.facts["course"], event.facts["number"]
    said = f"{shelf.title(course)}, {revision_said(number)}"
    return Said(said, url_for("teaching.revision", course=course, number=number))


def _about_job(event: Event, _named: Named) -> Said:
    name = event.facts.get("job", event.subject_id)
    return Said(str(journal_words.JOBS.get(name, name)), url_for("admin.jobs"))


ABOUT: Mapping[str, Callable[[Event, Named], Said]] = {
    "users": _about_person,
    "cohorts": _about_cohort,
    "orders": _about_order,
    "threads": _about_thread,
    "posts": _about_post,
    "completions": _about_lesson,
    "lessons": _about_lesson,
    "quiz_attempts": _about_answer,
    "revisions": _about_revision,
    "courses": lambda event, _named: course_said(event.subject_id),
    "jobs": _about_job,
}
