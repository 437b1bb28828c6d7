"""Edits of a course's texts: what is found, what mends it, and the texts as they would be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lms.content.compile import Compiled
from lms.content.desk.fence_style import tidy_heads
from lms.content.desk.fixers import FIXERS, FURTHER, Edit
from lms.content.findings import Finding
from lms.content.sources import LARGEST_TEXT, CourseSources

MARK = "\ufeff"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")

Mended = Mapping[str, bytes]
"""Path in the course to the bytes that the file should have."""
Place = tuple[str, str, int, int]
"""File, code, line and column of what is found."""


@dataclass(frozen=True, slots=True)
class Fix:
    """What is to be edited for one thing that is found: all of it or nothing."""

    finding: Finding
    edits: tuple[Edit, ...]

    @property
    def place(self) -> Place:
        """Where what it mends stands."""
        return place_of(self.finding)


def place_of(finding: Finding) -> Place:
    """What is found, and where."""
    return finding.path, finding.code, finding.line, finding.column


def with_texts(sources: CourseSources, mended: Mended) -> CourseSources:
    """The course as it would be."""
    included = {path: mended.get(path, raw) for path, raw in sources.included.items()}
    texts = {path: raw for path, raw in mended.items() if path not in included}
    return replace(sources, texts={**sources.texts, **texts}, included=included)


def planned_texts(sources: CourseSources, fixes: Iterable[Fix]) -> dict[str, bytes]:
    """The files as they would be."""
    edits: dict[str, set[Edit]] = defaultdict(set)
    for edit in (edit for fix in fixes for edit in fix.edits):
        edits[edit.path].add(edit)
    planned = {}
    for path, raw in sources.raw.items():
        text = _text(raw)
        if text is None or (path in sources.included and path not in edits):
            continue
        lines = lines_of(text)
        for edit in sorted(edits.get(path, ()), key=_end_first):
            lines[edit.line - 1] = _edited(lines[edit.line - 1], edit)
        mended = "".join(tidy_heads(lines)).encode()
        if mended != raw.removeprefix(MARK.encode()):
            planned[path] = (MARK.encode() if raw.startswith(MARK.encode()) else b"") + mended
    return planned


def fixes_of(compiled: Compiled) -> Iterator[Fix]:
    """What can be mended without anybody's decision."""
    for finding in compiled.findings:
        fixers = (table.get(finding.code) for table in (FIXERS, FURTHER))
        first, *more = [fixer(finding) if fixer and finding.line else None for fixer in fixers]
        if first:
            yield Fix(finding, (first, *filter(None, more)))


def apart(fixes: Iterable[Fix]) -> list[Fix]:
    """Those that touch no other one: what one leaves out is found again in the next round."""
    taken: dict[tuple[str, int], set[Edit]] = defaultdict(set)
    chosen = []
    for fix in sorted(fixes, key=lambda fix: _end_first(fix.edits[0])):
        if any(_touch(edit, o) for edit in fix.edits for o in taken[edit.path, edit.line]):
            continue
        chosen.append(fix)
        for edit in fix.edits:
            taken[edit.path, edit.line].add(edit)
    return chosen


def _end_first(edit: Edit) -> tuple[int, int]:
    return -edit.line, -edit.column


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits of one line want the same characters, and not in the same way."""
    apart = one.column + one.width <= other.column or other.column + other.width <= one.column
    return one != other and not apart


def _edited(line: str, edit: Edit) -> str:
    start = edit.column - 1
    return line[:start] + edit.words + line[start + edit.width :]


def _text(raw: bytes) -> str | None:
    """The file as it is written, without its mark; None where it is no text that can be mended."""
    try:
        return raw.decode("utf-8-sig") if len(raw) <= LARGEST_TEXT else None
    except UnicodeDecodeError:
        return None


def lines_of(text: str) -> list[str]:
    """The lines with their ends, told apart as the compiler does it."""
    return [line for line in _LINE.findall(text) if line]
