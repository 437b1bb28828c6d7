"""MkDocs: the texts of `docs_dir` in the order of `nav`, called as it calls them.

Source: https://www.mkdocs.org/user-guide/configuration/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lms.content.addresses import joined, title_of
from lms.content.importing import plain
from lms.content.importing.carpentries import used
from lms.content.importing.front import mapping, one_line
from lms.content.importing.marks import with_marks
from lms.content.importing.mkdocs_settings import extensions, settings_in, words_in
from lms.content.importing.names import text_path
from lms.content.importing.rows import Row, paragraph
from lms.content.importing.shape import Moved, NothingToImport, Part, Source
from lms.content.importing.snippets import SNIPPETS, Snippets
from lms.content.importing.wiki import with_wiki_links
from lms.content.words import LANGUAGES

DEEPEST = 8


def fits(source: Source) -> bool:
    """Whether settings of MkDocs lie there, and texts where they say."""
    settings = settings_in(source, _file(source))
    root = _root(settings)
    has_texts = any(path.startswith(f"{root}/" if root else "") for path in source.paths)
    return bool({"site_name", "nav"} & set(settings)) and root is not None and has_texts


def carry(source: Source) -> Moved:
    """Every text that the navigation lists; without one, every text in the order of its names."""
    settings = settings_in(source, _file(source))
    root = _root(settings)
    if root is None:
        raise NothingToImport(f'docs_dir = "{settings.get("docs_dir")}" leads out of the folder')
    moved = Moved(home=root, roots=(root, ""))
    listed = extensions(settings)
    moved.extensions = None if listed is None else frozenset(listed)
    snippets = mapping((listed or {}).get(SNIPPETS))
    moved.shelves = tuple(
        p for name in words_in(snippets.get("base_path")) if (p := joined("", name))
    )
    plain.take_opening(source, moved, root)
    moved.facts = {"title": source.name} | moved.facts | _facts(settings)
    nav = settings.get("nav")
    _Order(source, moved, root).take(nav if isinstance(nav, list) else None)
    _append(source, moved, words_in(snippets.get("auto_append")))
    with_wiki_links(source, moved)
    return moved


def _append(source: Source, moved: Moved, names: list[str]) -> None:
    """Take what stands below every text: abbreviations, and addresses for those that name them."""
    shared: list[Row] = []
    for name in names:
        row = next((r for r in source.rows(_file(source)) if name in r.text), Row(""))
        shared += with_marks(Snippets(source, moved).lines(row, name), moved)
    moved.landing = [*paragraph(moved.landing), *used(shared, moved.landing)]
    for text in moved.texts.values():
        text.rows = [*paragraph(text.rows), *used(shared, text.rows)]


def _file(source: Source) -> str:
    return next((name for name in plain.SETTINGS if name in source.paths), "")


def _root(settings: dict[str, Any]) -> str | None:
    """The folder of the texts; None where it leads out of the source."""
    return joined("", str(settings.get("docs_dir") or "docs"))


def _facts(settings: dict[str, Any]) -> dict[str, Any]:
    facts = {"title": settings.get("site_name"), "summary": settings.get("site_description")}
    found: dict[str, Any] = {key: one_line(str(value)) for key, value in facts.items() if value}
    author = settings.get("site_author")
    found |= {"instructors": [one_line(author)]} if isinstance(author, str) else {}
    language = mapping(settings.get("theme")).get("language")
    is_known = isinstance(language, str) and language in LANGUAGES
    return found | ({"language": language} if is_known else {})


class _Order:
    """The texts of one source on their way into the order of its navigation."""

    def __init__(self, source: Source, moved: Moved, root: str) -> None:
        self.source, self.moved, self.root = source, moved, root

    def take(self, nav: list[Any] | None) -> None:
        """Add the texts that are listed, a part for each section; all of them without a list."""
        if nav is None:
            plain.take_texts(self.source, self.moved, self.root)
            plain.arrange(self.moved)
            return
        for title, entries in _sections(nav):
            paths = [place for called, to in entries if (place := self._one(called, to))]
            if paths:
                self.moved.parts.append(Part(self._apart(title, paths[0]), paths))

    def _apart(self, title: str, first: str) -> str:
        """The chapter's title; of one that goes on below a section, with its first text's words."""
        is_used = any(part.title == title for part in self.moved.parts)
        if not is_used and (title or not self.moved.parts):
            return title
        words = self.moved.texts[first].called or title_of(posixpath.splitext(first)[0])
        return f"{title} · {words}" if title else words

    def _one(self, called: str, to: str) -> str:
        """Add one text; its new path, or nothing where it is none or was there before."""
        path = joined(self.root, to) or ""
        if path in self.moved.places:
            if self.moved.places[path] != "course.md":
                self._tell(to, f'"{to}" is listed twice')
            return ""
        if path not in self.source.paths or not path.lower().endswith(plain.TEXTS):
            is_away = re.match(r"[a-z][a-z0-9+.-]*:|/", to) is not None
            what = "leads elsewhere" if is_away else "is listed and is no text that can be read"
            self._tell(to, f'"{to}" {what}')
            return ""
        text = plain.lesson(self.source, path, self.moved)
        if text is None:
            return ""
        text.called = called
        self._take_translations(path)
        return self.moved.place(self._new(path), text, path)

    def _take_translations(self, path: str) -> None:
        """Add the text's translations, which lie beside it and are listed nowhere."""
        stem, suffix = posixpath.splitext(path)
        for other in (f"{stem}.{language}{suffix}" for language in LANGUAGES):
            if other in self.source.paths and (
                text := plain.lesson(self.source, other, self.moved)
            ):
                self.moved.place(self._new(other), text, other)

    def _new(self, path: str) -> str:
        return text_path(posixpath.relpath(path, self.root or "."))

    def _tell(self, word: str, what: str) -> None:
        """Report a line of the settings."""
        rows = self.source.rows(_file(self.source))
        row = next((row for row in rows if word in row.text), Row("", _file(self.source)))
        self.moved.tell(row, what)


def _sections(nav: list[Any], title: str = "", depth: int = 0) -> Iterator[tuple[str, list[Any]]]:
    """Titles of sections with the (words, file) of each text right in them, in order."""
    texts: list[tuple[str, str]] = []
    for entry in nav if depth < DEEPEST else []:
        pairs = [("", entry)] if isinstance(entry, str) else mapping(entry).items()
        for called, to in pairs:
            words = one_line(str(called))
            if isinstance(to, list):
                yield title, texts
                texts = []
                yield from _sections(to, f"{title} · {words}" if title else words, depth + 1)
            elif isinstance(to, str):
                texts.append((words, to))
    yield title, texts
