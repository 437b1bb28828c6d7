"""Mending what has one right answer: planned, shown as a difference, and then written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lms.content.compile import Compiled, compile_course
from lms.content.desk.editing import (
    Mended,
    Place,
    apart,
    fixes_of,
    lines_of,
    place_of,
    with_texts,
)
from lms.content.desk.trying import Spot, Trial, compiled_at_length, not_all_told, spot_of
from lms.content.desk.unified import changes, unified
from lms.content.findings import Finding
from lms.content.library.files import write_bytes
from lms.content.report import around
from lms.content.sources import CourseSources
from lms.content.texts import Kept

MOST_ROUNDS = 50


def mend(sources: CourseSources, compiled: Compiled, kept: Kept | None = None) -> Mended:
    """The files that can be made better without anybody's decision.

    A slip can hide others: in a block whose name is misspelt nothing is read, and of a file that is
    not there nobody knows its headings. So a fix may bring findings to light, and then it is made:
    they stand at or below it, not in the words that it puts in, and are no error where the course
    could be published with the slip. Anything else that is found anew means that the fix was
    wrong. It is left out, and the others stay.

    It ends, and never goes back and forth: what was mended may be found no more in its place, be it
    in a later round, and what fails in this is not tried again.
    """
    whole = compiled_at_length(sources, kept) if not_all_told(compiled) else compiled
    mended = _in_rounds(sources, whole, kept)
    return mended if compiled.has_errors else _publishable(sources, mended, kept)


def _in_rounds(sources: CourseSources, compiled: Compiled, kept: Kept | None) -> Mended:
    """What is mended first can bring to light what is mended next."""
    mended: dict[str, bytes] = {}
    idle: set[Place] = set()
    done: set[Spot] = set()
    for _ in range(MOST_ROUNDS):
        trial = Trial(with_texts(sources, mended), compiled, kept, done)
        fixes = apart(fix for fix in fixes_of(compiled) if fix.place not in idle)
        planned, after = trial.of(fixes)
        if missed := {fix.place for fix in fixes} & {place_of(f) for f in after.findings}:
            idle |= missed
            continue
        if news := trial.news(after):
            if harmful := trial.harmful(fixes):
                idle |= harmful
                continue
            if not fixes:
                planned = {p: raw for p, raw in planned.items() if p not in _paths(news)}
                after = trial.with_files(planned)
        if not planned:
            break
        done |= {spot_of(fix.finding) for fix in fixes}
        mended, compiled = {**mended, **planned}, after
    return mended


def _publishable(sources: CourseSources, mended: Mended, kept: Kept | None) -> Mended:
    """Without the files of which not all would be told then: that is an error of its own."""
    cut = not_all_told(compile_course(with_texts(sources, mended), (), kept))
    return {path: raw for path, raw in mended.items() if path not in cut}


def _paths(findings: Iterable[Finding]) -> set[str]:
    return {finding.path for finding in findings}


def difference(folder: str, sources: CourseSources, mended: Mended) -> Iterator[str]:
    """The lines of a unified diff that `git apply` takes from where the folder is named from."""
    for path, raw in sorted(mended.items()):
        old, new = (_shown(text) for text in (sources.raw[path], raw))
        yield from unified(old, new, f"{folder}/{path}")


def told(folder: str, sources: CourseSources, mended: Mended) -> Iterator[str]:
    """Where something was mended, and the words that stand there now."""
    for path, raw in sorted(mended.items()):
        old, new = (lines_of(text.decode("utf-8-sig")) for text in (sources.raw[path], raw))
        for number, was, words in changes(old, new):
            if was is not None or words:
                yield f"{folder}/{path}:{number}  {_told(was, words)}"


def _told(was: str | None, words: str) -> str:
    """What stands in a line instead of something else; of long lines where they begin to differ."""
    if was is None:
        return f"+ {around(words, 0)[0]}"
    pairs = enumerate(zip(was, words, strict=False))
    place = next((at for at, (old, new) in pairs if old != new), min(len(was), len(words)))
    return f"{around(was, place)[0]} → {around(words, place)[0]}"


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


def _shown(raw: bytes) -> Sequence[str]:
    """The lines for a difference; the last one ends, so that the next does not run into it."""
    lines = lines_of(raw.decode("utf-8-sig"))
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += "\n\\ No newline at end of file\n"
    return lines
