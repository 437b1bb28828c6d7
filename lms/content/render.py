"""A text → the parts of its page, and what must be checked when all pages are known."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.token import Token

from lms.content.course import Heading, Part, Quiz, Task
from lms.content.findings import ERROR, Finding
from lms.content.includes import expand
from lms.content.locating import Spot
from lms.content.markdown import lesson_parser
from lms.content.markdown.raw_html import clean
from lms.content.page import CourseMap, Page, Promise
from lms.content.sources import without_marks
from lms.platform.markup.parser import DEEPEST


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page that needs nothing more."""

    title: str
    """Its first heading; may be empty."""
    parts: tuple[Part, ...]
    """The page without its title."""
    headings: tuple[Heading, ...]
    """Its contents."""
    quizzes: tuple[Quiz, ...]
    """Its questions, with their keys."""
    tasks: tuple[Task, ...]
    """The lines of its checklists."""
    anchors: frozenset[str]
    """Every id that links may name."""
    promises: tuple[Promise, ...]
    """Every id that its own links name."""
    findings: tuple[Finding, ...]
    """What was wrong."""
    faulty: tuple[tuple[str, Spot], ...] = ()
    """The id and place of each question that is wrong, and so none of its questions."""


def render(path: str, body: str, language: str, course: CourseMap) -> Rendered:
    """Compile one text; whatever it holds, what comes back is safe."""
    body = without_marks(body)
    whole = expand(body, path, course.files, course.beside)
    page = Page(path, language, whole, course, list(whole.findings))
    try:
        html = _render(page, whole.text)
    except RecursionError:
        page.findings.append(Finding(ERROR, "C006", path, 0, 0, "nested too deeply"))
        html = ""
    return Rendered(
        title=page.title,
        parts=page.parts(html),
        headings=tuple(page.headings),
        quizzes=tuple(page.quizzes),
        tasks=tuple(page.tasks),
        anchors=frozenset(page.anchors),
        promises=tuple(page.promises),
        findings=_told(page),
        faulty=tuple(page.faulty),
    )


def _render(page: Page, body: str) -> str:
    md, env = lesson_parser(), {"page": page}
    tokens = md.parse(body, env)
    _tell_depth(tokens, page)
    return clean(md.renderer.render(tokens, md.options, env), page).strip()


def _tell_depth(tokens: list[Token], page: Page) -> None:
    """What lies below the parser's limit is left out by it without a word."""
    for token in tokens:
        if token.level >= DEEPEST - 1:
            page.error("C006", page.spot(token.map), "nested too deeply to be shown")
            return


def _told(page: Page) -> tuple[Finding, ...]:
    """What is told of a page; past the limit one finding stands for the rest."""
    most = page.course.told
    if not page.is_full:
        return tuple(page.findings)
    message = f"{len(page.findings) - most} more findings in this file"
    rest = Finding(ERROR, "C008", page.path, 0, 0, message, "mend the first ones and check again")
    return (*page.findings[:most], rest)
