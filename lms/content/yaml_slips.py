"""What an author probably did where the front matter is not YAML: where, and the right form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import yaml

EACH_LINE = "each line is `key: value`"
_OF_VALUES = re.compile(
    r"while (?:parsing a flow|scanning a quoted|scanning an a|scanning a block)"
)
"""Where YAML means the beginning of a value and tells the place at which it gave up."""
_BEGINS = re.compile(r"[A-Za-z_][\w-]*[ \t]*:(?:\s|$)")
_WHOLE = "quote the whole value, or none of it"
_UNKNOWN_ALIAS = re.compile(r"found undefined alias '([^']+)'")
_CURLY = re.compile(r"[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]")
MOST_PARTS = 60
"""Of front matter that is read key by key; there are no more keys by far."""


def parts(lines: Sequence[str]) -> Iterator[str]:
    """Each key with its value, by itself, below as many empty lines as stand above it.

    What comes before the first key is the first part. Nothing where there are too many.
    """
    begins = [row for row, line in enumerate(lines) if _BEGINS.match(line)]
    rows = sorted({0, *begins})
    if len(rows) > MOST_PARTS:
        return
    for start, end in zip(rows, [*rows[1:], len(lines)], strict=True):
        yield "\n" * start + "\n".join(lines[start:end])


def is_elsewhere(wrong: yaml.MarkedYAMLError, lines: Sequence[str]) -> bool:
    """Whether a part names what stands in another one, and is right with that."""
    match = _UNKNOWN_ALIAS.search(wrong.problem or "")
    return match is not None and any(f"&{match[1]}" in line.split() for line in lines)


def place_of(wrong: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Where the slip was made."""
    is_value = _OF_VALUES.match(wrong.context or "") and not _is_colon_within(wrong)
    return wrong.context_mark if is_value else wrong.problem_mark


def hint_of(wrong: yaml.MarkedYAMLError, lines: Sequence[str]) -> str:
    """The right form."""
    problem, mark = wrong.problem or "", place_of(wrong)
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    letter = line[mark.column : mark.column + 1] if mark else ""
    if _is_colon_within(wrong):
        return _of_colon(line, letter)
    for said, hint in _HINTS.items():
        if said in f"{wrong.context} {problem}":
            return hint(line, letter)
    return EACH_LINE


def _is_colon_within(wrong: yaml.MarkedYAMLError) -> bool:
    """Whether a colon in a list or braces on one line is what is wrong with them."""
    start, end = wrong.context_mark, wrong.problem_mark
    is_one_line = start is not None and end is not None and start.line == end.line
    return is_one_line and (wrong.problem or "").endswith("but got ':'")


def _of_colon(line: str, letter: str) -> str:
    if line[:1].isspace() and line.count(": ") < 2:
        return "let each key begin at the margin"
    return 'quote a value that holds ": "'


def _of_letter(line: str, letter: str) -> str:
    return "write a space instead of the tab" if letter == "\t" else _begins_with(line, letter)


def _begins_with(line: str, letter: str) -> str:
    return f"quote a value that begins with {letter}"


def _of_quotes(line: str, letter: str) -> str:
    is_apostrophe = re.match(r"[\w-]+:\s+'", line) is not None
    return 'within "…" an apostrophe may stand' if is_apostrophe else _WHOLE


def _too_much(line: str, letter: str) -> str:
    return f"leave out the second {letter}"


def _always(hint: str) -> Callable[[str, str], str]:
    return lambda line, letter: hint


_HINTS: dict[str, Callable[[str, str], str]] = {
    "mapping values are not allowed": _of_colon,
    "a flow sequence": _always("close the list with ]"),
    "a flow mapping": _always("close the braces with }"),
    "unexpected end of stream": _always("close the quotation mark"),
    "that cannot start any token": _of_letter,
    "expected alphabetic or numeric": _begins_with,
    "an alias": _begins_with,
    "undefined alias": _begins_with,
    "indentation indicators": _begins_with,
    "sequence entries are not allowed": _always("let a list begin on the line below its key"),
    "but found '<scalar>'": _of_quotes,
    "but found ']'": _too_much,
    "but found '}'": _too_much,
}
"""What YAML says, with the hint for the line and the letter at which it says so."""


def uncurled(value: yaml.Node) -> str:
    """How to write a value that stands between quotation marks of prose; empty for another."""
    text = str(value.value).strip() if isinstance(value, yaml.ScalarNode) else ""
    right = _CURLY.sub("", text)
    is_quoted = len(text) - len(right) > 1 and bool(_CURLY.match(text))
    return f"without these quotation marks, as in: {right}" if is_quoted else ""
