"""Pages that were compiled before, kept on disk as JSON by what they were made of."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

from lms.content.findings import Finding
from lms.content.library.files import read_json, write_json
from lms.content.locating import Spot
from lms.content.page import Promise
from lms.content.record import BadRecord, body_record, careful, read_body
from lms.content.render import Rendered

WEEK = 7 * 86_400.0


class KeptPages:
    """A folder of compiled pages; what is damaged counts as not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> Rendered | None:
        """The page of this key."""
        file = self._file(key)
        record = read_json(file)
        _still_used(file)
        try:
            return _read_page(record) if record is not None else None
        except BadRecord:
            return None

    def put(self, key: str, page: Rendered) -> None:
        """Keep a page; another process may be doing the same."""
        write_json(self._file(key), _page_record(page))

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def _still_used(file: Path) -> None:
    """Say, once a week, that a page is asked for: pruning takes those that nobody asks for."""
    with contextlib.suppress(OSError):
        if time.time() - file.stat().st_mtime > WEEK:
            os.utime(file)


def _page_record(page: Rendered) -> dict[str, Any]:
    return {
        **body_record(page),
        "spots": [[list(astuple(one.spot)) for one in of] for of in (page.quizzes, page.tasks)],
        "title": page.title,
        "anchors": sorted(page.anchors),
        "promises": [[p.stem, p.anchor, list(astuple(p.finding))] for p in page.promises],
        "findings": [list(astuple(finding)) for finding in page.findings],
        "faulty": [[name, list(astuple(spot))] for name, spot in page.faulty],
    }


@careful
def _read_page(record: dict[str, Any]) -> Rendered:
    promises = (Promise(p[0], p[1], _read_finding(p[2])) for p in record["promises"])
    body = read_body(record)
    for name, spots in zip(("quizzes", "tasks"), record["spots"], strict=True):
        pairs = zip(body[name], spots, strict=True)
        body[name] = tuple(replace(one, spot=Spot(*spot)) for one, spot in pairs)
    return Rendered(
        title=str(record["title"]),
        anchors=frozenset(record["anchors"]),
        promises=tuple(promises),
        findings=tuple(_read_finding(finding) for finding in record["findings"]),
        faulty=tuple((str(name), Spot(*spot)) for name, spot in record["faulty"]),
        **body,
    )


def _read_finding(record: list[Any]) -> Finding:
    *told, via = record
    return replace(Finding(*told), via=tuple((str(path), int(line)) for path, line in via))
