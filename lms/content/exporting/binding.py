"""The pages of a book → the book: its files, its cover, and the list of what it holds."""

from __future__ import annotations

import hashlib
import posixpath
import re
import textwrap
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree

from lms.content.assets import media_type
from lms.content.exporting.edition import Content, Edition, Files
from lms.content.exporting.printing import printed, sheet
from lms.content.sources import Asset
from lms.platform import assets

DRAWN_COVER = "cover.svg"
MIMETYPE = b"application/epub+zip"
XHTML = "application/xhtml+xml"
HELD = frozenset(
    ".gif .jpeg .jpg .mp3 .mp4 .ogg .png .svg .vtt .webm .webp".split()  # noqa: SIM905 - words
)
"""Suffixes of what a book may hold; whatever else a lesson shows is told in words."""
FONTS = {
    "fonts/brygada-1918-bottega.woff2": "font/woff2",
    "fonts/OFL-brygada-1918.txt": "text/plain",
}
WIDEST_LINE, MOST_LINES = 22, 6
"""Characters and lines of a title on the cover that is drawn for it."""

_FILE = re.compile(r"files/[0-9a-f]{20}\.[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list of everything that the book holds."""

    id: str
    path: str
    kind: str
    """Its media type."""
    properties: str = ""
    """What a reader of books must know before it opens the file."""


def pictures(edition: Edition) -> dict[str, str]:
    """The path of each file that may go along, with a plain one of its own in the book."""
    names = {}
    for path, asset in edition.assets.items():
        suffix = posixpath.splitext(path)[1].lower()
        if suffix in HELD and (suffix != ".svg" or _is_whole(asset)):
            digest = hashlib.sha256(path.encode()).hexdigest()[:20]
            names[path] = f"files/{digest}{suffix}"
    return names


def bound(
    edition: Edition, pages: Mapping[str, str], names: Mapping[str, str], modified: datetime
) -> Files:
    """The whole book: what its pages show goes along, and nothing else."""
    shown = {name for page in pages.values() for name in _FILE.findall(page)}
    kept = {path: name for path, name in names.items() if name in shown}
    files: Files = {"mimetype": MIMETYPE}
    files["META-INF/container.xml"] = printed("book_container.xml", "en").encode()
    items = [*_page_items(pages), *_file_items(edition, kept)]
    files["EPUB/book.opf"] = printed(
        "book.opf",
        edition.tongue,
        edition=edition,
        uuid=uuid.uuid5(uuid.NAMESPACE_URL, f"{edition.school}{edition.home}#{edition.language}"),
        modified=modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
        items=items,
        order=[item.id for item in items if item.kind == XHTML],
    ).encode()
    files |= {f"EPUB/{path}": page.encode() for path, page in pages.items()}
    return files | {f"EPUB/{path}": content for path, content in _beside(edition, kept)}


def _page_items(pages: Mapping[str, str]) -> Iterator[Item]:
    for path, page in pages.items():
        found = {"mathml": "<math", "svg": "<svg"}
        properties = [name for name, mark in found.items() if mark in page]
        properties += ["nav"] if path == "nav.xhtml" else []
        yield Item(path.partition(".")[0], path, XHTML, " ".join(properties))


def _file_items(edition: Edition, kept: Mapping[str, str]) -> Iterator[Item]:
    cover = edition.course.cover or ""
    for number, (path, name) in enumerate(sorted(kept.items()), 1):
        yield Item(f"file-{number}", name, media_type(path), _as_cover(path == cover))
    if cover not in kept:
        yield Item("cover-picture", DRAWN_COVER, "image/svg+xml", _as_cover(True))
    yield Item("style", "book.css", "text/css")
    for number, (path, kind) in enumerate(sorted(FONTS.items()), 1):
        yield Item(f"font-{number}", path, kind)


def _as_cover(is_cover: bool) -> str:
    return "cover-image" if is_cover else ""


def _beside(edition: Edition, kept: Mapping[str, str]) -> Iterator[tuple[str, Content]]:
    yield "book.css", sheet("book.css")
    for path in FONTS:
        yield path, (assets.folder("static") / path).read_bytes()
    if (edition.course.cover or "") not in kept:
        lines = textwrap.wrap(edition.course.title, WIDEST_LINE)[:MOST_LINES]
        yield DRAWN_COVER, printed("book_cover.svg", edition.tongue, lines=lines).encode()
    yield from edition.in_folder("", kept)


def _is_whole(asset: Asset) -> bool:
    """Whether a drawing is XML throughout: a book with another one cannot be opened."""
    try:
        ElementTree.fromstring(asset.file.read_bytes() if asset.file else b"<svg/>")  # noqa: S314 - expat bounds what entities grow to, and nothing is kept
    except (ElementTree.ParseError, OSError, ValueError):
        return False
    return True
