"""The parts of lists, tables and the like: which they have, and in which order books want them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from lms.content.exporting.xhtml import Element, Node, Tag

ROWS = frozenset({"thead", "tbody", "tfoot"})
"""The parts of a table that hold rows."""
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
"""Of whatever element."""
BEFORE_ROWS = ("caption", "colgroup", "thead")
"""What a table begins with, in this order."""
RUBY = re.compile(r"(?:w+(?:t|pt+p)+)+")
"""Words (w), then how they are read (t), perhaps between brackets for old browsers (p)."""
TERMS = re.compile(r"(?:(?:dt )+(?:dd )+)*")
"""One term or several, then one explanation or several."""


def wrapped(nodes: Iterable[Node], parts: frozenset[str], into: str) -> Iterator[Node]:
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
    element.inside = list(wrapped(found, PARTS["dl"], "dd"))
    return TERMS.fullmatch("".join(f"{x.name} " for x in _named(element, "dt", "dd"))) is not None


def _arrange_table(element: Element) -> bool:
    """Caption, columns, head, body, foot; a second head or foot is a body."""
    element.inside = list(wrapped(element.inside, PARTS["table"], "tbody"))
    for name, becomes in (("caption", "tbody"), ("thead", "tbody"), ("tfoot", "tbody")):
        for again in _named(element, name)[1:]:
            again.tag = Tag(becomes)
    first = [part for name in BEFORE_ROWS for part in _named(element, name)]
    element.inside = [*first, *_bodies(element), *_named(element, "tfoot")]
    return True


def _bodies(table: Element) -> list[Node]:
    """Bodies and rows as they follow each other; rows beside a body become one too."""
    found = _named(table, "tbody", "tr")
    if all(part.name == "tr" for part in found):
        return [*found]
    bodies: list[Node] = []
    for name, parts in groupby(found, key=lambda part: part.name):
        run = [*parts]
        bodies += [Element(Tag("tbody"), [*run])] if name == "tr" else run
    return bodies


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
