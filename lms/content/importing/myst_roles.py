"""MyST's roles in a line, and its comments."""

from __future__ import annotations

import re
from urllib.parse import quote

from lms.content.importing.rows import Row, spans
from lms.content.importing.shape import Moved

_ROLE = re.compile(r"\{([a-z][\w:-]*)\}$")
_TARGET = re.compile(r"(.*?)\s*<([^<>]+)>$")


def without_roles(row: Row, moved: Moved) -> str:
    """The line with every role as what it means, else as its words."""
    if re.match(r"\+\+\+(\s*\{.*\})?\s*$", row.text):
        return ""
    if "}`" not in row.text:
        return row.text
    found, place = "", 0
    for start, end in spans(row.text):
        before = row.text[place:start]
        span, role = row.text[start:end], _ROLE.search(before)
        if role:
            before = before[: role.start()]
            span = _meant(role[1], span.strip("`"), row, moved)
        found, place = found + before + span, end
    return found + row.text[place:]


def _meant(name: str, words: str, row: Row, moved: Moved) -> str:
    target = _TARGET.match(words)
    shown, to = (target[1], target[2]) if target else (words, words)
    if name == "math":
        return f"${words}$"
    if name in ("doc", "download"):
        suffix = "" if name == "download" or "." in to.rpartition("/")[2] else ".md"
        return f"[{shown}]({to}{suffix})"
    if name in ("ref", "numref", "any"):
        return f"[{shown if target else ''}](#{quote(to.strip())})"
    if name in ("sub", "sup", "kbd"):
        return f"<{name}>{words}</{name}>"
    if name in ("code", "command", "file", "program", "samp", "func", "py:func", "class"):
        return f"`{words}`"
    moved.tell(row, f"the role {name} became its words")
    return shown if target or name in ("term", "index", "abbr") else f"*{shown}*"
