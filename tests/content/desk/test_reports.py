"""Findings as programs read them, colours, and what codes mean."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lms.content.commands import courses
from tests.content.courses import COURSE


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with an error and a warning."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    chapter = tmp_path / "courses" / "bread" / "01-gra in"
    chapter.mkdir(parents=True)
    (chapter.parent / "course.md").write_text(COURSE)
    (chapter / "01-x.md").write_text("[é](nowhere.md)\n")
    (chapter / "sack.png").write_bytes(b"picture")
    return chapter


def run(*words: str, colour: bool = False) -> Result:
    return CliRunner().invoke(courses, list(words), color=colour)


def test_sarif_has_the_shape_that_code_hosts_read() -> None:
    result = run("check", "--format", "sarif")
    log = json.loads(result.stdout)
    (only,) = log["runs"]
    error, warning = only["results"]
    assert result.exit_code == 1
    assert (log["version"], only["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    rules = only["tool"]["driver"]["rules"]
    assert [rules[found["ruleIndex"]]["id"] for found in (error, warning)] == ["C401", "C011"]
    assert [found["level"] for found in (error, warning)] == ["error", "warning"]
    place = error["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "courses/bread/01-gra%20in/01-x.md"}
    region = {k: place["region"][k] for k in ("startLine", "startColumn", "endColumn")}
    assert region == {"startLine": 1, "startColumn": 5, "endColumn": 15}
    assert "region" not in warning["locations"][0]["physicalLocation"]


def test_sarif_says_which_text_includes_what_is_wrong(folder: Path) -> None:
    (folder / "01-x.md").write_text("text\n\n{{#include ../_shared.md}}\n")
    (folder.parent / "_shared.md").write_text("[é](nowhere.md)\n")
    found = json.loads(run("check", "--format", "sarif").stdout)["runs"][0]["results"][-1]
    places = [*found["locations"], *found["relatedLocations"]]
    told = [place["physicalLocation"] for place in places]
    assert [
        (p["artifactLocation"]["uri"].removeprefix("courses/bread/"), p["region"]["startLine"])
        for p in told
    ] == [("_shared.md", 1), ("01-gra%20in/01-x.md", 3)]


def test_a_terminal_gets_colours_and_a_pipe_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[31m\x1b[1merror[C401]\x1b[0m courses/" in run("check", colour=True).output
    assert "\x1b" not in run("check").output
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check", colour=True).output


def test_a_second_check_reads_what_the_first_one_kept(tmp_path: Path) -> None:
    first = run("check").output
    kept = list((tmp_path / "cache").rglob("*.json"))
    assert len(kept) == 2
    assert run("check").output == first


def test_a_home_that_cannot_be_written_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert "error[C401]" in run("check").output


@pytest.mark.parametrize(
    "words", [["check", "cake"], ["check", "--format", "xml"], ["explain", "C999"]]
)
def test_a_command_that_cannot_be_understood_ends_with_2(words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_explain_lists_what_it_can_explain() -> None:
    assert "C104  The block does not know this option." in run("explain").output.splitlines()
