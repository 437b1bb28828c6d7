"""The YAML before a text: read safely, every value checked, every fault told at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from lms.content import yaml_slips
from lms.content.fields import COURSE_KEYS, KEY, LESSON_KEYS, SYNONYMS, Reader, Unfit
from lms.content.findings import ERROR, WARNING, Finding, nearest
from lms.content.front_edges import CLOSINGS, indented_end, late, unclosed

MAPPING = "tag:yaml.org,2002:map"
LONGEST = 64_000  # characters; front matter is a form, not a text
NOT_READ = (yaml.YAMLError, RecursionError, ValueError, OverflowError)
"""What the reader of YAML may answer to odd bytes."""
_BRACKET = re.compile(r"[\[\]{}]")
DEEPEST = 50  # brackets within brackets; YAML is slow at them
LIKE = 0.65  # from this likeness on a key may be a slip of another
NOT_YET = {
    "certificate": "no certificate is given yet",
    "discussion: blocks": "it counts as lesson: people talk beside the whole of it",
}
"""Keys, or a key with its value, that do not do yet what they say, and what happens instead."""


Place = tuple[int, int, int]
"""Line and column, from 1, and how many characters."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a text says about itself."""

    values: Mapping[str, Any]
    """Only what was right."""
    body: str
    """The text, with empty lines where the front matter was, so that line numbers hold."""
    findings: tuple[Finding, ...] = ()
    """All that was wrong."""
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    """Where each key stands, by (key, ""), and each text of its value, by (key, text)."""


def read_front_matter(path: str, content: str, keys: Mapping[str, Reader]) -> FrontMatter:
    """The front matter and the body of a text whose keys may be `keys`."""
    lines = content.split("\n")
    if lines[0].rstrip() != "---":
        found = late(path, lines, keys)
        return FrontMatter({}, content, (found,) if found else ())
    end = next((i for i, row in enumerate(lines[1:], 1) if row.rstrip() in CLOSINGS), None)
    if end is None:
        return FrontMatter({}, content, (unclosed(path, lines),))
    body = "\n" * (end + 1) + "\n".join(lines[end + 1 :])
    reader = _understood(path, tuple(lines[:end]), tuple(keys.items()))
    findings = tuple(reader.findings)
    if indented_end(lines[:end]) and any(finding.code == "C302" for finding in findings):
        findings = (unclosed(path, lines[:end]),)  # what follows was text, and is no YAML
    return FrontMatter(reader.values, body, findings, reader.places)


@lru_cache(maxsize=2_000)  # YAML is slow to read, and a file is mostly changed below it
def _understood(path: str, lines: tuple[str, ...], keys: tuple[tuple[str, Reader], ...]) -> _Reader:
    reader = _Reader(path, lines, dict(keys))
    reader.read("\n".join(lines[1:]))
    return reader


class _Reader:
    """One reading of one front matter."""

    def __init__(self, path: str, lines: Sequence[str], keys: Mapping[str, Reader]) -> None:
        self.path, self.lines, self.keys = path, lines, keys
        self.findings: list[Finding] = []
        self.values: dict[str, Any] = {}
        self.places: dict[tuple[str, str], Place] = {}

    def read(self, text: str) -> None:
        """Keep the values that are right; the rest becomes findings."""
        if len(text) > LONGEST:
            self.findings.append(Finding(ERROR, "C302", self.path, 1, 1, "front matter too long"))
            return
        if (place := _too_deep(text)) is not None:
            row = text.count("\n", 0, place)
            self._add("C302", (row, place - text.rfind("\n", 0, place) - 1, 1), "nested too deeply")
            return
        try:
            self._read(text)
        except yaml.MarkedYAMLError as wrong:
            self._read_parts(wrong)
        except NOT_READ:
            self.findings.append(Finding(ERROR, "C302", self.path, 1, 1, "not YAML"))

    def _read(self, text: str) -> None:
        """Take every key of a text; yaml's errors where it is none."""
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode) or node.tag != MAPPING:
            message = "front matter is a list of `key: value` lines"
            self._report("C302", node, message, yaml_slips.EACH_LINE)
            return
        for key, value in node.value:
            self._take(key, value)

    def _read_parts(self, whole: yaml.MarkedYAMLError) -> None:
        """Take every key that is right by itself; what is wrong is told of the others."""
        for part in yaml_slips.parts(self.lines[1:]):
            try:
                self._read(part)
            except yaml.MarkedYAMLError as wrong:
                if not yaml_slips.is_elsewhere(wrong, self.lines):
                    self._report_slip(wrong)
            except NOT_READ:
                self.findings.append(Finding(ERROR, "C302", self.path, 1, 1, "not YAML"))
        if not any(finding.code == "C302" for finding in self.findings):
            self._report_slip(whole)

    def _take(self, key: yaml.Node, value: yaml.Node) -> None:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in self.keys:
            self._report("C303", key, f'unknown key "{name}"', self._meant(name))
        elif name in self.values:
            self._report("C304", key, f'"{name}" stands twice')
        else:
            self._note_places(name, key, value)
            try:
                self.values[name] = self.keys[name](value)
            except Unfit as wrong:
                hint = yaml_slips.uncurled(value) or wrong.hint.replace(KEY, name)
                self._report("C305", wrong.node or value, f"{name}: {wrong}", hint)
            else:
                self._tell_not_yet(key, (name, f"{name}: {self.values[name]}"))

    def _note_places(self, name: str, key: yaml.Node, value: yaml.Node) -> None:
        self.places[name, ""] = _place(key)
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        for item in items:
            if isinstance(item, yaml.ScalarNode):
                self.places.setdefault((name, " ".join(str(item.value).split())), _place(item))

    def _meant(self, name: str) -> str:
        """What may be meant by a key that is unknown here."""
        meant = SYNONYMS.get(name.lower(), name)
        if meant not in self.keys:
            places = {"course.md": COURSE_KEYS, "a lesson": LESSON_KEYS}
            if place := next((place for place, keys in places.items() if meant in keys), ""):
                return f'"{meant}" is said in {place}'
        near = nearest(meant, self.keys, LIKE)
        return near or f"known are {', '.join(self.keys)}"

    def _tell_not_yet(self, key: yaml.Node, said: tuple[str, ...]) -> None:
        for what in NOT_YET.keys() & said:
            place = (key.start_mark.line, key.start_mark.column, len(what))
            self._add("C190", place, f"{what} is not supported yet", NOT_YET[what], WARNING)

    def _report(self, code: str, node: yaml.Node, message: str, hint: str = "") -> None:
        line, column, width = _place(node)
        self._add(code, (line - 2, column - 1, width), message, hint)

    def _report_slip(self, wrong: yaml.MarkedYAMLError) -> None:
        mark = yaml_slips.place_of(wrong)
        place = (mark.line, mark.column, 1) if mark else (0, 0, 1)
        message = f"not YAML: {wrong.problem or 'it ends too early'}"
        self._add("C302", place, message, yaml_slips.hint_of(wrong, self.lines[1:]))

    def _add(
        self, code: str, place: tuple[int, int, int], message: str, hint: str = "", how: str = ERROR
    ) -> None:
        row, column, width = place
        source = self.lines[row + 1] if row + 1 < len(self.lines) else ""
        if column >= len(source):  # nothing stands there: the line is meant
            column = len(source) - len(source.lstrip())
            width = len(source.strip())
        spot = (self.path, row + 2, column + 1)
        self.findings.append(Finding(how, code, *spot, message, hint, source, max(width, 1)))


def _place(node: yaml.Node) -> Place:
    """Where it stands in the file, whose first line is that of the dashes."""
    start, end = node.start_mark, node.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return start.line + 2, start.column + 1, width


def _too_deep(text: str) -> int | None:
    """Where brackets stand within too many others; None where they do not."""
    depth = 0
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match[0] in "[{" else max(depth - 1, 0)
        if depth > DEEPEST:
            return match.start()
    return None
