"""Obsidian's `[[note]]` and `![[picture]]`, as links and pictures with their paths.

Source: https://help.obsidian.md/links
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import quote

from lms.content.addresses import joined
from lms.content.importing.links import shown_thing
from lms.content.importing.picture_lists import sizes
from lms.content.importing.prose import Words, in_words, words_of
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved, Source
from lms.content.importing.vault import Marks, is_vault
from lms.content.markdown.headings import slug
from lms.content.markdown.images import PICTURES

_LINK = re.compile(
    r"(?P<mark>!?)\[\[(?P<to>[^\[\]|#]*)(?:#(?P<part>[^\[\]|]*))?(?P<more>(?:\|[^\[\]|]*)*)\]\]"
    r"(?![\[(])"
)
_SIZE = re.compile(r"\s*(\d{1,5})(?:x(\d{1,5}))?\s*")
_DEFINITION = re.compile(r"\s{0,3}\[([^\]^][^\]]*)\]:")
_WORD = re.compile(r"[^\W\d_]{2}")
_TEXTS = (".md", ".markdown", ".ipynb", ".qmd")


def with_wiki_links(source: Source, moved: Moved) -> None:
    """Write the wiki links of every text as others do; those that lead nowhere become words."""
    meanings = [meaning for _, meaning in moved.terms.values()]
    texts = [moved.landing, *(text.rows for text in moved.texts.values()), meanings]
    if not is_vault(source) and not any("[[" in row.text for rows in texts for row in rows):
        return
    vault = _Vault(source, moved)
    parts = {part for rows in texts for part in vault.links(rows)}
    named = {part.lower()[1:] for part in parts if part.startswith("^")}
    marks = Marks(moved, is_vault(source), named)
    has_marks = marks.is_vault or bool(parts)
    moved.landing = vault.linked(marks.taken_out(moved.landing) if has_marks else moved.landing)
    moved.terms = {
        key: (term, vault.linked([meaning])[0]) for key, (term, meaning) in moved.terms.items()
    }
    for text in moved.texts.values():
        text.rows = vault.linked(marks.taken_out(text.rows) if has_marks else text.rows)


class _Vault:
    """The files of a source by their names, as its links name them."""

    def __init__(self, source: Source, moved: Moved) -> None:
        self.moved = moved
        self.named: dict[str, list[str]] = {}
        for path in sorted(source.paths, key=lambda path: (path.count("/"), path)):
            name = posixpath.basename(path).lower()
            stem, suffix = posixpath.splitext(name)
            for key in {name, stem} if suffix in _TEXTS else {name}:
                self.named.setdefault(key, []).append(path)

    def linked(self, rows: list[Row]) -> list[Row]:
        """The rows of one text, with links for its wiki links."""
        lines = (_DEFINITION.match(row.text) for row in rows if "]:" in row.text)
        defined = {match[1].lower() for match in lines if match}
        if not any("[[" in row.text for row in rows):
            return rows
        words = words_of(rows, with_notes=True)
        return [self._row(row, words[n], defined) for n, row in enumerate(rows)]

    def links(self, rows: list[Row]) -> Iterator[str]:
        """To which parts of notes that are there the wiki links of these rows lead."""
        for row in rows:
            for match in _LINK.finditer("" if row.code else row.text):
                if self._path(match["to"].rstrip("\\").strip(), row) or match["part"]:
                    yield (match["part"] or "").rstrip("\\").strip()

    def _row(self, row: Row, words: Sequence[Words], defined: set[str]) -> Row:
        if "[[" not in row.text:
            return row

        def link(match: re.Match[str]) -> str:
            return match[0] if match["to"].lower() in defined else self._link(match, row)

        return replace(row, text=in_words(row.text, words, partial(_LINK.sub, link)))

    def _link(self, match: re.Match[str], row: Row) -> str:
        name = match["to"].rstrip("\\").strip()
        part = (match["part"] or "").rstrip("\\").strip()
        more = [word.rstrip("\\").strip() for word in match["more"].split("|")[1:]]
        path = self._path(name, row) if name else ""
        if name and not path:
            return self._nowhere(match, name, more, row)
        if match["mark"] and posixpath.splitext(path)[1].lower() not in _TEXTS:
            return _picture(path, more)
        if match["mark"]:
            self.moved.tell(row, "an embedded text became a link to it")
        # behind the first line all is words, but in a table it would end the cell
        words = r" \| ".join(filter(None, more)) or (part.lstrip("^") or posixpath.basename(name))
        if part.startswith("^"):
            self.moved.tell(row, "a link to a paragraph leads to its whole page")
        section = slug(part.rpartition("#")[2]) if part and not part.startswith("^") else ""
        to = f"{quote(f'/{path}')}" if path else ""
        return f"[{words or name}]({to}{f'#{section}' if section or not to else ''})"

    def _path(self, name: str, row: Row) -> str:
        """The file that is meant: the one in the text's own folder, else the nearest to the top."""
        here = posixpath.dirname(row.path)
        wanted = joined(here, name) if name.startswith("./") or "../" in name else name.lstrip("/")
        tail = (wanted or "").lower()
        found = [p for p in self.named.get(posixpath.basename(tail), ()) if _ends(p, tail)]
        return min(found, key=lambda path: posixpath.dirname(path) != here, default="")

    def _nowhere(self, match: re.Match[str], name: str, more: list[str], row: Row) -> str:
        """The words of a link that leads nowhere; what only looks like one stays."""
        if not _WORD.search(name):
            return match[0]
        what = "a link to what the course does not hold became plain words"
        if match["mark"]:
            what = f"a {shown_thing(name)} that is not there became its words"
        self.moved.tell(row, f"{what}: {name}")
        words = [word for word in more if word and not _SIZE.fullmatch(word)]
        return next(iter(words), posixpath.basename(name))


def _ends(path: str, tail: str) -> bool:
    """Whether the path, with its suffix or without, ends in what the link says."""
    whole, stem = f"/{path.lower()}", f"/{posixpath.splitext(path.lower())[0]}"
    return whole.endswith(f"/{tail}") or stem.endswith(f"/{tail}")


def _picture(path: str, more: list[str]) -> str:
    """A picture with its words and its size; another file is shown under its name."""
    size = next((match for word in more if (match := _SIZE.fullmatch(word))), None)
    words = [word for word in more if word and not _SIZE.fullmatch(word)]
    is_picture = posixpath.splitext(path)[1].lower() in PICTURES
    alt = " ".join(words) or ("" if is_picture else posixpath.basename(path))
    return f"![{alt}]({quote(f'/{path}')})" + (sizes(size[1], size[2]) if size else "")
