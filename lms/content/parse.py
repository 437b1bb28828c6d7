"""A file's bytes → its front matter and its text."""

from __future__ import annotations

from dataclasses import dataclass

from lms.content.fields import Reader
from lms.content.findings import Finding
from lms.content.front_matter import FrontMatter, read_front_matter
from lms.content.sources import as_text


@dataclass(frozen=True, slots=True)
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

    def line_of(self, key: str) -> tuple[int, str]:
        """The line (from 1) on which a key of the front matter stands, as number and text."""
        lines = self.content.split("\n")
        row = next((i for i, line in enumerate(lines) if line.startswith(key)), 0)
        return row + 1, lines[row]


def parse(path: str, raw: bytes, keys: dict[str, Reader]) -> Parsed:
    """Read a file whose front matter may hold these keys."""
    text = as_text(path, raw)
    front = read_front_matter(path, text.content, keys)
    findings = (*text.findings, *front.findings)
    return Parsed(path, text.hash, text.content, front, findings)
