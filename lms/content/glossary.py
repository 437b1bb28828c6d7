"""`glossary.md`: a definition list, whose terms are explained where a page first uses them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lms.content.addresses import split_language
from lms.content.fields import CHAPTER_KEYS
from lms.content.findings import WARNING, Finding
from lms.content.parse import parse

NAME = "glossary"
"""The stem of the file; it lies beside course.md, its translations beside it."""
MOST = 2_000
"""Terms; a course with more wants a dictionary."""
LONGEST_TERM = 80
LONGEST_DEFINITION = 1_000
"""Characters."""

_DEFINITION = re.compile(r"[ ]{0,3}[:~][ \t]+(.*)")
_HEADING = re.compile(r"#{1,6}[ \t]")


@dataclass(frozen=True)
class Glossary:
    """The words of a course in one language."""

    path: str = ""
    """The file; empty where there is none."""
    definitions: Mapping[str, str] = field(default_factory=dict)
    """The Markdown of each term's definition, by the term as it is written."""
    findings: tuple[Finding, ...] = ()
    digest: str = ""
    """Changes with the file."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the terms as whole words, the longest first."""
        longest_first = sorted(self.definitions, key=len, reverse=True)
        terms = "|".join(_either_case(term) for term in longest_first)
        return re.compile(rf"(?<![\w-])(?:{terms})(?![\w-])")


def _either_case(term: str) -> str:
    """At the start of a sentence a word has a capital; an acronym is always one."""
    if term[1:] != term[1:].lower() or not term[0].isalpha():
        return re.escape(term)
    return f"[{term[0].lower()}{term[0].upper()}]{re.escape(term[1:])}"


def read_glossary(path: str, body: str) -> Glossary:
    """The terms of a file and their definitions; a line that is neither is told."""
    definitions: dict[str, str] = {}
    known: dict[str, str] = {}
    findings: list[Finding] = []
    lines = body.split("\n")
    for row, terms, definition in _entries(lines):
        if not definition:
            hint = "a term, and below it a line that begins with a colon and a blank"
            findings.append(_finding(path, "C170", (row, lines[row]), "this defines nothing", hint))
        for at, term in enumerate(terms if definition else (), row):
            if wrong := _twice(term, definitions, known.setdefault(term.casefold(), term)):
                findings.append(_finding(path, "C171", (at, lines[at]), *wrong))
            if len(term) <= LONGEST_TERM and len(definitions) < MOST:
                definitions.setdefault(term, definition[:LONGEST_DEFINITION])
    digest = hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()
    return Glossary(path, definitions, tuple(findings), digest)


def _finding(path: str, code: str, line: tuple[int, str], message: str, hint: str) -> Finding:
    """What is wrong at a line, given as its row and its words."""
    row, words = line
    return Finding(WARNING, code, path, row + 1, 1, message, hint, words, max(len(words), 1))


def _twice(term: str, definitions: Mapping[str, str], first: str) -> tuple[str, str] | None:
    """Message and hint where a term is one that was defined before; `first` is like it."""
    if term in definitions:
        return f'"{term}" is defined twice', "the first one counts"
    if term == first:
        return None
    message = f'"{term}" differs from "{first}" only in small and capital letters'
    return message, "one is enough: a sentence may begin with it"


def read_glossaries(
    texts: Mapping[str, bytes], language: str
) -> tuple[dict[str, Glossary], list[Finding]]:
    """The glossaries of a course by language, its own being `language`; and what is wrong."""
    found: dict[str, Glossary] = {}
    findings: list[Finding] = []
    for path in sorted(path for path in texts if split_language(path)[0] == NAME):
        parsed = parse(path, texts[path], CHAPTER_KEYS)
        glossary = read_glossary(path, parsed.front.body)
        findings += [*parsed.findings, *glossary.findings]
        found[split_language(path)[1] or language] = glossary
    return found, findings


def _entries(lines: list[str]) -> Iterator[tuple[int, list[str], str]]:
    """(row, terms, definition) of each entry, and of each paragraph that is none."""
    row = 0
    while row < len(lines):
        if not lines[row].strip() or _HEADING.match(lines[row]):
            row += 1
            continue
        start, terms, told = row, [], []
        while row < len(lines) and lines[row].strip() and not _DEFINITION.match(lines[row]):
            terms.append(lines[row].strip())
            row += 1
        while row + 1 < len(lines) and not lines[row].strip() and _DEFINITION.match(lines[row + 1]):
            row += 1
        while row < len(lines) and lines[row].strip():
            match = _DEFINITION.match(lines[row])
            told.append(match[1] if match else lines[row].strip())
            row += 1
        yield start, terms, " ".join(told) if terms else ""


def term_of(glossary: Glossary, word: str) -> str:
    """The term as the glossary writes it, for the word as the text does."""
    if word in glossary.definitions:
        return word
    return next(
        w
        for w in (word[0].lower() + word[1:], word[0].upper() + word[1:])
        if w in glossary.definitions
    )
