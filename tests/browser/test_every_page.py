"""Every kind of page, as everybody: no dead link, nothing for axe or the HTML checker to say."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import LOG_INS, Demo, log_in, new_context
from tests.browser.crawl import Walk, walk
from tests.conftest import Schools
from tests.java import JAVA

TOOLS = Path(__file__).parents[1] / "tools" / "node_modules"
AXE = TOOLS / "axe-core" / "axe.min.js"
VNU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
EVERYBODY = ("", *LOG_INS)
NARROW = 320
TABLET = 820
RULES = """() => axe.run(document, {
  resultTypes: ['violations'], preload: false,
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
}).then(r => r.violations.map(v =>
  v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.html).slice(0, 3).join(' | ')))"""

CUT_OFF = """() => [...document.querySelectorAll('.table-wrap:has(.table--fold)')]
  .flatMap(wrap => [wrap, ...wrap.querySelectorAll('td')])
  .some(box => box.scrollWidth > box.clientWidth + 1)"""
"""A table that folds into cards has nothing to scroll to, and no cell runs into the next."""


@pytest.fixture(scope="session")
def walks(chromium: Browser, demo: Demo, schools: Schools) -> dict[str, Walk]:
    """The pages that each of the demo's people can come to by links."""
    routes = schools.on("sqlite").url_map
    found = {}
    for who in EVERYBODY:
        context = new_context(chromium, demo, script=False)
        if who:
            log_in(context.new_page(), LOG_INS[who])
        found[who] = walk(context.request, demo.url, routes)
        context.close()
    return found


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_link_is_dead(walks: dict[str, Walk], who: str) -> None:
    assert not walks[who].dead, "\n".join(walks[who].dead)
    assert len(walks[who].pages) > 10


def needed(tool: Path) -> None:
    """Skip, saying so, where a checker is missing; in CI it must be there."""
    if not tool.exists() and not os.environ.get("CI"):
        pytest.skip(f"{tool.name} is not installed: run `make tools`")


@pytest.mark.parametrize("look", [("light", "en"), ("dark", "it")], ids=" ".join)
@pytest.mark.parametrize("who", EVERYBODY)
def test_axe_finds_nothing_and_nothing_overflows_a_small_phone(
    chromium: Browser, demo: Demo, walks: dict[str, Walk], who: str, look: tuple[str, str]
) -> None:
    needed(AXE)
    engine, (theme, language) = AXE.read_text(encoding="utf-8"), look
    page = window(chromium, demo, who, theme=theme, language=language)
    page.context.add_cookies([{"name": "language", "value": language, "url": demo.url}])
    found = []
    for path in walks[who].first_of_each_kind:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(path)
        page.evaluate(engine)
        found += [f"{path}: {violation}" for violation in page.evaluate(RULES)]
        page.set_viewport_size({"width": TABLET, "height": 900})
        found += [f"{path}: a table is cut off on a tablet"] if page.evaluate(CUT_OFF) else []
        page.set_viewport_size({"width": NARROW, "height": 700})
        width = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{path}: {width} px wide"] if width > NARROW else []
        found += [f"{path}: a table is cut off"] if page.evaluate(CUT_OFF) else []
    page.context.close()
    assert not found, "\n".join(found)


def test_the_html_checker_finds_nothing(walks: dict[str, Walk], tmp_path: Path) -> None:
    needed(VNU)
    if shutil.which("java") is None and not os.environ.get("CI"):
        pytest.skip("Java is not installed")
    names = {}
    for who, seen in walks.items():
        for number, (path, html) in enumerate(seen.pages.items()):
            file = tmp_path / f"{who or 'visitor'}-{number}.html"
            file.write_text(html, encoding="utf-8")
            names[file.name] = path
    done = subprocess.run(
        [*JAVA, "-Xss2m", "-jar", VNU, "--format", "json", "--exit-zero-always", tmp_path],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(done.stderr)["messages"]
    errors = {
        f"{names.get(Path(m['url']).name, m['url'])}: {m['message']} {m.get('extract', '')[:90]!r}"
        for m in messages
        if m["type"] == "error"
    }
    assert not errors, "\n".join(sorted(errors))


def window(chromium: Browser, demo: Demo, who: str, **how: object) -> Page:
    """A window in which somebody is logged in."""
    page = new_context(chromium, demo, **how).new_page()
    if who:
        log_in(page, LOG_INS[who])
    return page
