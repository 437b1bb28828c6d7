"""Texts as a lesson's parser sees them, and the reading of fixtures."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lms.content.answered import key_lines
from lms.content.course import DrawSlot, Part, Quiz, QuizSlot, StaffOnly, TasksEnd, TaskSlot
from lms.content.glossary import read_glossary
from lms.content.page import CourseMap
from lms.content.render import Rendered, render

FIXTURES = Path(__file__).parent / "fixtures"

KNEAD = """import time
# ANCHOR: fold
def fold(dough):
    return dough
# ANCHOR_END: fold
time.sleep(1)
"""

GLOSSARY = """# Glossary

hydration
: The weight of the **water** for a hundred of flour; see [water](01-flour/02-water.md).

autolyse
rest
: Flour and water left *alone*
  for a while.

DDT
: Desired dough temperature.
"""

COURSE = CourseMap(
    "bread",
    {
        "course": "/courses/bread",
        "01-flour/index": "/courses/bread",
        "01-flour/01-grain": "/courses/bread/lessons/flour/grain",
        "01-flour/02-water": "/courses/bread/lessons/flour/water",
        "02-oven/01-heat": "/courses/bread/lessons/oven/heat",
    },
    frozenset(
        {"01-flour/sack.png", "01-flour/prices.csv", "cover.svg", "01-flour/hot day.jpg"}
        | {"01-flour/fold.mp4", "01-flour/fold.vtt", "01-flour/fold.it.vtt", "01-flour/bare.webm"}
        | {"01-flour/crackle.mp3", "01-flour/table.pdf"}
    ),
    "en",
    {
        "en": read_glossary("glossary.md", GLOSSARY),
        "it": read_glossary("glossary.it.md", "lievito\n: Organismi *vivi*.\n"),
    },
    {
        "01-flour/code/knead.py": KNEAD,
        "01-flour/code/bake.rs": "# use oven;\nfn main() {\n    // ANCHOR: bake\n    bake();\n"
        "    // ANCHOR_END: bake\n}\n",
        "01-flour/_again.md": "---\ntitle: x\n---\nAgain: {{#include code/knead.py:1}}\n",
        "01-flour/circle.md": "{{#include circle.md}}\n",
        "01-flour/02-water.md": "{{#include 02-water.md}}\n",
        "01-flour/list.md": "- salt\n- water\n",
    },
    banks=frozenset({"01-flour/grain.quiz", "02-oven/heat.quiz"}),
)


@dataclass(frozen=True)
class Example:
    """One case of a fixture file."""

    file: str
    title: str
    text: str
    expected: str


def examples() -> Iterator[Example]:
    """Every case of every file, in markdown-it's shape: title, dot, input, dot, output, dot."""
    for file in sorted(FIXTURES.glob("*.md")):
        pieces = file.read_text(encoding="utf-8").split("\n.\n")
        for title, text, expected in zip(*[iter(pieces)] * 3, strict=False):
            name = title.strip().splitlines()[-1]
            yield Example(file.stem, name, text, expected)


def rendered(text: str, language: str = "en", path: str = "01-flour/02-water.md") -> Rendered:
    """A lesson of a small course."""
    return render(path, text, language, COURSE)


def html_of(parts: tuple[Part, ...]) -> str:
    """All that the page's HTML holds, slots and notes for staff as marks."""
    return "".join(_shown(part) for part in parts)


def as_fixture(page: Rendered, *, with_keys: bool = False) -> str:
    """The page and what was found, one thing a line; with keys, what each question is."""
    asked = [described(quiz) for quiz in page.quizzes if with_keys]
    found = [f"{f.severity} {f.code} {f.line}:{f.column} {f.message}" for f in page.findings]
    return "\n".join([html_of(page.parts).strip(), *asked, *found]).strip()


def described(quiz: Quiz) -> str:
    """A question with its key, a line each."""
    options = [f"[{'x' if o.correct else ' '}] {o.html}" for o in quiz.options]
    head = f"{quiz.kind} {quiz.id}: {str(quiz.asked_html).strip()}"
    return "\n".join([head, *options, *key_lines(quiz)])


def _shown(part: Part) -> str:
    match part:
        case QuizSlot():
            return f"[quiz {part.quiz_id}]\n"
        case DrawSlot():
            return f"[{part.pick} of {part.bank}]\n"
        case StaffOnly():
            return f"[staff\n{part.html}]\n"
        case TaskSlot():
            return f"[box {part.key}]"
        case TasksEnd():
            return "[save]\n"
    return str(part)
