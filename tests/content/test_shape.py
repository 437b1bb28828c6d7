"""What keeps the workshop pure, and its lists complete."""

import ast
import re
from pathlib import Path

from lms.content.findings import CODES
from lms.content.markdown.blocks import ALSO, LOOKS
from lms.content.words import WORDS

CONTENT = Path(__file__).parents[2] / "lms" / "content"
WITH_DATABASE = {"models", "queries", "actions", "commands", "shelf", "routes", "jobs"}


def imports(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_compiling_needs_neither_the_web_nor_a_database() -> None:
    refused = re.compile(r"flask|sqlalchemy|wtforms|lms\.platform\.(db|clock|journal|jobs|mail)")
    for file in CONTENT.rglob("*.py"):
        if WITH_DATABASE & {
            part.removesuffix(".py") for part in file.relative_to(CONTENT).parts[:1]
        }:
            continue
        assert [name for name in imports(file) if refused.match(name)] == [], file.name


def test_every_code_that_is_told_is_explained_and_every_one_explained_is_told() -> None:
    used = set()
    for file in CONTENT.rglob("*.py"):
        if file.name != "findings.py":
            used |= set(re.findall(r'"(C\d{3})"', file.read_text()))
    assert used == set(CODES)


def test_the_words_are_there_in_every_language() -> None:
    assert {tuple(words) for words in WORDS.values()} == {tuple(WORDS["en"])}
    assert {look.word for look in LOOKS.values()} - {""} <= set(WORDS["en"])
    assert set(ALSO.values()) <= set(LOOKS)
