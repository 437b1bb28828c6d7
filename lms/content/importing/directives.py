"""MyST's and Sphinx's directives and roles, in fences of backticks or colons.

Source: https://mystmd.org/guide/directives
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lms.content.importing.front import as_yaml, mapping
from lms.content.importing.includes import Including
from lms.content.importing.myst_roles import without_roles
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved, Source
from lms.content.markdown.blocks import ALSO, LOOKS

_OPEN = re.compile(r"(\s*(?:> ?)*)(`{3,}|:{3,}|~{3,})\s*\{([A-Za-z][\w:+.-]*)\}[ \t]*(.*)$")
_FENCE = re.compile(r"\s*(?:> ?)*(`{3,}|~{3,})(.*)$")
_OPTION = re.compile(r"\s*:([\w-]+):(?:\s+(.*))?$")
CODE = frozenset(
    ["code", "code-cell", "code-block", "sourcecode", "ipython", "ipython3", "jupyter-execute"]
)
SILENT = frozenset(
    ["tableofcontents", "toctree", "contents", "index", "bibliography", "only", "raw", "meta"]
)
ALIKE = {"exercise-start": "challenge", "solution-start": "solution", "dropdown": "spoiler"}
ALIKE |= {"topic": "note", "sidebar": "note", "margin": "note", "epigraph": "note"}
KEPT = frozenset(["tab-set", "tab-item", "tabs", "grid", "div"])
R_CHUNK = frozenset(["r", "python", "julia", "sql", "bash", "ojs", "stan", "js", "css"])
DEEPEST = 12


@dataclass
class Directive:
    """A directive that was found."""

    indent: str
    fence: str
    name: str
    argument: str
    opening: Row
    body: list[Row]
    options: dict[str, str] = field(default_factory=dict)


def without_directives(
    rows: Sequence[Row], source: Source, moved: Moved, depth: int = 0
) -> list[Row]:
    """The rows, with directives as our blocks and roles as what they mean."""
    found: list[Row] = []
    place = 0
    while place < len(rows):
        row = rows[place]
        match = _OPEN.match(row.text)
        if match and match[3].lower() not in R_CHUNK and depth < DEEPEST:
            end = _end(rows, place, match[2])
            directive = _read(rows[place + 1 : end], match, row)
            found += _written(directive, source, moved, depth)
            place = end + 1
        elif (fence := _FENCE.match(row.text)) and not ("`" in fence[2] and fence[1][0] == "`"):
            end = _end(rows, place, fence[1])
            found += rows[place : end + 1]
            place = end + 1
        else:
            found.append(replace(row, text=without_roles(row, moved)))
            place += 1
    return found


def _end(rows: Sequence[Row], start: int, fence: str) -> int:
    """The row that closes the fence; one after the last when none does."""
    depth = 1
    for place in range(start + 1, len(rows)):
        text = rows[place].text.strip(" \t>")
        if text.startswith(fence) and not text.strip(fence[0]).strip():
            depth -= 1
            if depth == 0:
                return place
        elif (
            fence[0] == ":"
            and text.startswith(fence)
            and len(fence) == len(text) - len(text.lstrip(":"))
        ):
            depth += 1
    return len(rows)


def _read(inner: Sequence[Row], match: re.Match[str], row: Row) -> Directive:
    found = Directive(match[1], match[2], match[3].lower(), match[4].strip(), row, list(inner))
    first = next((n for n, r in enumerate(inner) if r.text.strip()), 0)
    if inner and inner[first].text.strip() == "---":
        end = next(
            (n for n in range(first + 1, len(inner)) if inner[n].text.strip() == "---"), None
        )
        if end is not None:
            said = mapping(as_yaml("\n".join(r.text for r in inner[first + 1 : end])))
            found.options = {key: str(value) for key, value in said.items()}
            found.body = list(inner[end + 1 :])
        return found
    while first < len(inner) and (option := _OPTION.match(inner[first].text)):
        found.options[option[1]] = option[2] or ""
        first += 1
    if found.options:
        found.body = list(inner[first:])
    return found


def _written(directive: Directive, source: Source, moved: Moved, depth: int) -> list[Row]:
    name = directive.name.removeprefix("prf:").removeprefix("eval-")
    if name in CODE:
        return _code(directive, moved)
    if name == "literalinclude":
        shown = _with_file(directive, source, moved)
        return _code(shown, moved) if shown.body else []
    if name in ("math", "figure", "image", "figure-md"):
        return _math(directive) if name == "math" else _figure(directive, source, moved, depth)
    if name == "mermaid":
        return _fenced(directive, "mermaid")
    if name in ("exercise-end", "solution-end"):
        return [_line("", directive), _line(":::", directive), _line("", directive)]
    if name in SILENT:
        moved.tell(directive.opening, f"the directive {directive.name} was left out")
        return []
    return _block(directive, name, source, moved, depth)


def _line(text: str, directive: Directive) -> Row:
    return replace(directive.opening, text=f"{directive.indent}{text}".rstrip(), code=False)


def _fenced(directive: Directive, info: str) -> list[Row]:
    mark = directive.fence if directive.fence[0] != ":" else "````"
    body = [replace(row, code=True) for row in directive.body]
    return [_line(f"{mark}{info}", directive), *body, _line(mark, directive)]


def _code(directive: Directive, moved: Moved) -> list[Row]:
    language = re.sub(r"[^\w+#-].*", "", directive.argument).removeprefix("ipython3")
    if directive.name.startswith("ipython") or directive.argument.startswith("ipython"):
        language = "python"
    title = directive.options.get("caption", "").replace('"', "'")
    marked = directive.options.get("emphasize-lines", "")
    dropped = sorted(set(directive.options) - {"caption", "emphasize-lines", "linenos", "name"})
    if dropped:
        moved.tell(directive.opening, "options of code were left out")
    info = (language or "python") + (f' title="{title}"' if title else "")
    info += f' hl_lines="{marked}"' if re.fullmatch(r"[\d, -]+", marked) else ""
    return _fenced(directive, info + (" linenos" if "linenos" in directive.options else ""))


def _with_file(directive: Directive, source: Source, moved: Moved) -> Directive:
    """The directive with the lines of the file that it shows; without any where it is not there."""
    path = directive.argument
    body = Including(source, moved, is_book=False).named(directive.opening, path)
    language = directive.options.pop("language", "") or posixpath.splitext(path)[1][1:]
    return replace(directive, argument=language, body=body)


def _math(directive: Directive) -> list[Row]:
    body = [row for row in directive.body if row.text.strip()]
    first = [_line(directive.argument, directive)] if directive.argument else []
    return [_line("$$", directive), *first, *body, _line("$$", directive)]


def _figure(directive: Directive, source: Source, moved: Moved, depth: int) -> list[Row]:
    """A picture with its caption; what else is said below it stays a paragraph."""
    caption = " ".join(row.text.strip() for row in directive.body if row.text.strip())
    if directive.name == "figure-md":
        return [_line("", directive), *directive.body, _line("", directive)]
    words = re.sub(r"[\[\]]", "", directive.options.get("alt", "") or caption[:200])
    rows = [_line("", directive), _line(f"![{words}](<{directive.argument}>)", directive)]
    if caption:
        rows += [_line("", directive), _line("", directive)]
        rows[-1:] = without_directives(directive.body, source, moved, depth + 1)
    return [*rows, _line("", directive)]


def _block(directive: Directive, name: str, source: Source, moved: Moved, depth: int) -> list[Row]:
    name, title = ALIKE.get(name, name), directive.argument
    if name in KEPT:
        name = {"grid": "div"}.get(name, name)
    elif name not in LOOKS and name not in ALSO:
        moved.tell(directive.opening, f"the directive {directive.name} became a note")
        name, title = "note", title or directive.name.rpartition(":")[2].capitalize()
    colons = ":" * max(3, len(directive.fence))
    inner = without_directives(directive.body, source, moved, depth + 1)
    if name == "tab-item":
        head = f"{colons}{{tab-item}} {title}"
    elif name == "tab-set":
        head = f"{colons}{{tab-set}}"
    else:
        head = f"{colons} {name} {title}"
    if directive.name.endswith("-start"):  # its end is a directive too
        title = title if name == "challenge" else ""
        return [_line("", directive), _line(f"::: {name} {title}", directive), *inner]
    rows = [_line("", directive), _line(head, directive), _line("", directive), *inner]
    return [*rows, _line("", directive), _line(colons, directive), _line("", directive)]
