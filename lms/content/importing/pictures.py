"""`![](x){alt='words' width=50%}`: words and sizes come where our pages read them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from lms.content.importing.grids import without_grids
from lms.content.importing.picture_lists import picture_list, sizes
from lms.content.importing.rows import Row, outside_spans, with_whole_links
from lms.content.importing.shape import Moved
from lms.content.importing.tables import with_tables

_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'((?:[^']|'(?=\w))*)'|“([^”]*)”)""")
_PICTURE = re.compile(
    r"!\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s?\{([^{}]*)\}"
)
_SIZED = re.compile(r"(!\[[^\[\]]*\]\([^()\s]+)\s+=(\d+)x(\d*)\)")
"""As several tools write a picture's size within its address."""
_PIPED = re.compile(r"(!\[[^\[\]|]*?)\\?\|\s*(\d+)(?:x(\d+))?(\]\([^()]*\))(?!\s?\{)")
"""As Obsidian writes it within the words; in a table its bar has a backslash before it."""
_OPEN = re.compile(r"\]\([^()]*\)\s?\{[^{}]*$")
_FRAME = re.compile(
    r"\s*<(?:div|section|figure|details|aside)\b[^>]*(\smarkdown=[\"']?(?:1|block|span)[\"']?)[^>]*>\s*$"
)
_OURS = re.compile(r"""<div class=["']lesson-[a-z]+["'] markdown""")
LONGEST = 8
"""Lines over which the braces of a picture may go."""


def in_plain_places(rows: list[Row], moved: Moved) -> list[Row]:
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
            worded = partial(_worded, found[-1], moved)
            found[-1] = replace(found[-1], text=outside_spans(found[-1].text, worded))
    return with_tables(without_grids(found))


def _worded(row: Row, moved: Moved, text: str) -> str:
    if "![" not in text:
        return text
    text = _SIZED.sub(lambda match: f"{match[1]}){sizes(match[2], match[3])}", text)
    text = _PIPED.sub(lambda match: f"{match[1]}{match[4]}{sizes(match[2], match[3])}", text)
    return _PICTURE.sub(lambda match: _picture(match, row, moved), text)


def _picture(match: re.Match[str], row: Row, moved: Moved) -> str:
    """The picture with its words in its brackets, and the rest of its list as ours."""
    words, rest = match[1], match[3]
    if alt := _ALT.search(rest):
        said = next(group for group in alt.groups() if group is not None)
        said = re.sub(r"\s+", " ", said.replace("[", "(").replace("]", ")")).strip()
        words, rest = words or said, (rest[: alt.start()] + rest[alt.end() :]).strip(" ,")
    listed = picture_list(rest, lambda what: moved.tell(row, what))
    if alt is None and listed is None:
        return match[0]
    kept = f"{{{rest}}}" if listed is None and rest.strip() else listed or ""
    return f"![{words}]({match[2]}){kept}"
