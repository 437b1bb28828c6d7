"""Liquid, Jekyll's template language: the few tags that lessons are written with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lms.content.addresses import joined
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved, Source

_FIGURE = re.compile(r"\{%-?\s*include\s+\S*fig\S*\.html\s+(.*?)-?%\}")
_VALUE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
_LINK = re.compile(r"\{%-?\s*(?:link|post_url)\s+(\S+?)\s*-?%\}")
_ROOT = re.compile(
    r"\{\{-?\s*(?:page\.root|site\.baseurl|site\.url|relative_root_path|site\.relative_root_path)"
    r"\s*(?:\|[^}]*)?-?\}\}/?"
)
_SITE = re.compile(r"\{\{-?\s*(site|page)\.([\w.-]+)\s*-?\}\}")
_SILENT = re.compile(r"\{%-?\s*(?:include\s+(?:base_path\.html|links\.md)|(?:end)?raw)\s*-?%\}")
_INCLUDE = re.compile(r"\s*\{%-?\s*include\s+(\S+?)\s*-?%\}\s*$")
DEEPEST = 5
_COMMENT = re.compile(r"\{%-?\s*(end)?comment\s*-?%\}")
_HIGHLIGHT = re.compile(r"\s*\{%-?\s*(end)?highlight\s*(\w*)[^%]*%\}\s*$")
_TAGS = (("{%", "%}"), ("{{", "}}"))
LONGEST_TAG = 12
"""Lines over which one tag may go."""


@dataclass
class Liquid:
    """What the tags of one page may mean."""

    site: Mapping[str, Any]
    """_config.yml."""
    page: Mapping[str, Any]
    """The page's front matter."""
    moved: Moved
    source: Source

    def without_tags(self, rows: list[Row], depth: int = 0) -> list[Row]:
        """The rows with what the known tags stand for; the others stay to be told."""
        rows = [new for row in self._joined(rows) for new in self._included(row, depth)]
        found: list[Row] = []
        hidden = False
        for row in rows:
            if comment := _COMMENT.search(row.text):
                hidden = comment[1] is None and "endcomment" not in row.text
                continue
            if hidden:
                continue
            if match := _HIGHLIGHT.match(row.text):
                text = "```" if match[1] else f"```{match[2]}"
                found.append(replace(row, text=text, code=True))
            elif "{%" in row.text or "{{" in row.text:
                found.append(replace(row, text=self._text(row)))
            else:
                found.append(row)
        return found

    def _included(self, row: Row, depth: int) -> list[Row]:
        """The text of an include that stands alone on its line and is no page's machinery."""
        text = _SITE.sub(self._value, row.text) if "{%" in row.text else ""
        match = _INCLUDE.match(text)
        path = joined("_includes", match[1].lstrip("/").strip("\"'")) if match else None
        if not path or path not in self.source.paths or depth >= DEEPEST:
            return [row]
        if path.endswith((".html", "links.md")):
            return [row]
        return self.without_tags(self.source.rows(path), depth + 1)

    def _joined(self, rows: list[Row]) -> list[Row]:
        """A tag that goes over several lines comes on one."""
        found: list[Row] = []
        open_for = 0
        for row in rows:
            if open_for and not row.code:
                found[-1] = replace(found[-1], text=f"{found[-1].text} {row.text.strip()}")
                open_for -= 1
            else:
                found.append(row)
                open_for = LONGEST_TAG
            text = found[-1].text
            if row.code or not any(text.rfind(a) > text.rfind(b) for a, b in _TAGS):
                open_for = 0
        return found

    def _text(self, row: Row) -> str:
        text = _SILENT.sub("", row.text)
        text = _LINK.sub(lambda match: f"/{match[1]}", _ROOT.sub("/", text)).replace("](//", "](/")
        text = _FIGURE.sub(_picture, text)
        return _SITE.sub(self._value, text)

    def _value(self, match: re.Match[str]) -> str:
        found: Any = self.site if match[1] == "site" else self.page
        for name in match[2].split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return str(found) if isinstance(found, str | int | float) else match[0]


def _picture(match: re.Match[str]) -> str:
    values = {
        m[1]: next(v for v in m.groups()[1:] if v is not None) for m in _VALUE.finditer(match[1])
    }
    file = values.get("file") or values.get("url") or values.get("src") or ""
    if not file:
        return match[0]
    words = re.sub(r"[\[\]\s]+", " ", values.get("alt") or values.get("caption", "")).strip()
    caption = values.get("caption", "").replace('"', "'").strip()
    return f'![{words}]({file} "{caption}")' if caption else f"![{words}]({file})"
