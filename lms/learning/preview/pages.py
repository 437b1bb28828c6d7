"""The preview's pages: the site's own look, and what is wrong at the line that it means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from lms.content.compile import Compiled
from lms.content.course import Course, Lesson, StaffOnly
from lms.content.desk.explaining import explanation
from lms.content.findings import CODES
from lms.content.page import CourseMap, only_html
from lms.content.render import render
from lms.learning import rules
from lms.learning.preview.eyes import WHO, Eyes
from lms.learning.preview.landing import landing
from lms.learning.preview.printing import macro, printed, spoken, with_eyes
from lms.learning.preview.questions import Draw, question, with_key
from lms.learning.preview.telling import landing_of, listed, told, with_findings
from lms.learning.preview.trying import NOTHING, Trial, Try

SPRITE = "/static/img/icons.svg"
_ICON = re.compile(r'href="#i-')


@dataclass(frozen=True, slots=True)
class View:
    """How a page is asked for."""

    eyes: Eyes
    version: int
    """Of the course that is shown."""
    asked: Try = NOTHING
    """What is tried of a question."""


TRY = Markup('<p lang="en"><a href="{}">Answer it as a learner</a></p>')


def page(compiled: Compiled, address: str, view: View) -> str | None:
    """The page at this address below the course; None where there is nothing."""
    eyes = view.eyes
    course = eyes.course(dict(compiled.courses))
    lesson = course.lesson(address.removeprefix("lessons/")) if address else None
    if address and lesson is None:
        return None
    body = _lesson(lesson, compiled, view) if lesson else landing(course, compiled, eyes)
    shown = {
        "course": course,
        "lesson": lesson,
        "closed": eyes.closed(lesson) if lesson else "",
        "body": Markup(_ICON.sub(f'href="{SPRITE}#', body)),  # noqa: S704 - as safe as it was
        "eyes": eyes,
        "minutes": _minutes(lesson) if lesson else "",
        "builds_on": _builds_on(lesson, course, eyes) if lesson else "",
        "tongue": spoken(lesson.language if lesson else course.language),
        "version": view.version,
        "who": WHO,
        "findings": listed(compiled, eyes, [lesson.path] if lesson else landing_of(course)),
        "found": len(compiled.findings),
    }
    return printed("preview/page.html", **shown)


def missing(compiled: Compiled, view: View) -> str:
    """The page that says that there is no lesson here, until one is."""
    course = view.eyes.course(dict(compiled.courses))
    return printed("preview/missing.html", course=course, version=view.version)


def explained(code: str) -> str | None:
    """The page that says what a code means; None for what is no code."""
    if code not in CODES:
        return None
    text = explanation(code) or "There is no more to say about it."
    parts = render(f"{code}.md", text, "en", CourseMap("")).parts
    return printed("preview/code.html", code=code, sentence=CODES[code], body=only_html(parts))


def diagram() -> str:
    """The sheet on which a diagram is drawn, in a frame."""
    return printed("frames/diagram.html")


def refused(sentence: str, back: str) -> str:
    """The page that says why something was not done, and leads back."""
    return printed("preview/refused.html", sentence=sentence, back=back)


def _minutes(lesson: Lesson) -> str:
    """How long it takes to read, in the words of the site."""
    say = macro("learning/_parts.html", "minutes", spoken(lesson.language))
    return say(lesson.minutes) if lesson.minutes else ""


def _builds_on(lesson: Lesson, course: Course, eyes: Eyes) -> str:
    """What is to be finished before, for a reader who has finished nothing yet."""
    wanted = () if eyes.who == "visitor" else rules.not_yet_done(course, lesson, rules.Past())
    first = [(f"/courses/{course.slug}/lessons/{one.address}", one.title) for one in wanted]
    return macro("learning/_own.html", "builds_on", spoken(lesson.language))(first)


def _lesson(lesson: Lesson, compiled: Compiled, view: View) -> str:
    eyes = view.eyes
    if eyes.closed(lesson):
        return ""
    draw, pieces = _draw(lesson, f"/courses/{compiled.slug}/lessons/{lesson.address}", view), []
    for part in lesson.parts:
        if isinstance(part, StaffOnly):
            pieces.append(part.html if eyes.teaches else "")
        else:
            pieces.append(question(part, lesson, draw))
    return with_findings("".join(pieces), told(compiled)[lesson.path], [lesson.path])


def _draw(lesson: Lesson, here: str, view: View) -> Draw:
    """How this reader is shown a question: with its key, or so that it can be answered."""
    eyes = view.eyes
    if eyes.teaches:
        return lambda quiz: (
            with_key(quiz) + TRY.format(with_eyes("learner", f"{here}#quiz-{quiz.id}"))
        )
    return Trial(lesson, here, view.asked, eyes.now, may_answer=eyes.who == "learner").draw
