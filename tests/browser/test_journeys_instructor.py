"""An author breaks a course, is told where, and mends it; readers notice nothing but the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, Surf
from tests.browser.steps import goes_to, in_english, looks_until, reads_heading, sees

COURSE = "community-business"
FILE = "03-il-ritmo-e-le-mete/01-un-ritmo-che-regge.en.md"
LESSON = f"/courses/{COURSE}/lessons/il-ritmo-e-le-mete/un-ritmo-che-regge"
OLD, NEW = "on Mondays the blades are sharpened", "on Tuesdays the planes are sharpened"


@pytest.fixture
def text(demo: Demo) -> Iterator[Path]:
    """A lesson in the author's editor; afterwards it is as it was."""
    file = demo.courses / COURSE / FILE
    before = file.read_text(encoding="utf-8")
    yield file
    file.write_text(before, encoding="utf-8")
    assert demo.lms("courses", "sync", COURSE).returncode == 0


def test_a_broken_course_replaces_nothing_until_it_is_mended(
    surf: Surf, demo: Demo, text: Path, script: bool
) -> None:
    reader, caterina = surf(script=script), in_english(surf("instructor", script=script))
    breaks_the_quiz(text)
    is_told_the_place(demo, text)
    cannot_publish(demo)
    reads(reader, OLD)
    sees_the_finding(caterina, text)

    mends_the_quiz_and_changes_a_sentence(text)
    publishes(demo)
    reads(reader, NEW)
    sees_nothing_wrong(caterina)


def breaks_the_quiz(file: Path) -> None:
    edit(file, "attempts=2", "atempts=2")
    edit(file, OLD, NEW)


def mends_the_quiz_and_changes_a_sentence(file: Path) -> None:
    edit(file, "atempts=2", "attempts=2")


def edit(file: Path, before: str, after: str) -> None:
    words = file.read_text(encoding="utf-8")
    assert before in words
    file.write_text(words.replace(before, after), encoding="utf-8")


def line_of_the_quiz(file: Path) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if "atempts" in line)


def is_told_the_place(demo: Demo, file: Path) -> None:
    checked = demo.lms("courses", "check", COURSE)
    assert checked.returncode == 1
    head, source, caret = checked.stdout.splitlines()[:3]
    column = len("::: quiz {#ritmo-1 points=2 a")
    assert f"{COURSE}/{FILE}:{line_of_the_quiz(file)}:{column}" in head
    assert source.endswith("| ::: quiz {#ritmo-1 points=2 atempts=2 shuffle}")
    assert caret.index("^") == source.index("atempts")
    assert "attempts" in caret


def cannot_publish(demo: Demo) -> None:
    synced = demo.lms("courses", "sync", COURSE)
    assert synced.returncode == 1
    assert "not published; learners keep reading revision" in synced.stdout


def publishes(demo: Demo) -> None:
    checked = demo.lms("courses", "check", COURSE)
    assert f"{COURSE}: 0 errors, 0 warnings" in checked.stdout
    assert checked.returncode == 0
    assert demo.lms("courses", "sync", COURSE).returncode == 0


def reads(page: Page, sentence: str) -> None:
    page.goto(LESSON)
    reads_heading(page, "A rhythm that holds without you")
    looks_until(page, page.get_by_text(sentence))
    expect(page.get_by_text(OLD if sentence == NEW else NEW)).to_have_count(0)


def sees_the_finding(page: Page, file: Path) -> None:
    goes_to(page, "Teaching")
    row = page.get_by_role("row").filter(has_text="A community that stands on its own")
    expect(row).to_contain_text("one error")
    row.get_by_role("link").click()
    check = page.get_by_role("region", name="Last check")
    expect(check).to_contain_text(f"{FILE}:{line_of_the_quiz(file)}")
    sees(page, "Learners go on reading the last revision without errors.")


def sees_nothing_wrong(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("region", name="Last check")).to_contain_text("Nothing is wrong.")


def test_what_was_edited_is_published_while_the_demo_runs(demo: Demo) -> None:
    done = demo.lms("demo", "--sync")
    assert done.returncode == 0, done.stderr
    assert "writing-courses" in done.stdout
