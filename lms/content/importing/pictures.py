"""`![](x){alt='words'}`: the words come where every Markdown has them."""

from __future__ import annotations

import re
from dataclasses import replace

from lms.content.importing.grids import without_grids
from lms.content.importing.rows import Row, outside_spans, with_whole_links
from lms.content.importing.tables import with_tables

_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'((?:[^']|'(?=\w))*)'|“([^”]*)”)""")
_PICTURE = re.compile(
    r"!\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s?\{([^{}]*)\}"
)
_OPEN = re.compile(r"\]\([^()]*\)\s?\{[^{}]*$")
_FRAME = re.compile(
    r"\s*<(?:div|section|figure|details|aside)\b[^>]*(\smarkdown=[\"']?(?:1|block|span)[\"']?)[^>]*>\s*$"
)
_OURS = re.compile(r"""<div class=["']lesson-[a-z]+["'] markdown""")
LONGEST = 8
"""Lines over which the braces of a picture may go."""


def in_plain_places(rows: list[Row]) -> list[Row]:
    """The rows, with each picture's words in its brackets, and no Markdown shut into HTML."""
    found: list[Row] = []
    open_for = frames = 0
    for row in with_whole_links(rows):
        if row.code:
            open_for = 0
            found.append(row)
            continue
        if open_for and row.text.strip():
            found[-1] = replace(found[-1], text=f"{found[-1].text} {row.text.strip()}")
            open_for -= 1
        elif (frame := _FRAME.match(row.text)) and not _OURS.search(row.text):
            frames += 1
            text = row.text.replace(frame[1], "")
            found += [replace(row, text=text), replace(row, text="")]
            continue
        elif frames and row.text.strip() in ("</div>", "</section>", "</figure>", "</details>"):
            frames -= 1
            found += [replace(row, text=""), row, replace(row, text="")]
            continue
        else:
            found.append(row)
            open_for = LONGEST
        if not _OPEN.search(found[-1].text):
            open_for = 0
            found[-1] = replace(found[-1], text=outside_spans(found[-1].text, _worded))
    return with_tables(without_grids(found))


def _worded(text: str) -> str:
    return _PICTURE.sub(_picture, text) if "{" in text else text


def _picture(match: re.Match[str]) -> str:
    alt = _ALT.search(match[3])
    if alt is None:
        return match[0]
    words = next(group for group in alt.groups() if group is not None)
    words = re.sub(r"\s+", " ", words.replace("[", "(").replace("]", ")")).strip()
    rest = (match[3][: alt.start()] + match[3][alt.end() :]).strip(" ,")
    return f"![{match[1] or words}]({match[2]})" + (f"{{{rest}}}" if rest else "")
