"""Pages, their order and what they say about themselves → a course in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lms.content import banks, checklists
from lms.content.addresses import lesson_address, title_of
from lms.content.banks import Banks
from lms.content.check_translations import is_stale
from lms.content.course import Chapter, Course, Lesson
from lms.content.openings import set_apart
from lms.content.order import Plan, Planned, PlannedChapter
from lms.content.page import only_html
from lms.content.parse import Parsed
from lms.content.render import Rendered


@dataclass(frozen=True, slots=True)
class Assembly:
    """Everything that a course is put together from."""

    slug: str
    language: str
    """The course's own."""
    plan: Plan
    versions: Mapping[str, Mapping[str, Rendered]]
    """Stem, then language, of each page."""
    parsed: Mapping[str, Parsed]
    """By path."""
    groups: Mapping[str, Mapping[str, str]]
    """Stem, then language, of each path."""
    ids: Mapping[str, str]
    """The id of each lesson by the stem's path."""
    banks: Banks
    """What lessons draw questions from."""
    hashes: Mapping[str, str]
    """By the stem's path, of lessons that say what they said when they had another hash."""

    @property
    def languages(self) -> tuple[str, ...]:
        """All that some page is written in, the course's own first."""
        spoken = {language for pages in self.versions.values() for language in pages}
        return (self.language, *sorted(spoken - {self.language}))

    def version(self, stem: str, language: str) -> tuple[str, Rendered, Mapping[str, Any]]:
        """The language, page and front matter of a text: as asked, else the course's own."""
        pages = self.versions[stem]
        spoken = next(s for s in (language, self.language, *pages) if s in pages)
        return spoken, pages[spoken], self.parsed[self.groups[stem][spoken]].front.values


def course_in(assembly: Assembly, language: str) -> Course:
    """The course for those who read this language."""
    own: Mapping[str, Any] = {}
    values, page = own, None
    if "course" in assembly.versions:
        own = assembly.version("course", assembly.language)[2]
        _, page, values = assembly.version("course", language)
    both = {**own, **values}
    amount, currency = own.get("price") or (None, "")
    titles = (values.get("title"), page.title if page else "", title_of(assembly.slug))
    title = next(str(title) for title in titles if title)
    return Course(
        slug=assembly.slug,
        title=title,
        summary=both.get("summary", ""),
        language=language,
        languages=assembly.languages,
        html=only_html(page.parts if page else ()),
        chapters=tuple(_chapter(assembly, c, (language, title)) for c in assembly.plan.chapters),
        price_amount=amount,
        price_currency=currency,
        level=both.get("level", ""),
        topics=both.get("topics", ()),
        license=both.get("license", ""),
        cover=own.get("cover"),
        instructors=own.get("instructors", ()),
        discussion=own.get("discussion", "lesson"),
        certificate=own.get("certificate", ()),
        refund=own.get("refund", ()),
    )


def _chapter(assembly: Assembly, planned: PlannedChapter, around: tuple[str, str]) -> Chapter:
    """A chapter in the language and the course `around` it, whose title it takes without one."""
    language, course_title = around
    title, html = planned.title or course_title, only_html(())
    if planned.introduction:
        _, page, values = assembly.version(planned.introduction, language)
        title = values.get("title") or page.title or title
        html = set_apart(only_html(page.parts), planned.address)
    lessons = tuple(_lesson(assembly, lesson, language) for lesson in planned.lessons)
    return Chapter(title, planned.address, html, lessons)


def _lesson(assembly: Assembly, planned: Planned, language: str) -> Lesson:
    stem = planned.stem
    spoken, page, values = assembly.version(stem, language)
    own_language, original, own = assembly.version(stem, assembly.language)
    parts, quizzes = banks.filled(page, assembly.banks, spoken, assembly.language)
    parts, tasks = checklists.keyed(parts, page.tasks, original.tasks)
    paths = assembly.groups[stem]
    titles = (values.get("title"), page.title, planned.title, title_of(stem))
    return Lesson(
        id=assembly.ids[f"{stem}.md"],
        address=lesson_address(stem),
        path=paths[spoken],
        title=next(str(title) for title in titles if title),
        summary=values.get("summary", ""),
        minutes=_minutes(values) or _minutes(own),
        preview=own.get("preview", False),
        draft=values.get("draft", own.get("draft", False)),
        requires=tuple(_lesson_id(assembly, wanted) for wanted in own.get("requires", ())),
        complete=own.get("complete", "button"),
        release=own.get("release", ""),
        authors=values.get("authors", own.get("authors", ())),
        breaking=own.get("breaking", False),
        language=spoken,
        hash=assembly.hashes.get(f"{stem}.md", assembly.parsed[paths[own_language]].hash),
        outdated=_is_outdated(assembly, paths, spoken, own_language),
        headings=page.headings,
        parts=parts,
        quizzes=tuple(quizzes),
        tasks=tasks,
    )


def _is_outdated(assembly: Assembly, paths: Mapping[str, str], spoken: str, own: str) -> bool:
    """Whether a translation tells what its original said before."""
    return spoken != own and is_stale(assembly.parsed[paths[spoken]], assembly.parsed[paths[own]])


def _minutes(values: Mapping[str, Any]) -> tuple[int, int] | None:
    if "minutes" in values:
        span: tuple[int, int] = values["minutes"]
        return span
    total = int(values.get("teaching", 0)) + int(values.get("exercises", 0))
    return (total, total) if total else None


def _lesson_id(assembly: Assembly, wanted: str) -> str:
    """A requirement may name a lesson's id or its address."""
    by_address = {lesson_address(path): name for path, name in assembly.ids.items()}
    return wanted if wanted in assembly.ids.values() else by_address.get(wanted, wanted)
