"""What a lesson holds beside words: chosen, opened and drawn in a real browser."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, Surf

TERMS = "/courses/writing-courses/lessons/the-text/tabs-and-terms"
DIAGRAMS = "/courses/writing-courses/lessons/the-text/formulas-and-diagrams"
FILMS = "/courses/writing-courses/lessons/the-text/films-and-documents"
LEFT = "Turn the end over the rope to the left."


def follow_requests(page: Page) -> list[str]:
    """The addresses that the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def test_a_tab_is_chosen_with_and_without_a_script(surf: Surf, script: bool) -> None:
    page = surf("instructor", script=script)
    page.goto(TERMS)
    sets = page.get_by_role("radiogroup")
    expect(page.get_by_text(LEFT)).to_be_hidden()
    sets.nth(1).get_by_role("radio", name="Left-handed").check(force=True)
    expect(page.get_by_text(LEFT)).to_be_visible()
    first = sets.nth(0).get_by_role("radio", name="Left-handed")
    if script:
        expect(first).to_be_checked()
        page.reload()
        expect(page.get_by_text(LEFT)).to_be_visible()
    else:
        expect(first).not_to_be_checked()


def test_a_term_is_explained_by_keyboard(surf: Surf, script: bool) -> None:
    page = surf("instructor", script=script, width=390)
    page.goto(TERMS)
    definition = page.get_by_text("The part of the rope that you do not tie with.").first
    expect(definition).to_be_hidden()
    page.locator("button.gloss", has_text="standing part").press("Enter")
    expect(definition).to_be_visible()
    page.keyboard.press("Escape")
    expect(definition).to_be_hidden()


def test_a_diagram_is_drawn_in_a_frame_that_reaches_nothing(surf: Surf, demo: Demo) -> None:
    page = surf("instructor", theme="dark")
    asked = follow_requests(page)
    page.goto(DIAGRAMS)
    frame = page.locator("iframe.diagram__frame")
    frame.scroll_into_view_if_needed()
    expect(frame).to_have_attribute("data-drawn", "true", timeout=20_000)
    assert frame.get_attribute("sandbox") == "allow-scripts"
    expect(frame.content_frame.get_by_text("sheet bend")).to_be_visible()
    assert frame.content_frame.locator("html").get_attribute("data-theme") == "dark"
    assert all(address.startswith(demo.url) for address in asked)


def test_without_a_script_a_diagram_is_its_source(surf: Surf) -> None:
    page = surf("instructor", script=False)
    page.goto(DIAGRAMS)
    expect(page.get_by_text("A{Two ropes?}").last).to_be_visible()
    expect(page.locator("math").first).to_be_visible()


def test_a_document_opens_when_it_is_asked_for(surf: Surf) -> None:
    page = surf("instructor")
    asked = follow_requests(page)
    page.goto(FILMS)
    expect(page.locator("video track")).to_have_count(2)
    assert not [address for address in asked if address.endswith(".pdf")]
    page.get_by_role("link", name="Read the document here").click()
    expect(page.locator("iframe.video__player")).to_have_count(1)


def test_a_page_without_diagrams_loads_none_of_it(surf: Surf) -> None:
    page = surf("instructor")
    asked = follow_requests(page)
    page.goto(TERMS)
    assert not [address for address in asked if "mermaid" in address or "diagram" in address]
