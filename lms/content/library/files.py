"""Files of JSON that are whole or not there."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def read_bytes(file: Path) -> bytes | None:
    """What the file holds; None when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return None


def read_json(file: Path) -> dict[str, Any] | None:
    """What the file holds; None when it is missing, damaged or no object."""
    try:
        record = json.loads(read_bytes(file) or b"")
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def write_json(file: Path, record: dict[str, Any]) -> None:
    """Write the whole file or nothing."""
    write_bytes(file, json.dumps(record, ensure_ascii=False).encode("utf-8", "replace"))


def keep_bytes(file: Path, content: bytes) -> None:
    """Have the file hold exactly this; one that does is young again, and no pruning takes it."""
    if read_bytes(file) == content:
        os.utime(file)
    else:
        write_bytes(file, content)


@contextmanager
def turn(file: Path) -> Iterator[None]:
    """One at a time, whatever process or thread it is; the others wait."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_bytes(file: Path, content: bytes) -> None:
    """Write the whole file or nothing: readers see the old one until the new one is complete."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        Path(draft).chmod(0o644)
        Path(draft).replace(file)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
