"""Mending what has one right answer: planned, shown as a difference, and then written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lms.content.compile import Compiled, compile_course
from lms.content.desk.fence_style import tidy_heads
from lms.content.desk.fixers import FIXERS, FURTHER, Edit
from lms.content.desk.unified import unified
from lms.content.library.files import write_bytes
from lms.content.sources import LARGEST_TEXT, CourseSources
from lms.content.texts import Kept

MARK = "\ufeff"
MOST_ROUNDS = 50
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")

Mended = Mapping[str, bytes]
"""Path in the course to the bytes that the file should have."""
Place = tuple[str, str, int, int]
"""File, code, line and column of what is found."""


def mend(sources: CourseSources, compiled: Compiled, kept: Kept | None = None) -> Mended:
    """The files that can be made better without anybody's decision.

    What was mended may be found no more, and nothing new may be found: a fix that fails in this is
    left out, and the others stay. What a slip hides is told only once it is mended, hence the
    rounds.
    """
    mended: dict[str, bytes] = {}
    idle: set[Place] = set()
    for _ in range(MOST_ROUNDS):
        trial = _Trial(with_texts(sources, mended), compiled, kept)
        fixes = _apart(fix for fix in _fixes(compiled) if fix.place not in idle)
        planned, after = trial.of(fixes)
        if missed := {fix.place for fix in fixes} & set(_places(after)):
            idle |= missed
            continue
        if worse := _worse(compiled, after):
            if harmful := trial.harmful([fix for fix in fixes if fix.path in worse]):
                idle |= harmful
                continue
            planned = {path: raw for path, raw in planned.items() if path not in worse}
            after = trial.with_files(planned)
        if not planned:
            break
        mended, compiled = {**mended, **planned}, after
    return mended


@dataclass(frozen=True, slots=True)
class _Fix:
    """What is to be edited for one thing that is found: all of it or nothing."""

    place: Place
    edits: tuple[Edit, ...]

    @property
    def path(self) -> str:
        return self.place[0]


@dataclass(frozen=True, slots=True)
class _Trial:
    """A course as it is now, on which fixes are tried."""

    sources: CourseSources
    compiled: Compiled
    kept: Kept | None

    def of(self, fixes: Sequence[_Fix]) -> tuple[dict[str, bytes], Compiled]:
        """The files as they would be with these fixes, and the course with them."""
        planned = _planned(self.sources, fixes)
        return planned, self.with_files(planned)

    def with_files(self, planned: Mended) -> Compiled:
        """The course with these files."""
        return compile_course(with_texts(self.sources, planned), (), self.kept)

    def harmful(self, fixes: Sequence[_Fix]) -> set[Place]:
        """The fixes with which something is found that was not; all where only together they do."""
        if not fixes or not _worse(self.compiled, self.of(fixes)[1]):
            return set()
        if len(fixes) == 1:
            return {fixes[0].place}
        half = len(fixes) // 2
        found = self.harmful(fixes[:half]) | self.harmful(fixes[half:])
        return found or {fix.place for fix in fixes}


def with_texts(sources: CourseSources, mended: Mended) -> CourseSources:
    """The course as it would be."""
    included = {path: mended.get(path, raw) for path, raw in sources.included.items()}
    texts = {path: raw for path, raw in mended.items() if path not in included}
    return replace(sources, texts={**sources.texts, **texts}, included=included)


def difference(folder: str, sources: CourseSources, mended: Mended) -> Iterator[str]:
    """The lines of a unified diff that `git apply` takes from where the folder is named from."""
    for path, raw in sorted(mended.items()):
        old, new = (_shown(text) for text in (sources.raw[path], raw))
        yield from unified(old, new, f"{folder}/{path}")


def write(folder: Path, sources: CourseSources, mended: Mended) -> list[str]:
    """Write what was mended; the paths of files that somebody changed meanwhile, left alone."""
    changed = []
    for path, raw in sorted(mended.items()):
        file = folder / path
        if file.read_bytes() != sources.raw[path]:
            changed.append(path)
            continue
        mode = file.stat().st_mode
        write_bytes(file, raw)
        file.chmod(mode)
    return changed


def _planned(sources: CourseSources, fixes: Iterable[_Fix]) -> dict[str, bytes]:
    """The files as they would be."""
    edits: dict[str, set[Edit]] = defaultdict(set)
    for edit in (edit for fix in fixes for edit in fix.edits):
        edits[edit.path].add(edit)
    planned = {}
    for path, raw in sources.raw.items():
        text = _text(raw)
        if text is None or (path in sources.included and path not in edits):
            continue
        lines = _lines(text)
        for edit in sorted(edits.get(path, ()), key=_end_first):
            lines[edit.line - 1] = _edited(lines[edit.line - 1], edit)
        mended = "".join(tidy_heads(lines)).encode()
        if mended != raw.removeprefix(MARK.encode()):
            planned[path] = (MARK.encode() if raw.startswith(MARK.encode()) else b"") + mended
    return planned


def _fixes(compiled: Compiled) -> Iterator[_Fix]:
    for place, finding in zip(_places(compiled), compiled.findings, strict=True):
        fixers = (table.get(finding.code) for table in (FIXERS, FURTHER))
        first, *more = [fixer(finding) if fixer and finding.line else None for fixer in fixers]
        if first:
            yield _Fix(place, (first, *filter(None, more)))


def _places(compiled: Compiled) -> Iterator[Place]:
    """What is found, and where."""
    return ((f.path, f.code, f.line, f.column) for f in compiled.findings)


def _apart(fixes: Iterable[_Fix]) -> list[_Fix]:
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


def _lines(text: str) -> list[str]:
    """The lines with their ends, told apart as the compiler does it."""
    return [line for line in _LINE.findall(text) if line]


def _shown(raw: bytes) -> Sequence[str]:
    """The lines for a difference; the last one ends, so that the next does not run into it."""
    lines = _lines(raw.decode("utf-8-sig"))
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += "\n\\ No newline at end of file\n"
    return lines


def _worse(before: Compiled, after: Compiled) -> set[str]:
    """The files in which something is found that was not found before."""
    told, tells = _count(before), _count(after)
    return {path for (path, code), count in tells.items() if count > told[path, code]}


def _count(compiled: Compiled) -> Counter[tuple[str, str]]:
    return Counter((finding.path, finding.code) for finding in compiled.findings)
