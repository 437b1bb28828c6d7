"""LiaScript's marks that have no answer: steps, voices, players, macros, scripts."""

from __future__ import annotations

import re
from dataclasses import replace

from lms.content.importing.lia_notes import with_plain_spans
from lms.content.importing.rows import Row, outside_spans
from lms.content.importing.shape import Moved

_VOICE = re.compile(r"\s*--\{\{\s*(\|>)?\s*[\d-]*.*?\}\}--\s*$")
_STEP = re.compile(r"\s*\{\{.*?\}\}\s*$")
_RULE = re.compile(r"\s*\*{3,}\s*$")
_INLINE_STEP = re.compile(r"(?<![\w$])\{(?:\d+(?:-\d+)?|\|>)\}\{([^{}]*)\}")
_PLAYER = re.compile(r"(?:!\?|\?\?|\?)(?=\[[^\]]*\]\()")
_LONE_PLAYER = re.compile(r"\s*(?:!\?|\?\?|\?)\[[^\]]*\]\((https?://[^\s)]+)[^)]*\)\s*$")
_ATTRIBUTES = re.compile(r"<!--.*?-->")
_MACRO = re.compile(r"(?<![\w.@`/\\])@(?:\[[^\]]*\]\([^)]*\)|[A-Za-z][\w.]*(?:\([^()]*\))?)")
_HEAD = re.compile(r"(\s*(?:`{3,}|~{3,}))\s*([\w+#.-]*)((?:@[\w.]+)?)\s+([+-])(\S+)\s*$")
_SCRIPT = re.compile(r"\s*<(script|style|lia-keep)\b", re.IGNORECASE)
_ART = re.compile(r"(\s*(?:`{3,}|~{3,}))\s*(?:ascii|art|diagram)\b.*$")


def without_marks(rows: list[Row], moved: Moved) -> list[Row]:
    """The rows, without what only LiaScript shows; each is told."""
    found: list[Row] = []
    script, step = "", ""
    for row in rows:
        match = None if row.code or script else _SCRIPT.match(row.text)
        if script or match:
            if match:
                script = match[1].lower()
                moved.tell(row, f"a <{script}> was left out")
            script = "" if f"</{script}" in row.text.lower() else script
            continue
        if row.code:
            found.append(_code(row, moved))
            continue
        if _VOICE.match(row.text):
            moved.tell(row, "spoken text is there to be read")
        elif _STEP.match(row.text):
            moved.tell(row, "a step of an animation was left out")
            step = "begun"
        elif step and _RULE.match(row.text):
            step = "inside" if step == "begun" else ""
        else:
            step = "" if step == "begun" and row.text.strip() else step
            plain = with_plain_spans(row.text)
            text = outside_spans(plain, lambda part, row=row: _line(part, row, moved))  # type: ignore[misc]  # bound early
            found.append(replace(row, text=text))
    return found


def _code(row: Row, moved: Moved) -> Row:
    """The head of a fence, with the file's name as its title."""
    if match := _HEAD.match(row.text):
        title = match[5].replace('"', "")
        return replace(row, text=f'{match[1]}{match[2] or "text"} title="{title}"')
    if match := _ART.match(row.text):
        moved.tell(row, "a drawing of characters stands there as code")
        return replace(row, text=f"{match[1]}text")
    if re.match(r"\s*(`{3,}|~{3,}).*@", row.text):
        moved.tell(row, "a macro of a fence was left out")
        return replace(row, text=re.sub(r"\s*@.*$", "", row.text))
    return row


def _line(text: str, row: Row, moved: Moved) -> str:
    if match := _LONE_PLAYER.match(text):
        return match[1]
    text = _PLAYER.sub("", text) if "?[" in text else text
    if _INLINE_STEP.search(text):
        moved.tell(row, "a step of an animation was left out")
        text = _INLINE_STEP.sub(r"\1", text)
    if "<!--" in text and _ATTRIBUTES.search(text):
        moved.tell(row, "attributes in a comment were left out")
        text = _ATTRIBUTES.sub("", text)
    if "@" in text and (match := _MACRO.search(text)):
        moved.tell(row, "a macro was left out")
        text = _MACRO.sub("", text)
    return text
