"""The walls that no linter sees."""

import ast
from pathlib import Path

import pytest

LMS = Path(__file__).parents[2] / "lms"
FILES = sorted(p for p in LMS.rglob("*.py") if "standin" not in p.parts)
MAY_OPEN_TRANSACTIONS = ("routes", "jobs", "commands")
LONGEST_FILE = 300
LONGEST_FUNCTION = 35
NOT_USED = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "base",
    "manager",
    "service",
    "services",
    "data",
    "info",
}


def calls(file: Path, name: str) -> list[int]:
    """Lines on which something called `name` is called."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            target = node.func
            called = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
            if called == name:
                found.append(node.lineno)
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.relative_to(LMS).as_posix())
def test_only_the_database_room_commits(file: Path) -> None:
    if file != LMS / "platform" / "db.py":
        assert calls(file, "commit") == []


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.relative_to(LMS).as_posix())
def test_transactions_begin_at_the_doors_alone(file: Path) -> None:
    rooms = {part.removesuffix(".py") for part in file.relative_to(LMS).parts}
    at_a_door = rooms & set(MAY_OPEN_TRANSACTIONS) or rooms & {"platform", "demo"}
    if not at_a_door:
        assert calls(file, "transaction") == []


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.relative_to(LMS).as_posix())
def test_files_and_functions_stay_small(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, node.name


def test_nothing_is_called_by_a_name_that_says_nothing() -> None:
    assert [f for f in FILES if f.stem in NOT_USED] == []
