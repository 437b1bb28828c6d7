"""The head of a block or fence: its name, its title and what stands in braces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MYST = re.compile(r"\{([A-Za-z][\w-]*)\}[ \t]*(.*)")
_BRACED = re.compile(r"\{([^}]*)\}[ \t]*(.*)")
_NAMED = re.compile(r"([A-Za-z][\w/-]*)[ \t]*(?:\{([^}]*)\})?[ \t]*(.*)")
_OPTION = re.compile(r"""#([^\s#]+)|\.([\w-]+)|([\w:.-]+)=(?:"([^"]*)"|'([^']*)'|(\S+))|(\S+)""")


@dataclass(frozen=True, slots=True)
class Head:
    """What the first line of a block says."""

    name: str
    """In small letters."""
    title: str = ""
    """The rest of the line."""
    options: dict[str, str] = field(default_factory=dict)
    """What stood in braces; a bare word is its own value, `#x` is "id", `.x` are "class"."""


def read_head(line: str) -> Head:
    """The head of `::: line`; every form that other tools write is understood."""
    line = line.strip().rstrip(":").rstrip()
    if match := _MYST.fullmatch(line):
        return Head(match[1].lower(), match[2])
    if match := _BRACED.fullmatch(line):
        options = read_options(match[1])
        name, _, more = options.pop("class", "").partition(" ")
        options |= {"class": more} if more else {}
        return Head(_plain(name), options.pop("title", match[2]), options)
    if match := _NAMED.fullmatch(line):
        options = read_options(match[2] or "")
        return Head(_plain(match[1]), options.pop("title", match[3]), options)
    return Head(line.lower())


def read_options(text: str) -> dict[str, str]:
    """`#id .class key=value word` as a dictionary; of two ids the last one counts."""
    options: dict[str, str] = {}
    for match in _OPTION.finditer(text):
        anchor, css, key, *values, word = match.groups()
        if anchor:
            options["id"] = anchor
        elif css:
            options["class"] = f"{options.get('class', '')} {css}".strip()
        elif key:
            options[key] = next(value for value in values if value is not None)
        else:
            options[word] = word
    return options


def _plain(name: str) -> str:
    return name.lower().removeprefix("callout-").removeprefix("lesson-")
