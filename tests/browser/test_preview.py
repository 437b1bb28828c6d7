"""The preview in a real browser: what is saved appears, and the author's place stays."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lms.learning.preview.draft import Draft
from lms.learning.preview.eyes import Eyes
from lms.learning.preview.server import server_of
from tests.content.courses import COURSE, QUIZ

Open = Callable[[bool], Page]
TEXT = "# Grain\n\n" + "\n\n".join(f"Paragraph {number}." for number in range(120))


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """A long lesson."""
    file = tmp_path / "bread" / "01-flour" / "01-grain.md"
    file.parent.mkdir(parents=True)
    (tmp_path / "bread" / "course.md").write_text(COURSE)
    file.write_text(TEXT)
    return file


@pytest.fixture
def address(lesson: Path) -> Iterator[str]:
    """Where it is previewed."""
    now = datetime.fromisoformat("2026-03-10T12:00")
    draft = Draft(lesson.parents[1])
    follow = threading.Thread(target=draft.follow, daemon=True)
    follow.start()
    server = server_of(draft, 0, Eyes("mentor", now, now.date()))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/courses/bread/lessons/flour/grain"
    draft.ended.set()
    server.shutdown()
    server.server_close()
    follow.join(5)


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator[Open]:
    """Open the preview, with scripts or without."""
    contexts: list[BrowserContext] = []

    def open_page(scripts: bool) -> Page:
        contexts.append(chromium.new_context(java_script_enabled=scripts))
        page = contexts[-1].new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_what_is_saved_appears_where_the_author_was(opened: Open, lesson: Path) -> None:
    page = opened(True)
    page.evaluate("window.kept = true; scrollTo(0, 2000)")
    lesson.write_text(f"{TEXT}\n\n[Saved](nowhere.md).\n")
    page.wait_for_selector("#finding-243", state="attached")
    assert page.evaluate("[window.kept, Math.abs(scrollY - 2000) < 80]") == [True, True]
    assert "1 finding" in page.inner_text(".desk")


def test_without_scripts_a_reload_shows_it(opened: Open, lesson: Path) -> None:
    page = opened(False)
    lesson.write_text(f"{TEXT}\n\nSaved.\n")
    page.reload()
    assert page.get_by_text("Saved.").count() == 1


@pytest.mark.parametrize("scripts", [False, True])
def test_an_author_answers_a_question_and_sees_the_feedback(
    opened: Open, lesson: Path, scripts: bool
) -> None:
    lesson.write_text(f"{TEXT}\n{QUIZ}")
    page = opened(scripts)
    page.get_by_role("link", name="Answer it as a learner").click()
    page.get_by_label("Salt").check()
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Not yet.")).to_be_in_viewport()
    page.get_by_role("link", name="Try again").click()
    page.get_by_label("Dough").check()
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Yeast.")).to_be_in_viewport()
    expect(page.get_by_text("and not kept")).to_be_visible()
    page.goto(page.url.partition("?")[0])
    expect(page.get_by_role("button", name="Check")).to_be_visible()


def test_an_open_page_follows_its_file_and_says_when_it_is_gone(opened: Open, lesson: Path) -> None:
    page = opened(True)
    renamed = lesson.rename(lesson.with_name("01-rye.md"))
    page.wait_for_url("**/lessons/flour/rye")
    renamed.unlink()
    expect(page.get_by_text("There is no lesson here")).to_be_visible()
    renamed.write_text("# Rye\n\nBack again.\n")
    expect(page.get_by_text("Back again.")).to_be_visible()
    expect(page.get_by_text("There is no lesson here")).to_have_count(0)
