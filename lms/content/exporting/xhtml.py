"""HTML as browsers read it → the same as well-formed XML, changed on the way.

What comes out is polyglot (https://www.w3.org/TR/html-polyglot/): a browser reads it as HTML, a
reader of books as XML. What comes in is clean and closed already, so no tag has to be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905 - a list of words
)
SPACES = {"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}
"""Elements that open another vocabulary, and its name."""

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


Change = Callable[[Tag], Tag | str]
"""What becomes of a tag; a string stands for it and all that stands in it, and is XML already."""


def legal(text: str) -> str:
    """The text with a mark for each character that XML may not hold."""
    return _ILLEGAL.sub("\ufffd", text)


def xhtml(html: str, change: Change) -> str:
    """The HTML as XML, each tag as `change` makes it."""
    writer = _Writer(change)
    writer.feed(html)
    writer.close()
    return writer.whole()


class _Writer(HTMLParser):
    def __init__(self, change: Change) -> None:
        super().__init__(convert_charrefs=True)
        self.change = change
        self.pieces: list[str] = []
        self.open: list[tuple[str, str]] = []
        """Each open tag as it was read and as it was written."""
        self.dropped = 0
        """How many open tags there are inside one that was dropped, itself included."""
        self.foreign = 0
        """The same for a drawing or a formula, where any tag may close itself."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an opening tag, or a whole one that can hold nothing."""
        self._start(tag, attrs, closes_itself=tag in VOID)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The slash means something in drawings and formulas only."""
        self._start(tag, attrs, closes_itself=tag in VOID or self.foreign > 0)

    def _start(self, tag: str, attrs: list[tuple[str, str | None]], *, closes_itself: bool) -> None:
        self.foreign += bool(self.foreign or tag in SPACES) and not closes_itself
        made = "" if self.dropped else self.change(self._read(tag, attrs))
        if isinstance(made, str):
            self.dropped += not closes_itself
            self.pieces.append(made)
        elif _NAME.fullmatch(made.name):
            self.pieces.append(_opening(made, " /" if closes_itself else ""))
        if not closes_itself:
            written = "" if isinstance(made, str) else made.name
            self.open.append((tag, written if _NAME.fullmatch(written) else ""))

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
        read, written = self.open.pop()
        self.foreign -= self.foreign > 0
        if self.dropped:
            self.dropped -= 1
        elif written:
            self.pieces.append(f"</{written}>")
        return read

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self.dropped:
            self.pieces.append(escape(legal(data), quote=False))

    def whole(self) -> str:
        """All of it, with what was left open closed."""
        while self.open:
            self._close_last()
        return "".join(self.pieces)


def _opening(tag: Tag, end: str) -> str:
    attrs = "".join(f' {name}="{escape(legal(value))}"' for name, value in tag.attrs.items())
    return f"<{tag.name}{attrs}{end}>"
