"""Words in a text: where they stand, and whether as an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

LONGEST_LEAD = 10
"""Characters before an address that tell that it is one, the blanks included."""
_LEADS = re.compile(r"""(?:\(|\]:|=)\s*[<"']?\Z""")
_GOES_ON = re.compile(r"[\w./%-]")


def places_of(text: str, needle: str, start: int, end: int) -> Iterator[int]:
    """Every character of the text at which the needle stands."""
    at = text.find(needle, start, end)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1, end)


def stands_alone(text: str, at: int, needle: str) -> bool:
    """Whether it is no part of a longer name: "a.svg" of "data.svg" or of "pictures/a.svg"."""
    end = at + len(needle)
    return not (_GOES_ON.match(text[max(at - 1, 0) : at]) or _GOES_ON.match(text[end : end + 1]))


def stands_as_address(text: str, at: int) -> bool:
    """Whether it stands where Markdown and HTML have addresses."""
    return _LEADS.search(text, max(at - LONGEST_LEAD, 0), at) is not None


def any_form(address: str) -> re.Pattern[str]:
    """Finds an address with any of its characters escaped, by HTML, a backslash or a percent."""
    forms = (
        rf"(?:{re.escape(quote(c, safe=''))}|{re.escape(escape(c))}|\\?{re.escape(c)})"
        if not c.isalnum()
        else re.escape(c)
        for c in address
    )
    return re.compile("".join(forms))
