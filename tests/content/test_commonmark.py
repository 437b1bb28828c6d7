"""CommonMark: the shared parser says what the specification says, and so does that of lessons.

Where a lesson shows an example otherwise, `commonmark.md` beside this file says why. What only
dresses a block (the frame of code, a heading's anchor, a picture's frame) is taken off before.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from lms.content.page import CourseMap
from lms.content.render import render
from lms.platform.markup import base_parser
from tests.content.pages import html_of

SPEC = Path(__file__).parents[3] / "shared" / "corpora" / "commonmark-0.31.2-tests.json"
TOLD = Path(__file__).parent / "commonmark.md"
EXTENDED = {608, 611, 612}
"""Examples of text that GitHub's autolinks turn into links."""

CODE_FRAME = re.compile(
    r'<div class="code"><div class="code__head">.*?</div>(<pre.*?</pre>)</div>', re.S
)
ANCHOR = re.compile(r' ?<a class="h-anchor".*?</a>')
FIGURE = re.compile(
    r'<figure class="figure"><div class="figure__art">(.*?)</div>.*?</figure>', re.S
)
DRESS = frozenset({"tabindex", "loading", "class"})
with_spec = pytest.mark.skipif(
    not SPEC.exists(), reason="the specification's examples are not beside the project"
)


def examples() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(SPEC.read_text())
    assert len(found) == 652
    return found


@with_spec
def test_the_examples_of_the_specification() -> None:
    md = base_parser(html=True)
    md.options["xhtmlOut"] = True
    wrong = {e["example"] for e in examples() if _lined(md.render(e["markdown"])) != e["html"]}
    assert wrong == EXTENDED


@with_spec
def test_lessons_say_the_same_but_where_it_is_told_why() -> None:
    differ = {e["example"] for e in examples() if seen(lesson(e["markdown"])) != seen(e["html"])}
    assert sorted(differ - told()) == [], "not told in commonmark.md"
    assert sorted(told() - differ) == [], "told in commonmark.md, and yet the same"


def test_every_difference_has_its_reason() -> None:
    rows = [row for row in TOLD.read_text().splitlines() if re.match(r"\| \d", row)]
    assert rows
    assert all(len(cell.strip()) > 10 for row in rows for cell in row.strip("| ").split("|")[1:])
    assert len(told()) == sum(len(numbers_in(row)) for row in rows), "a number stands twice"


def told() -> set[int]:
    """The examples that the table lists."""
    lines = TOLD.read_text().splitlines()
    return {number for row in lines if row.startswith("| ") for number in numbers_in(row)}


def numbers_in(row: str) -> list[int]:
    """The numbers in the first cell: "1, 4-6"."""
    spans = re.findall(r"(\d+)(?:-(\d+))?", row.split("|")[1])
    return [n for first, last in spans for n in range(int(first), int(last or first) + 1)]


def lesson(text: str) -> str:
    """The text as a lesson shows it below its title, without what only dresses it."""
    html = html_of(render("a.md", f"# Title\n\n{text}", "en", CourseMap("c")).parts)
    return FIGURE.sub(r"<p>\1</p>", ANCHOR.sub("", CODE_FRAME.sub(r"\1", html)))


def seen(html: str) -> list[tuple[str, ...]]:
    """The tags and the words of a text, however they are spelled; `#` within a lesson is `##`."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return [
        (kind, *(w.strip() for w in words))
        for kind, *words in reader.seen
        if "".join(words).strip()
    ]


class Reader(HTMLParser):
    """Writes down what a browser would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_colour = tag == "span" and [name for name, _ in attrs] == ["class"]
        if not is_colour:
            kept = {
                n: v or "" for n, v in attrs if n not in DRESS and not (n == "id" and tag[0] == "h")
            }
            self.seen.append(("<", _level(tag), *(f"{n}={kept[n]}" for n in sorted(kept))))

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("span", "br", "hr", "img"):
            self.seen.append((">", _level(tag)))

    def handle_data(self, data: str) -> None:
        if self.seen and self.seen[-1][0] == "words":
            data = self.seen.pop()[1] + data
        self.seen.append(("words", data))


def _level(tag: str) -> str:
    return "h2" if tag == "h1" else tag


def _lined(html: str) -> str:
    """An empty quotation is written on one line or on two."""
    return html.replace("<blockquote></blockquote>", "<blockquote>\n</blockquote>")
