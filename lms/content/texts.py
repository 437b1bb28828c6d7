"""The texts of a course: put in order, parsed, and rendered where no page is kept of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from lms.content import banks, check, check_quizzes, check_time, graphviz, order
from lms.content.addresses import lesson_address, split_language
from lms.content.assemble import Assembly
from lms.content.fields import CHAPTER_KEYS, COURSE_KEYS, LESSON_KEYS
from lms.content.findings import Finding
from lms.content.glossary import Glossary, read_glossaries
from lms.content.grouping import grouped
from lms.content.identity import Found, Identities
from lms.content.include_digest import digest
from lms.content.openings import prefix
from lms.content.order import Plan
from lms.content.page import MOST_TOLD, CourseMap
from lms.content.parse import Parsed, parse
from lms.content.render import Rendered, render
from lms.content.sources import CourseSources
from lms.content.sources import as_text as read_text

PARSER_VERSION = "12"
"""Raised with every change of what compiling makes of a text."""

NO_GLOSSARY = Glossary()


class Kept(Protocol):
    """Pages that were compiled before."""

    def get(self, key: str) -> Rendered | None:
        """The page of this key."""
        ...

    def put(self, key: str, page: Rendered) -> None:
        """Keep a page."""
        ...


class Texts:
    """The texts of one course on their way: files, then their order, then their pages."""

    def __init__(
        self,
        sources: CourseSources,
        kept: Kept | None,
        *,
        marked: bool = False,
        told: int = MOST_TOLD,
    ) -> None:
        self.sources, self.kept, self.marked, self.told = sources, kept, marked, told
        self.findings: list[Finding] = list(sources.findings)
        self.language = self._own_language()
        self.groups, self.banks = grouped(sources.texts, self.language)
        self.plan = self._plan()
        files = self._planned_files() + [(stem, path) for stem, _, path in self.bank_files]
        self.parsed = {path: self._parse(stem, path) for stem, path in files}
        self.found = list(self._found())

    def assemble(self, identities: Identities, hashes: Mapping[str, str]) -> Assembly:
        """Render every page that has a place; `hashes` are those of lessons that keep theirs."""
        course_map = self._map()
        sets = [sorted(s) for s in (course_map.assets, course_map.banks)]
        places = (course_map.pages, course_map.openings)
        around = (self.sources.slug, *places, sets, graphviz.is_installed(), self.marked)
        marks = json.dumps(around)
        versions: dict[str, dict[str, Rendered]] = {}
        lessons = set(self.plan.stems)
        for stem, path in self._planned_files():
            language = split_language(path)[1] or self.language
            page = self._page(path, language, course_map, marks)
            versions.setdefault(stem, {})[language] = page
            self.findings += [*self.parsed[path].findings, *page.findings]
            if stem not in lessons:
                self.findings += check_quizzes.out_of_place(page, path)
            self.findings += check_time.wrong_minutes(self.parsed[path])
        self.findings += check.broken_promises(versions, self.language)
        return Assembly(
            self.sources.slug,
            self.language,
            self.plan,
            versions,
            self.parsed,
            self.groups,
            identities.ids,
            self._banks(course_map, marks),
            hashes,
        )

    def _banks(self, course_map: CourseMap, marks: str) -> dict[str, dict[str, Rendered]]:
        """Render every question bank."""
        made: dict[str, dict[str, Rendered]] = {}
        for stem, language, path in self.bank_files:
            page = self._page(path, language, course_map, marks)
            made.setdefault(stem, {})[language] = page
            self.findings += [*self.parsed[path].findings, *page.findings]
            self.findings += banks.wrong_bank(self.parsed[path], page)
        return made

    @property
    def bank_files(self) -> list[tuple[str, str, str]]:
        """(stem, language, path) of every question bank."""
        return [(s, lang, path) for s, paths in self.banks.items() for lang, path in paths.items()]

    def _own_language(self) -> str:
        raw = self.sources.texts.get("course.md", b"")
        return str(parse("course.md", raw, COURSE_KEYS).front.values.get("language", "en"))

    def _plan(self) -> Plan:
        stems = set(self.groups) - {"course"}
        if "SUMMARY.md" in self.sources.texts:
            text = read_text("SUMMARY.md", self.sources.texts["SUMMARY.md"])
            self.findings += text.findings
            plan = order.by_summary(text.content, stems)
        else:
            plan = order.by_names(stems)
        self.findings += plan.findings
        return plan

    def _planned_files(self) -> list[tuple[str, str]]:
        """(stem, path) of every text that has a place, translations included."""
        openings = (chapter.introduction for chapter in self.plan.chapters)
        stems = dict.fromkeys(("course", *openings, *self.plan.stems))
        return [(s, path) for s in stems for path in self.groups.get(s, {}).values()]

    def _parse(self, stem: str, path: str) -> Parsed:
        lessons = set(self.plan.stems)
        keys = LESSON_KEYS if stem in lessons else CHAPTER_KEYS
        keys = COURSE_KEYS if stem == "course" else keys
        parsed = parse(path, self.sources.texts[path], keys)
        taken = digest(parsed.front.body, path, self.sources.files)
        if not taken:
            return parsed
        both = hashlib.sha256(f"{parsed.hash} {taken}".encode()).hexdigest()
        return replace(parsed, hash=both)

    def _found(self) -> Iterator[Found]:
        for stem in self.plan.stems:
            paths = self.groups[stem]
            text = self.parsed[paths.get(self.language) or next(iter(paths.values()))]
            wanted = str(text.front.values.get("id", ""))
            address = lesson_address(stem)
            yield Found(f"{stem}.md", text.content, text.hash, address, wanted)

    def _map(self) -> CourseMap:
        home = f"/courses/{self.sources.slug}"
        pages = {stem: home for stem, _ in self._planned_files()}
        pages |= {stem: f"{home}/lessons/{lesson_address(stem)}" for stem in self.plan.stems}
        glossaries, findings = read_glossaries(self.sources.texts, self.language)
        self.findings += findings
        return CourseMap(
            self.sources.slug,
            pages,
            assets=frozenset(self.sources.assets),
            language=self.language,
            glossaries=glossaries,
            files=self.sources.files,
            marked=self.marked,
            told=self.told,
            banks=frozenset(self.banks),
            beside=self.sources.beside,
            openings={c.introduction: prefix(c.address) for c in self.plan.chapters},
        )

    def _page(self, path: str, language: str, course_map: CourseMap, marks: str) -> Rendered:
        parsed = self.parsed[path]
        words = course_map.glossaries.get(language, NO_GLOSSARY).digest
        made_of = "\n".join([PARSER_VERSION, language, path, parsed.hash, marks, words])
        key = hashlib.sha256(made_of.encode("utf-8", "surrogatepass")).hexdigest()
        page = self.kept.get(key) if self.kept else None
        if page and (self.told == MOST_TOLD or not _has(page, "C008")):
            return page
        page = render(path, parsed.front.body, language, course_map)
        is_usual = self.told == MOST_TOLD or len(page.findings) <= MOST_TOLD
        # which file was meant instead of a missing one, files tell that are no part of the key
        if self.kept and is_usual and not _has(page, "C152"):
            self.kept.put(key, page)
        return page


def _has(page: Rendered, code: str) -> bool:
    return any(finding.code == code for finding in page.findings)
