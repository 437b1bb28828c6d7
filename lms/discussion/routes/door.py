"""What all pages of the discussion share."""

from flask import Blueprint, flash, request, url_for
from flask_login import current_user
from markupsafe import Markup

from lms.cohorts import queries as cohorts
from lms.cohorts.access import later
from lms.cohorts.models import Cohort
from lms.content import shelf
from lms.content.course import Course, Lesson
from lms.discussion import mentions
from lms.discussion.models import Post
from lms.platform import clock, i18n
from lms.platform.errors import Refused, TooMany
from lms.platform.i18n import gettext as _
from lms.platform.markup import render_post

bp = Blueprint("discussion", __name__)


def wants_preview() -> bool:
    """Whether the form was sent to see how the text will look."""
    return request.form.get("action") == "preview"


def preview(typed: str | None) -> Markup:
    """How a text will look."""
    return Markup(render_post(typed or "", "preview"))  # noqa: S704 - sanitised


def said_no(error: Refused | TooMany) -> tuple[str, int]:
    """A sentence to stand beside the form, and the status of its page."""
    if isinstance(error, TooMany):
        minutes = -(-error.wait // 60)
        sentence = i18n.ngettext(
            "You have written a lot in a short time. Send it again in a minute.",
            "You have written a lot in a short time. Send it again in %(num)d minutes.",
            minutes,
        )
        return sentence, 429
    return str(error) or _("That is not possible."), 409


def tell_unheard(post: Post) -> None:
    """Say to the writer whom they called who is not here, for they would wait for an answer."""
    names = mentions.unheard(post.html)
    if names:
        called = ", ".join(f"@{name}" for name in names)
        flash(_("Nobody in this cohort is called %(names)s.", names=called), "note")


def course_of(slug: str) -> Course | None:
    """The course a cohort goes through, in the reader's language; None when its folder is gone."""
    return shelf.library().course(slug, i18n.language())


def anchor(slug: str, lesson_id: str | None) -> tuple[str, str] | None:
    """(title, address) of the lesson at which a thread was begun, while the course has it."""
    course = course_of(slug) if lesson_id else None
    lesson = course.lesson_by_id(lesson_id) if course and lesson_id else None
    if course is None or lesson is None or lesson.draft:
        return None
    return lesson.title, url_for("learning.lesson", course=course.slug, lesson=lesson.address)


def shown_lessons(home: Cohort) -> tuple[Lesson, ...]:
    """The lessons that a thread of this person can be about: those that are open to them."""
    course = course_of(home.course)
    lessons = [lesson for lesson in course.lessons if not lesson.draft] if course else []
    if any(lesson.release for lesson in lessons) and not cohorts.is_guided_by(home, current_user):
        closed = later(lessons, cohorts.standings(current_user, home.course), clock.now())
        lessons = [lesson for lesson in lessons if lesson.id not in closed]
    return tuple(lessons)
