"""Fixes tried on a course before any is made: those that would do harm are found out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import combinations, count
from math import comb

from lms.content.compile import Compiled, compile_texts
from lms.content.desk.editing import Fix, Mended, Place, planned_texts, with_texts
from lms.content.desk.fixers import Edit
from lms.content.findings import Finding
from lms.content.sources import CourseSources
from lms.content.texts import Kept, Texts

_FRAMES = frozenset({"C102", "C103", "C114", "C116"})
"""What is found where a fix has torn a block apart."""
MOST_MENDED = 1_000
"""Findings of one file that are looked at, which is more than are told."""
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
        return compiled_at_length(with_texts(self.sources, planned), self.kept)

    def news(self, after: Compiled) -> list[Finding]:
        """What is found that was not: of files in which a code is found more often than before."""
        told, tells = _count(self.compiled), _count(after)
        more = {key for key, count in tells.items() if count > told[key]}
        return [found for found in self._anew(after) if (found.path, found.code) in more]

    def _anew(self, after: Compiled) -> list[Finding]:
        """What is found where it was not found before."""
        known = Counter(spot_of(finding) for finding in self.compiled.findings)
        found = []
        for finding in after.findings:
            known[spot_of(finding)] -= 1
            found += [finding] if known[spot_of(finding)] < 0 else []
        return found

    def harmful(self, fixes: Sequence[Fix]) -> set[Place]:
        """The fixes that bring more than they reveal; all where only together they do."""
        return self._judged(fixes)[0]

    def _judged(self, fixes: Sequence[Fix]) -> tuple[set[Place], set[Spot]]:
        """The harmful ones of these, and what the others reveal."""
        news = self.news(self.of(fixes)[1]) if fixes else []
        told = {spot_of(finding) for finding in news}
        causes = self._causes(told, fixes) if news else {}
        if causes.keys() == told:
            due = [(finding, causes[spot_of(finding)]) for finding in news]
            return {fix.place for finding, fix in due if not self._is_revealed(finding, fix)}, told
        first, second = (self._judged(part) for part in _parts(fixes))
        found, revealed = first[0] | second[0], first[1] | second[1]
        if not found and not told <= revealed:
            found = {fix.place for fix in fixes}
        return found, revealed

    def _causes(self, spots: Collection[Spot], fixes: Sequence[Fix]) -> dict[Spot, Fix]:
        """The fix that each of these is due to, where it is due to one alone.

        Each fix has its share: half of a few trials, and no two fixes have the same ones. What is
        found in the very trials of a fix is due to it: due to either of two it would be found in
        more trials, and due to both together in fewer. In a file of even more findings than are
        looked at each fix makes room for something else.
        """
        if len(fixes) > 1 and any(path in not_all_told(self.compiled) for path, *_ in spots):
            return {}
        trials = next(trials for trials in count() if comb(trials, trials // 2) >= len(fixes))
        by_share = dict(zip(combinations(range(trials), trials // 2), fixes, strict=False))
        found_in: dict[Spot, tuple[int, ...]] = dict.fromkeys(spots, ())
        for trial in range(trials):
            _, after = self.of([fix for share, fix in by_share.items() if trial in share])
            for spot in {spot_of(finding) for finding in self._anew(after)} & found_in.keys():
                found_in[spot] += (trial,)
        return {spot: by_share[share] for spot, share in found_in.items() if share in by_share}

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


def _parts(fixes: Sequence[Fix]) -> tuple[Sequence[Fix], Sequence[Fix]]:
    """The first of each line and the others, which reveal what stands in one place; else halves."""
    firsts = {(fix.finding.path, fix.finding.line): fix for fix in reversed(fixes)}
    taken = {fix.place for fix in firsts.values()}
    others = [fix for fix in fixes if fix.place not in taken]
    half = len(fixes) // 2
    return ([*firsts.values()], others) if others else (fixes[:half], fixes[half:])


def compiled_at_length(sources: CourseSources, kept: Kept | None) -> Compiled:
    """A course with more findings than are told: one that is mended makes room for another."""
    return compile_texts(Texts(sources, kept, told=MOST_MENDED))


def not_all_told(compiled: Compiled) -> set[str]:
    """The files in which more is wrong than is told."""
    return {finding.path for finding in compiled.findings if finding.code == "C008"}


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
