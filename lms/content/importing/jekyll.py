"""The Carpentries' lessons of the Jekyll years: `_episodes`, kramdown and Liquid.

Source: https://carpentries.github.io/lesson-example/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lms.content.importing.carpentries import used
from lms.content.importing.chunks import without_chunks
from lms.content.importing.front import as_yaml, kept_facts, mapping, one_line, split_front
from lms.content.importing.kramdown import without_lists
from lms.content.importing.liquid import Liquid
from lms.content.importing.names import text_path
from lms.content.importing.pictures import in_plain_places
from lms.content.importing.plain import TEXTS
from lms.content.importing.rows import Row, marked
from lms.content.importing.shape import Moved, Part, Source, Text

EPISODES = ("_episodes", "_episodes_rmd")
LISTS = ("questions", "objectives", "keypoints")
"""Front matter that the old pages showed as blocks, the last one at the end."""
USED = ("layout", "root", "permalink", "source", "start", *LISTS)
EXTRAS = ("setup.md", "reference.md")
_OTHERS = frozenset({"README", "LICENSE", "CONTRIBUTING", "CODE_OF_CONDUCT", "CONDUCT", "AUTHORS"})


def fits(source: Source) -> bool:
    """Whether there are episodes as there were."""
    return any(path.startswith(tuple(f"{e}/" for e in EPISODES)) for path in source.paths)


def carry(source: Source) -> Moved:
    """Episodes by name, then setup, reference and extras."""
    site = mapping(as_yaml(source.text("_config.yml")))
    moved = Moved(facts={"title": one_line(str(site.get("title") or source.name))})
    moved.roots = ("", "_episodes", "_extras", "_episodes_rmd", "pages")
    shared = source.rows("_includes/links.md")
    moved.places |= {"_includes/links.md": ""} if shared else {}
    page = _Pages(source, moved, site, shared)
    if "index.md" in source.paths:
        moved.landing = page.text("index.md").rows
        moved.places["index.md"] = "course.md"
    episodes = [p for folder in EPISODES for p in source.below(folder, *TEXTS)]
    episodes = _once(episodes)
    extras = [p for p in EXTRAS if p in source.paths] + source.below("_extras", *TEXTS)
    for title, paths in (("Episodes", episodes), ("Extras", extras)):
        if paths:
            moved.parts.append(Part(title, [page.take(path) for path in paths]))
    return moved


def _once(paths: list[str]) -> list[str]:
    """Of a page and the R Markdown it was made from, the page."""
    stems: dict[str, str] = {}
    for path in paths:
        stems.setdefault(path.rpartition("/")[2].rpartition(".")[0], path)
    return [stems[stem] for stem in sorted(stems)]


class _Pages:
    """What all pages of a lesson share."""

    def __init__(
        self, source: Source, moved: Moved, site: Mapping[str, Any], shared: list[Row]
    ) -> None:
        self.source, self.moved, self.site, self.shared = source, moved, site, shared

    def take(self, path: str) -> str:
        """Add a page to the course; its new path."""
        folder, _, name = path.rpartition("/")
        return self.moved.place(text_path(f"{folder or '_extras'}/{name}"), self.text(path), path)

    def text(self, path: str) -> Text:
        """The page as ours."""
        rows = self.source.rows(path)
        values, body = split_front(rows, self.moved)
        facts = kept_facts(values, rows, self.moved, USED)
        like = rows[0]
        body = marked(Liquid(self.site, values, self.moved, self.source).without_tags(body))
        body = without_chunks(without_lists(body, self.moved), self.moved)
        body = in_plain_places(body, self.moved)
        whole = [*_blocks(values, LISTS[:2], like), *body, *_blocks(values, LISTS[2:], like)]
        return Text([*whole, *used(self.shared, whole)], facts)


def _blocks(values: Mapping[str, Any], names: tuple[str, ...], like: Row) -> Iterator[Row]:
    """The lists of the front matter as blocks."""
    for name in names:
        found = values.get(name)
        items = [one_line(str(item)) for item in found if item] if isinstance(found, list) else []
        if items:
            lines = ["", f"::: {name}", "", *(f"- {item}" for item in items), "", ":::", ""]
            yield from (Row(line, like.path, like.line) for line in lines)
