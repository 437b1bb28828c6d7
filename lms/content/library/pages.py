"""The pages of kept courses: read when they are looked at, and only the latest stay in memory."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lms.content.course import Lesson
from lms.content.library.files import keep_bytes, read_bytes
from lms.content.record import BODY, BadRecord, read_body, read_lesson

MOST_IN_MEMORY = 500
"""Pages that stay in memory; one takes some 30 kB."""

Body = dict[str, Any]
"""`headings`, `parts`, `quizzes` and `tasks` of a lesson."""


class PageLost(Exception):
    """A page that was kept is damaged or gone, and could not be made again."""


class Pages:
    """A folder of pages, each under the SHA-256 of its record: what does not match is not there."""

    def __init__(self, folder: Path, dress: Callable[[bytes], bytes]) -> None:
        self._folder, self._dress = folder, dress
        self._latest: OrderedDict[str, Body] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, record: dict[str, Any]) -> str:
        """Keep what a page shows; the name under which it is found again."""
        content = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
        name = hashlib.sha256(content).hexdigest()
        keep_bytes(self.file(name), content)
        return name

    def read(self, name: str) -> Body | None:
        """The page of this name; None when it is damaged or missing."""
        with self._lock:
            if name in self._latest:
                self._latest.move_to_end(name)
                return self._latest[name]
        content = self._whole(name)
        try:
            body = None if content is None else read_body(json.loads(self._dress(content)))
        except (ValueError, BadRecord):
            return None
        if body is not None:
            self._remember(name, body)
        return body

    def is_whole(self, name: str) -> bool:
        """Whether the page is there as it was kept."""
        return self._whole(name) is not None

    def file(self, name: str) -> Path:
        """Where the page of this name lies."""
        return self._folder / name[:2] / f"{name}.json"

    def _whole(self, name: str) -> bytes | None:
        content = read_bytes(self.file(name))
        if content is None or hashlib.sha256(content).hexdigest() != name:
            return None
        return content

    def _remember(self, name: str, body: Body) -> None:
        with self._lock:
            self._latest[name] = body
            while len(self._latest) > MOST_IN_MEMORY:
                self._latest.popitem(last=False)


class KeptLesson(Lesson):
    """A lesson whose page is fetched when one of its fields is first looked at."""

    __slots__ = ("_fetch", "body")

    body: str
    """The name of its page."""
    _fetch: Callable[[str], Body]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - only fields that were left out
        if name in BODY:
            return self._fetch(self.body)[name]
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        """By id first: comparing all of two lessons would fetch both pages."""
        if not isinstance(other, Lesson) or self.id != other.id:
            return False
        return all(getattr(self, name) == getattr(other, name) for name in Lesson.__slots__)

    def __hash__(self) -> int:
        return hash((self.id, self.hash))


def kept_lesson(record: dict[str, Any], fetch: Callable[[str], Body]) -> KeptLesson:
    """A lesson from its record, without its page."""
    lesson: KeptLesson = object.__new__(KeptLesson)
    for name, value in read_lesson(record).items():
        object.__setattr__(lesson, name, value)
    object.__setattr__(lesson, "body", str(record["body"]))
    object.__setattr__(lesson, "_fetch", fetch)
    return lesson
