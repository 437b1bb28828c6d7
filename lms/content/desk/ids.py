"""The id of every lesson, written into its file."""

from __future__ import annotations

from lms.content.compile import Compiled
from lms.content.sources import LARGEST_TEXT, CourseSources


def with_ids(sources: CourseSources, compiled: Compiled) -> dict[str, bytes]:
    """The lessons that name no id, with the one that they have.

    For a course that was never published this is what its first sync would give them; `compiled`
    with what a school knows of the course gives the ids that it knows.
    """
    wanting = {found.path for found in compiled.found if not found.wanted}
    ids = {path: name for path, name in compiled.identities.ids.items() if path in wanting}
    texts = {path: sources.texts.get(path, b"") for path in ids}
    return {path: _with_id(raw, ids[path]) for path, raw in texts.items() if _can(raw)}


def _can(raw: bytes) -> bool:
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return 0 < len(raw) <= LARGEST_TEXT


def _with_id(raw: bytes, name: str) -> bytes:
    """The text with the id as the first line of its front matter."""
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    text = raw.removeprefix(mark)
    end = b"\r\n" if b"\r\n" in text else b"\n"
    first, _, rest = text.partition(end)
    line = b"id: " + name.encode() + end
    if first.rstrip() == b"---":
        return mark + first + end + line + rest
    return mark + b"---" + end + line + b"---" + end + end + text
