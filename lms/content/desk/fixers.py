"""For each code that has one right answer, the edit that makes it right."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from lms.content.findings import Finding, likeness
from lms.content.include_grammar import spec_in, split
from lms.content.markdown.quiz_head import NO_COMMAS, RIGHT
from lms.content.markdown.quiz_lines import BARE, SLOPPY
from lms.content.markdown.quiz_options import SYNONYMS
from lms.content.markdown.quiz_slips import BELOW, tidy_answer
from lms.content.markdown.two_colons import AND_THEN
from lms.content.near import is_slip

SURE = 0.75
"""From this likeness on, a word is taken for a slip of the one that is known."""

_OFFERED = re.compile(r'did you mean "([^"]+)"\?')
_QUIZ = re.compile(r"([ \t>]*:{3,}[ \t]*quiz)(?:[ \t]*\{([^}]*)\})?[ \t]*$")
_BEGINS = re.compile(r"[\s=]")
"""After the word that includes, what it includes."""
_AS_IN = "as in: "
_LETTERS = re.compile(r"\w")
_NAME = re.compile(r"\{(#[^}]+)\}")


@dataclass(frozen=True, slots=True)
class Edit:
    """Some characters of one line and what stands there instead."""

    path: str
    line: int
    """From 1."""
    column: int
    """From 1."""
    width: int
    words: str


def spelling(finding: Finding) -> Edit | None:
    """The one known word that is like the one that stands there."""
    offered, word = _OFFERED.fullmatch(finding.hint), marked(finding)
    if not offered or not _is_slip(word, offered[1]):
        return None
    return _instead(finding, word, offered[1])


def alert(finding: Finding) -> Edit | None:
    """The callout that was meant, in the letters of a callout."""
    if finding.hint.startswith(_AS_IN):
        return as_hinted(finding)
    edit = spelling(finding)
    return edit and _instead(finding, marked(finding), edit.words.upper())


def link(finding: Finding) -> Edit | None:
    """The one file whose name is near to the one that a link names."""
    offered, href = _OFFERED.fullmatch(finding.hint), marked(finding)
    path, mark, anchor = href.partition("#")
    folder = posixpath.dirname(finding.path)
    named = posixpath.normpath(posixpath.join(folder, unquote(path)))
    if not offered or not path or "?" in path or not is_slip(named, _within(folder, offered)):
        return None
    return _instead(finding, href, f"{quote(offered[1])}{mark}{anchor}")


def included(finding: Finding) -> Edit | None:
    """The one file whose name is near to the one that is to be included."""
    offered, words = _OFFERED.fullmatch(finding.hint), marked(finding)
    spec = spec_in(words)
    target, _ = split(spec)
    folder = posixpath.dirname(finding.path)
    named = posixpath.normpath(posixpath.join(folder, target))
    if not offered or not target or not is_slip(named, _within(folder, offered)):
        return None
    at = words.index(target, _BEGINS.search(words).end())  # type: ignore[union-attr]  # as it was read
    return _instead(finding, words, words[:at] + offered[1] + words[at + len(target) :])


def _within(folder: str, offered: re.Match[str]) -> str:
    """The path in the course of what is offered to a text in this folder."""
    return posixpath.normpath(posixpath.join(folder, offered[1]))


def anchor(finding: Finding) -> Edit | None:
    """The one heading of that page whose anchor is like the one that a link names."""
    offered, href = _OFFERED.fullmatch(finding.hint), marked(finding)
    path, _, name = href.partition("#")
    if not offered or not _is_slip(unquote(name), offered[1]):
        return None
    return _instead(finding, href, f"{path}#{offered[1]}")


def page_suffix(finding: Finding) -> Edit | None:
    """The text itself where the page that another tool makes of it was named."""
    match, href = re.search(r" is understood as (\S+\.md)$", finding.message), marked(finding)
    path, mark, anchor = href.partition("#")
    if not match or not path:
        return None
    right = posixpath.relpath(match[1], posixpath.dirname(finding.path) or ".")
    return _instead(finding, href, f"{quote(right)}{mark}{anchor}")


def section(finding: Finding) -> Edit | None:
    """A second title is read as a section; it becomes one."""
    match = re.match(r"( {0,3})#(?=[ \t])", finding.source)
    at = len(match[1]) + 1 if match else 0
    return Edit(finding.path, finding.line, at, 1, "##") if match else None


def quiz_line(finding: Finding) -> Edit | None:
    """The box that was meant; feedback that stands at the margin becomes its answer's."""
    words = marked(finding)
    if finding.hint == BELOW:
        return _instead(finding, words, f"  {words}")
    match = SLOPPY.fullmatch(words) or BARE.fullmatch(words)
    return _instead(finding, words, tidy_answer(match)) if match else None


def braces(finding: Finding) -> Edit | None:
    """The same words in braces."""
    if not finding.hint.startswith(RIGHT):
        return None
    return _rewritten(finding, finding.hint.removeprefix(RIGHT))


def commas(finding: Finding) -> Edit | None:
    """The same options without commas between them."""
    if not finding.hint.startswith(NO_COMMAS):
        return None
    return _rewritten(finding, finding.hint.removeprefix(NO_COMMAS))


def as_hinted(finding: Finding) -> Edit | None:
    """The very words of the hint."""
    return _rewritten(finding, finding.hint.removeprefix(_AS_IN).partition(AND_THEN)[0])


def closing(finding: Finding) -> Edit | None:
    """The third colon of the line that closes a block, where that lacks one too."""
    line = finding.hint.partition(AND_THEN)[2]
    return Edit(finding.path, int(line), finding.column, 2, ":::") if line else None


def _rewritten(finding: Finding, right: str) -> Edit | None:
    """The marked words in their right form, which has all their letters.

    Where the words were not found in their line, all of the line is marked: it stays as it is.
    """
    words = marked(finding)
    is_same = _LETTERS.findall(words) == _LETTERS.findall(right)
    return _instead(finding, words, right) if is_same else None


def quiz_id(finding: Finding) -> Edit | None:
    """The id that is offered, before what stands in the braces."""
    match, offered = _QUIZ.match(finding.source), _NAME.search(finding.hint)
    if not match or not offered:
        return None
    head = f"{match[1]} {{{' '.join(filter(None, (offered[1], match[2])))}}}"
    return Edit(finding.path, finding.line, 1, len(match[0]), head)


def marked(finding: Finding) -> str:
    """What the caret of a finding underlines."""
    start = finding.column - 1
    return finding.source[start : start + finding.width] if start >= 0 else ""


def _is_slip(word: str, known: str) -> bool:
    return SYNONYMS.get(word.lower()) == known or likeness(word, known) >= SURE


def _instead(finding: Finding, word: str, right: str) -> Edit | None:
    if not word or word == right:
        return None
    return Edit(finding.path, finding.line, finding.column, len(word), right)


FIXERS: dict[str, Callable[[Finding], Edit | None]] = {
    "C101": spelling,
    "C104": spelling,
    "C105": commas,
    "C106": alert,
    "C108": spelling,
    "C111": section,
    "C118": as_hinted,
    "C119": as_hinted,
    "C123": quiz_id,
    "C125": quiz_line,
    "C147": braces,
    "C152": included,
    "C303": spelling,
    "C401": link,
    "C403": anchor,
    "C408": page_suffix,
    "C411": as_hinted,
    "C412": as_hinted,
}
"""Code to what mends it; the others need their author."""
FURTHER: dict[str, Callable[[Finding], Edit | None]] = {"C118": closing}
"""Code to what else has to be edited with it, if anything."""
