"""Files of questions as banks, each with a lesson that asks them."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, field

from lms.content.addresses import slug, title_of
from lms.content.importing.names import safe_name
from lms.content.importing.questions import Question, as_rows, question_name
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved, Part, Text

QUESTIONS = "Questions"
"""The chapter of those whose file names none."""


@dataclass
class Group:
    """Questions from which some are asked."""

    questions: list[Question] = field(default_factory=list)
    pick: int = 0
    """How many; 0 for all of them."""


@dataclass
class Paper:
    """What one file of questions holds."""

    title: str = ""
    chapter: str = ""
    """The part of the course to which it belongs, where its file says so."""
    name: str = ""
    """Tells it from other papers of the same file."""
    opening: list[Row] = field(default_factory=list)
    """Text before the questions."""
    groups: list[Group] = field(default_factory=list)


def take_paper(path: str, paper: Paper, moved: Moved) -> str:
    """Add a bank for each group and the lesson that asks them; the lesson's path."""
    folder, name = posixpath.split(path)
    stem = safe_name("-".join(filter(None, (posixpath.splitext(name)[0], slug(paper.name)))))
    groups = [group for group in paper.groups if _whole(group, moved)]
    if not groups and not paper.opening:
        moved.tell_file(path, "it holds no question that could be asked; left behind")
        return ""
    rows = [*paper.opening, Row("", path)]
    number = 0
    for place, group in enumerate(groups, 1):
        bank = f"{stem}-{place}.quiz.md" if len(groups) > 1 else f"{stem}.quiz.md"
        lines: list[Row] = []
        for question in group.questions:
            number += 1
            name = question_name(stem, number, question.title)
            lines += as_rows(question, moved.free_id(name))
        bank = moved.place(posixpath.join(folder, bank), Text(lines))
        pick = group.pick or len(group.questions)
        name = moved.free_id(f"{question_name(stem, 0)}{place}")
        head = f"::: quiz {{#{name} from={posixpath.basename(bank)} pick={pick}}}"
        rows += [Row(head, path), Row(":::", path), Row("", path)]
    title = paper.title or _heading(paper) or title_of(stem)
    return moved.place(posixpath.join(folder, f"{stem}.md"), Text(rows, {"title": title}), path)


def take_papers(papers: Sequence[tuple[str, Paper]], moved: Moved) -> Moved:
    """A course of nothing but questions."""
    grouped: dict[str, list[str]] = {}
    for path, paper in papers:
        if lesson := take_paper(path, paper, moved):
            grouped.setdefault(paper.chapter or QUESTIONS, []).append(lesson)
    moved.parts += [Part(title, lessons) for title, lessons in grouped.items()]
    return moved


def _heading(paper: Paper) -> str:
    """The words of a heading with which the text before the questions begins."""
    first = next((row.text for row in paper.opening if row.text.strip()), "")
    return first[2:].strip() if first.startswith("# ") else ""


def _whole(group: Group, moved: Moved) -> bool:
    """Keep the questions that somebody could answer; whether any is left."""
    for question in group.questions:
        if not question.is_whole:
            row = question.prompt[0] if question.prompt else Row("")
            moved.tell(row, "a question without a right answer was left out")
    group.questions = [question for question in group.questions if question.is_whole]
    return bool(group.questions)
