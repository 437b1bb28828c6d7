"""GIFT, Moodle's question files.

Source: https://docs.moodle.org/en/GIFT_format
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lms.content.importing.banks import Group, Paper, take_papers
from lms.content.importing.gift_answers import fill
from lms.content.importing.gift_escapes import hidden, shown
from lms.content.importing.questions import Question
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved, Source

LINE = r"\_\_\_\_"
"""Where the answer stands in a sentence."""
_TITLE = re.compile(r"\s*::((?:\\.|(?!::).)*)::", re.DOTALL)
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
    """Every file as a bank."""
    moved = Moved(facts={"title": source.name})
    return take_papers([(path, paper(source, path, moved)) for path in _files(source)], moved)


def _files(source: Source) -> list[str]:
    paths = [source.only] if source.only else sorted(source.paths)
    return [
        p for p in paths if p.lower().endswith((".gift", ".txt")) and is_gift(p, source.text(p))
    ]


def paper(source: Source, path: str, moved: Moved) -> Paper:
    """The file's questions; descriptions come before them."""
    found, group = Paper(), Group()
    for block in _blocks(source.rows(path), moved):
        question = _question(block, moved)
        if question is None:
            found.opening += [*_described(block), Row("", path)]
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
        if text.startswith("//"):
            continue
        if text.startswith("$"):
            moved.tell(row, "a category or setting was left out")
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
    text = _TITLE.sub("", text, count=1)
    text = _FORMAT.sub("", text, count=1)
    start = text.find("{")
    end = text.rfind("}")
    if start < 0 or end < start:
        return None
    before, inner, after = text[:start].strip(), text[start + 1 : end], text[end + 1 :].strip()
    question = Question([])
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


def _described(block: list[Row]) -> list[Row]:
    text = _FORMAT.sub(
        "", _TITLE.sub("", hidden("\n".join(row.text for row in block)), count=1), count=1
    )
    return [Row(line, block[0].path, block[0].line) for line in shown(text.strip()).split("\n")]
