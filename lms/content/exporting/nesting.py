"""What may stand in what: HTML that its author wrote, brought into the order that books require.

Browsers show a heading in a bold text or an entry outside of any list; readers of books may refuse
the whole page (https://html.spec.whatwg.org/multipage/dom.html#content-models). No word is lost:
what may not stand in its place stands there as plain text or as a plain box.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from lms.content.exporting.arranging import ALL_PARTS, ARRANGED, ONLY_PARTS, PARTS, wrapped
from lms.content.exporting.xhtml import Element, Node, Tag, read, written

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""They are blocks, and may stand in a summary too."""
BLOCKS = HEADINGS | frozenset(
    "blockquote details div dl fieldset figure hr ol p pre section table ul".split()  # noqa: SIM905 - a list of words
)
"""They have lines of their own, and stand in no line."""
FORMATS = frozenset(
    """
    abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup time u var
    """.split()  # noqa: SIM905 - as above
)
"""They hold a part of a line, and nothing larger."""
TRANSPARENT = frozenset({"a", "audio", "del", "ins", "video"})
"""They hold what may stand where they stand."""
IN_A_LINE = FORMATS | HEADINGS | {"p", "pre", "summary", "legend", "rt", "rp", "span"}
"""They hold words and what stands in a line."""
NEVER_IN = {
    "a": frozenset({"a"}),
    "details": frozenset({"a"}),
    "dfn": frozenset({"dfn"}),
    "table": frozenset({"caption"}),
    **dict.fromkeys(HEADINGS | {"section"}, frozenset({"dt", "th"})),
}
"""Name to the elements in which it may not stand, however deep."""
WATCHED = frozenset().union(*NEVER_IN.values())
"""The elements of which whatever stands in them must know."""
ANYWHERE = frozenset({"class", "dir", "id", "lang", "title", "xml:lang", "aria-label"})
"""Attributes that every element may carry, so that they outlive its name."""
BLOCK = "block"
"""The class of a block that had to become a part of a line: it still has lines of its own."""


@dataclass(frozen=True, slots=True)
class _Place:
    flow: bool = True
    """Whether blocks may stand here, or only what stands in a line."""
    headings: bool = True
    within: frozenset[str] = frozenset()

    def admits(self, name: str) -> bool:
        """Whether an element of this name may stand here."""
        if not NEVER_IN.get(name, frozenset()).isdisjoint(self.within):
            return False
        return self.flow or name not in BLOCKS or (self.headings and name in HEADINGS)

    def inside(self, name: str) -> _Place:
        """What may stand in an element of this name that stands here."""
        flow = self.flow if name in TRANSPARENT else name in BLOCKS | ALL_PARTS
        flow = flow and name not in IN_A_LINE
        return _Place(flow, flow or name == "summary", self.within | ({name} & WATCHED))


def fitted(xml: str) -> Markup:
    """The same words in XHTML that obeys the content model, each id once."""
    nodes = list(_fitted(read(xml, _same), _Place()))
    _forget_repeated_ids(nodes, set())
    return Markup(written(nodes))  # noqa: S704 - as safe as it was


def _same(tag: Tag) -> Tag:
    return tag


def _fitted(
    nodes: Iterable[Node], place: _Place, parts: frozenset[str] = frozenset()
) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str) or node.tag.foreign:
            yield node
        elif node.name in parts:
            yield _with_fitting_content(node, place)
        elif node.name != "col":
            yield _with_fitting_content(_in_its_place(node, place), place)


def _in_its_place(element: Element, place: _Place) -> Element:
    """The element, or what stands for it where it may not stand."""
    if element.name in ALL_PARTS or not place.admits(element.name):
        return _plain(element, place)
    if element.name in FORMATS and place.flow and _holds_blocks(element):
        return _renamed(element, "div")
    arrange = ARRANGED.get(element.name)
    if arrange is None or arrange(element):
        return element
    return _plain(element, place)


def _with_fitting_content(element: Element, place: _Place) -> Element:
    name = element.name
    if name in ONLY_PARTS:
        element.inside = list(wrapped(element.inside, PARTS[name], ONLY_PARTS[name]))
    parts = PARTS.get(name, frozenset())
    element.inside = list(_fitted(element.inside, place.inside(name), parts))
    return element


def _plain(element: Element, place: _Place) -> Element:
    """A box where boxes may stand, else a part of the line."""
    is_block = element.name in BLOCKS or element.name in ALL_PARTS - {"rt", "rp"}
    if element.name == "hr":
        return Element(Tag("br"), closes_itself=True)
    if is_block and place.flow:
        return _renamed(element, "div")
    made = _renamed(element, "span")
    if is_block:
        made.tag.attrs["class"] = f"{made.tag.attrs.get('class', '')} {BLOCK}".strip()
    return made


def _renamed(element: Element, name: str) -> Element:
    attrs = {key: value for key, value in element.tag.attrs.items() if key in ANYWHERE}
    return Element(Tag(name, attrs), element.inside)


def _holds_blocks(element: Element) -> bool:
    blocks = BLOCKS | (ALL_PARTS - {"rt", "rp"})
    inside = (node for node in element.inside if isinstance(node, Element))
    return any(node.name in blocks or _holds_blocks(node) for node in inside)


def _forget_repeated_ids(nodes: Iterable[Node], known: set[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            continue
        name = node.tag.attrs.get("id")
        if name in known:
            del node.tag.attrs["id"]
        elif name is not None:
            known.add(name)
        _forget_repeated_ids(node.inside, known)
