"""Lines of text that remember the file and the line they come from, whatever becomes of them."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

LONGEST_LINE = 20_000
"""Characters; no rule looks at a longer line, which holds a picture or nothing that was written."""
LONGEST_LINK = 8
"""Lines over which the words of a link may go."""
_INVISIBLE = " \t\u00a0\u200b\u200c\u200d\u2060\ufeff"
_BEGUN = re.compile(r"\[[^\[\]]*$")
_CUT = re.compile(r"\]\(https?://[^\s()<>]*\s*$")
_REST = re.compile(r"[^\s()<>\[\]]+\)")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:.*?[^`])?\1(?!`)")
_HIDDEN = re.compile("\ue100(\\d+)\ue101")
_FREE = dict.fromkeys((0xE100, 0xE101), "\ufffd")
_FENCE = re.compile(r"[\s>]*(?:[-*+] +|\d+[.)] +)?(`{3,}|~{3,})(.*)")


@dataclass(frozen=True, slots=True)
class Row:
    """A line on its way into a course."""

    text: str
    """Without its line feed."""
    path: str = ""
    """The file of the source; empty for what the import adds."""
    line: int = 0
    """From 1; 0 for the file as a whole."""
    code: bool = False
    """Whether it stands in a fence of code, or opens or closes one."""


def decoded(raw: bytes) -> str:
    """A text whatever its bytes."""
    return raw.decode(encoding_of(raw), "replace")


def encoding_of(raw: bytes) -> str:
    """How a text is written: what is not UTF-8 is older, and most often Windows' own.

    Windows' "Unicode" says so in its first bytes. A text of UTF-8 in which a few bytes are none
    stays one, so that its other letters are kept.
    """
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    text = raw.decode("utf-8-sig", "replace")
    broken = text.count("\ufffd")
    is_older = broken and sum(char > "\x7f" for char in text) < 2 * broken
    return "cp1252" if is_older else "utf-8-sig"


def is_utf8(raw: bytes) -> bool:
    """Whether a text is written as all texts are today."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def rows_of(path: str, raw: bytes | str) -> list[Row]:
    """The lines of a file, whatever its bytes; those that are code are marked."""
    text = raw if isinstance(raw, str) else decoded(raw)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").split("\n")
    return marked([Row(_seen(t), path, n) for n, t in enumerate(lines, 1)])


def _seen(line: str) -> str:
    """The line; one of nothing but invisible characters is empty, as its author saw it."""
    return line if line.isascii() or line.strip(_INVISIBLE) else ""


def marked(rows: Sequence[Row]) -> list[Row]:
    """The same lines; those of fenced code are known as such."""
    fence, found = "", []
    for row in rows:
        match = _FENCE.match(row.text)
        if not fence:
            opens = match is not None and not ("`" in match[2] and match[1][0] == "`")
            fence = match[1] if match and opens and not match[2].startswith("exercism/") else ""
            found.append(replace(row, code=bool(fence) or len(row.text) > LONGEST_LINE))
        else:
            found.append(replace(row, code=True))
            if match and match[1].startswith(fence) and not match[2].strip():
                fence = ""
    return found


def text_of(rows: Iterable[Row]) -> str:
    """The rows as the text of a file."""
    return "\n".join(row.text for row in rows).strip("\n") + "\n"


def said(text: str, like: Row) -> Row:
    """A line that the import writes in the place of another one."""
    return replace(like, text=text)


def lines_like(text: str, like: Row) -> list[Row]:
    """Several lines in the place of one."""
    return [replace(like, text=line, code=False) for line in text.split("\n")]


def in_prose(rows: Iterable[Row], change: Callable[[Row], str]) -> list[Row]:
    """The rows, of which those that are no code are changed."""
    return [row if row.code else replace(row, text=change(row)) for row in rows]


def outside_spans(text: str, change: Callable[[str], str]) -> str:
    """The line, changed as if there was nothing in its `code spans`."""
    if "`" not in text:
        return change(text)
    hidden: list[str] = []

    def hide(match: re.Match[str]) -> str:
        hidden.append(match[0])
        return f"\ue100{len(hidden) - 1}\ue101"

    changed = change(_SPAN.sub(hide, text.translate(_FREE)))
    return _HIDDEN.sub(lambda match: hidden[int(match[1])], changed)


def without_spans(text: str) -> str:
    """The line with blanks for its `code spans`; what else is in it stays in its place."""
    return _SPAN.sub(lambda match: " " * len(match[0]), text)


def spans(text: str) -> list[tuple[int, int]]:
    """Where the spans of code in this line begin and end."""
    return [match.span() for match in _SPAN.finditer(text)]


def paragraph(rows: Sequence[Row]) -> list[Row]:
    """The rows without empty ones around them."""
    first, last = 0, len(rows)
    while first < last and not rows[first].text.strip():
        first += 1
    while last > first and not rows[last - 1].text.strip():
        last -= 1
    return list(rows[first:last])


def without_gaps(rows: Sequence[Row]) -> list[Row]:
    """The rows with one empty line, and not several, around the marks of blocks and quotations."""
    found: list[Row] = []
    gap: list[Row] = []
    is_block = False
    for row in rows:
        if not row.code and not row.text.strip():
            gap.append(row)
            continue
        was_block, is_block = is_block, not row.code and row.text.lstrip().startswith((":::", ">"))
        found += [*(gap[:1] if was_block or is_block else gap), row]
        gap = []
    return found + gap


def with_whole_links(rows: Sequence[Row]) -> list[Row]:
    """The rows; where a link begins on one and ends on another, they come on one line."""
    found: list[Row] = []
    place = 0
    while place < len(rows):
        row = rows[place]
        place += 1
        if not row.code and _BEGUN.search(row.text):
            end = _link_end(rows, place)
            tails = [other.text.lstrip(" \t>") for other in rows[place:end]]
            row = replace(row, text=" ".join([row.text.rstrip(), *tails]))
            place = end
        if not row.code and place < len(rows) and _is_cut(row.text, rows[place]):
            row = replace(row, text=row.text.rstrip() + rows[place].text.lstrip())
            place += 1
        found.append(row)
    return found


def _is_cut(text: str, below: Row) -> bool:
    """Whether an address goes on in the line below."""
    return _CUT.search(text) is not None and not below.code and bool(_REST.match(below.text))


def _link_end(rows: Sequence[Row], start: int) -> int:
    """The row after the one on which the link ends; `start` when it ends nowhere near."""
    is_open = _brackets(rows[start - 1].text)
    for place in range(start, min(start + LONGEST_LINK, len(rows))):
        text = rows[place].text
        is_open += _brackets(text)
        if rows[place].code or not text.strip(" \t>"):
            return start
        if is_open <= 0:
            return place + 1 if "](" in text else start
    return start


def _brackets(text: str) -> int:
    """How many more square brackets open than close."""
    return text.count("[") - text.count("]")
