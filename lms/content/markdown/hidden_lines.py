"""Lines of Rust that begin with `# `: needed to compile an example, and not shown (mdBook)."""

from __future__ import annotations

import re

_HIDDEN = re.compile(r"[ \t]*#(?:[ \t]|$)")
_MEANT = re.compile(r"([ \t]*#)#")


def shown(code: str) -> str:
    """The code without its hidden lines; `##` at a line's start is a `#` that is meant."""
    lines = (line for line in code.split("\n") if not _HIDDEN.match(line))
    return "\n".join(
        _MEANT.sub(r"\1", line, count=1) if _MEANT.match(line) else line for line in lines
    )
