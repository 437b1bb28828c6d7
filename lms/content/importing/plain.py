"""A folder of Markdown of no tool: every text is a lesson, every folder a chapter."""

from __future__ import annotations

import posixpath
import re

from lms.content.addresses import joined, sort_key, title_of
from lms.content.importing import gift, notebooks
from lms.content.importing.admonitions import without_admonitions
from lms.content.importing.banks import take_paper
from lms.content.importing.callouts import with_folds
from lms.content.importing.chunks import without_chunks
from lms.content.importing.directives import without_directives
from lms.content.importing.front import kept_facts, plain_words, split_front
from lms.content.importing.includes import Including
from lms.content.importing.kramdown import without_lists
from lms.content.importing.marks import with_marks
from lms.content.importing.mdx import is_mdx, without_scripts
from lms.content.importing.myst_labels import with_labels
from lms.content.importing.names import text_path
from lms.content.importing.pictures import in_plain_places
from lms.content.importing.rows import Row, marked
from lms.content.importing.shape import Moved, Part, Source, Text
from lms.content.importing.slashes import without_slashes
from lms.content.importing.snippets import Snippets
from lms.content.importing.vault import is_vault
from lms.content.importing.wiki import with_wiki_links
from lms.content.summary import read_summary
from lms.content.words import LANGUAGES

SETTINGS = ("mkdocs.yml", "mkdocs.yaml")
"""Files of MkDocs."""
TEXTS = (".md", ".markdown", ".mdx", ".rmd", ".qmd", ".ipynb")
NOT_LESSONS = frozenset(
    """
    license licence changelog contributing contributors code_of_conduct security support authors
    citation codeowners pull_request_template issue_template summary _sidebar _navbar todo agents
    """.split()  # noqa: SIM905 - quoted one by one they would fill a page
)
"""What lies in every repository and teaches nothing."""
FRONT_PAGES = ("index.md", "README.md", "readme.md", "Readme.md", "course.md")
_TRANSLATION = re.compile(r"(?:^|/)(?:translations|i18n|locales?)/([a-z]{2})(?:[-_]\w+)?/(.+)$")


def carry(source: Source) -> Moved:
    """Every text in the order of the folder's names, or of its SUMMARY.md."""
    moved = Moved()
    take_opening(source, moved)
    take_texts(source, moved)
    if "SUMMARY.md" in source.paths and read_summary(source.text("SUMMARY.md"))[0]:
        moved.summary = source.rows("SUMMARY.md")
        moved.places["SUMMARY.md"] = "SUMMARY.md"
    else:
        arrange(moved)
    with_wiki_links(source, moved)
    return moved


def take_opening(source: Source, moved: Moved, root: str = "") -> None:
    """Make the front page of a folder the landing page, where there is one."""
    pages = (posixpath.join(root, name) for name in FRONT_PAGES if not source.only)
    if opening := next((page for page in pages if page in source.paths), ""):
        take_landing(source, opening, moved)
        moved.landing = whole_rows(moved.landing, source, moved)


def take_texts(source: Source, moved: Moved, root: str = "") -> None:
    """Add every text and bank of a folder that was not taken before, in the order of the names."""
    inside = [path for path in source.paths if not root or path.startswith(f"{root}/")]
    for path in sorted((p for p in inside if _is_text(p)), key=_order):
        if path not in moved.places:
            _take(source, path, root, moved)
    for path in sorted(path for path in inside if path.lower().endswith(".gift")):
        for paper in gift.papers(source, path, moved):
            take_paper(path, paper, moved)


def take_landing(source: Source, path: str, moved: Moved) -> None:
    """Make a text the landing page; its first heading is the course's title."""
    values, rows = split_front(source.rows(path), moved)
    facts = kept_facts(values, source.rows(path), moved, ("layout", "root", "permalink"))
    heading = next((row for row in rows if not row.code and row.text.startswith("# ")), None)
    title = facts.get("title") or (heading and plain_words(_as_shown(heading, source, moved)))
    moved.facts |= {"title": title} if title else {}
    moved.facts |= {"summary": facts["summary"]} if "summary" in facts else {}
    moved.landing = [row for row in rows if row is not heading]
    moved.places[path] = "course.md"


def _as_shown(heading: Row, source: Source, moved: Moved) -> str:
    """A heading without marks of other tools, which nobody reads in a title."""
    return with_marks([heading], moved)[0].text if has_marks(source) else heading.text


def lesson(source: Source, path: str, moved: Moved) -> Text | None:
    """A text with the front matter that a lesson may have; None when it cannot be read."""
    if path.lower().endswith(".ipynb"):
        return notebooks.text(source, path, moved)
    rows = source.rows(path)
    values, body = split_front(rows, moved)
    facts = kept_facts(values, rows, moved)
    body = without_scripts(body, moved) if is_mdx(source, path) else body
    return Text(whole_rows(body, source, moved), facts)


def whole_rows(rows: list[Row], source: Source, moved: Moved) -> list[Row]:
    """The rows of a text with what they include, and with what several tools write."""
    including = Including(source, moved, is_book=False)
    rows = Snippets(source, moved).pasted(rows) if has_marks(source) else rows
    rows = marked(including.pasted(rows))
    return plain_rows(including.with_files(rows), source, moved)


def plain_rows(rows: list[Row], source: Source, moved: Moved) -> list[Row]:
    """The rows with what several tools write: chunks, attribute lists, callouts, directives."""
    rows = without_slashes(rows, moved) if has_marks(source) else rows
    rows = with_folds(without_admonitions(rows, moved), moved)
    rows = with_labels(marked(without_directives(rows, source, moved)), moved)
    rows = in_plain_places(rows, moved)
    rows = marked(without_chunks(without_lists(rows, moved), moved))
    return with_marks(rows, moved) if has_marks(source) else rows


def has_marks(source: Source) -> bool:
    """Whether its texts may hold marks of pymdown or Obsidian; in others the same signs are words.

    So it is beside settings of MkDocs and in a vault.
    """
    return is_vault(source) or not source.names.isdisjoint(SETTINGS)


def arrange(moved: Moved) -> None:
    """A part for each folder, in the order of the texts; a folder's README comes first."""
    grouped: dict[str, list[str]] = {}
    for path in moved.texts:
        if not path.endswith(".quiz.md") and not _is_translation(path, moved):
            grouped.setdefault(posixpath.dirname(path), []).append(path)
    for folder, paths in grouped.items():
        title = " · ".join(title_of(name) for name in folder.split("/")) if folder else ""
        moved.parts.append(Part(title, paths))


def _take(source: Source, path: str, root: str, moved: Moved) -> None:
    text = lesson(source, path, moved)
    if text is None:
        return
    if not any(row.text.strip() for row in text.rows):
        moved.tell_file(path, "the text is empty; left behind")
        moved.places[path] = ""
        return
    moved.place(_new_path(posixpath.relpath(path, root or ".")), text, path)


def _new_path(path: str) -> str:
    """Its own path; a translation that lies in a folder of its own comes beside its original."""
    match = _TRANSLATION.search(path)
    if match and match[1] in LANGUAGES:
        stem = text_path(joined(path[: match.start()], match[2]) or match[2])
        return f"{stem.removesuffix('.md')}.{match[1]}.md"
    return text_path(path)


def _is_translation(path: str, moved: Moved) -> bool:
    stem, dot, language = path.removesuffix(".md").rpartition(".")
    return bool(dot) and language in LANGUAGES and f"{stem}.md" in moved.texts


def _is_text(path: str) -> bool:
    name = posixpath.basename(path)
    stem, suffix = posixpath.splitext(name)
    if suffix.lower() not in TEXTS or path.startswith(".") or "/." in path:
        return False
    return stem.lower().replace("-", "_") not in NOT_LESSONS and stem.lower() != "summary"


def _order(path: str) -> tuple[tuple[tuple[int, str], ...], bool, tuple[int, str]]:
    """By the numbers of the folders and then of the file; a folder's own page before its others."""
    folder, name = posixpath.split(path)
    names = tuple(sort_key(part) for part in folder.split("/")) if folder else ()
    return names, name.lower() not in ("readme.md", "index.md"), sort_key(name)
