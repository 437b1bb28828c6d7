"""kramdown's `{: .challenge}` below a block, as the Carpentries wrote for ten years.

Source: https://kramdown.gettalong.org/syntax.html#inline-attribute-lists
"""

from __future__ import annotations

import re
from dataclasses import replace

from lms.content.importing.rows import Row, marked
from lms.content.importing.shape import Moved
from lms.content.markdown.blocks import ALSO, LOOKS

_LIST = re.compile(r"\s*\{:\s*([^{}]*)\}\s*$")
_QUOTE = re.compile(r" {0,3}> ?")
_FENCE = re.compile(r"\s*(?:[-*+] +|\d+[.)] +)?(`{3,}|~{3,})(.*)$")
_AFTER = re.compile(r"(?<=[)\]`])\{:\s*([^{}]*)\}")
BLOCKS = {*LOOKS, *ALSO, "instructor"} - {""}


def without_lists(rows: list[Row], moved: Moved) -> list[Row]:
    """The rows; quotations with a name are blocks, code with one has it on its fence."""
    found: list[Row] = []
    for row in rows:
        depth, rest = unquoted(row.text)
        match = _LIST.match(rest)
        if match is None or (row.code and not _is_after_fence(found)):
            found.append(row if row.code else replace(row, text=_after(row.text)))
        else:
            _apply(match[1], row, depth, found, moved)
    return marked(found)


def unquoted(text: str, most: int = 99) -> tuple[int, str]:
    """How often the line is quoted, and what stands after the marks."""
    depth = 0
    while depth < most and (match := _QUOTE.match(text)):
        depth, text = depth + 1, text[match.end() :]
    return depth, text


def _after(text: str) -> str:
    """`](x){: width="5"}` with braces as ours."""
    return _AFTER.sub(r"{\1}", text)


def _is_after_fence(found: list[Row]) -> bool:
    return bool(found) and _FENCE.match(unquoted(found[-1].text)[1]) is not None


def _apply(words: str, row: Row, depth: int, found: list[Row], moved: Moved) -> None:
    """Give the block above its name."""
    name = next((w[1:] for w in words.split() if w.startswith(".")), "")
    above = unquoted(found[-1].text, depth)[1] if found else ""
    if _FENCE.match(above) and _name_fence(name, depth, found):
        return
    start = _quote_start(found, depth)
    if start < len(found) and (name in BLOCKS):
        _make_block(name, row, depth, found, start)
    elif above.startswith("#") and (match := re.search(r"#([\w-]+)", words)):
        found[-1] = replace(found[-1], text=f"{found[-1].text.rstrip()} {{#{match[1]}}}")
    else:
        moved.tell(row, "{: } attributes of a block were left out")


def _name_fence(name: str, depth: int, found: list[Row]) -> bool:
    """Write the language on the fence whose last line is the last one found."""
    closing = _FENCE.match(unquoted(found[-1].text)[1])
    for place in range(len(found) - 2, -1, -1):
        _, rest = unquoted(found[place].text)
        match = _FENCE.match(rest)
        if not match or not closing or match[1][0] != closing[1][0]:
            continue
        language = name.removeprefix("language-").removeprefix("source")
        language = "" if language.startswith(".") else language
        if not match[2].strip():
            found[place] = replace(found[place], text=found[place].text.rstrip() + language)
        return True
    return False


def _quote_start(found: list[Row], depth: int) -> int:
    """Where the quotation right above begins; the end when there is none."""
    place = len(found)
    while place > 0:
        quoted, rest = unquoted(found[place - 1].text, depth)
        if not rest.strip() or (quoted == depth and rest.startswith(":::")):
            break
        place -= 1
    while place < len(found) and unquoted(found[place].text)[0] <= depth:
        place += 1
    return place


def _make_block(name: str, row: Row, depth: int, found: list[Row], start: int) -> None:
    """Take one mark off each line of the quotation and frame it."""
    before = "> " * depth
    inside = []
    for old in found[start:]:
        quoted = unquoted(old.text, depth)[1]
        match = _QUOTE.match(quoted)
        rest = quoted[match.end() :] if match else quoted
        inside.append(replace(old, text=(before + rest).rstrip() if depth else rest))
    head = replace(found[start], text=f"{before}::: {name}", code=False)
    empty = replace(row, text=before.rstrip(), code=False)
    close = replace(row, text=f"{before}:::", code=False)
    found[start:] = [empty, head, empty, *inside, empty, close, empty]
