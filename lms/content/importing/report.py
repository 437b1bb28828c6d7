"""What could not be carried over, as a page for the person who moves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from lms.content.importing.rows import Row
from lms.content.importing.shape import LONGEST_QUOTE, Left, Moved, Source

REPORT = "_import-report.md"
"""Its name in the new folder: what begins with an underscore is never published."""
MOST_OF_A_KIND = 1_000


def as_page(format_name: str, report: Iterable[Left]) -> str:
    """The report, by kind and then by file and line."""
    kinds = by_kind(report)
    total = sum(len(group) for _, group in kinds)
    lines = [f"# What the import could not carry over: {total}", ""]
    lines += [f"Read as {format_name}. Paths and lines are those of the source.", ""]
    if any(left.path.endswith(".ipynb") and left.line for _, group in kinds for left in group):
        lines[-2] += " Of a notebook the cells are named, counted from the first."
    for kind, group in kinds:
        lines += [f"## {kind} ({len(group)})", ""]
        group.sort(key=lambda left: (left.path, left.line))
        lines += [_line(left) for left in group[:MOST_OF_A_KIND]]
        if len(group) > MOST_OF_A_KIND:
            lines.append(f"- and {len(group) - MOST_OF_A_KIND} more")
        lines.append("")
    return "\n".join(lines)


def as_quoted(source: Source, moved: Moved) -> tuple[Left, ...]:
    """The report with the lines of the source, where it quotes what had become of them by then.

    What is said once for a file has the numbers of all its lines.
    """
    read: dict[str, list[Row]] = {}
    found = []
    for left in moved.report:
        if left.source and left.path not in read:
            is_text = not left.path.endswith(".ipynb")  # of a notebook the cells are counted
            read[left.path] = source.rows(left.path) if is_text else []
        rows = read.get(left.path, [])
        is_there = left.source and 0 < left.line <= len(rows)
        line = rows[left.line - 1].text.strip()[:LONGEST_QUOTE] if is_there else left.source
        more = tuple(moved.told.get((left.path, left.what), ())[1:]) or left.more
        found.append(replace(left, source=line, more=more))
    return tuple(found)


def by_kind(report: Iterable[Left]) -> Sequence[tuple[str, list[Left]]]:
    """What is alike under a sentence for all of it, the most frequent first."""
    kinds: dict[str, list[Left]] = {}
    for left in dict.fromkeys(report):
        kinds.setdefault(_kind_of(left.what), []).append(left)
    told = [(_sentence(kind, group), group) for kind, group in kinds.items()]
    return sorted(told, key=lambda item: -len(item[1]))


def _sentence(kind: str, group: Sequence[Left]) -> str:
    """The kind; where names were left out of it, the first of them stands for the others."""
    if "…" not in kind:
        return kind
    alone = all(left.what == group[0].what for left in group)
    return group[0].what + ("" if alone else ", and the like")


def _kind_of(what: str) -> str:
    """What is alike in many reports: the words without what was quoted."""
    if match := re.match(r"[{<@].*(was left out|stands there as code)$", what):
        return f"… {match[1]}"
    what = re.sub(r"left behind: .*", "left behind", what)
    plain = re.sub(r"\{[{%:].*?[}%]+|\"[^\"]*\"|`[^`]*`|(?<!\w)\d[\d,]*", "…", what)
    return re.sub(r" words: .*$", " words", plain)


def _line(left: Left) -> str:
    place = left.path or "(the source)"
    if left.line:
        lines = _numbers((left.line, *left.more))
        place += f" cell {lines}" if place.endswith(".ipynb") else f":{lines}"
    return f"- {place}  {left.what}" + (f"  {_as_code(left.source)}" if left.source else "")


def _numbers(lines: Iterable[int]) -> str:
    """The lines, those that follow on each other as `3–7`."""
    said = []
    for _, run in groupby(enumerate(lines), lambda item: item[1] - item[0]):
        first, *others = [line for _, line in run]
        said.append(f"{first}–{others[-1]}" if others else f"{first}")
    return ", ".join(said)


def _as_code(line: str) -> str:
    """The line as its author wrote it, between more backticks than it has itself."""
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    ticks, blank = "`" * (longest + 1), " " * (line[:1] == "`" or line[-1:] == "`")
    return f"{ticks}{blank}{line}{blank}{ticks}"
