"""The sources of a course → the course in each of its languages, and everything wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lms.content import (
    banks,
    check,
    check_files,
    check_quizzes,
    check_requirements,
    check_translated,
    check_translations,
    order,
)
from lms.content.addresses import lesson_address
from lms.content.assemble import Assembly, course_in
from lms.content.course import Course, Lesson
from lms.content.findings import Finding, in_order
from lms.content.identity import Found, Identities, Known, identify
from lms.content.parse import Parsed
from lms.content.quiz_names import with_free_names, written_ids
from lms.content.relinked import still_known_as, taken_in
from lms.content.sources import Asset, CourseSources
from lms.content.texts import PARSER_VERSION, Kept, Texts


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of a course."""

    slug: str
    """The folder's name."""
    digest: str
    """Of the sources and the compiler."""
    courses: Mapping[str, Course]
    """One for each language; empty when there is nothing to show."""
    found: tuple[Found, ...]
    """Every lesson's file, for the identity table."""
    identities: Identities
    """Which lesson is which."""
    moves: Mapping[str, str] = field(default_factory=dict)
    """What git saw move, to see whether another sync was quicker."""
    assets: Mapping[str, Asset] = field(default_factory=dict)
    """The files beside the texts."""
    findings: tuple[Finding, ...] = ()
    """All that is wrong, by file and line."""

    @property
    def has_errors(self) -> bool:
        """Whether something keeps it from being published."""
        return any(finding.is_error for finding in self.findings)


def compile_course(
    sources: CourseSources,
    known: Sequence[Known] = (),
    kept: Kept | None = None,
    moves: Mapping[str, str] | None = None,
    *,
    marked: bool = False,
) -> Compiled:
    """Compile a course; with errors it is still whole enough to be previewed.

    `known` are its lessons as they were, `moves` (new path to old) what git saw of them move;
    `marked` texts tell at which lines their blocks begin.
    """
    return compile_texts(Texts(sources, kept, marked=marked), known, moves)


def compile_texts(
    texts: Texts, known: Sequence[Known] = (), moves: Mapping[str, str] | None = None
) -> Compiled:
    """The same of texts that were read in a way of one's own."""
    sources = texts.sources
    identities = identify(known, texts.found, moves)
    identities.taken = taken_in(texts.found, identities.ids, sources.files)
    hashes = dict(still_known_as(known, texts.found, identities))
    assembly = texts.assemble(identities, hashes)
    courses = {language: course_in(assembly, language) for language in assembly.languages}
    wrong = check.at_their_keys(_wrong(courses, assembly, texts), texts.parsed)
    told = [*with_free_names(texts.findings, courses), *wrong, *_around(texts)]
    findings = in_order((*told, *_unused(texts, told)))
    digest = hashlib.sha256(f"{PARSER_VERSION} {sources.digest}".encode()).hexdigest()
    parts = (tuple(texts.found), identities, moves or {}, sources.assets, findings)
    return Compiled(sources.slug, digest, courses, *parts)


def _wrong(courses: Mapping[str, Course], assembly: Assembly, texts: Texts) -> Iterator[Finding]:
    """What is wrong with the lessons, seen together."""
    own = courses[texts.language].lessons
    yield from check.same_ids((path, name) for path, name in assembly.ids.items())
    yield from check_requirements.wrong_requirements(own, texts.parsed)
    yield from check.free_with_a_date(own)
    for language, course in courses.items():
        yield from check_quizzes.same_quizzes(course.lessons, _faulty(assembly), texts.parsed)
        around = (texts.parsed, assembly.banks, texts.language)
        yield from banks.wrong_draws(course.lessons, *around)
        if language != texts.language:
            translated = [lesson for lesson in course.lessons if lesson.language == language]
            yield from _otherwise(own, translated, texts.parsed)
    yield from check.unfinishable(own)
    yield from banks.idle_banks(texts.bank_files, assembly.banks, own)
    faulty = {finding.path for finding in texts.findings if finding.is_error}
    yield from check.without_content(courses[texts.language], faulty)
    yield from check.late_refunds(texts.parsed.get("course.md"), own)
    yield from check_translated.own_ids(assembly)


def _faulty(assembly: Assembly) -> Mapping[str, Sequence[check_quizzes.Named]]:
    """By path of each text, its questions that are wrong, under the ids that their author gave."""
    pages = (
        (assembly.groups[stem][language], page)
        for stem, versions in assembly.versions.items()
        for language, page in versions.items()
    )
    return {
        path: [(name, spot) for name, spot in page.faulty if name in written_ids(spot.source)]
        for path, page in pages
    }


def _otherwise(
    own: Sequence[Lesson], translated: Sequence[Lesson], texts: Mapping[str, Parsed]
) -> Iterator[Finding]:
    """What translations ask otherwise than their originals."""
    yield from check_translated.different_keys(own, translated)
    yield from banks.other_draws(own, translated)
    yield from check_quizzes.other_tasks(own, translated)
    yield from check_translated.missing_quizzes(own, translated, texts)
    yield from check_translated.added_quizzes(own, translated, texts)


def _around(texts: Texts) -> Iterator[Finding]:
    """What is wrong with the files: their names, their front matter, and what belongs to none."""
    sources, plan, language = texts.sources, texts.plan, texts.language
    yield from order.wrong_addresses([(f"{s}.md", lesson_address(s)) for s in plan.stems])
    placed = {*plan.stems, "course"}
    originals = {stem: paths for stem, paths in texts.groups.items() if stem in placed}
    yield from check.without_original(originals, language)
    yield from check_translations.stale(texts.parsed, texts.groups, language)
    yield from check.wrong_folder(sources.slug)
    yield from check_files.odd_names([*sources.texts, *sources.assets])
    yield from check.incomplete(texts.parsed.get("course.md"))
    yield from check.without_cover(texts.parsed.get("course.md"), sources.assets)
    landing = texts.groups.get("course", {}).values()
    yield from check.idle_summaries(texts.parsed[path] for path in landing)


def _unused(texts: Texts, told: Iterable[Finding]) -> Iterator[Finding]:
    """Files that neither a text names nor a finding offers instead of a wrong name."""
    raw = (*texts.sources.texts.values(), *texts.sources.included.values())
    offered = (finding.hint.encode() for finding in told if finding.code == "C401")
    yield from check_files.unused((*raw, *offered), texts.sources.assets)
