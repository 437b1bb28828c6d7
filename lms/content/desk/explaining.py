"""What a code means, told by the lessons of the course *Writing a course* themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lms.platform import assets

LESSONS = ("writing-courses", "05-every-finding")
"""The chapter with a section for each code: the only place where they are explained."""

_HEADING = re.compile(r"## (C\d{3}): (.+?) *\{#c\d{3}\}$")
_FENCE = re.compile(r"(`{3,}|~{3,})(?: *(\w+))?(?: +title=\"([^\"]*)\")? *$")


@dataclass(frozen=True, slots=True)
class Explained:
    """One code's section."""

    sentence: str
    """Its heading."""
    text: str
    """Markdown: why it matters, the wrong form and the right one."""


@cache
def explanations() -> dict[str, Explained]:
    """Every code's section."""
    files = sorted(chapter().glob("[0-9]*.md"))
    texts = (file.read_text(encoding="utf-8") for file in files)
    return {code: told for text in texts for code, told in _sections(text)}


def explanation(code: str) -> str:
    """The section's Markdown; empty for a code that has none."""
    told = explanations().get(code)
    return told.text if told else ""


def for_a_terminal(markdown: str) -> str:
    """The section with its examples indented below their names, and no marks of fences."""
    lines: list[str] = []
    for line, fence, match in _with_fences(markdown):
        if match is None:
            shown = line.replace("\\{{#", "{{#")  # escaped in the course, where it would include
            lines.append(f"    {shown}".rstrip() if fence else line)
        elif fence and match[3]:
            lines += [f"{match[3]}:", ""]
    return "\n".join(lines)


def examples(markdown: str) -> Iterator[tuple[str, str]]:
    """(name, content) of each example of a section that has a name."""
    name, held = "", list[str]()
    for line, fence, match in _with_fences(markdown):
        if match is None:
            held += [line] if fence else []
        elif fence:
            name, held = match[3] or "", []
        elif name:
            yield name, "\n".join(held) + "\n"


def chapter() -> Path:
    """Where the explanations lie, in a checkout and in an installed package."""
    return assets.folder("courses").joinpath(*LESSONS)


def _sections(text: str) -> Iterator[tuple[str, Explained]]:
    code, sentence, held = "", "", list[str]()
    for line, fence, _ in _with_fences(text + "\n## "):
        if fence or not line.startswith("## "):
            held.append(line)
            continue
        if code:
            yield code, Explained(sentence, "\n".join(held).strip())
        match = _HEADING.match(line)
        code, sentence, held = (match[1], match[2], []) if match else ("", "", [])


def _with_fences(text: str) -> Iterator[tuple[str, str, re.Match[str] | None]]:
    """Each line, the fence that is open after it, and the match where it opens or closes one."""
    fence = ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        opens_or_closes = match if match and (not fence or match[1].startswith(fence)) else None
        if opens_or_closes:
            fence = "" if fence else opens_or_closes[1]
        yield line, fence, opens_or_closes
