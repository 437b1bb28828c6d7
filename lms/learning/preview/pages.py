"""The preview's pages: the site's own look, and what is wrong at the line that it means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lms.content.compile import Compiled
from lms.content.course import Chapter, Course, Lesson, StaffOnly
from lms.content.desk.explaining import explanation
from lms.content.findings import CODES, Finding
from lms.content.markdown.lines import MARK
from lms.content.page import CourseMap, only_html
from lms.content.render import render
from lms.learning.preview.eyes import WHO, Eyes
from lms.learning.preview.looking import seen_in
from lms.learning.preview.printing import macro, printed, spoken, with_eyes
from lms.learning.preview.questions import Draw, question, with_key
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


Told = Sequence[tuple[int, Finding]]
"""Findings with the line of the page's own file at which they are shown."""


INTRODUCED = Markup('<h2 class="t-xl">{}</h2>{}')
TRY = Markup('<p lang="en"><a href="{}">Answer it as a learner</a></p>')


def page(compiled: Compiled, address: str, view: View) -> str | None:
    """The page at this address below the course; None where there is nothing."""
    eyes = view.eyes
    course = eyes.course(dict(compiled.courses))
    lesson = course.lesson(address.removeprefix("lessons/")) if address else None
    if address and lesson is None:
        return None
    body = _lesson(lesson, compiled, view) if lesson else _landing(course, compiled)
    shown = {
        "course": course,
        "lesson": lesson,
        "closed": eyes.closed(lesson) if lesson else "",
        "body": Markup(_ICON.sub(f'href="{SPRITE}#', body)),  # noqa: S704 - as safe as it was
        "eyes": eyes,
        "minutes": _minutes(lesson) if lesson else "",
        "version": view.version,
        "who": WHO,
        "findings": [(f, _page_of(f, compiled, eyes)) for f in compiled.findings],
    }
    return printed("preview/page.html", **shown)


def _introduction(chapter: Chapter) -> Markup:
    return INTRODUCED.format(chapter.title, chapter.html) if chapter.html else Markup("")


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
    return _with_findings("".join(pieces), _told(compiled)[lesson.path])


def _draw(lesson: Lesson, here: str, view: View) -> Draw:
    """How this reader is shown a question: with its key, or so that it can be answered."""
    eyes = view.eyes
    if eyes.teaches:
        return lambda quiz: (
            with_key(quiz) + TRY.format(with_eyes("learner", f"{here}#quiz-{quiz.id}"))
        )
    return Trial(lesson, here, view.asked, eyes.now, may_answer=eyes.who == "learner").draw


def _landing(course: Course, compiled: Compiled) -> str:
    names = ("course.md", f"course.{course.language}.md")
    told = _told(compiled)
    whole = course.html + Markup("").join(map(_introduction, course.chapters))
    return _with_findings(str(whole), [f for name in names for f in told[name]])


def _told(compiled: Compiled) -> Mapping[str, Told]:
    """Findings by the path of their file, and of each that includes it."""
    told: dict[str, list[tuple[int, Finding]]] = defaultdict(list)
    for finding in compiled.findings:
        for path, line in ((finding.path, finding.line), *finding.via):
            told[path].append((line, finding))
    return told


def _with_findings(html: str, findings: Told) -> str:
    """The text, and before each block what is wrong with its lines."""
    left = sorted(findings, key=lambda told: told[0])
    return "".join(_pieces(MARK.split(html), left))


def _pieces(pieces: Sequence[str], left: list[tuple[int, Finding]]) -> Iterator[str]:
    """Text and marks in turn: a mark tells at which line the next text begins."""
    lines = [int(number) for number in pieces[1::2]]
    for place, text in enumerate(pieces[::2]):
        ends = lines[place] if place < len(lines) else 1 << 30
        here = [finding for line, finding in left if line < ends]
        del left[: len(here)]
        yield "".join(printed("preview/finding.html", finding=f, here=True) for f in here) + text


def _page_of(finding: Finding, compiled: Compiled, eyes: Eyes) -> str:
    """The address of the page on which a finding is shown; of a translation, in its language."""
    own, home = eyes.course(dict(compiled.courses)), f"/courses/{compiled.slug}"
    shown = {finding.path, *(path for path, _ in finding.via)}
    for course in (own, *(other for other in compiled.courses.values() if other is not own)):
        lesson = next((x for x in course.lessons if x.path in shown), None)
        if lesson or f"course.{course.language}.md" in shown:
            page = f"{home}/lessons/{lesson.address}" if lesson else home
            address = f"{page}#finding-{finding.line}"
            return address if course is own else seen_in(course.language, address, eyes)
    return f"{home}#finding-{finding.line}"
