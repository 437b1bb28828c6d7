"""The site's icons inside a page: from a disk no page may look into another file."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from lms.platform import assets

_USED = re.compile(r'href="#i-([a-z0-9-]+)"')
_SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)"(.*?)</symbol>', re.DOTALL)
SHEET = Markup('<svg xmlns="http://www.w3.org/2000/svg" hidden="hidden">{}</svg>')
SYMBOL = Markup('<symbol id="i-{}"{}</symbol>')


def sprite(page: str) -> Markup:
    """The drawings of the icons that this page uses; empty when it uses none."""
    known = _symbols()
    used = sorted(name for name in set(_USED.findall(page)) if name in known)
    drawn = Markup("").join(SYMBOL.format(name, known[name]) for name in used)
    return SHEET.format(drawn) if used else drawn


@cache
def _symbols() -> dict[str, Markup]:
    sheet = (assets.folder("static") / "img" / "icons.svg").read_text(encoding="utf-8")
    found = _SYMBOL.findall(sheet)
    return {name: Markup(drawing) for name, drawing in found}  # noqa: S704 - our own drawings
