"""Quarto: books and sites of `.qmd` texts in the order of `_quarto.yml`.

Source: https://quarto.org/docs/books/book-structure.html
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lms.content.addresses import joined, title_of
from lms.content.importing import plain
from lms.content.importing.front import as_yaml, mapping, one_line, plain_words
from lms.content.importing.heights import with_heights
from lms.content.importing.names import text_path
from lms.content.importing.rows import Row, in_prose, lines_like, outside_spans
from lms.content.importing.shape import Moved, Part, Source

_INCLUDE = re.compile(r"\s*\{\{<\s*include\s+(\S+)\s*>\}\}\s*$")
_VIDEO = re.compile(r"\s*\{\{<\s*video\s+(https?://\S+?)[\s>].*$")
_BREAK = re.compile(r"\s*\{\{<\s*(?:pagebreak|fa\b.*?)\s*>\}\}\s*$")
_LABEL = re.compile(r"^#{1,6}\s+(.*?)\s*\{[^}]*#(sec-[\w-]+)[^}]*\}\s*$")
_REFERENCE = re.compile(r"(?<![\w`\\])\[?-?@((?:sec|fig|tbl|eq|lst|thm)-[\w-]+)\]?")
_DIV = re.compile(r"(\s*)(:{3,})\s*\{([^}]*)\}\s*$")
_CAPTION = re.compile(r": (.*?)\s*\{#tbl-[^}]*\}\s*$")
DEEPEST = 8


def fits(source: Source) -> bool:
    """Whether a _quarto.yml lies there."""
    return "_quarto.yml" in source.paths


def carry(source: Source) -> Moved:
    """The chapters of the book, or the contents of the site's sidebar."""
    config = mapping(as_yaml(source.text("_quarto.yml")))
    book = mapping(config.get("book"))
    title = book.get("title") or mapping(config.get("website")).get("title") or source.name
    moved = Moved(facts={"title": one_line(str(title))}, roots=("",))
    sidebar = mapping(mapping(config.get("website")).get("sidebar")).get("contents")
    for name, files in _parts(
        [*_list(book.get("chapters")), *_list(sidebar), *_list(book.get("appendices"))]
    ):
        paths = [place for file in files if (place := _take(source, file, moved))]
        if paths:
            moved.parts.append(Part(name, paths))
    if not moved.texts:
        moved = plain.carry(source)
    labels = _labels(source, moved)
    for text in moved.texts.values():
        text.rows = [new for row in text.rows for new in _row(row, source, moved, 0)]
        text.rows = in_prose(text.rows, lambda row: _referred(row, labels, moved))
        text.rows = with_heights(text.rows)
    return moved


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []


def _parts(entries: list[Any], depth: int = 0) -> Iterator[tuple[str, list[str]]]:
    loose: list[str] = []
    for entry in entries:
        if isinstance(entry, str):
            loose.append(entry)
            continue
        said = mapping(entry)
        inner = [*_list(said.get("chapters")), *_list(said.get("contents"))]
        opening = next((said[k] for k in ("file", "href") if isinstance(said.get(k), str)), "")
        name = one_line(str(said.get("part") or said.get("section") or said.get("text") or ""))
        if not inner:
            loose += [opening] if opening else []
            continue
        yield "", loose
        loose = []
        listed = (
            [f for _, files in _parts(inner, depth + 1) for f in files] if depth < DEEPEST else []
        )
        first = [name] if name.endswith((".qmd", ".md")) else [opening] if opening else []
        yield (
            title_of(name.rpartition(".")[0]) if first == [name] else name,
            [*first, *listed],
        )
    yield "", loose


def _take(source: Source, file: str, moved: Moved) -> str:
    path = joined("", file) or ""
    if path not in source.paths or not path.lower().endswith(plain.TEXTS):
        moved.tell_file("_quarto.yml", f'"{file}" is listed and is no text that can be read')
        return ""
    if path in moved.places:
        return ""
    text = plain.lesson(source, path, moved)
    return moved.place(text_path(path), text, path) if text else ""


def _labels(source: Source, moved: Moved) -> dict[str, tuple[str, str]]:
    """Each section's label, with its words and its file."""
    found = {}
    for path, place in moved.places.items():
        for row in moved.texts[place].rows if place in moved.texts else ():
            if not row.code and (match := _LABEL.match(row.text)):
                to = f"/{path}" + ("" if row.text.startswith("# ") else f"#{match[2]}")
                found[match[2]] = (plain_words(match[1]), to)
    return found


def _row(row: Row, source: Source, moved: Moved, depth: int) -> Iterator[Row]:
    """The row with what a shortcode stands for."""
    if row.code:
        yield row
    elif match := _INCLUDE.match(row.text):
        path = joined(posixpath.dirname(row.path), match[1].lstrip("/")) or ""
        if path not in source.paths or depth >= DEEPEST:
            moved.tell(row, f'"{match[1]}" cannot be included')
            return
        for new in plain.plain_rows(source.rows(path), source, moved):
            yield from _row(new, source, moved, depth + 1)
    elif _BREAK.match(row.text):
        moved.tell(row, "a page break or icon was left out")
    else:
        yield from _framed(row, moved)


def _framed(row: Row, moved: Moved) -> list[Row]:
    """A film, a table's caption or a frame, as ours."""
    if match := _VIDEO.match(row.text):
        return lines_like(f"\n{match[1]}\n", row)
    if match := _CAPTION.match(row.text):
        return lines_like(f"*{match[1].strip()}*" if match[1].strip() else "", row)
    match = _DIV.match(row.text)
    if match is None or re.search(r"\.(callout|panel-tabset)", match[3]):
        return [row]
    moved.tell(row, "a frame without a meaning of ours became plain")
    return lines_like(f"{match[1]}{match[2]} div", row)


def _referred(row: Row, labels: dict[str, tuple[str, str]], moved: Moved) -> str:
    def lead(match: re.Match[str]) -> str:
        if match[1] in labels:
            words, to = labels[match[1]]
            return f"[{words}]({to})"
        moved.tell(row, "a reference to a numbered thing became its words")
        return {"fig": "the figure", "tbl": "the table"}.get(match[1].partition("-")[0], match[1])

    return (
        outside_spans(row.text, lambda part: _REFERENCE.sub(lead, part))
        if "@" in row.text
        else row.text
    )
