"""What a notebook's code put out: text as output blocks, pictures as files."""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lms.content.importing.names import safe_path
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved

PICTURES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/svg+xml": ".svg",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
MOST_SHOWN = 20_000
"""Characters of one output."""
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORDS = "What the code above shows"


@dataclass
class Outputs:
    """The outputs of one notebook."""

    path: str
    moved: Moved
    made: int = 0

    def shown(self, outputs: object, line: int) -> str:
        """All outputs of a cell as Markdown."""
        found = [o for o in outputs if isinstance(o, dict)] if isinstance(outputs, list) else []
        return "\n\n".join(part for part in self._parts(found, line) if part)

    def _parts(self, outputs: list[dict[str, Any]], line: int) -> Iterator[str]:
        stream = ""
        for output in outputs:
            kind = output.get("output_type")
            if kind == "stream":
                stream += joined(output.get("text"))
                continue
            yield self._block("output", stream, line)
            stream = ""
            if kind in ("error", "pyerr"):
                trace = output.get("traceback")
                lines = (
                    "\n".join(t for t in trace if isinstance(t, str))
                    if isinstance(trace, list)
                    else ""
                )
                yield self._block("error", lines or joined(output.get("evalue")), line)
            else:
                yield self._rich(output, line)
        yield self._block("output", stream, line)

    def _rich(self, output: dict[str, Any], line: int) -> str:
        """The best of what the output can be shown as."""
        bundle = output.get("data")
        kinds = bundle if isinstance(bundle, dict) else _old(output)
        if made := self.picture(kinds, ""):
            return f"![{_WORDS}]({made})"
        for kind in ("text/markdown", "text/latex"):
            if words := joined(kinds.get(kind)).strip():
                return words[:MOST_SHOWN]
        plain = joined(kinds.get("text/plain"))
        others = [kind for kind in kinds if kind != "text/plain"]
        if others:
            became = "became its plain text" if plain.strip() else "was left out"
            row = Row(plain[:80], self.path, line)
            self.moved.tell(row, f"an output of {others[0][:60]} {became}")
        return self._block("output", plain, line)

    def picture(self, kinds: dict[str, Any], name: str) -> str:
        """Write the picture to a file; its address beside the notebook, empty without one."""
        kind = next((kind for kind in PICTURES if kind in kinds), "")
        content = _bytes(kind, joined(kinds.get(kind))) if kind else b""
        if not content:
            return ""
        self.made += 1
        folder = f"{posixpath.splitext(self.path)[0]}_files"
        address = f"{folder}/{name or f'{self.made}{PICTURES[kind]}'}"
        place = safe_path(address)
        self.moved.files[place] = content
        self.moved.places[address] = place
        return posixpath.relpath(address, posixpath.dirname(self.path) or ".").replace(" ", "%20")

    def _block(self, kind: str, words: str, line: int) -> str:
        words = _CONTROL.sub("", _COLOUR.sub("", _last_written(words))).strip("\n")
        if not words.strip():
            return ""
        if len(words) > MOST_SHOWN:
            self.moved.tell(Row(words[:80], self.path, line), "a long output was cut")
            words = words[:MOST_SHOWN] + "\n…"
        runs = [len(run) for run in re.findall(r"`{3,}", words)]
        fence = "`" * max([3, *(run + 1 for run in runs)])
        return f"{fence}{kind}\n{words}\n{fence}"


def _last_written(words: str) -> str:
    """Of a line that was written over, what it showed in the end."""
    lines = words.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)


def _bytes(kind: str, content: str) -> bytes:
    if kind == "image/svg+xml":
        return content.encode("utf-8", "replace")
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _old(output: dict[str, Any]) -> dict[str, Any]:
    """The kinds as notebooks of format 3 name them."""
    names = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml", "text": "text/plain"}
    names |= {"html": "text/html", "latex": "text/latex"}
    return {kind: output[name] for name, kind in names.items() if name in output}


def joined(found: object) -> str:
    """A text that may be a list of lines."""
    if isinstance(found, list):
        return "".join(part for part in found if isinstance(part, str))
    return found if isinstance(found, str) else ""
