"""`![](x){width=50% .a}`: what stands in braces after a picture, as our pages read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_TOKEN = re.compile(
    r"""\s*(?P<token>[#.][\w:-]+|(?P<key>[A-Za-z][\w:.-]*)=(?P<value>"[^"]*"|'[^']*'|[^\s"']+)|[\w-]+)"""
)
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px|%|cm|mm|in|pt|r?em|)\s*")
_PIXELS = {"cm": 37.8, "mm": 3.78, "in": 96.0, "pt": 1.333, "em": 16.0, "rem": 16.0}
"""What a unit is on a screen."""
SIZES = ("width", "height")

Tell = Callable[[str], None]


def picture_list(inner: str, tell: Tell) -> str | None:
    """The list as ours, with braces unless nothing is left of it; None when it is no list."""
    inner = inner.strip().removeprefix(":").strip()
    tokens = list(_TOKEN.finditer(inner))
    is_whole = _TOKEN.sub("", inner).strip() == "" and inner != ""
    if not is_whole or all(match["token"].isidentifier() for match in tokens):
        return None
    kept = [said for match in tokens for said in _said(match, tell)]
    return f"{{{' '.join(kept)}}}" if kept else ""


def sizes(width: str, height: str | None) -> str:
    """The list of a picture so wide and high."""
    return f'{{width="{width}"' + (f' height="{height}"}}' if height else "}")


def _said(match: re.Match[str], tell: Tell) -> Iterator[str]:
    """One attribute as it is written here; none for what means nothing."""
    key, token = match["key"], match["token"]
    if key is None and token[0] in "#.":
        yield token
    elif key is None:
        tell(f'"{token}" of a picture was left out')
    elif key == "style":
        yield from _styled(_plain(match["value"]), tell)
    elif key in SIZES:
        yield from _sized(key, _plain(match["value"]), tell)
    else:
        yield f'{key}="{_plain(match["value"])}"'


def _plain(value: str) -> str:
    return value.strip("\"'" if value[0] in "\"'" else "").replace('"', "'")


def _styled(style: str, tell: Tell) -> Iterator[str]:
    for declaration in filter(str.strip, style.split(";")):
        name, _, value = declaration.partition(":")
        if name.strip().lower() in SIZES:
            yield from _sized(name.strip().lower(), value, tell)
        else:
            tell(f'"{declaration.strip()}" of a picture was left out')


def _sized(name: str, value: str, tell: Tell) -> Iterator[str]:
    """The size in pixels or hundredths; `auto` needs no word."""
    if match := _SIZE.fullmatch(value):
        number = float(match[1]) * _PIXELS.get(match[2], 1)
        unit = "%" if match[2] == "%" else ""
        yield f'{name}="{number:.0f}{unit}"'
    elif value.strip() != "auto":
        tell(f'"{name}={value.strip()}" of a picture was left out')
