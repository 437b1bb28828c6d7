"""What can only be seen when all pages of a course are known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lms.content.addresses import can_be_address
from lms.content.course import Course, Lesson
from lms.content.findings import ERROR, WARNING, Finding
from lms.content.locating import finding_at
from lms.content.near import near_anchor, near_file
from lms.content.parse import Parsed
from lms.content.render import Rendered

_OF_KEYS = ("C303", "C305")

STUB_SUMMARIES = {
    "en": "What this course is about, in one sentence.",
    "it": "Di che cosa parla questo corso, in una frase.",
}
"""With which `lms courses new course` begins one, until its author has said it."""
STILL_NEW = "the summary is still the one of a new course"

Versions = Mapping[str, Mapping[str, Rendered]]
"""Stem, then language, of every page."""


def wrong_folder(slug: str) -> Iterator[Finding]:
    """A folder whose name cannot be the course's address."""
    if not can_be_address(slug):
        message = f'the folder "{slug}" cannot be an address'
        hint = "small letters, digits and hyphens, as in: bread-at-home"
        yield Finding(ERROR, "C009", "course.md", 0, 0, message, hint)


def incomplete(own: Parsed | None) -> Iterator[Finding]:
    """A course without course.md, or one whose front matter lacks what every course says.

    A key that is only misspelt has been told already.
    """
    if own is None:
        hint = "it holds the title and the landing page"
        yield Finding(ERROR, "C004", "course.md", 0, 0, "there is no course.md", hint)
        return
    if {"C301", "C302"} & {finding.code for finding in own.findings}:
        return  # nothing of it was read
    for key in ("title", "summary"):
        if key not in own.front.values and not _is_meant(key, own.findings):
            hint = f'as in: {key}: "…"'
            yield Finding(ERROR, "C306", "course.md", 1, 0, f'"{key}" is missing', hint)


def idle_summaries(texts: Iterable[Parsed]) -> Iterator[Finding]:
    """Landing pages whose summary tells a reader nothing; the catalogue shows it."""
    for text in texts:
        title, summary = (str(text.front.values.get(key, "")) for key in ("title", "summary"))
        begun = dict.fromkeys(map(_bare, STUB_SUMMARIES.values()), STILL_NEW)
        messages = begun | {_bare(title): "the summary only repeats the title"}
        if summary and (message := messages.get(_bare(summary))):
            hint = "say in one sentence what the course is about"
            spot = text.line_spot(text.key_spot("summary").line)
            yield finding_at(spot, text.path, (WARNING, "C310"), message, hint)


def _bare(words: str) -> str:
    return words.strip(" .!?").casefold()


def _is_meant(key: str, findings: Iterable[Finding]) -> bool:
    """Whether an unknown key was taken for a slip of this one, or its value does not fit."""
    told = (f.hint if f.code == "C303" else f.message for f in findings if f.code in _OF_KEYS)
    return any(words == f'did you mean "{key}"?' or words.startswith(f"{key}: ") for words in told)


def without_cover(landing: Parsed | None, assets: Collection[str]) -> Iterator[Finding]:
    """A cover that is no file of the course."""
    cover = str(landing.front.values.get("cover", "")) if landing else ""
    if landing and cover and cover not in assets:
        message, hint = f'the cover "{cover}" does not exist', near_file(cover, assets, "")
        spot = landing.key_spot("cover", cover)
        yield finding_at(spot, landing.path, (ERROR, "C401"), message, hint)


def late_refunds(landing: Parsed | None, lessons: Sequence[Lesson]) -> Iterator[Finding]:
    """A policy that names a lesson after the last one: its refund would never end."""
    last = sum(not lesson.draft for lesson in lessons)
    for term in landing.front.values.get("refund", ()) if landing else ():
        what, _, number = term.partition(" ")
        if landing and what == "lesson" and 0 < last < int(number):
            spot, hint = landing.value_spot("refund"), f"lesson {last} is the last one"
            message = f"refund: there is no lesson {number}"
            yield finding_at(spot, landing.path, (WARNING, "C305"), message, hint)


def without_content(own: Course, faulty: Collection[str]) -> Iterator[Finding]:
    """A course without any lesson, a lesson without a text; of a `faulty` one all is told."""
    if not own.lessons:
        yield Finding(ERROR, "C209", "course.md", 0, 0, "the course has no lessons")
    for lesson in own.lessons:
        if not (lesson.parts or lesson.draft or lesson.path in faulty):
            yield Finding(WARNING, "C210", lesson.path, 0, 0, "the lesson has no text")


def broken_promises(versions: Versions, language: str) -> Iterator[Finding]:
    """Links to anchors that the page they lead to does not have."""
    for stem, pages in versions.items():
        for spoken, page in pages.items():
            for promise in page.promises:
                there = versions.get(promise.stem or stem, {})
                target = (
                    there.get(spoken) or there.get(language) or next(iter(there.values()), None)
                )
                if target is not None and promise.anchor not in target.anchors:
                    hint = near_anchor(promise.anchor, target.anchors)
                    yield replace(promise.finding, hint=hint)


KEYS = {"C146": "complete", "C205": "id", "C308": "requires", "C309": "release"}
"""By code the key of the front matter that a finding about a whole lesson comes from."""


def at_their_keys(findings: Iterable[Finding], texts: Mapping[str, Parsed]) -> Iterator[Finding]:
    """The same findings, each at the line of the key that it comes from, where that is written."""
    for finding in findings:
        text, key = texts.get(finding.path), KEYS.get(finding.code, "")
        if text and (key, "") in text.front.places:
            kind = (finding.severity, finding.code)
            spot = text.key_spot(key)
            yield finding_at(spot, text.path, kind, finding.message, finding.hint)
        else:
            yield finding


def same_ids(ids: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Lessons, as (path, id), that claim the id of another."""
    seen: dict[str, str] = {}
    for path, lesson_id in ids:
        if lesson_id in seen:
            message = f'has the id "{lesson_id}" of {seen[lesson_id]}'
            yield Finding(ERROR, "C205", path, 0, 0, message, "an id belongs to one lesson")
        seen.setdefault(lesson_id, path)


def unfinishable(lessons: Sequence[Lesson]) -> Iterator[Finding]:
    """Lessons that are finished by what they do not have."""
    for lesson in lessons:
        missing = {"quiz": not lesson.quizzes, "tasks": not lesson.tasks}
        if missing.get(lesson.complete):
            message = f"complete: {lesson.complete}, and the lesson has none"
            hint = "readers finish it by its button"
            yield Finding(WARNING, "C146", lesson.path, 0, 0, message, hint)


def free_with_a_date(lessons: Sequence[Lesson]) -> Iterator[Finding]:
    """Lessons that anybody may read and that wait for a cohort, which a visitor has not."""
    for lesson in lessons:
        if lesson.preview and lesson.release:
            message, hint = "free to read, and with a date", "leave out preview or release"
            yield Finding(ERROR, "C309", lesson.path, 0, 0, message, hint)


def without_original(groups: Mapping[str, Mapping[str, str]], language: str) -> Iterator[Finding]:
    """Texts that exist only in another language than the course's."""
    for stem, paths in groups.items():
        if language not in paths:
            path = next(iter(paths.values()))
            hint = f"its original would be {stem}.md"
            yield Finding(WARNING, "C211", path, 0, 0, "translates nothing", hint)
