"""The front matter of other tools, of which a lesson keeps what it knows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved

LONGEST = 64_000
"""Characters of YAML that are read."""
ALSO = {"description": "summary", "subtitle": "summary", "author": "authors"}
"""Keys of other tools, as ours."""
_WORDS = ("title", "summary")
_COUNTS = ("teaching", "exercises")


class _Loader(yaml.SafeLoader):
    """The safe loader, for which tags of other tools are nothing, and aliases an error."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse an alias."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias can make little into much")
        return super().compose_node(parent, index)


def _nothing(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> None:
    """What a tag that is not YAML's own makes of its value."""


_Loader.add_multi_constructor("", _nothing)


def as_yaml(text: str) -> object:
    """What the YAML says; None when it is none, too long, or uses aliases."""
    if len(text) > LONGEST:
        return None
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - a safe loader that knows more tags
    except (yaml.YAMLError, ValueError, RecursionError, AttributeError, TypeError):
        return None


def json_of(text: str) -> object:
    """What the JSON says; None when it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def mapping(found: object) -> dict[str, Any]:
    """What was found, if it is a mapping; its keys are words."""
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def split_front(rows: Sequence[Row], moved: Moved) -> tuple[dict[str, Any], list[Row]]:
    """What the front matter says, and the rows below it."""
    if not rows or rows[0].text.rstrip() != "---":
        return {}, list(rows)
    end = next(
        (n for n, row in enumerate(rows[1:], 1) if row.text.rstrip() in ("---", "...")), None
    )
    if end is None:
        return {}, list(rows)
    found = as_yaml("\n".join(row.text for row in rows[1:end]))
    if not isinstance(found, dict):
        if any(row.text.strip() for row in rows[1:end]):
            moved.tell(rows[0], "front matter that is no list of keys was left out")
        return {}, list(rows[end + 1 :])
    return mapping(found), list(rows[end + 1 :])


def kept_facts(
    values: Mapping[str, Any], rows: Sequence[Row], moved: Moved, used: Sequence[str] = ()
) -> dict[str, Any]:
    """The keys that a lesson knows too; the others are reported, but for those `used` elsewhere."""
    facts: dict[str, Any] = {}
    for key, value in values.items():
        name = ALSO.get(key, key)
        if key in used or value is None or value == "":
            continue
        kept = _kept(name, value)
        if kept is None:
            moved.tell(_row_of(key, rows), f'front matter "{key}" was left out')
        else:
            facts.setdefault(name, kept)
    return facts


def _kept(name: str, value: object) -> object:
    """The value as ours; None when we have no place for it."""
    if name in _WORDS and isinstance(value, str | int | float):
        return one_line(str(value)) or None
    if name in _COUNTS and isinstance(value, int) and 0 <= value <= 1000:
        return value
    if name == "authors":
        names = value if isinstance(value, list) else [value]
        words = [one_line(n) for n in names if isinstance(n, str) and n.strip()]
        return words if len(words) == len(names) and words else None
    return True if name == "draft" and value is True else None


def one_line(text: str) -> str:
    """The words on one line, at most 300 characters, without markup that YAML would show."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())[:300]


def plain_words(heading: str) -> str:
    """The words of a heading without marks, pictures and links."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)|<[^>]*>|\{[#.:][^}]*\}", "", heading.lstrip("#"))
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return one_line(re.sub(r"[*`]|(?<!\w)_|_(?!\w)", "", text).strip().rstrip("#"))


def _row_of(key: str, rows: Sequence[Row]) -> Row:
    found = next(
        (r for r in rows[:200] if re.match(rf"['\"]?{re.escape(key)}['\"]?\s*:", r.text)), None
    )
    return found or (rows[0] if rows else Row(""))
