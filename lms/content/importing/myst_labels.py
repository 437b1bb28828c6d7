"""MyST's `(label)=` before a heading or a block: an anchor, to which links of every file lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lms.content.importing.front import one_line
from lms.content.importing.rows import Row, said
from lms.content.importing.shape import Label, Moved

_LABEL = re.compile(r"\s*\(([^()]{1,100})\)=\s*$")
_HEADING = re.compile(r"(#{1,6})\s+\S")


def with_labels(rows: Sequence[Row], moved: Moved) -> list[Row]:
    """The rows; a heading takes its label for a name, before anything else an anchor stands."""
    found: list[Row] = []
    waiting: list[tuple[Row, str]] = []
    has_title = False
    for row in rows:
        if not row.code and (match := _LABEL.match(row.text)):
            waiting.append((row, match[1].strip()))
            continue
        if waiting and not row.text.strip():
            continue
        heading = None if row.code else _HEADING.match(row.text)
        is_title = heading is not None and heading[1] == "#" and not has_title
        has_title = has_title or is_title
        if waiting and heading:
            row = _named(row, waiting, found, moved, is_title=is_title)
        else:
            found += _anchors(waiting, moved)
        waiting = []
        found.append(row)
    return [*found, *_anchors(waiting, moved)]


def _named(
    row: Row, labels: list[tuple[Row, str]], found: list[Row], moved: Moved, *, is_title: bool
) -> Row:
    """The heading with its last label for a name; a title needs none, as the page is meant."""
    title = _words(row.text)
    if is_title:
        moved.labels |= {label.lower(): Label(row.path, "", title) for _, label in labels}
        return row
    *others, (_, label) = labels
    if "{#" in row.text:
        found += _anchors(labels, moved)
        return row
    found += _anchors(others, moved)
    moved.labels[label.lower()] = Label(row.path, _id(label), title)
    return said(f"{row.text.rstrip()} {{#{_id(label)}}}", row)


def _words(heading: str) -> str:
    """The words of a heading as they can stand in a link, code among them."""
    text = re.sub(r"\{[#.][^{}]*\}\s*$", "", heading.lstrip("#").strip())
    return one_line(re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text))


def _anchors(labels: Sequence[tuple[Row, str]], moved: Moved) -> list[Row]:
    """An anchor in HTML for each label."""
    found: list[Row] = []
    for row, label in labels:
        moved.labels[label.lower()] = Label(row.path, _id(label), "")
        found += [said("", row), said(f'<a id="{_id(label)}"></a>', row), said("", row)]
    return found


def _id(label: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "-", label.lower()).strip("-") or "label"
