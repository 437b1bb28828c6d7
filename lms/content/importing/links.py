"""Links and pictures, led from where the texts lay to where they lie now."""

from __future__ import annotations

import mimetypes
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from lms.content.addresses import joined
from lms.content.assets import ASSET_TYPES
from lms.content.importing.names import safe_path
from lms.content.importing.rows import Row, in_prose, outside_spans, said, with_whole_links
from lms.content.importing.shape import Label, Moved, Source

_INLINE = re.compile(
    r"(?P<mark>!?)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\]|(?<=\\)[\[\]])*)\]"
    r"\(\s*(?P<to><[^<>]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)(?P<title>\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
    r"(?P<list>\{:?\s*(?:[#.][\w-]|[\w-]+=)[^{}]*\})?"
)
"""With the list of its attributes, which goes where it goes."""
_EXCHANGED = re.compile(r"(?<!!)\[(?P<to>https?://[^\s\[\]]+)\]\((?P<words>[^()/]*\s[^()/]*)\)")
_DEFINITION = re.compile(r"^(?P<head>\s{0,3}\[[^\]^][^\]]*\]:\s*)(?P<to><[^<>]*>|\S+)(?P<tail>.*)$")
_ATTRIBUTE = re.compile(r"""(?P<name>\b(?:src|href)\s*=\s*)(?P<q>["'])(?P<to>[^"']*)(?P=q)""")
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_USE = re.compile(r"\[(?P<words>[^\[\]]+)\](?:\[(?P<label>[^\[\]]*)\])?(?![\[(:])")
_AWAY = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//|#)")
_TEXTS = (".md", ".Rmd", ".rmd", ".qmd", ".ipynb", ".markdown")


@dataclass
class Leading:
    """The way from old paths to new ones; files that links name are taken along."""

    source: Source
    moved: Moved
    files: dict[str, str] = field(default_factory=dict)
    """Path in the source to its new one, of every file that is taken along."""
    taken: set[str] = field(default_factory=set)
    dead: set[str] = field(default_factory=set)
    """Labels of the present text whose addresses lead nowhere."""

    def relink(self, rows: list[Row], here: str) -> list[Row]:
        """The rows of the new text `here`, with links that are right there."""
        self.dead = set()
        led = in_prose(with_whole_links(rows), lambda row: self._row(row, here))
        if not self.dead:
            return led
        return in_prose(led, self._without_dead)

    def _without_dead(self, row: Row) -> str:
        return outside_spans(row.text, lambda part: _USE.sub(self._buried, part))

    def _buried(self, match: re.Match[str]) -> str:
        """The words of a link whose address leads nowhere."""
        label = " ".join((match["label"] or match["words"]).lower().split())
        return match["words"] if label in self.dead else match[0]

    def _row(self, row: Row, here: str) -> str:
        if "](" not in row.text and "]:" not in row.text and "=" not in row.text:
            return row.text
        return outside_spans(row.text, lambda part: self._part(said(part, row), here))

    def _part(self, row: Row, here: str) -> str:
        text = _EXCHANGED.sub(lambda match: self._turned(match, row), row.text)
        text = _INLINE.sub(lambda match: self._inline(match, row, here), text)
        text = _DEFINITION.sub(lambda match: self._definition(match, row, here), text)
        text = _IMAGE.sub(lambda match: self._image(match[0], row, here), text)
        return _ATTRIBUTE.sub(lambda match: self._attribute(match, row, here), text)

    def _turned(self, match: re.Match[str], row: Row) -> str:
        self.moved.tell(row, "a link with its address in the place of its words was turned round")
        return f"[{match['words']}]({match['to']})"

    def _inline(self, match: re.Match[str], row: Row, here: str) -> str:
        to, words = self.lead(match["to"], row, here), match["words"]
        if not words and (match["to"].startswith("#") or self._label(match["to"])):
            to, words = self._called(match["to"], to)
        if "](" in words:  # a picture may be the words of a link
            words = _INLINE.sub(lambda inner: self._inline(inner, row, here), words)
        if to is None:
            self._tell(match["to"], row, is_picture=bool(match["mark"]))
            return words
        return f"{match['mark']}[{words}]({to}{match['title'] or ''}){match['list'] or ''}"

    def _definition(self, match: re.Match[str], row: Row, here: str) -> str:
        to = self.lead(match["to"], row, here)
        if to is None:
            self._tell(match["to"], row)
            self.dead.add(" ".join(match["head"].strip()[1:-2].lower().split()))
            return ""
        return f"{match['head']}{to}{match['tail']}"

    def _image(self, tag: str, row: Row, here: str) -> str:
        """The picture as it is written; its words where it is none of the course's."""
        match = next((m for m in _ATTRIBUTE.finditer(tag) if m["name"].startswith("src")), None)
        if match is None or self.lead(match["to"], row, here) is not None:
            return tag
        self._tell(match["to"], row, is_picture=True)
        alt = _ALT.search(tag)
        return (alt[1] or alt[2] or "") if alt else ""

    def _attribute(self, match: re.Match[str], row: Row, here: str) -> str:
        to = self.lead(match["to"], row, here)
        if to is None:
            self._tell(match["to"], row)
            return ""
        return f"{match['name']}{match['q']}{to}{match['q']}"

    def _tell(self, written: str, row: Row, *, is_picture: bool = False) -> None:
        """Report an address that leads nowhere: to no file, or to one that is not published."""
        kind, became = (
            (shown_thing(written), "its words") if is_picture else ("link", "plain words")
        )
        missing = "that is not there" if is_picture else "to what the course does not hold"
        if not written.strip("<>"):
            self.moved.tell(row, f"a {kind} without an address became {became}")
        elif suffix := self._unpublished(written, row):
            what = f'"{suffix}" files are not published, and the {kind} became {became}'
            self.moved.tell(row, f"{what}: {written}")
        else:
            self.moved.tell(row, f"a {kind} {missing} became {became}: {written}")

    def _unpublished(self, written: str, row: Row) -> str:
        """The suffix of the file that is meant, where it is there and of no kind for a course."""
        path = unquote(written.strip("<>").partition("#")[0].partition("?")[0])
        suffix = posixpath.splitext(path)[1].lower()
        if suffix in ("", *ASSET_TYPES, *_TEXTS):
            return ""
        is_there = any(found in self.source.paths for found in self._candidates(path, row))
        return suffix if is_there else ""

    def lead(self, written: str, row: Row, here: str) -> str | None:
        """The address as it must be written now; None when it leads nowhere."""
        address = written[1:-1] if written.startswith("<") else written
        if not address:
            return None
        if self._label(address):
            return self._within(f"#{address.removeprefix('#')}", row, here)
        if _AWAY.match(address) and not address.startswith("#"):
            return written
        if address.startswith("#"):
            return self._within(address, row, here)
        path, mark, anchor = address.partition("#")
        path = unquote(path.partition("?")[0])
        for candidate in self._candidates(path, row):
            if place := self.place_of(candidate):
                if place in self.moved.texts and self.moved.places.get(row.path) == place == here:
                    return f"#{anchor}" if anchor else quote(posixpath.basename(here))
                way = posixpath.relpath(place, posixpath.dirname(here) or ".")
                return quote(way, safe="/") + mark + anchor
        return None

    def _label(self, address: str) -> Label | None:
        """The label of MyST that is meant, with `#` before it or without."""
        return self.moved.labels.get(unquote(address.removeprefix("#")).lower())

    def _called(self, anchor: str, to: str | None) -> tuple[str | None, str]:
        """Where a link without words leads, and the words for it; nowhere by an unknown label."""
        label = self._label(anchor)
        words = (label.title if label else "") or unquote(anchor.removeprefix("#"))
        return to if label else None, re.sub(r"([\[\]])", r"\\\1", words)

    def _within(self, anchor: str, row: Row, here: str) -> str:
        """An anchor of the same source, which may have become another text, or a label."""
        place = self.moved.anchors.get(f"{row.path}{unquote(anchor)}".lower())
        label = self._label(anchor)
        if place is None and label and (text := self.moved.places.get(label.path)):
            place = f"{text}#{label.anchor}" if label.anchor else text
        if place is None:
            return anchor
        place, mark, name = place.partition("#")
        if place == here and name:
            return mark + name
        return quote(posixpath.relpath(place, posixpath.dirname(here) or ".")) + mark + name

    def _candidates(self, path: str, row: Row) -> Iterator[str]:
        bases = () if path.startswith("/") else (posixpath.dirname(row.path),)
        for base in (*bases, *self.moved.roots):
            found = joined(base, path.lstrip("/") if base not in bases else path)
            if found is None:
                continue
            yield found
            stem = re.sub(r"\.(html?|md|Rmd|qmd|ipynb)$", "", found.rstrip("/"))
            yield from (stem + suffix for suffix in _TEXTS)
            yield from (posixpath.join(stem, name) for name in ("index.md", "README.md"))

    def place_of(self, path: str) -> str:
        """Where a file of the source lies in the course; it is taken along if it may be."""
        if path in self.moved.places:
            return self.moved.places[path]
        suffix = posixpath.splitext(path)[1].lower()
        if path in self.files:
            return self.files[path]
        if suffix not in ASSET_TYPES or path not in self.source.paths:
            return ""
        home = f"{self.moved.home}/"
        name, number = safe_path(path.removeprefix(home) if len(home) > 1 else path), 2
        stem, dot = posixpath.splitext(name)
        while name.lower() in self.taken:
            name, number = f"{stem}-{number}{dot}", number + 1
        self.taken.add(name.lower())
        self.files[path] = name
        return name


def shown_thing(address: str) -> str:
    """The word for what is shown at an address, by the kind of file that it names."""
    path = address.strip("<>").partition("#")[0].partition("?")[0]
    kind = (mimetypes.guess_type(path)[0] or "").partition("/")[0]
    unknown = "file" if posixpath.splitext(path)[1] else "picture"
    return {"image": "picture", "video": "film", "audio": "recording"}.get(kind, unknown)
