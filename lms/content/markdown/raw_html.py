"""Raw HTML: a harmless subset stays, the rest is dropped and reported where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from html.parser import HTMLParser

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from lms.content.locating import Spot
from lms.content.markdown.addressing import lead
from lms.content.page import Page

TAGS = frozenset(
    """
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl
    dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s
    samp section small span strong sub summary sup table tbody td tfoot th thead time tr u
    ul var wbr
    """.split()  # noqa: SIM905 - quoted one by one they would fill a page
)
EVERYWHERE = frozenset({"id", "class", "lang", "dir", "title", "role", "tabindex"})
ATTRIBUTES = {
    "a": {"href", "name"},
    "blockquote": {"cite"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start", "type", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
DROPPED_WHOLE = frozenset({"script", "style", "template", "iframe", "object", "noscript", "title"})
"""Not only the tags but what stands between them goes."""
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

PLAIN_ONLY = "a lesson may hold plain HTML only"
HINTS = {
    "<iframe>": "a film’s address alone on a line becomes a player, of the hosts that are allowed",
    "<video>": "as in: ![what it shows](clip.mp4)",
    "<audio>": "as in: ![what is heard](clip.mp3)",
}
"""By what was dropped, what to write instead."""
_BLOCK = re.compile(r"^[ \t]*:{3,}[ \t]*\S", re.MULTILINE)
_SCHEME = re.compile(r"(?!(?:https?|mailto|tel):)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_RELATIVE = re.compile(r"(?![a-zA-Z][a-zA-Z0-9+.-]*:|[/#]|$)")


def plug(md: MarkdownIt) -> None:
    """Add the look over raw HTML."""
    md.core.ruler.push("raw_html", report_dropped)


def clean(html: str, page: Page) -> str:
    """The HTML without anything that is not on the lists; relative addresses are resolved."""

    def lead_home(tag: str, name: str, value: str) -> str | None:
        linked = (name == "href" and tag == "a") or (name == "src" and tag == "img")
        if not linked or not _RELATIVE.match(value):
            return value
        return lead(page, value, cache(partial(_spot, page, value))) or None

    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(DROPPED_WHOLE),
        attributes={"*": set(EVERYWHERE), **{tag: set(a) for tag, a in ATTRIBUTES.items()}},
        attribute_filter=lead_home,
        generic_attribute_prefixes={"aria-"},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def report_dropped(state: StateCore) -> None:
    """Tell what `clean` will take out, and note the anchors that stay."""
    page: Page = state.env["page"]
    for token, rows in _html_tokens(state.tokens):
        reader = _Reader()
        reader.feed(token.content)
        reader.close()
        page.anchors |= reader.anchors
        for name, needle in dict.fromkeys(reader.dropped):
            spot = page.spot(rows, needle)
            page.warn("C109", spot, f"{name} was dropped", HINTS.get(name, PLAIN_ONLY))
        for address in reader.relative if page.whole.lines else ():
            page.html_spots.setdefault(address, []).append(page.address_spot(rows, address))
        for address in reader.hostile:
            lead(page, address, cache(partial(page.address_spot, rows, address)))
        for written in reader.empty:
            lead(page, "", cache(partial(page.spot, rows, written)))
        if _BLOCK.search(token.content) and not token.content.startswith("<!--"):
            hint = "leave an empty line between the HTML and the block"
            page.error("C114", page.spot(rows, ":::"), "this block is not read", hint)


def _spot(page: Page, address: str) -> Spot:
    """Where HTML names an address: in the page's own file, if it does so there."""
    spots = page.html_spots.get(address) or [page.address_spot(None, address)]
    return next((spot for spot in spots if spot.path == page.path), spots[0])


def _html_tokens(tokens: list[Token]) -> Iterator[tuple[Token, list[int] | None]]:
    for token in tokens:
        if token.type == "html_block":
            yield token, token.map
        for child in token.children or []:
            if child.type == "html_inline":
                yield child, token.map


class _Reader(HTMLParser):
    """Collects what is not on the lists."""

    def __init__(self) -> None:
        super().__init__()
        self.dropped: list[tuple[str, str]] = []
        self.anchors: set[str] = set()
        self.hostile: list[str] = []
        self.relative: list[str] = []
        self.empty: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and its attributes."""
        if tag not in TAGS:
            self.dropped.append((f"<{tag}>", f"<{tag}"))
            return
        for name, value in attrs:
            known = name in EVERYWHERE or name in ATTRIBUTES.get(tag, ())
            if not known and not name.startswith("aria-"):
                self.dropped.append((f'"{name}" of <{tag}>', name))
            elif name in ("id", "name") and value:
                self.anchors.add(value)
            elif name in ("href", "src") and not (value or "").strip():
                self.empty.append(name)
            elif name in ("href", "src") and _SCHEME.match(value or ""):
                self.hostile.append(value or "")
            elif name in ("href", "src") and _RELATIVE.match(value or ""):
                self.relative.append(value or "")
