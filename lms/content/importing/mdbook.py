"""mdBook: the SUMMARY stays, what its marks stand for is put in their place.

Source: https://rust-lang.github.io/mdBook/format/mdbook.html
"""

from __future__ import annotations

import posixpath
import re
import tomllib
from typing import Any

from lms.content.addresses import joined
from lms.content.importing.includes import Including
from lms.content.importing.listings import without_listings
from lms.content.importing.mathjax import with_formulas
from lms.content.importing.names import text_path
from lms.content.importing.plain import take_landing
from lms.content.importing.rows import Row, marked
from lms.content.importing.shape import Moved, NothingToImport, Source, Text
from lms.content.summary import read_summary
from lms.content.words import LANGUAGES

_RUST = re.compile(r"[\s>]*(?:`{3,}|~{3,})\s*\{?\.?rust\b")
_HIDDEN = re.compile(r"\s*#(?:\s.*)?$")


def carry(source: Source) -> Moved:
    """The book of book.toml, chapter by chapter as its SUMMARY.md lists them."""
    settings = _settings(source)
    book = _table(settings, "book")
    root = joined("", str(book.get("src", "src")))
    if root is None:
        raise NothingToImport(f'src = "{book.get("src")}" leads out of the book')
    moved = Moved(facts=_facts(book, source), home=root, roots=(root, ""))
    summary = posixpath.join(root, "SUMMARY.md")
    if summary not in source.paths:
        raise NothingToImport(f"there is no {summary}")
    moved.summary = source.rows(summary)
    moved.places[summary] = "SUMMARY.md"
    including = Including(source, moved)
    is_math = _table(settings, "output", "html").get("mathjax-support") is True
    for entry in read_summary(source.text(summary))[0]:
        path = joined(root, entry.target) if entry.target else ""
        if path and path in source.paths and path not in moved.places:
            rows = marked(without_listings(including.pasted(source.rows(path)), moved))
            rows = with_formulas(rows, moved, is_on=is_math)
            name = text_path(posixpath.relpath(path, root or "."))
            moved.place(name, Text(_without_hidden(rows, moved)), path)
    if "README.md" in source.paths and root:
        take_landing_of(source, moved)
    return moved


def take_landing_of(source: Source, moved: Moved) -> None:
    """The repository's README may open the course; the title stays the book's."""
    facts = dict(moved.facts)
    take_landing(source, "README.md", moved)
    moved.facts |= facts


def _settings(source: Source) -> dict[str, Any]:
    try:
        return tomllib.loads(source.text("book.toml"))
    except (ValueError, RecursionError):
        return {}


def _table(settings: dict[str, Any], *names: str) -> dict[str, Any]:
    """A table within the settings; empty when there is none."""
    found: object = settings
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def _facts(book: dict[str, Any], source: Source) -> dict[str, Any]:
    facts: dict[str, Any] = {"title": str(book.get("title") or source.name)}
    facts |= {"summary": str(book["description"])} if book.get("description") else {}
    facts |= {"language": book["language"]} if book.get("language") in LANGUAGES else {}
    authors = book.get("authors")
    names = [a for a in authors if isinstance(a, str)] if isinstance(authors, list) else []
    return facts | ({"instructors": names} if names else {})


def _without_hidden(rows: list[Row], moved: Moved) -> list[Row]:
    """Rust code without the lines that a book hides; they begin with `# `."""
    kept: list[Row] = []
    rust = inside = False
    for row in rows:
        opens = row.code and not inside
        rust = bool(_RUST.match(row.text)) if opens else rust
        inside = row.code and not _ends(row, kept, inside)
        if rust and row.code and not opens and _HIDDEN.match(row.text):
            moved.tell(row, "a hidden line of code was left out")
        else:
            kept.append(row)
    return kept


def _ends(row: Row, before: list[Row], inside: bool) -> bool:
    return inside and re.fullmatch(r"[\s>]*(?:`{3,}|~{3,})\s*", row.text) is not None
