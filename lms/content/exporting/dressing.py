"""What becomes of each tag of a page that leaves the site: nothing that needs it stays."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from lms.content.exporting.leading import Way, strict
from lms.content.exporting.xhtml import Change, Tag, legal
from lms.content.sources import Asset

UNTICKED, TICKED = "☐ ", "☑ "
SHOWN = frozenset({"audio", "img", "source", "track", "video"})

ONLY_ON_A_SCREEN = ("h-anchor", "tabset__bar", "icon")
"""Classes of what a book has no use for: links to sections, tabs to choose from, icons."""
IN_A_BOOK = frozenset(
    """
    alt class colspan controls datetime default dir height href id kind label lang open reversed
    rowspan scope src srclang start title type width aria-hidden aria-label
    """.split()  # noqa: SIM905 - quoted one by one they would fill a page
)
"""Attributes that every reader of books knows; role only where it makes a drawing one picture."""
FITTING = {
    "aria-hidden": re.compile(r"true|false"),
    "colspan": re.compile(r"[1-9][0-9]{0,2}"),
    "datetime": re.compile(
        r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        r"([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-][01][0-9]:?[0-5][0-9]))?"
    ),
    "dir": re.compile(r"ltr|rtl|auto"),
    "height": re.compile(r"[0-9]{1,5}"),
    "id": re.compile(r"[^\s]+"),
    "lang": re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"),
    "role": re.compile(r"img"),
    "rowspan": re.compile(r"[0-9]{1,3}"),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
    "start": re.compile(r"-?[0-9]{1,9}"),
    "type": re.compile(r"[1aAiI]|[a-z]+/[\w.+-]+"),
    "width": re.compile(r"[0-9]{1,5}"),
}
SWITCHES = frozenset({"controls", "default", "open", "reversed"})
"""Attributes that say all they have to say by being there."""

MATHML_3 = {"displaystyle": ("math", "mstyle", "mtable"), "scriptlevel": ("mstyle",)}
"""Attributes that MathML Core knows everywhere and books know on these tags alone."""


def for_screen(way: Way, assets: Mapping[str, Asset]) -> Change:
    """For a page that a browser opens from a disk: what needs no script stays as it is."""

    def change(tag: Tag) -> Tag | str:
        tag.attrs = {n: v for n, v in tag.attrs.items() if not n.startswith("data-")}
        tag.attrs.pop("loading", None)
        if tag.name == "track":
            return _with_captions(tag, way, assets)
        return _led(tag, way)

    return change


def _with_captions(tag: Tag, way: Way, assets: Mapping[str, Asset]) -> Tag | str:
    """Captions within the page: from a disk no browser reads them from another file."""
    asset = assets.get(way.named(tag.attrs.get("src", "")))
    if asset is None or asset.file is None:
        return ""
    words = base64.b64encode(asset.file.read_bytes()).decode()
    tag.attrs["src"] = f"data:text/vtt;base64,{words}"
    return tag


def for_book(way: Way) -> Change:
    """For pages of a book or of another school: nothing to press, and only what all know."""
    return _Bound(way)


@dataclass
class _Bound:
    way: Way
    ids: set[str] = field(default_factory=set)

    def __call__(self, tag: Tag) -> Tag | str:
        if tag.has_class(*ONLY_ON_A_SCREEN):
            return ""
        if tag.name == "input":
            return TICKED if "checked" in tag.attrs else UNTICKED
        if tag.has_class("video__play") and not self.way.lead(tag.attrs.get("href", "")):
            return escape(legal(posixpath.basename(self.way.named(tag.attrs.get("href", "")))))
        if tag.name == "a" and "href" in tag.attrs:
            tag.attrs["href"] = strict(tag.attrs["href"])
        return _led(_as_in_mathml_3(tag) if tag.foreign else self._printable(tag), self.way)

    def _printable(self, tag: Tag) -> Tag:
        if tag.name in ("button", "label"):
            tag = Tag("span", {n: v for n, v in tag.attrs.items() if n != "type"})
        if tag.name == "a" and "name" in tag.attrs:
            tag.attrs.setdefault("id", tag.attrs["name"])
        tag.attrs = dict(self._plain(tag))
        return tag

    def _plain(self, tag: Tag) -> Iterator[tuple[str, str]]:
        for name, value in tag.attrs.items():
            if not _is_known(tag, name, value):
                continue
            if name == "id":
                if value in self.ids:
                    continue
                self.ids.add(value)
            yield name, "" if name in SWITCHES else value
            if name == "lang":
                yield "xml:lang", value


def _is_known(tag: Tag, name: str, value: str) -> bool:
    fits = name not in FITTING or FITTING[name].fullmatch(value)
    return bool(fits) and (name in IN_A_BOOK or (name == "role" and tag.name in ("div", "span")))


def _as_in_mathml_3(tag: Tag) -> Tag:
    for name, known in MATHML_3.items():
        if tag.name not in known:
            tag.attrs.pop(name, None)
    return tag


def _led(tag: Tag, way: Way) -> Tag | str:
    """The tag with its address as it is from here; its words alone where it has none any more."""
    if tag.name == "a" and "href" in tag.attrs:
        address = way.lead(tag.attrs["href"])
        if not address:
            return Tag("")
        tag.attrs["href"] = address
    if tag.name in SHOWN and (tag.name == "img" or "src" in tag.attrs):
        source = tag.attrs.get("src", "")
        file = way.file(source)
        if not file:
            return _told(tag, way.lead(source))
        tag.attrs["src"] = way.to(file)
    return tag


def _told(tag: Tag, address: str) -> str:
    """A picture that did not come along, as its words and the way to it."""
    words = escape(legal(tag.attrs.get("alt") or address))
    if tag.name != "img" or not address:
        return words if tag.name == "img" else ""
    return f'<a href="{escape(legal(address))}">{words}</a>'
