"""Mending what has one right answer: planned, shown as a difference, and then written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

from lms.content.compile import Compiled, compile_course
from lms.content.desk.fence_style import tidy_heads
from lms.content.desk.fixers import FIXERS, Edit
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

    A file is mended only if the course is the better for it: nothing new may be found, and what
    was mended may be found no more. What a slip hides is told only
    once it is mended, hence the rounds.
    """
    mended: dict[str, bytes] = {}
    idle: set[Place] = set()
    for _ in range(MOST_ROUNDS):
        planned, tried = _planned(with_texts(sources, mended), compiled, idle)
        after = compile_course(with_texts(sources, {**mended, **planned}), (), kept)
        if missed := tried & set(_places(after)):
            idle |= missed
            continue
        if worse := _worse(compiled, after):
            planned = {path: raw for path, raw in planned.items() if path not in worse}
            after = compile_course(with_texts(sources, {**mended, **planned}), (), kept)
        if not planned:
            break
        mended, compiled = {**mended, **planned}, after
    return mended


def with_texts(sources: CourseSources, mended: Mended) -> CourseSources:
    """The course as it would be."""
    included = {path: mended.get(path, raw) for path, raw in sources.included.items()}
    texts = {path: raw for path, raw in mended.items() if path not in included}
    return replace(sources, texts={**sources.texts, **texts}, included=included)


def difference(folder: str, sources: CourseSources, mended: Mended) -> Iterator[str]:
    """The lines of a unified diff that `git apply` takes from where the folder is named from."""
    for path, raw in sorted(mended.items()):
        name = f"{folder}/{path}"
        old, new = (_shown(text) for text in (sources.raw[path], raw))
        yield from unified_diff(old, new, f"a/{name}", f"b/{name}")


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


def _planned(
    sources: CourseSources, compiled: Compiled, idle: Collection[Place]
) -> tuple[dict[str, bytes], set[Place]]:
    """The files as they would be, and the places that are to be mended by it."""
    edits: dict[str, list[Edit]] = defaultdict(list)
    tried = set()
    for place, edit in _edits(compiled):
        if place not in idle:
            edits[edit.path].append(edit)
            tried.add(place)
    planned = {}
    for path, raw in sources.raw.items():
        text = _text(raw)
        if text is None or (path in sources.included and path not in edits):
            continue
        lines = _lines(text)
        for edit in _apart(edits.get(path, ())):
            lines[edit.line - 1] = _edited(lines[edit.line - 1], edit)
        mended = "".join(tidy_heads(lines)).encode()
        if mended != raw.removeprefix(MARK.encode()):
            planned[path] = (MARK.encode() if raw.startswith(MARK.encode()) else b"") + mended
    return planned, tried


def _edits(compiled: Compiled) -> Iterator[tuple[Place, Edit]]:
    for place, finding in zip(_places(compiled), compiled.findings, strict=True):
        fixer = FIXERS.get(finding.code)
        edit = fixer(finding) if fixer and finding.line else None
        if edit:
            yield place, edit


def _places(compiled: Compiled) -> Iterator[Place]:
    """What is found, and where."""
    return ((f.path, f.code, f.line, f.column) for f in compiled.findings)


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """From the end of the file to its beginning, without those that touch another."""
    last = (1 << 30, 0)
    for edit in sorted(set(edits), key=lambda e: (-e.line, -e.column)):
        if (edit.line, edit.column + edit.width) <= last or edit.line < last[0]:
            yield edit
            last = (edit.line, edit.column)


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
