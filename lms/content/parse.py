"""A file's bytes → its front matter and its text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lms.content.fields import Reader
from lms.content.findings import Finding
from lms.content.front_matter import FrontMatter, read_front_matter
from lms.content.locating import Spot
from lms.content.sources import as_text


@dataclass(frozen=True)
class Parsed:
    """A file that was read and understood as far as its front matter."""

    path: str
    """In the course's folder."""
    hash: str
    """Of its bytes."""
    content: str
    """All of its text."""
    front: FrontMatter
    """What it says about itself, and the body."""
    findings: tuple[Finding, ...]
    """What was wrong."""

    def key_spot(self, key: str, value: str = "") -> Spot:
        """Where a key of the front matter stands, or one of its values; else the first line."""
        places = self.front.places
        line, column, width = places.get((key, value)) or places.get((key, ""), (1, 1, 0))
        return Spot(line, column, self.lines[line - 1], max(width, 1), self.path)

    def value_spot(self, key: str) -> Spot:
        """Where the value of a key stands that is a single text; else the key."""
        texts = [text for name, text in self.front.places if name == key and text]
        return self.key_spot(key, texts[0] if len(texts) == 1 else "")

    def line_spot(self, number: int, words: str = "") -> Spot:
        """A line (from 1), and these words of it where they stand there."""
        line = self.lines[number - 1] if 0 < number <= len(self.lines) else ""
        at = line.find(words)
        column, width = (at, len(words)) if words and at >= 0 else (0, len(line))
        return Spot(number, column + 1, line, max(width, 1), self.path)

    @cached_property
    def lines(self) -> list[str]:
        """All lines, those of the front matter too."""
        return self.content.split("\n")


def parse(path: str, raw: bytes, keys: dict[str, Reader]) -> Parsed:
    """Read a file whose front matter may hold these keys."""
    text = as_text(path, raw)
    front = read_front_matter(path, text.content, keys)
    findings = (*text.findings, *front.findings)
    return Parsed(path, text.hash, text.content, front, findings)
