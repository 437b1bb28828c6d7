"""What is wrong with a course, at the line that it means, and on which page that is seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from lms.content.addresses import slug, stem
from lms.content.compile import Compiled
from lms.content.course import Chapter, Course, DrawSlot, Lesson
from lms.content.findings import Finding
from lms.content.markdown.lines import MARK
from lms.content.order import INTRODUCTIONS
from lms.learning.preview.eyes import Eyes
from lms.learning.preview.looking import seen_in
from lms.learning.preview.printing import printed

Told = Sequence[tuple[int, Finding]]
"""Findings with the line of the page's own file at which they are shown."""
MOST_LISTED = 100
"""Findings above a page; more are no list that anybody reads, and make each page heavy."""
Drawn = Mapping[str, Sequence[tuple[str, int]]]
"""By the stem of each bank, the lessons that draw from it, with the line where they do."""


def told(compiled: Compiled) -> Mapping[str, Told]:
    """Findings by the path of their file, and of each that includes it or draws from it."""
    drawn = _drawn(compiled.courses.values())
    found: dict[str, list[tuple[int, Finding]]] = defaultdict(list)
    for finding in compiled.findings:
        places = ((finding.path, finding.line), *finding.via, *drawn.get(stem(finding.path), ()))
        for path, line in dict(reversed(places)).items():  # once a page: its address leads to one
            found[path].append((line, finding))
    return found


def with_findings(html: str, findings: Told, own: Collection[str]) -> str:
    """The text of the files `own`, and before each block what is wrong with its lines."""
    left = sorted(findings, key=lambda told: told[0])
    return "".join(_pieces(MARK.split(html), left, own))


def listed(compiled: Compiled, eyes: Eyes, own: Collection[str]) -> list[tuple[Finding, str]]:
    """Findings with the address at which each is shown, those of the files `own` first.

    One in a translation is shown in its language. At most MOST_LISTED.
    """
    drawn = _drawn(compiled.courses.values())
    here = {id(finding) for path in own for _, finding in told(compiled).get(path, ())}
    ordered = sorted(compiled.findings, key=lambda finding: id(finding) not in here)
    return [
        (finding, _page_of(finding, compiled, eyes, drawn)) for finding in ordered[:MOST_LISTED]
    ]


def _page_of(finding: Finding, compiled: Compiled, eyes: Eyes, drawn: Drawn) -> str:
    own, home = eyes.course(dict(compiled.courses)), f"/courses/{compiled.slug}"
    draws = drawn.get(stem(finding.path), ())
    shown = {finding.path, *(path for path, _ in (*finding.via, *draws))}
    for course in (own, *(other for other in compiled.courses.values() if other is not own)):
        lesson = next((x for x in course.lessons if x.path in shown), None)
        if lesson or f"course.{course.language}.md" in shown:
            page = f"{home}/lessons/{lesson.address}" if lesson else home
            names = [lesson.path] if lesson else landing_of(course)
            address = f"{page}#{_anchor(finding, names)}"
            return address if course is own else seen_in(course.language, address, eyes)
    return f"{home}#{_anchor(finding, landing_of(own))}"


def landing_of(course: Course) -> list[str]:
    """The files of a course's own page."""
    return ["course.md", f"course.{course.language}.md"]


def introductions(chapter: Chapter, course: Course) -> list[str]:
    """The files that a chapter's introduction may have."""
    folders = dict.fromkeys(lesson.path.rpartition("/")[0] for lesson in chapter.lessons)
    endings = (".md", f".{course.language}.md")
    names = [f"{name}{ending}" for name in INTRODUCTIONS for ending in endings]
    return [f"{folder}/{name}" for folder in folders if folder for name in names]


def without_page(compiled: Compiled, course: Course) -> Told:
    """Findings in files that no page shows: the course's own page tells them, at its top."""
    pages = {path for one in compiled.courses.values() for path in _paths(one)}
    drawn = _drawn(compiled.courses.values())
    return [
        (0, finding)
        for finding in compiled.findings
        if not {finding.path, *(path for path, _ in finding.via)} & pages
        and stem(finding.path) not in drawn
    ]


def _paths(course: Course) -> Iterator[str]:
    """Every file of which a page shows what is wrong."""
    yield from landing_of(course)
    for chapter in course.chapters:
        yield from (lesson.path for lesson in chapter.lessons)
        yield from introductions(chapter, course) if chapter.html else ()


def _drawn(courses: Iterable[Course]) -> Drawn:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for course in courses:
        for lesson in course.lessons:
            for slot in _draws(lesson):
                found[slot.bank].append((lesson.path, slot.line))
    return {bank: [*dict.fromkeys(places)] for bank, places in found.items()}


def _draws(lesson: Lesson) -> Iterator[DrawSlot]:
    return (part for part in lesson.parts if isinstance(part, DrawSlot))


def _anchor(finding: Finding, own: Collection[str]) -> str:
    """The id of a finding on the page of these files."""
    where = "" if finding.path in own else f"{slug(finding.path)}-"
    return f"finding-{where}{finding.line}"


def _pieces(
    pieces: Sequence[str], left: list[tuple[int, Finding]], own: Collection[str]
) -> Iterator[str]:
    """Text and marks in turn: a mark tells at which line the next text begins."""
    lines = [int(number) for number in pieces[1::2]]
    named: set[str] = set()
    for place, text in enumerate(pieces[::2]):
        ends = lines[place] if place < len(lines) else 1 << 30
        here = [finding for line, finding in left if line < ends]
        del left[: len(here)]
        yield "".join(_aside(finding, own, named) for finding in here) + text


def _aside(finding: Finding, own: Collection[str], named: set[str]) -> str:
    """What is wrong; of several things on one line the first has the id."""
    is_away, anchor = finding.path not in own, _anchor(finding, own)
    shown = {
        "finding": finding,
        "anchor": anchor,
        "is_away": is_away,
        "is_first": anchor not in named,
    }
    named.add(anchor)
    return printed("preview/finding.html", **shown)
