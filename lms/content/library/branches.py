"""Branches that those who teach look at: each a small file that names a kept state."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lms.content.library.files import read_json, write_json
from lms.content.library.shelf import Edition
from lms.content.record import BadRecord, careful

KEY = re.compile(r"[a-z0-9-]{1,60}")
MOST_BRANCHES = 20
"""Of one course; those that were fetched longest ago are forgotten."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch as it was when it was last fetched."""

    name: str
    at: str
    """When that was, ISO 8601."""
    state: str = ""
    """Its name in the library; empty when it could not be fetched."""
    commit_id: str = ""
    problem: str = ""
    """Why it could not be fetched."""
    findings: Sequence[dict[str, Any]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What it is called in addresses: readable, and each its own."""
        plain = re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")[:40]
        return f"{plain}-{hashlib.sha256(self.name.encode()).hexdigest()[:8]}".lstrip("-")

    @property
    def edition(self) -> Edition:
        """For the library."""
        return Edition(self.state, 0)


def keep_branch(library: Path, course: str, branch: Branch) -> None:
    """Show the branch from now on; with too many, the oldest no more."""
    write_json(_file(library, course, branch.key), asdict(branch))
    for old in sorted(branches(library, course), key=lambda one: one.at)[:-MOST_BRANCHES]:
        forget_branch(library, course, old.key)


def branch_at(library: Path, course: str, key: str) -> Branch | None:
    """The branch of this key; None when there is none."""
    if not KEY.fullmatch(key):
        return None
    record = read_json(_file(library, course, key))
    try:
        return _read(record) if record else None
    except BadRecord:
        return None


def branches(library: Path, course: str) -> list[Branch]:
    """Those of a course, by name."""
    files = (library / "courses" / course / "branches").glob("*.json")
    found = (branch_at(library, course, file.stem) for file in files)
    return sorted((branch for branch in found if branch), key=lambda branch: branch.name)


def forget_branch(library: Path, course: str, key: str) -> None:
    """Show it no more."""
    if KEY.fullmatch(key):
        _file(library, course, key).unlink(missing_ok=True)


@careful
def _read(record: dict[str, Any]) -> Branch:
    return Branch(**record)


def _file(library: Path, course: str, key: str) -> Path:
    return library / "courses" / course / "branches" / f"{key}.json"
