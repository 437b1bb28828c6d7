"""One way of writing the first line of a block: `::: name`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lms.content.markdown.options import read_head

_HEAD = re.compile(
    r"( {0,3}:{3,})[ \t]*([A-Za-z][\w-]*)(?=[\s{]|$)(.*?)[ \t]*:*[ \t]*(\r\n|\r|\n|)$"
)
_CODE = re.compile(r"[ \t>]*(`{3,}|~{3,})(.*)")


def tidy_heads(lines: Sequence[str]) -> Iterator[str]:
    """Lines in which `:::note`, `:::  Note` and `::: note :::` became `::: note`.

    Code and front matter stay as they are, and so does every line that would then be read
    otherwise. What other tools write, such as `:::{note}`, is left to those who use them.
    """
    fence = ""
    front = bool(lines) and lines[0].rstrip() == "---"
    for number, line in enumerate(lines):
        front = front and not (number and line.rstrip() in ("---", "..."))
        fence, was = _fence(line, fence), fence
        yield line if front or fence or was else _tidy(line)


def _tidy(line: str) -> str:
    match = _HEAD.match(line)
    if match is None:
        return line
    colons, name, rest, end = match.groups()
    tidy = f"{colons} {name.lower()}{rest}{end}"
    same = read_head(line.strip().lstrip(":")) == read_head(tidy.strip().lstrip(":"))
    return tidy if same else line


def _fence(line: str, fence: str) -> str:
    """The fence of code that is open after this line."""
    match = _CODE.match(line)
    if match is None:
        return fence
    if not fence:
        return "" if match[1][0] == "`" and "`" in match[2] else match[1]
    return "" if match[1].startswith(fence) and not match[2].strip() else fence
