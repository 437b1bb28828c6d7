"""Exercism tracks: config.json says the order, dot folders hold the texts.

Source: https://exercism.org/docs/building/tracks
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lms.content.importing.front import json_of, one_line, plain_words
from lms.content.importing.names import text_path
from lms.content.importing.plain import lesson
from lms.content.importing.rows import Row, in_prose, rows_of, said
from lms.content.importing.shape import Moved, Part, Source, Text

_REFERENCE = re.compile(r"\[(concept|exercise):[\w-]+/([\w-]+)\]\(([^)]*)\)")
_PLACEHOLDER = re.compile(r"%\{(\w+):([\w-]+)\}")
_SITE = re.compile(
    r"\]\((?:https://exercism\.(?:org|io))?/tracks/[\w-]+/(concepts|exercises)/([\w-]+)[^)]*\)"
)
_DOCS = ("introduction", "instructions", "instructions.append")
MOST_CODE = 400
"""Lines of a stub that are shown."""


def fits(source: Source) -> bool:
    """Whether there is a config.json beside exercises."""
    return "config.json" in source.paths and any(
        path.startswith("exercises/") for path in source.paths
    )


def carry(source: Source) -> Moved:
    """Concepts each before the exercise that teaches it, then practice, then the track's pages."""
    config = _json(source, "config.json")
    track = _Track(source, config)
    exercises = config.get("exercises")
    exercises = exercises if isinstance(exercises, dict) else {}
    for exercise in _items(exercises.get("concept")):
        for slug in _words(exercise.get("concepts")):
            track.take_concept(slug)
        track.take_exercise("concept", exercise)
    for concept in _items(config.get("concepts")):
        track.take_concept(str(concept.get("slug", "")))
    for exercise in _items(exercises.get("practice")):
        track.take_exercise("practice", exercise)
    for path in source.below("docs", ".md"):
        if text := lesson(source, path, track.moved):
            track.docs.append(track.moved.place(text_path(path), text, path))
    return track.done()


class _Track:
    """A track on its way."""

    def __init__(self, source: Source, config: dict[str, Any]) -> None:
        self.source, self.language = source, str(config.get("slug", ""))
        title = one_line(str(config.get("language") or source.name))
        self.moved = Moved(facts={"title": title, "topics": _topics(config)})
        if blurb := one_line(str(config.get("blurb") or "")):
            self.moved.facts["summary"] = blurb
        self.learning: list[str] = []
        self.practice: list[str] = []
        self.docs: list[str] = []
        self.seen: set[str] = set()
        names = [*_items(config.get("concepts"))]
        self.names = {str(c.get("slug")): one_line(str(c.get("name", ""))) for c in names}

    def done(self) -> Moved:
        """Parts, and the references between texts as links."""
        for title, paths in (
            ("Learning", self.learning),
            ("Practice", self.practice),
            ("About", self.docs),
        ):
            if paths:
                self.moved.parts.append(Part(title, paths))
        for text in self.moved.texts.values():
            text.rows = [self._callout(row) for row in text.rows]
            text.rows = in_prose(text.rows, self._linked)
        return self.moved

    def take_concept(self, slug: str) -> None:
        """The concept's page: about.md, else its introduction."""
        folder = f"concepts/{slug}"
        names = [
            name
            for name in ("about.md", "introduction.md")
            if f"{folder}/{name}" in self.source.paths
        ]
        if folder in self.seen or not names:
            return
        self.seen.add(folder)
        path = f"{folder}/{names[0]}"
        facts = _said(_json(self.source, f"{folder}/.meta/config.json"), "")
        facts = {"title": self.names.get(slug) or slug, **facts}
        rows = [*_untitled(self.source.rows(path)), *self._links(f"{folder}/links.json")]
        places = [folder, *(f"{folder}/{name}" for name in names)]
        self.learning.append(self.moved.place(text_path(folder), Text(rows, facts), *places))
        if len(names) > 1:
            self.moved.tell_file(
                f"{folder}/{names[1]}", "about.md says the same at length; left behind"
            )

    def take_exercise(self, kind: str, exercise: dict[str, Any]) -> None:
        """The exercise's texts one after the other, hints folded, the stub as code."""
        slug = str(exercise.get("slug", ""))
        folder = f"exercises/{kind}/{slug}"
        if exercise.get("status") == "deprecated" or folder in self.seen:
            self.moved.tell_file("config.json", f'the deprecated exercise "{slug}" was left behind')
            return
        paths = [f"{folder}/.docs/{name}.md" for name in _DOCS]
        paths = [path for path in paths if path in self.source.paths]
        if not paths:
            self.moved.tell_file("config.json", f'"{folder}" is listed and has no text')
            return
        self.seen.add(folder)
        meta = _json(self.source, f"{folder}/.meta/config.json")
        rows = [row for path in paths for row in [*_untitled(self.source.rows(path)), Row("")]]
        rows += [*self._hints(f"{folder}/.docs/hints.md"), *self._stubs(folder, meta)]
        facts = _said(meta, one_line(str(exercise.get("name") or slug)))
        places = [folder, *paths, f"{folder}/.docs/hints.md"]
        listed = self.learning if kind == "concept" else self.practice
        listed.append(self.moved.place(text_path(f"{kind}/{slug}"), Text(rows, facts), *places))

    def _hints(self, path: str) -> Iterator[Row]:
        rows = _untitled(self.source.rows(path))
        if rows:
            yield from (Row("::: hint", path, 1), Row("", path, 1))
            yield from rows
            yield from (Row("", path, len(rows)), Row(":::", path, len(rows)), Row(""))

    def _stubs(self, folder: str, meta: dict[str, Any]) -> Iterator[Row]:
        """The files that a learner begins with; tests and solutions stay behind."""
        files = meta.get("files")
        files = files if isinstance(files, dict) else {}
        for name in _words(files.get("solution")):
            path = posixpath.join(folder, name)
            rows = rows_of(path, self.source.text(path))[:MOST_CODE]
            if path in self.source.paths and any(row.text.strip() for row in rows):
                yield from (
                    Row(""),
                    Row(f'````{self.language} title="{_title(name)}"', path, 1, True),
                )
                yield from (Row(row.text, path, row.line, True) for row in rows)
                yield from (Row("````", path, len(rows), True), Row(""))
        for name in _words(files.get("test")):
            self.moved.tell_file(
                posixpath.join(folder, name), "tests are not run here; left behind"
            )

    def _links(self, path: str) -> Iterator[Row]:
        found = json_of(self.source.text(path))
        for place, link in enumerate(_items(found)):
            url = str(link.get("url", ""))
            if re.match(r"https?://[^\s<>]+$", url):
                words = (
                    one_line(str(link.get("description") or url))
                    .replace("[", "(")
                    .replace("]", ")")
                )
                yield from [] if place else [Row("", path), Row("## Links", path), Row("", path)]
                yield Row(f"- [{words}](<{url}>)", path, 1)

    def _linked(self, row: Row) -> str:
        text = _REFERENCE.sub(lambda m: f"[{m[2]}](/{self._place(m[1], m[2])})", row.text)
        text = _SITE.sub(lambda m: self._site(m, row), text)
        return _PLACEHOLDER.sub(lambda m: f"[{m[2]}](/{self._place(m[1], m[2])})", text)

    def _callout(self, row: Row) -> Row:
        """A callout that only Exercism knows becomes a note."""
        match = re.match(r"(\s*[~`]{3,}exercism/)(?!note|caution)\w+", row.text)
        if match is None:
            return row
        self.moved.tell(row, "a callout became a note")
        return said(f"{match[1]}note", row)

    def _place(self, kind: str, slug: str) -> str:
        places = [f"{kind}s/{slug}", f"exercises/concept/{slug}", f"exercises/practice/{slug}"]
        return next((place for place in places if place in self.moved.places), places[0])

    def _site(self, match: re.Match[str], row: Row) -> str:
        place = self._place(match[1].removesuffix("s"), match[2])
        return f"](/{place})" if place in self.moved.places else match[0]


def _untitled(rows: Sequence[Row]) -> list[Row]:
    """A text without the title that only says which text it is."""
    titles = {"introduction", "instructions", "instructions append", "about", "hints"}
    return [
        row
        for row in rows
        if row.code or not row.text.startswith("# ") or plain_words(row.text).lower() not in titles
    ]


def _said(meta: dict[str, Any], title: str) -> dict[str, Any]:
    facts = {"title": title} if title else {}
    if isinstance(meta.get("blurb"), str) and meta["blurb"].strip():
        facts["summary"] = one_line(meta["blurb"])
    return facts


def _topics(config: dict[str, Any]) -> list[str]:
    return [tag.partition("/")[2] for tag in _words(config.get("tags")) if "/" in tag][:10]


def _title(name: str) -> str:
    return name.replace('"', "")


def _json(source: Source, path: str) -> dict[str, Any]:
    found = json_of(source.text(path))
    return found if isinstance(found, dict) else {}


def _items(found: object) -> list[dict[str, Any]]:
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _words(found: object) -> list[str]:
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []
