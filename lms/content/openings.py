"""Chapter introductions, which stand on one page: their anchors tell them apart."""

from __future__ import annotations

import re

from markupsafe import Markup

_TAG = re.compile(r"<[a-z][^>]*>")
_NAMES = re.compile(r' (id|name|for|aria-(?:labelledby|describedby|controls))="([^"]+)"')
_LINKS = re.compile(r' (href|xlink:href)="#([^"]+)"')


def prefix(address: str) -> str:
    """What stands before each anchor of the introduction of the chapter at this address."""
    return f"{address}." if address else ""


def set_apart(html: Markup, address: str) -> Markup:
    """An introduction whose anchors, and what points to them, belong to its chapter alone."""
    before = prefix(address)

    def apart(tag: re.Match[str]) -> str:
        named = _NAMES.sub(
            lambda one: f' {one[1]}="{" ".join(before + name for name in one[2].split())}"', tag[0]
        )
        return _LINKS.sub(rf' \1="#{before}\2"', named)

    return Markup(_TAG.sub(apart, html))  # noqa: S704 - as safe as it was
