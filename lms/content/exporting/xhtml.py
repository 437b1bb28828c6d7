"""HTML as browsers read it → the same as well-formed XML, changed on the way.

What comes out is polyglot (https://www.w3.org/TR/html-polyglot/): a browser reads it as HTML, a
reader of books as XML. What comes in is clean and closed already, so no tag has to be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905 - a list of words
)
SPACES = {"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}
"""Elements that open another vocabulary, and its name."""

DEEPEST = 100
"""How many tags may be open within each other; what is deeper loses its tags, not its words."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*|xml:lang")


@dataclass
class Tag:
    """A tag on its way; without a name only what stands in it stays."""

    name: str
    attrs: dict[str, str] = field(default_factory=dict)
    foreign: bool = False
    """Whether it belongs to a drawing or a formula."""

    def has_class(self, *names: str) -> bool:
        """Whether it carries one of these classes."""
        return not set(names).isdisjoint(self.attrs.get("class", "").split())


@dataclass
class Element:
    """A tag and what stands in it; a string is text, as XML has it."""

    tag: Tag
    inside: list[Element | str] = field(default_factory=list)
    closes_itself: bool = False

    @property
    def name(self) -> str:
        """What it is called; nothing where it belongs to a drawing or a formula."""
        return "" if self.tag.foreign else self.tag.name


Node = Element | str
Change = Callable[[Tag], Tag | str]
"""What becomes of a tag; a string stands for it and all that stands in it, and is XML already."""


def legal(text: str) -> str:
    """The text with a mark for each character that XML may not hold."""
    return _ILLEGAL.sub("\ufffd", text)


def xhtml(html: str, change: Change) -> str:
    """The HTML as XML, each tag as `change` makes it."""
    return written(read(html, change))


def read(html: str, change: Change) -> list[Node]:
    """The HTML as elements and texts, each tag as `change` makes it."""
    reader = _Reader(change)
    reader.feed(html)
    reader.close()
    return reader.whole


def written(nodes: Iterable[Node]) -> str:
    """Elements and texts as XML."""
    return "".join(_written(nodes))


def _written(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.closes_itself:
            yield _opening(node.tag, " /")
        else:
            yield _opening(node.tag, "")
            yield from _written(node.inside)
            yield f"</{node.tag.name}>"


class _Reader(HTMLParser):
    def __init__(self, change: Change) -> None:
        super().__init__(convert_charrefs=True)
        self.change = change
        self.whole: list[Node] = []
        self.open: list[tuple[str, list[Node]]] = []
        """Each open tag as it was read, and where what stands in it goes."""
        self.dropped = 0
        """How many open tags there are inside one that was dropped, itself included."""
        self.foreign = 0
        """The same for a drawing or a formula, where any tag may close itself."""

    @property
    def here(self) -> list[Node]:
        """Where what is read now goes."""
        return self.open[-1][1] if self.open else self.whole

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an opening tag, or a whole one that can hold nothing."""
        self._start(tag, attrs, closes_itself=tag in VOID)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The slash means something in drawings and formulas only."""
        self._start(tag, attrs, closes_itself=tag in VOID or self.foreign > 0)

    def _start(self, tag: str, attrs: list[tuple[str, str | None]], *, closes_itself: bool) -> None:
        self.foreign += bool(self.foreign or tag in SPACES) and not closes_itself
        made = "" if self.dropped else self._made(tag, attrs)
        into = self.here
        if isinstance(made, str):
            self.dropped += not closes_itself
            into.append(made)
        elif _NAME.fullmatch(made.name):
            element = Element(made, closes_itself=closes_itself)
            into.append(element)
            into = element.inside
        if not closes_itself:
            self.open.append((tag, into))

    def _made(self, tag: str, attrs: list[tuple[str, str | None]]) -> Tag | str:
        return self.change(self._read(tag, attrs)) if len(self.open) < DEEPEST else Tag("")

    def _read(self, tag: str, attrs: list[tuple[str, str | None]]) -> Tag:
        """The tag as it was written: names in drawings are told apart by capital letters."""
        source = (self.get_starttag_text() or "") if self.foreign else ""
        is_foreign = self.foreign > 0 or tag in SPACES
        made = Tag(source[1 : 1 + len(tag)] if source else tag, foreign=is_foreign)
        if tag in SPACES:
            made.attrs["xmlns"] = SPACES[tag]
        for name, value in attrs:
            written = re.search(rf"(?<=\s){re.escape(name)}(?=\s*=)", source, re.IGNORECASE)
            name = (written[0] if written else name).removeprefix("xlink:")
            if _NAME.fullmatch(name) and name != "xmlns":
                made.attrs.setdefault(name, value or "")
        return made

    def handle_endtag(self, tag: str) -> None:
        """Close what is open down to this tag; one that was never opened means nothing."""
        if any(read == tag for read, _ in self.open):
            while self._close_last() != tag:
                continue

    def _close_last(self) -> str:
        read, _ = self.open.pop()
        self.foreign -= self.foreign > 0
        self.dropped -= self.dropped > 0
        return read

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self.dropped:
            self.here.append(escape(legal(data), quote=False))


def _opening(tag: Tag, end: str) -> str:
    attrs = "".join(f' {name}="{escape(legal(value))}"' for name, value in tag.attrs.items())
    return f"<{tag.name}{attrs}{end}>"
