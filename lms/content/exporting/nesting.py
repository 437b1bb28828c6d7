"""What may stand in what: HTML that its author wrote, brought into the order that books require.

Browsers show a heading in a bold text or an entry outside of any list; readers of books may refuse
the whole page (https://html.spec.whatwg.org/multipage/dom.html#content-models). No word is lost:
what may not stand in its place stands there as plain text or as a plain box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from lms.content.exporting.xhtml import Element, Node, Tag, read, written

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | frozenset(
    "blockquote details div dl fieldset figure hr ol p pre section table ul".split()  # noqa: SIM905 - a list of words
)
FORMATS = frozenset(
    """
    abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup time u var
    """.split()  # noqa: SIM905 - as above
)
"""They hold a part of a line, and nothing larger."""
TRANSPARENT = frozenset({"a", "audio", "del", "ins", "video"})
"""They hold what may stand where they stand."""
ROWS = frozenset({"thead", "tbody", "tfoot"})
PARTS = {
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"dt", "dd"}),
    "figure": frozenset({"figcaption"}),
    "fieldset": frozenset({"legend"}),
    "details": frozenset({"summary"}),
    "ruby": frozenset({"rt", "rp"}),
    "table": frozenset({"caption", "colgroup", "tr"}) | ROWS,
    "colgroup": frozenset({"col"}),
    "tr": frozenset({"td", "th"}),
    **dict.fromkeys(ROWS, frozenset({"tr"})),
}
"""What stands in these alone."""
ONLY_PARTS = {
    "ul": "li", "ol": "li", "dl": "dd", "table": "tbody", "tr": "td", **dict.fromkeys(ROWS, "tr"),
}  # fmt: skip
"""These hold nothing but parts; whatever else is found in them stands in a part of this name."""
ALL_PARTS = frozenset().union(*PARTS.values())
IN_A_LINE = FORMATS | HEADINGS | {"p", "pre", "summary", "legend", "rt", "rp", "span"}
"""They hold words and what stands in a line."""
NEVER_IN = {
    "a": frozenset({"a"}),
    "details": frozenset({"a"}),
    "dfn": frozenset({"dfn"}),
    "table": frozenset({"caption"}),
    **dict.fromkeys(HEADINGS | {"section"}, frozenset({"dt", "th"})),
}
WATCHED = frozenset().union(*NEVER_IN.values())
ANYWHERE = frozenset({"class", "dir", "id", "lang", "title", "xml:lang", "aria-label"})
BLOCK = "block"
"""The class of a block that had to become a part of a line: it still has lines of its own."""
ORDER = ("caption", "colgroup", "thead", "tr", "tbody", "tfoot")
RUBY = re.compile(r"(?:w+(?:t|pt+p)+)+")
TERMS = re.compile(r"(?:(?:dt )+(?:dd )+)*")


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
        element.inside = list(_wrapped(element.inside, PARTS[name], ONLY_PARTS[name]))
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


def _wrapped(nodes: Iterable[Node], parts: frozenset[str], into: str) -> Iterator[Node]:
    """The nodes, those that are no parts gathered in one."""
    stray: list[Node] = []
    for node in nodes:
        is_part = isinstance(node, Element) and node.name in parts
        if not is_part and (stray or not _is_blank(node)):
            stray.append(node)
            continue
        if stray:
            yield Element(Tag(into), stray)
            stray = []
        yield node
    if stray:
        yield Element(Tag(into), stray)


def _is_blank(node: Node) -> bool:
    return isinstance(node, str) and not node.strip()


def _named(element: Element, *names: str) -> list[Element]:
    return [x for x in element.inside if isinstance(x, Element) and x.name in names]


def _arrange_terms(element: Element) -> bool:
    """Terms before what explains them, without boxes around a pair."""
    found: list[Node] = []
    for node in element.inside:
        is_pair = isinstance(node, Element) and node.name == "div" and _named(node, "dt", "dd")
        found.extend(node.inside if isinstance(node, Element) and is_pair else [node])
    element.inside = list(_wrapped(found, PARTS["dl"], "dd"))
    return TERMS.fullmatch("".join(f"{x.name} " for x in _named(element, "dt", "dd"))) is not None


def _arrange_table(element: Element) -> bool:
    """Caption, columns, head, body, foot; a second head or foot is a body."""
    element.inside = list(_wrapped(element.inside, PARTS["table"], "tbody"))
    for name, becomes in (("caption", "tbody"), ("thead", "tbody"), ("tfoot", "tbody")):
        for again in _named(element, name)[1:]:
            again.tag = Tag(becomes)
    element.inside = [row for name in ORDER for row in _named(element, name)]
    return True


def _arrange_figure(element: Element) -> bool:
    """One caption, above or below what it tells of."""
    captions = _named(element, "figcaption")
    for again in captions[1:]:
        again.tag = Tag("div")
    seen = [node for node in element.inside if not _is_blank(node)]
    if captions and captions[0] not in (seen[0], seen[-1]):
        element.inside.remove(captions[0])
        element.inside.append(captions[0])
    return True


def _arrange_details(element: Element) -> bool:
    """What is seen first stands first; without it nothing is folded."""
    summaries = _named(element, "summary")
    for again in summaries[1:]:
        again.tag = Tag("div")
    if summaries:
        element.inside.remove(summaries[0])
        element.inside.insert(0, summaries[0])
    return bool(summaries)


def _arrange_ruby(element: Element) -> bool:
    """Words, then how they are read."""
    kinds = {"rt": "t", "rp": "p"}
    seen = (node for node in element.inside if not _is_blank(node))
    order = "".join("w" if isinstance(x, str) else kinds.get(x.name, "w") for x in seen)
    return RUBY.fullmatch(order) is not None


def _is_a_time(element: Element) -> bool:
    """A time that no machine is told is told by words alone."""
    return "datetime" in element.tag.attrs or all(isinstance(x, str) for x in element.inside)


def _has_direction(element: Element) -> bool:
    return "dir" in element.tag.attrs


ARRANGED: dict[str, Callable[[Element], bool]] = {
    "bdo": _has_direction,
    "details": _arrange_details,
    "dl": _arrange_terms,
    "figure": _arrange_figure,
    "ruby": _arrange_ruby,
    "table": _arrange_table,
    "time": _is_a_time,
}
"""What puts the parts of an element in order; False where they cannot be."""


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
