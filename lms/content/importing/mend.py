"""What the compiler would refuse in an imported course, taken out where it stands, and told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from lms.content.compile import compile_course
from lms.content.findings import Finding
from lms.content.importing.admonitions import WITHOUT_TEXT
from lms.content.importing.remedies import REMEDIES
from lms.content.importing.rows import Row, said, text_of
from lms.content.importing.shape import Moved
from lms.content.render import Rendered
from lms.content.sources import LARGEST_TEXT, Asset, CourseSources

ROUNDS = 12
"""Times that a course is compiled; mending one thing can show another."""
HIGHEST = 60
"""Lines of one formula."""
_TOP_FENCE = re.compile(r"(`{3,}|~{3,})")


Rows = dict[str, list[Row]]


class _Memory:
    """Pages that an earlier round compiled."""

    def __init__(self) -> None:
        self.pages: dict[str, Rendered] = {}

    def get(self, key: str) -> Rendered | None:
        """The page of this key."""
        return self.pages.get(key)

    def put(self, key: str, page: Rendered) -> None:
        """Keep a page."""
        self.pages[key] = page


def mended(
    slug: str, rows: Rows, files: Collection[str], moved: Moved, origins: Mapping[str, str]
) -> Rows:
    """The texts without what has a remedy below; what is left is for `lms courses check`.

    What is told of a file as a whole is told of the one in the source, from `origins`.
    """
    memory = _Memory()
    assets = {path: Asset("0" * 64) for path in files}
    findings: Iterable[Finding] = ()
    _cut(rows, moved)
    for _ in range(ROUNDS):
        texts = {path: text_of(lines).encode("utf-8", "replace") for path, lines in rows.items()}
        findings = compile_course(CourseSources(slug, texts, assets), (), memory).findings
        wanted = [f for f in findings if f.is_error and f.code in REMEDIES and f.line]
        if not _mend(rows, wanted, moved):
            break
    told = {(left.path, left.line) for left in moved.report if left.what == WITHOUT_TEXT}
    for finding in findings:
        _tell(rows, finding, moved, origins, told)
    return rows


def _cut(rows: Rows, moved: Moved) -> None:
    """End a text that is larger than a lesson may be."""
    for path, lines in rows.items():
        size = 0
        for place, row in enumerate(lines):
            size += len(row.text.encode("utf-8", "replace")) + 1
            if size > LARGEST_TEXT - 1000:
                moved.tell(
                    row, f"the text is too large for one lesson; {len(lines) - place} lines are cut"
                )
                rows[path] = lines[:place]
                break


def _mend(rows: Rows, findings: Iterable[Finding], moved: Moved) -> bool:
    """Mend each line once, the last ones first, so that the others keep their numbers."""
    by_line = {(f.path, f.line): f for f in findings}
    done = False
    for (path, line), finding in sorted(by_line.items(), reverse=True):
        lines = rows[path]
        was = lines[line - 1] if line <= len(lines) else Row("")
        if became := _became(lines, line - 1, finding):
            moved.tell(was, f"{finding.message}: {became}")
            done = True
    return done


def _became(lines: list[Row], place: int, finding: Finding) -> str:
    """Mend one line; what became of it, empty when it had to stay."""
    if place >= len(lines):
        return ""
    was = lines[place]
    if finding.code == "C151" and _block_as_code(lines, place):
        return "stands there as code"
    if finding.code == "C116" and (fence := _TOP_FENCE.match(was.text)):
        lines.append(said(fence[1], replace(was, code=True)))
        return "it ends with its text"
    now, became = REMEDIES[finding.code](was, finding)
    if now == [was]:
        return ""
    lines[place : place + 1] = now
    return became


def _block_as_code(lines: list[Row], place: int) -> bool:
    """Make the formula between two lines of `$$` code; whether there is one around this line."""
    near = range(max(place - HIGHEST, 0), min(place + HIGHEST, len(lines)))
    marks = [n for n in near if lines[n].text.strip() == "$$"]
    first = max((n for n in marks if n <= place), default=-1)
    last = min((n for n in marks if n > max(place, first)), default=-1)
    if first < 0 or last < 0:
        return False
    for n, fence in ((first, "```latex"), (last, "```")):
        lines[n] = said(lines[n].text.replace("$$", fence), lines[n])
    return True


def _tell(
    rows: Mapping[str, list[Row]],
    finding: Finding,
    moved: Moved,
    origins: Mapping[str, str],
    told: Collection[tuple[str, int]],
) -> None:
    """Report what `check` will say too, at the line of the source.

    In the lines of `told` an importer has said itself that what begins there is no block.
    """
    lines = rows.get(finding.path, [])
    row = lines[finding.line - 1] if 0 < finding.line <= len(lines) else Row("")
    if finding.code == "C191" and (row.path, row.line) in told:
        return
    if finding.path in ("SUMMARY.md", "course.md") and not row.path:
        return  # it is of the import's own making, and no file of the source
    if not row.path:
        row = Row("", origins.get(finding.path, finding.path), 0)
    moved.tell(row, f"{finding.code} {finding.message}")
