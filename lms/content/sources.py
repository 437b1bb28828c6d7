"""A course as it lies in its folder, read but not yet understood."""

from __future__ import annotations

import hashlib
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lms.content.findings import ERROR, WARNING, Finding

LARGEST_TEXT = 1_000_000
"""Bytes; a lesson of this size is a book."""

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Stand around the number of a piece of HTML that is put in later; no text may hold them."""

_FORBIDDEN = dict.fromkeys(map(ord, ("\0", OPEN, CLOSE)), "\ufffd")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that lies beside the texts: a picture, a data set."""

    digest: str
    """SHA-256 of its bytes, as hex."""
    file: Path | None = None
    """Where it was read; None in tests."""


@dataclass(frozen=True, slots=True)
class CourseSources:
    """Everything that a course is compiled from."""

    slug: str
    """The folder's name."""
    texts: Mapping[str, bytes]
    """Path in the folder, with slashes, to the bytes of each Markdown file."""
    assets: Mapping[str, Asset] = field(default_factory=dict)
    """Path in the folder to each file that may be published."""
    findings: tuple[Finding, ...] = ()
    """What was wrong while reading."""
    included: Mapping[str, bytes] = field(default_factory=dict)
    """Path in the folder to the bytes of each file that a text includes."""
    beside: frozenset[str] = frozenset()
    """Path in the folder of each other file that a text could include."""

    @property
    def files(self) -> Mapping[str, str]:
        """The text of every file that may be included."""
        return Readable(self.raw)

    @property
    def raw(self) -> Mapping[str, bytes]:
        """The bytes of every text, and of every file that one includes."""
        return ChainMap(dict(self.texts), dict(self.included))

    @property
    def digest(self) -> str:
        """Changes with any file of the course."""
        sums = {path: hashlib.sha256(raw).hexdigest() for path, raw in self.texts.items()}
        sums |= {path: asset.digest for path, asset in self.assets.items()}
        sums |= {path: hashlib.sha256(raw).hexdigest() for path, raw in self.included.items()}
        listing = "\n".join(f"{sums[path]} {path}" for path in sorted(sums))
        return hashlib.sha256(listing.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown file as text."""

    path: str
    """In the course's folder."""
    content: str
    """With bare line feeds, no byte order mark and nothing invisible."""
    hash: str
    """Of the file's bytes."""
    findings: tuple[Finding, ...] = ()
    """What had to be mended."""


def as_text(path: str, raw: bytes) -> Text:
    """The bytes as text whatever they are; what was mended is a finding."""
    digest = hashlib.sha256(raw).hexdigest()
    if len(raw) > LARGEST_TEXT:
        return Text(path, "", digest, (_too_large(path, len(raw)),))
    findings = []
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = raw[: wrong.start].count(b"\n") + 1
        findings.append(Finding(ERROR, "C001", path, line, 0, "not UTF-8", "save it as UTF-8"))
        content = raw.decode("utf-8", "replace")
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    clean = without_marks(content)
    if clean != content:
        line = 1 + next(i for i, row in enumerate(content.split("\n")) if _is_unclean(row))
        findings.append(Finding(WARNING, "C005", path, line, 0, "a character that is no text"))
    return Text(path, clean, digest, tuple(findings))


class Readable(Mapping[str, str]):
    """Files as text, each decoded when it is asked for: most are never."""

    def __init__(self, raw: Mapping[str, bytes]) -> None:
        self.raw = raw

    def __getitem__(self, path: str) -> str:
        return plain_text(self.raw[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self.raw)

    def __len__(self) -> int:
        return len(self.raw)


def plain_text(raw: bytes) -> str:
    """The bytes as text for those who include it, whatever they are."""
    content = raw[:LARGEST_TEXT].decode("utf-8-sig", "replace")
    return without_marks(content.replace("\r\n", "\n").replace("\r", "\n"))


def without_marks(text: str) -> str:
    """The text without characters that mean something to the compiler and nothing to readers."""
    return text.translate(_FORBIDDEN)


def _is_unclean(row: str) -> bool:
    return without_marks(row) != row


def _too_large(path: str, size: int) -> Finding:
    message = f"{size:,} bytes; {LARGEST_TEXT:,} are the most"
    return Finding(ERROR, "C002", path, 0, 0, message, "split it into lessons")
