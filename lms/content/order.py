"""Which lessons in which chapters in which order: by SUMMARY.md, else by the numbers in names."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from lms.content import summary
from lms.content.addresses import joined, slug, sort_key, stem, title_of
from lms.content.findings import ERROR, WARNING, Finding
from lms.content.summary import Entry

INTRODUCTIONS = ("index", "README")
LONGEST_ADDRESS = 240  # characters; the address is the id of a lesson that names none
NO_LESSONS = frozenset({"course", "SUMMARY", "README", "index", "glossary", "LICENSE", "CHANGELOG"})
"""Names at the top of a course that are not lessons."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A lesson's place in the order."""

    stem: str
    """Its path without language and suffix."""
    title: str = ""
    """What SUMMARY.md calls it."""


@dataclass(frozen=True, slots=True)
class PlannedChapter:
    """A chapter's place in the order."""

    title: str
    """From SUMMARY.md or the folder's name; index.md may say better. Empty outside any."""
    address: str
    """Unique among the chapters."""
    introduction: str = ""
    """The stem of its index.md; empty without one."""
    lessons: tuple[Planned, ...] = ()
    """In order."""


@dataclass
class Plan:
    """The order of a whole course."""

    chapters: list[PlannedChapter] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def stems(self) -> list[str]:
        """Of every lesson, in order."""
        return [lesson.stem for chapter in self.chapters for lesson in chapter.lessons]


def by_names(stems: Collection[str]) -> Plan:
    """Chapters are folders, lessons their files, both by number and then by name."""
    plan = Plan()
    for path in sorted(stems):
        if path.count("/") > 1:
            hint = "move it into its chapter, or write a SUMMARY.md"
            plan.findings.append(
                Finding(WARNING, "C206", f"{path}.md", 0, 0, "lies too deep to be found", hint)
            )
    near = [path for path in stems if path.count("/") <= 1 and _is_lesson(path)]
    folders = {posixpath.dirname(path) for path in near}
    for folder in sorted(folders, key=lambda name: (name != "", sort_key(name))):
        inside = [path for path in near if posixpath.dirname(path) == folder]
        inside.sort(key=lambda path: sort_key(posixpath.basename(path)))
        lessons = tuple(Planned(path) for path in inside)
        plan.chapters.append(_folder_chapter(folder, lessons, stems))
    return plan


def by_summary(content: str, stems: Collection[str]) -> Plan:
    """As SUMMARY.md says; what it forgets is a warning, what it invents an error."""
    entries, findings = summary.read_summary(content)
    plan = Plan(findings=findings)
    entries = list(_existing(entries, content, stems, plan))
    for part, inside in _parts(entries):
        if part is not None:
            plan.chapters.append(_part_chapter(part, inside))
        else:
            plan.chapters += _chapters(inside, stems)
    plan.chapters = list(_apart(plan.chapters))
    _tell_forgotten(plan, stems)
    return plan


def _is_lesson(path: str) -> bool:
    name = posixpath.basename(path)
    if "/" not in path:
        return name not in NO_LESSONS
    return name not in INTRODUCTIONS


def _existing(
    entries: Iterable[Entry], content: str, stems: Collection[str], plan: Plan
) -> Iterable[Entry]:
    """Entries with stems for targets; drafts stay, what is missing or repeated goes."""
    seen: set[str] = set()
    for entry in entries:
        path = joined("", entry.target) if entry.target else ""
        target = stem(path) if path else ""
        if entry.target and target not in stems:
            plan.findings.append(summary.missing(entry, content, stems))
            target = ""
        elif target in seen:
            plan.findings.append(summary.repeated(entry, content))
            target = ""
        if target:
            seen.add(target)
        yield replace(entry, target=target)


def _parts(entries: Sequence[Entry]) -> list[tuple[Entry | None, list[Entry]]]:
    parts: list[tuple[Entry | None, list[Entry]]] = [(None, [])]
    for entry in entries:
        if entry.depth == -1 and not entry.target and entry.title:
            parts.append((entry, []))
        else:
            parts[-1][1].append(entry)
    return [(part, inside) for part, inside in parts if inside]


def _part_chapter(part: Entry, inside: Sequence[Entry]) -> PlannedChapter:
    """All that stands below the heading of a part, however deep, is one chapter."""
    first = inside[0].target
    opens = posixpath.basename(first) == "index"
    lessons = tuple(Planned(e.target, e.title) for e in inside[opens:] if e.target)
    return PlannedChapter(part.title, slug(part.title), first if opens else "", lessons)


def _chapters(entries: Sequence[Entry], stems: Collection[str]) -> Iterable[PlannedChapter]:
    """Entries with others below them are chapters; the rest are grouped by their folders."""
    loose: list[Entry] = []
    place = 0
    while place < len(entries):
        top = entries[place]
        below: list[Entry] = []
        while place + 1 + len(below) < len(entries) and entries[place + 1 + len(below)].depth > 0:
            below.append(entries[place + 1 + len(below)])
        place += 1 + len(below)
        if not below:
            loose.append(top)
            continue
        yield from _loose_chapters(loose, stems)
        loose = []
        yield _nested_chapter(top, below)
    yield from _loose_chapters(loose, stems)


def _nested_chapter(top: Entry, below: Sequence[Entry]) -> PlannedChapter:
    opens = posixpath.basename(top.target) in INTRODUCTIONS
    listed = below if opens or not top.target else [top, *below]
    lessons = tuple(Planned(e.target, e.title) for e in listed if e.target)
    folder = posixpath.dirname(top.target)
    address = slug(posixpath.basename(folder)) or slug(top.title)
    return PlannedChapter(top.title, address, top.target if opens else "", lessons)


def _loose_chapters(entries: Sequence[Entry], stems: Collection[str]) -> Iterable[PlannedChapter]:
    with_files = [entry for entry in entries if entry.target]
    for folder, group in groupby(with_files, key=lambda entry: posixpath.dirname(entry.target)):
        lessons = tuple(
            Planned(entry.target, entry.title)
            for entry in group
            if not folder or posixpath.basename(entry.target) != "index"
        )
        yield _folder_chapter(folder, lessons, stems)


def _folder_chapter(
    folder: str, lessons: tuple[Planned, ...], stems: Collection[str]
) -> PlannedChapter:
    listed = {lesson.stem for lesson in lessons}
    opening = next((p for n in INTRODUCTIONS if (p := f"{folder}/{n}") in stems), "")
    opening = "" if opening in listed or not folder else opening
    title = title_of(folder) if folder else ""
    return PlannedChapter(title, slug(posixpath.basename(folder)), opening, lessons)


def _apart(chapters: Iterable[PlannedChapter]) -> Iterable[PlannedChapter]:
    """Chapters of one name get addresses of their own."""
    taken: set[str] = set()
    for chapter in chapters:
        address, number = chapter.address, 2
        while address in taken:
            address, number = f"{chapter.address}-{number}", number + 1
        taken.add(address)
        yield replace(chapter, address=address)


def _tell_forgotten(plan: Plan, stems: Collection[str]) -> None:
    placed = {*plan.stems, *(chapter.introduction for chapter in plan.chapters)}
    for path in sorted(set(stems) - placed):
        if _is_lesson(path):
            plan.findings.append(
                Finding(WARNING, "C202", f"{path}.md", 0, 0, "is not in SUMMARY.md")
            )


def wrong_addresses(addresses: Iterable[tuple[str, str]]) -> Iterable[Finding]:
    """Errors for lessons, as (path, address), at an address that is taken, too long or empty."""
    seen: dict[str, str] = {}
    for path, address in addresses:
        if not address:
            hint = "give the file a name with letters or digits"
            yield Finding(ERROR, "C208", path, 0, 0, "no address can be made of its name", hint)
        elif len(address) > LONGEST_ADDRESS:
            message = f"the address has {len(address)} characters; {LONGEST_ADDRESS} are the most"
            yield Finding(ERROR, "C212", path, 0, 0, message, "give it a shorter name")
        elif address in seen:
            message = f'has the address "{address}" of {seen[address]}'
            yield Finding(ERROR, "C204", path, 0, 0, message, "rename one of them")
        seen.setdefault(address, path)
