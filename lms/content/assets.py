"""The files beside the texts: which are published, and as what they are sent."""

from __future__ import annotations

import posixpath

ASSET_TYPES = {
    ".avif": "image/avif",
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".ipynb": "application/json",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".ogg": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".py": "text/plain",
    ".svg": "image/svg+xml",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""Suffix to media type; what is not here is not published."""
ONLY_DOWNLOADED = frozenset({".ipynb", ".json", ".ods", ".tsv", ".xlsx", ".zip"})
"""What a browser is never asked to show."""

LOCKED_UP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""For a drawing that is opened by itself: it may look as it likes and do nothing."""


def media_type(path: str) -> str:
    """As what the file at this path is sent; only published files have one, else KeyError."""
    return ASSET_TYPES[_suffix(path)]


def shown_as(path: str) -> str | None:
    """As what a browser shows the file at this path; None where it is only to be downloaded."""
    suffix = _suffix(path)
    return None if suffix in ONLY_DOWNLOADED else ASSET_TYPES.get(suffix)


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].lower()
