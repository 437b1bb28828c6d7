"""GIFT's escapes: `\\=` is an equals sign and begins no answer."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_ESCAPED, _MEANT = "~=#{}:\\n", "~=#{}:\\\n"
_FIRST = 0xE000
"""Of the private characters that stand in for escaped ones while a question is read."""
_STAND_IN = re.compile("[\ue000-\ue007]")


def hidden(text: str) -> str:
    """The text with stand-ins for characters that were escaped."""
    return _ESCAPE.sub(lambda match: chr(_FIRST + _ESCAPED.index(match[1])), text)


def shown(text: str) -> str:
    """The text with the characters that were meant."""
    return _STAND_IN.sub(lambda match: _MEANT[ord(match[0]) - _FIRST], text)
