"""Reading with keys alone, in the dark, in Italian, enlarged, and over a thin line."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Demo, Surf
from tests.browser.steps import (
    question,
    reads_heading,
    sees,
    somebody_with_account,
)

COURSE = "/courses/python-accounts"
LESSON = f"{COURSE}/lessons/a-file-of-numbers/the-first-program"
MOST_TABS = 90
MOST_BYTES = 100_000
ENLARGED = 720  # px that remain of a 1440 px wide window at 200 %
FOCUS = """() => {
  const now = document.activeElement, box = now.getBoundingClientRect();
  const ringed = (part) => {
    const look = part && getComputedStyle(part);
    return look && look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0;
  };
  const shown = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return shown && [now, now.closest('label')].some(ringed) ? '' : now.outerHTML.slice(0, 200);
}"""


def tabs_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus, which is to be seen at each step."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == "", "the focus is not to be seen here"
        if wanted.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"Tab never came to {wanted}")


def test_a_lesson_is_read_answered_and_finished_with_keys_alone(
    surf: Surf, demo: Demo, script: bool
) -> None:
    jun, page = somebody_with_account(demo, "Jun"), surf(script=script)
    signs_in_with_keys(page, jun.email, jun.password)
    page.goto(COURSE)
    skips_to_the_content(page)
    tabs_to(page, page.get_by_role("main").get_by_role("link", name="The first program").first)
    page.keyboard.press("Enter")
    reads_heading(page, "The first program")
    answers_with_keys(page)
    tabs_to(page, page.get_by_role("button", name="Mark as complete"))
    page.keyboard.press("Enter")
    reads_heading(page, "Why cents go missing")


def signs_in_with_keys(page: Page, email: str, password: str) -> None:
    page.goto("/login")
    tabs_to(page, page.get_by_label("Mail address"))
    page.keyboard.type(email)
    tabs_to(page, page.get_by_label("Password"))
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/today")


def skips_to_the_content(page: Page) -> None:
    tabs_to(page, page.get_by_role("link", name="Skip to content"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def answers_with_keys(page: Page) -> None:
    skips_to_the_content(page)
    asked = question(page, "first-1")
    tabs_to(page, asked.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    expect(asked.get_by_role("radio").nth(1)).to_be_checked()
    tabs_to(page, asked.get_by_role("button", name="Check"))
    page.keyboard.press("Enter")
    expect(asked).to_contain_text("Right.")


def test_theme_and_language_stay_as_chosen(surf: Surf, script: bool) -> None:
    page = surf(script=script)
    page.goto("/courses")
    paper = background(page)
    page.get_by_role("button", name="Dark theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert background(page) != paper
    page.get_by_role("button", name="italiano").click()
    expect(page.locator("html")).to_have_attribute("lang", "it")
    reads_heading(page, "I corsi")
    page.goto(LESSON)
    sees(page, "lettura libera")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="English").click()
    sees(page, "free to read")


def background(page: Page) -> object:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("learner", LESSON),
        ("learner", f"{COURSE}/lessons/what-the-bank-sends/reading-csv"),
        ("admin", "/admin"),
        ("admin", "/admin/cohorts/sinopia"),
        ("admin", "/admin/cohorts/sinopia/people/csv"),
        ("admin", "/admin/orders"),
        ("admin", "/admin/audit"),
    ],
)
def test_twice_as_large_nothing_is_cut_off(surf: Surf, who: str, path: str, script: bool) -> None:
    page = surf(who, script=script, width=ENLARGED)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= ENLARGED


def test_a_first_visit_to_a_lesson_is_light_and_stays_in_the_house(
    surf: Surf, demo: Demo, script: bool
) -> None:
    page, received, asked = surf(script=script), [0.0], set[str]()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    network = page.context.new_cdp_session(page)
    network.on(
        "Network.loadingFinished",
        lambda told: received.append(told["encodedDataLength"]),
    )
    network.send("Network.enable")
    page.goto(LESSON, wait_until="networkidle")
    reads_heading(page, "The first program")
    assert 0 < sum(received) <= MOST_BYTES, f"{sum(received):.0f} bytes"
    assert asked == {urlsplit(demo.url).netloc}


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_banner_of_the_demo_takes_a_line_of_a_small_screen(surf: Surf, language: str) -> None:
    page = surf(width=390, language=language)
    page.goto("/")
    lines = page.locator(".banner__in").evaluate(
        "(it) => it.getBoundingClientRect().height / parseFloat(getComputedStyle(it).lineHeight)"
    )
    assert lines < 2.2
    assert page.locator(".banner a").is_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
