"""An exported course, opened from a disk by a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from lms.content.exporting.site import site
from lms.content.exporting.writing import write_folder
from tests.browser.test_every_page import AXE, NARROW, RULES, needed
from tests.content.exporting.editions import SLUGS, editions

LOADED = "() => [...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
OVERFLOWS = "() => document.documentElement.scrollWidth > innerWidth"

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own courses, each in a folder."""
    folder = tmp_path_factory.mktemp("disk")
    for slug in SLUGS:
        write_folder(site(editions(slug)), folder / slug)
    return folder


def lost(request: Request) -> list[str]:
    """The address that could not be had; leaving a page breaks off what it was still loading."""
    return [] if request.failure == "net::ERR_ABORTED" else [request.url]


@pytest.fixture
def open_file(chromium: Browser, disk: Path) -> Iterator[Open]:
    """Open a page: `open_file("writing-courses/index.html", theme="dark", width=390)`.

    Whatever the page complains of, or cannot load, fails the test.
    """
    complaints: list[str] = []
    contexts = []

    def opened(path: str, theme: str = "light", width: int = 1440) -> Page:
        context = chromium.new_context(
            color_scheme="dark" if theme == "dark" else "light",
            viewport={"width": width, "height": 900},
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(120_000)  # pages are opened by the dozen, beside other tests
        page.on("console", lambda message: complaints.append(message.text))
        page.on("requestfailed", lambda request: complaints.extend(lost(request)))
        page.goto(f"file://{disk / path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def test_a_course_is_read_from_its_first_page_to_the_next_and_in_another_language(
    open_file: Open,
) -> None:
    page = open_file("writing-courses/index.html")
    page.click("main .toc a")
    assert page.locator("h1").inner_text() == "Ten minutes to a first course"
    page.click("a.turn--next")
    assert page.locator("[aria-current=page]").is_visible()
    page.click("header a[hreflang=it]")
    assert "/it/lessons/" in page.url
    assert page.locator("html").get_attribute("lang") == "it"


def test_its_own_letters_and_colours_come_along(open_file: Open) -> None:
    light, dark = (open_file("python-accounts/index.html", theme=t) for t in ("light", "dark"))
    light.wait_for_function("() => document.fonts.status == 'loaded'")
    assert {"Brygada 1918", "Instrument Sans"} <= set(light.evaluate(LOADED))
    colour = "() => getComputedStyle(document.body).backgroundColor"
    assert light.evaluate(colour) != dark.evaluate(colour)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("slug", SLUGS)
def test_axe_finds_nothing_and_nothing_overflows(
    open_file: Open, disk: Path, slug: str, theme: str
) -> None:
    needed(AXE)
    engine = AXE.read_text(encoding="utf-8")
    page, found = open_file(f"{slug}/index.html", theme, NARROW), []
    for file in sorted((disk / slug).rglob("*.html")):
        page.goto(f"file://{file}")
        page.evaluate(engine)
        found += [f"{file.name}: {told}" for told in page.evaluate(RULES)]
        if page.evaluate(OVERFLOWS):
            found.append(f"{file.name} overflows")
    assert found == []
