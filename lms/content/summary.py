"""SUMMARY.md, in mdBook's grammar: parts as headings, nested lists, links before and after them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from markdown_it.token import Token

from lms.content.findings import ERROR, WARNING, Finding
from lms.content.near import near_file
from lms.platform.markup import base_parser


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of SUMMARY.md."""

    title: str
    """What it is called there."""
    target: str
    """The file as it is written; empty for a draft and for the heading of a part."""
    depth: int
    """0 at the margin; the heading of a part is -1."""
    line: int
    """From 1."""


def read_summary(content: str) -> tuple[list[Entry], list[Finding]]:
    """The entries in order, and the lines that are not understood."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    lines = content.split("\n")
    for token, depth, tag in _texts(base_parser().parse(content)):
        line = (token.map or [0])[0] + 1
        if tag == "h1":
            entries.append(Entry(_words(token.children or []), "", -1, line))
        elif links := list(_links(token.children or [])):
            entries += [Entry(title, target, depth, line) for title, target in links]
        elif depth >= 0 and tag == "p" and not _names_file(token.content):
            entries.append(Entry(_words(token.children or []), "", depth, line))
        elif tag == "p":
            findings.append(_not_understood(line, lines[line - 1]))
    return _without_title(entries, content), findings


def _names_file(words: str) -> bool:
    """Whether a line without a link is a file's name, or tries to be a link to one: no draft."""
    return re.fullmatch(r"\s*\S+\.md\s*|.*[(\[<]\S*\.md\b.*", words, re.DOTALL) is not None


def _texts(tokens: Sequence[Token]) -> Iterator[tuple[Token, int, str]]:
    """Each line of text, how deep in lists it stands (-1 outside), and the tag around it."""
    depth, tag = -1, ""
    for token in tokens:
        if token.type.endswith("_list_open"):
            depth += 1
        elif token.type.endswith("_list_close"):
            depth -= 1
        elif token.type == "inline":
            yield token, depth, tag
        elif token.nesting == 1:
            tag = token.tag


def _links(children: Sequence[Token]) -> Iterator[tuple[str, str]]:
    start = 0
    for place, token in enumerate(children):
        if token.type == "link_open":
            start = place
        elif token.type == "link_close":
            href = str(children[start].attrs.get("href", ""))
            yield _words(children[start:place]), unquote(href)


def _words(children: Sequence[Token]) -> str:
    kept = (token.content or (" " if token.type == "softbreak" else "") for token in children)
    return "".join(kept).strip()


def _without_title(entries: list[Entry], content: str) -> list[Entry]:
    """A heading at the very top is the name of the file's list, not of a part."""
    first_line = len(content) - len(content.lstrip("\n")) + 1
    if (
        entries
        and not entries[0].target
        and entries[0].depth == -1
        and entries[0].line == first_line
    ):
        return entries[1:]
    return entries


def _not_understood(line: int, source: str) -> Finding:
    hint = "a line is `- [Title](file.md)`, `[Title](file.md)` or `# Part`"
    spot = ("SUMMARY.md", line, 1)
    return Finding(WARNING, "C203", *spot, "this line is not understood", hint, source)


def missing(entry: Entry, content: str, stems: Collection[str]) -> Finding:
    """The finding for an entry whose file does not exist; of those that do one may be meant."""
    source = content.split("\n")[entry.line - 1]
    column = source.find(entry.target) + 1
    message = f'there is no "{entry.target}"'
    spot = ("SUMMARY.md", entry.line, max(column, 1))
    files, slashed = [f"{stem}.md" for stem in stems], entry.target.replace("\\", "/")
    hint = f'did you mean "{slashed}"?' if slashed in files else near_file(slashed, files, "")
    if entry.target == "course.md":
        hint = "it is the landing page, which needs no line"
    return Finding(ERROR, "C201", *spot, message, hint, source, len(entry.target))


def repeated(entry: Entry, content: str) -> Finding:
    """The finding for an entry whose file was named before."""
    source = content.split("\n")[entry.line - 1]
    message = f'"{entry.target}" stands twice'
    spot = ("SUMMARY.md", entry.line, max(source.find(entry.target) + 1, 1))
    return Finding(ERROR, "C207", *spot, message, "", source, len(entry.target))
