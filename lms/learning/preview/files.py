"""The site's style, scripts and fonts, and the preview's own, from where they are written."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from lms.platform import assets

SITE = "css/site.css"
FIRST = "_order.css"
OWN = {"preview.css": "text/css", "preview.js": "text/javascript"}


def static(path: str) -> tuple[bytes, str] | None:
    """(content, type) of a file of the site; None for what is none of them."""
    root = assets.folder("static").resolve()
    if path == SITE:
        return _joined(root / "css"), "text/css"
    file = (root / path).resolve() if "\0" not in path else root
    if not file.is_relative_to(root) or not file.is_file():
        return None
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return file.read_bytes(), kind


def own(name: str) -> tuple[bytes, str] | None:
    """(content, type) of the preview's own style and script."""
    kind = OWN.get(name)
    return ((assets.folder("templates") / "preview" / name).read_bytes(), kind) if kind else None


def _joined(folder: Path) -> bytes:
    """Every style sheet, the order of their layers first, as the site joins them."""
    sheets = sorted(folder.glob("*.css"), key=lambda sheet: (sheet.name != FIRST, sheet.name))
    return b"\n".join(sheet.read_bytes() for sheet in sheets)
