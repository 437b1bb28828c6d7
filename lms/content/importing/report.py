"""What could not be carried over, as a page for the person who moves."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lms.content.importing.shape import Left

REPORT = "_import-report.md"
"""Its name in the new folder: what begins with an underscore is never published."""
MOST_OF_A_KIND = 1_000


def as_page(format_name: str, report: Iterable[Left]) -> str:
    """The report, by kind and then by file and line."""
    kinds: dict[str, list[Left]] = {}
    total = 0
    for left in dict.fromkeys(report):
        kinds.setdefault(kind_of(left.what), []).append(left)
        total += 1
    lines = [f"# What the import could not carry over: {total}", ""]
    lines += [f"Read as {format_name}. Paths and lines are those of the source.", ""]
    for kind, group in sorted(kinds.items(), key=lambda item: -len(item[1])):
        lines += [f"## {kind} ({len(group)})", ""]
        group.sort(key=lambda left: (left.path, left.line))
        lines += [_line(left) for left in group[:MOST_OF_A_KIND]]
        if len(group) > MOST_OF_A_KIND:
            lines.append(f"- and {len(group) - MOST_OF_A_KIND} more")
        lines.append("")
    return "\n".join(lines)


def kind_of(what: str) -> str:
    """What is alike in many reports: the words without what was quoted."""
    if match := re.match(r"[{<@].*(was left out|stands there as code)$", what):
        return f"… {match[1]}"
    plain = re.sub(r"\{[{%:].*?[}%]+|\"[^\"]*\"|`[^`]*`|\d[\d,]{2,}", "…", what)
    return re.sub(r": [^ ]*$", "", plain) if " words: " in plain else plain


def _line(left: Left) -> str:
    place = (
        f"{left.path or '(the source)'}:{left.line}" if left.line else left.path or "(the source)"
    )
    source = left.source.replace("`", "'")
    return f"- {place}  {left.what}" + (f"  `{source}`" if source else "")
