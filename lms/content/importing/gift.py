"""GIFT, Moodle's question files.

Source: https://docs.moodle.org/en/GIFT_format
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lms.content.addresses import slug
from lms.content.importing.banks import Group, Paper, take_papers
from lms.content.importing.front import one_line
from lms.content.importing.gift_answers import fill
from lms.content.importing.gift_escapes import hidden, shown
from lms.content.importing.questions import Question
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved, Source

LINE = r"\_\_\_\_"
"""Where the answer stands in a sentence."""
_TITLE = re.compile(r"\s*::((?:\\.|(?!::).)*)::", re.DOTALL)
_CATEGORY = re.compile(r"\s*\$CATEGORY:\s*(.*)", re.IGNORECASE)
_REMARK = re.compile(r"<!--(?:(?!-->).)*-->")
_ROOTS = ("$course$", "$module$", "$system$", "$coursecat$", "top", "")
"""What Moodle puts before the categories that somebody made."""
_FORMAT = re.compile(r"\s*\[(html|markdown|moodle|plain)\]")


def is_gift(path: str, text: str) -> bool:
    """Whether a file holds questions: by its suffix, or by titles and answers in braces."""
    if path.lower().endswith(".gift"):
        return True
    found = re.search(r"(?m)^\s*::[^:\n]+::", text) and re.search(r"(?<!\\)\{[^{}]*[=~#TF]", text)
    return path.lower().endswith(".txt") and bool(found)


def fits(source: Source) -> bool:
    """Whether there are questions and no other texts, or one file of questions was named."""
    if source.only:
        return is_gift(source.only, source.text(source.only))
    texts = any(path.lower().endswith((".md", ".ipynb", ".qmd", ".rmd")) for path in source.paths)
    return not texts and bool(_files(source))


def carry(source: Source) -> Moved:
    """Every file as a bank, or as one for each of its categories."""
    moved = Moved()
    return take_papers(
        [(p, one) for p in _files(source) for one in papers(source, p, moved)], moved
    )


def _files(source: Source) -> list[str]:
    paths = [source.only] if source.only else sorted(source.paths)
    return [
        p for p in paths if p.lower().endswith((".gift", ".txt")) and is_gift(p, source.text(p))
    ]


def papers(source: Source, path: str, moved: Moved) -> list[Paper]:
    """The file's questions, those of each category by themselves."""
    grouped: dict[str, list[Row]] = {}
    category = ""
    for row in source.rows(path):
        if match := _CATEGORY.match(row.text):
            category = match[1].strip()
            if "//" in category:
                moved.tell(row, "two slashes in a category were read as one of its name")
        grouped.setdefault(category, []).append(row)
    made = [(name, _paper(rows, moved)) for name, rows in grouped.items()]
    asked = [(name, paper) for name, paper in made if paper.groups[0].questions or paper.opening]
    for name, paper in asked:
        *above, paper.title = ["", *_called(name)] if name else [""]
        paper.chapter = " · ".join(filter(None, above))
        paper.name = paper.title if len(asked) > 1 else ""
    return [paper for _, paper in asked] or [Paper()]


def _called(category: str) -> list[str]:
    """The names of a category and of those around it; a doubled slash is one of the name's."""
    names = [part.replace("\0", "/").strip() for part in category.replace("//", "\0").split("/")]
    return [one_line(name) for name in names if name not in _ROOTS]


def _paper(rows: list[Row], moved: Moved) -> Paper:
    """The questions of these lines; descriptions come before them."""
    found, group = Paper(), Group()
    for block in _blocks(rows, moved):
        question = _question(block, moved)
        if question is None and _is_unclosed(block):
            moved.tell(block[0], "a question whose braces are not closed was left out")
        elif question is None:
            found.opening += [*_described(block), Row("", block[0].path)]
        else:
            group.questions.append(question)
    found.groups.append(group)
    return found


def _blocks(rows: list[Row], moved: Moved) -> Iterator[list[Row]]:
    """The lines of each question: an empty line outside braces, or a title, begins another."""
    block: list[Row] = []
    depth = 0
    for row in rows:
        text = row.text.strip()
        if text.startswith("//") or (depth <= 0 and _REMARK.fullmatch(text)):
            continue
        if text.startswith("$"):
            if not _CATEGORY.match(text):
                moved.tell(row, "a setting was left out")
            continue
        if block and ((not text and depth <= 0) or text.startswith("::")):
            yield block
            block, depth = [], 0
        if text:
            block.append(row)
            plain = re.sub(r"\\.", "", text)
            depth += plain.count("{") - plain.count("}")
    if block:
        yield block


def _question(block: list[Row], moved: Moved) -> Question | None:
    """The question; None for a description, which has no answers."""
    text = hidden("\n".join(row.text for row in block))
    title = _TITLE.match(text)
    text = _FORMAT.sub("", text[title.end() :] if title else text, count=1)
    start = text.find("{")
    end = text.rfind("}")
    if start < 0 or end < start:
        return None
    before, inner, after = text[:start].strip(), text[start + 1 : end], text[end + 1 :].strip()
    question = Question([], shown(title[1]).strip() if title else "")
    if question.title and not slug(question.title):
        moved.tell(block[0], "a title of which no id can be made was left out")
    blank = fill(question, inner.strip(), block[0], moved)
    if after and (blank or question.choices or question.answers):
        sentence = f"{before} {blank or LINE} {after}"
        question.has_gaps = bool(blank)
        question.answers = [] if blank else question.answers
    else:
        sentence = f"{before} {after}".strip()
    lines = shown(sentence or "…").split("\n")
    question.prompt = [Row(line, block[0].path, block[0].line) for line in lines]
    return question


def _is_unclosed(block: list[Row]) -> bool:
    """Whether its answers begin and do not end: nobody may read them as a description."""
    return "{" in hidden("\n".join(row.text for row in block))


def _described(block: list[Row]) -> list[Row]:
    """A text without answers, under its title."""
    text = hidden("\n".join(row.text for row in block))
    title = _TITLE.match(text)
    text = _FORMAT.sub("", text[title.end() :] if title else text, count=1)
    text = f"## {one_line(title[1])}\n\n{text.strip()}" if title and title[1].strip() else text
    return [Row(line, block[0].path, block[0].line) for line in shown(text.strip()).split("\n")]
