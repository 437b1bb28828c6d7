"""Every Python block of every lesson runs as printed, and prints what the lesson says.

The blocks of one lesson run in order, in one namespace, in a folder of their own. A fence with
a title is first saved under it. An `output` fence is compared whole, an `error` fence by its last
line: the lines above it name files, which differ from one computer to the next.
"""

import io
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from lms.content.includes import expand, part_of
from lms.content.library.reading import read_course

COURSES = Path(__file__).parents[2] / "courses"
RESULTS = {"output", "error"}


@dataclass(frozen=True)
class Fence:
    """One fenced block: its language, its text, the file it names, the line it stands on."""

    language: str
    text: str
    title: str | None
    line: int


@dataclass
class Example:
    """A fence, and what the lesson says comes of it."""

    fence: Fence
    output: str | None = None
    error: str | None = None


def fences(lesson: Path) -> list[Fence]:
    """The fenced blocks of a lesson, in order, also those inside teaching blocks."""
    root = next(folder for folder in lesson.parents if (folder / "course.md").is_file())
    path, files = lesson.relative_to(root).as_posix(), read_course(root).files
    text = without_front_matter(lesson.read_text(encoding="utf-8"))
    tokens = MarkdownIt("commonmark").parse(expand(text, path, files).text)
    blocks = [token for token in tokens if token.type == "fence"]
    for block in blocks:
        if named := re.search(r"file=(\S+)", block.info):
            block.content = part_of(path, named[1], files)
    return [fence(block.info, block.content, block.map) for block in blocks]


def without_front_matter(text: str) -> str:
    """The text with its front matter blanked, so that line numbers stay true."""
    front = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    return text if front is None else "\n" * front[0].count("\n") + text[front.end() :]


def fence(info: str, text: str, lines: list[int] | None) -> Fence:
    """One fence from its info string, such as `python title="money.py"`."""
    title = re.search(r'title="([^"]+)"', info)
    language = info.split()[0] if info.strip() else ""
    return Fence(language, text, title and title[1], lines[0] + 1 if lines else 0)


def examples(lesson: Path) -> Iterator[Example]:
    """Each fence that is not a result, joined with the results that follow it."""
    example: Example | None = None
    for found in fences(lesson):
        if found.language not in RESULTS:
            if example:
                yield example
            example = Example(found)
        elif example and found.language == "output":
            example.output = found.text
        elif example:
            example.error = found.text
    if example:
        yield example


def run(block: Fence, names: dict[str, object]) -> tuple[str, str | None]:
    """What a block prints and, if it raises, the last line of its traceback."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        try:
            code = compile(block.text, block.title or "<lesson>", "exec")
            exec(code, names)  # noqa: S102 - the code is this repository's own lessons, and running it is the test
        except Exception as error:
            return printed.getvalue(), traceback.format_exception_only(error)[-1].strip()
    return printed.getvalue(), None


def last_line(text: str | None) -> str | None:
    """The last line of an error as a lesson prints it, or None where none is printed."""
    return text.strip().splitlines()[-1].strip() if text else None


def save(text: str, path: Path) -> None:
    """Write a titled block where the lesson says it lies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def try_out(example: Example, names: dict[str, object]) -> None:
    """Save and run one example, and compare what happens with what is printed."""
    block = example.fence
    if block.title:
        save(block.text, Path(block.title))
    if block.language != "python":
        return
    printed, raised = run(block, names)
    assert raised == last_line(example.error), f"line {block.line}: raised {raised}"
    if example.output is not None:
        assert printed.rstrip() == example.output.rstrip(), f"line {block.line} prints otherwise"


def lessons_with_python() -> list[Path]:
    """Every lesson under courses/ that shows at least one Python block."""
    return [
        lesson
        for lesson in sorted(COURSES.glob("**/*.md"))
        if any(block.language == "python" for block in fences(lesson))
    ]


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to work in, from which a lesson may also import what it has saved."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    known = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - known:
        if str(getattr(sys.modules[name], "__file__", None)).startswith(str(tmp_path)):
            del sys.modules[name]


@pytest.mark.parametrize(
    "lesson", lessons_with_python(), ids=lambda path: path.relative_to(COURSES).as_posix()
)
@pytest.mark.usefixtures("empty_folder")
def test_lesson_prints_what_it_says(lesson: Path) -> None:
    """Somebody who types the lesson in sees what the lesson shows."""
    names: dict[str, object] = {"__name__": "__main__"}
    for example in examples(lesson):
        try_out(example, names)
