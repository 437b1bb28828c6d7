"""A hostile course in a real browser, its policy switched off: nothing in it may run."""

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route

from lms.learning.preview.draft import Draft
from lms.learning.preview.eyes import Eyes
from lms.learning.preview.server import server_of
from tests.content.hostile_course import hostile_files, payloads

WORDS, TOGETHER = payloads(), 90
WATCH = """
window.fired = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
  window[name] = (...words) => { window.fired.push(`${name} ${words}`); };
}
"""
pytestmark = [
    pytest.mark.skipif(not WORDS, reason="the corpora are not beside the project"),
    pytest.mark.timeout(900),  # thousands of payloads take a minute, and a busy machine five
]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[str]:
    """The address of a preview of the hostile course."""
    root = tmp_path / "clay"
    for path, text in hostile_files(WORDS, TOGETHER).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    now = datetime.fromisoformat("2026-03-10T12:00")
    draft = Draft(root)
    server = server_of(draft, 0, Eyes("mentor", now, now.date()))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_nothing_fires_even_without_the_policy(chromium: Browser, home: str) -> None:
    draft_paths: list[str] = []
    fired: list[str] = []
    foreign: list[str] = []

    def let(route: Route) -> None:
        if route.request.url.startswith((f"{home}/", "data:")):
            route.continue_()
        else:
            if route.request.resource_type != "image":  # which only the policy keeps from loading
                foreign.append(route.request.url)
            route.abort()

    def refuse(dialog: Dialog) -> None:
        fired.append(dialog.message)
        dialog.dismiss()

    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    page.on("dialog", refuse)
    page.add_init_script(WATCH)
    page.route("**/*", let)
    page.goto(f"{home}/courses/clay", wait_until="load")
    draft_paths = page.eval_on_selector_all(
        "#page\\.outline li a", "links => links.map(link => link.getAttribute('href'))"
    )
    for path in draft_paths:
        page.goto(home + path, wait_until="load")
        _touch(page)
        fired += page.evaluate("window.fired")
        assert page.url.startswith(home)
    context.close()
    assert len(draft_paths) > len(WORDS) / (2 * TOGETHER)
    assert fired == []
    assert foreign == []


def _touch(page: Page) -> None:
    """Wake what waits for a pointer or the keyboard."""
    page.evaluate(
        """() => document.querySelectorAll(".prose *").forEach((node) => {
          for (const kind of ["mouseover", "focus", "pointerenter", "toggle", "error", "load"]) {
            node.dispatchEvent(new Event(kind));
          }
        })"""
    )
