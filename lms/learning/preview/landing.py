"""A course's own page in its preview, drawn by the templates of the site."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from lms.content.compile import Compiled
from lms.content.course import Chapter, Course
from lms.learning import rules
from lms.learning.outline import spoken_in
from lms.learning.preview.eyes import Eyes, moment
from lms.learning.preview.offered import offered
from lms.learning.preview.printing import printed, spoken
from lms.learning.preview.telling import (
    introductions,
    landing_of,
    told,
    with_findings,
    without_page,
)


def landing(course: Course, compiled: Compiled, eyes: Eyes) -> str:
    """What the page holds, with what is wrong with it and with the chapters' introductions."""
    found, own = told(compiled), landing_of(course)
    wrong = [*without_page(compiled, course), *(f for path in own for f in found[path])]

    def shown(chapter: Chapter) -> Chapter:
        names = introductions(chapter, course)
        here = [f for path in names for f in found[path]] if chapter.html else []
        lessons = tuple(lesson for lesson in chapter.lessons if eyes.lists(lesson))
        html = Markup(with_findings(str(chapter.html), here, ()))  # noqa: S704 - as safe as it was
        return replace(chapter, lessons=lessons, html=html)

    chapters = [shown(chapter) for chapter in course.chapters]
    later, nothing = _later(course, eyes), rules.Past()
    return printed(
        "preview/landing.html",
        spoken(course.language),
        course=replace(course, chapters=tuple(one for one in chapters if one.lessons)),
        body=Markup(with_findings(str(course.html), wrong, own)),  # noqa: S704 - the same
        may_read=eyes.who != "visitor",
        spoken=lambda _course: spoken_in(list(compiled.courses.values())),
        later=later,
        progress=rules.progress(course, nothing) if eyes.who == "learner" else None,
        next=rules.resume_at(course, nothing, later),
        offers=offered(course, eyes),
        free=[lesson for lesson in course.lessons if lesson.preview and eyes.lists(lesson)],
    )


def _later(course: Course, eyes: Eyes) -> dict[str, datetime]:
    """By lesson id, when those open that are closed to this learner for now."""
    if eyes.who != "learner":
        return {}
    lessons = [lesson for lesson in course.lessons if eyes.lists(lesson)]
    opens = {lesson.id: moment(lesson.release, eyes.start) for lesson in lessons}
    return {key: when for key, when in opens.items() if when and eyes.now < when}
