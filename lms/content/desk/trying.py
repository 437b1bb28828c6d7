"""Fixes tried on a course before any is made: those that would do harm are found out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from lms.content.compile import Compiled, compile_course
from lms.content.desk.editing import Fix, Mended, Place, planned_texts, with_texts
from lms.content.desk.fixers import Edit
from lms.content.findings import Finding
from lms.content.sources import CourseSources
from lms.content.texts import Kept

_FRAMES = frozenset({"C102", "C103", "C114", "C116"})
"""What is found where a fix has torn a block apart."""
Spot = tuple[str, str, int]
"""File, code and line of what is found."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A course as it is now, on which fixes are tried."""

    sources: CourseSources
    compiled: Compiled
    kept: Kept | None
    mended: Collection[Spot] = field(default=frozenset())
    """What was mended before: found again it is a repetition."""

    def of(self, fixes: Sequence[Fix]) -> tuple[dict[str, bytes], Compiled]:
        """The files as they would be with these fixes, and the course with them."""
        planned = planned_texts(self.sources, fixes)
        return planned, self.with_files(planned)

    def with_files(self, planned: Mended) -> Compiled:
        """The course with these files."""
        return compile_course(with_texts(self.sources, planned), (), self.kept)

    def news(self, after: Compiled) -> list[Finding]:
        """What is found that was not: of files in which a code is found more often than before."""
        told, tells = _count(self.compiled), _count(after)
        more = {key for key, count in tells.items() if count > told[key]}
        known = Counter(spot_of(finding) for finding in self.compiled.findings)
        found = []
        for finding in after.findings:
            if (finding.path, finding.code) in more:
                known[spot_of(finding)] -= 1
                found += [finding] if known[spot_of(finding)] < 0 else []
        return found

    def harmful(self, fixes: Sequence[Fix]) -> set[Place]:
        """The fixes that bring more than they reveal; all where only together they do."""
        return self._judged(fixes)[0]

    def _judged(self, fixes: Sequence[Fix]) -> tuple[set[Place], set[Spot]]:
        """The harmful ones of these, and what the others reveal."""
        news = self.news(self.of(fixes)[1]) if fixes else []
        if not news:
            return set(), set()
        if len(fixes) == 1:
            is_good = all(self._is_revealed(finding, fixes[0]) for finding in news)
            return set() if is_good else {fixes[0].place}, {spot_of(f) for f in news}
        half = len(fixes) // 2
        first, second = self._judged(fixes[:half]), self._judged(fixes[half:])
        found, told = first[0] | second[0], first[1] | second[1]
        if not found and not {spot_of(finding) for finding in news} <= told:
            found = {fix.place for fix in fixes}
        return found, told

    def _is_revealed(self, finding: Finding, fix: Fix) -> bool:
        """Whether it was there before, hidden by what is mended, and is nothing that was known.

        It stands at or below the fix, or in what the mended line includes, and not in the words
        that the fix puts in. It is no error where the course could do without the fix.
        """
        was = fix.finding
        if finding.is_error and not was.is_error:
            return False
        if finding.code in _FRAMES or spot_of(finding) in {*self.mended, spot_of(was)}:
            return False
        if finding.path != was.path:
            return (was.path, was.line) in finding.via
        is_below = finding.line > was.line
        return is_below or (finding.line == was.line and not _is_put_in(finding, fix))


def spot_of(finding: Finding) -> Spot:
    """Where something is found; its column changes with what is mended before it."""
    return finding.path, finding.code, finding.line


def _count(compiled: Compiled) -> Counter[tuple[str, str]]:
    return Counter((finding.path, finding.code) for finding in compiled.findings)


def _is_put_in(finding: Finding, fix: Fix) -> bool:
    """Whether what is found stands in the words that the fix has put into the line.

    What is said of more than them, as of a question all of its first line, is none of their doing.
    """
    if not finding.column:
        return False
    first, end = finding.column, finding.column + finding.width
    for edit in fix.edits:
        start, stop = _put_in(edit, fix.finding.source)
        within = edit.column <= first and end <= edit.column + len(edit.words)
        if edit.line == finding.line and within and first < stop and start < end:
            return True
    return False


def _put_in(edit: Edit, source: str) -> tuple[int, int]:
    """The columns between which an edit has other letters than there were."""
    old, new = source[edit.column - 1 :][: edit.width], edit.words
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    return edit.column + head, edit.column + len(new) - tail
