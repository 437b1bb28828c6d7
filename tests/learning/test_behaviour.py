"""What a lesson's page loads beside its text: nothing, unless the text asks for it."""

from lms.learning.behaviour import behaviour
from tests.learning.conftest import Publish
from tests.visitor import Page, Visitor

LESSON = "/courses/clay/lessons/a"
FREE = "---\npreview: true\n---\n# A\n\n"


def policy(page: Page) -> str:
    return page.response.headers["Content-Security-Policy"]


def test_plain_text_loads_no_script_of_its_own(visitor: Visitor, publish: Publish) -> None:
    publish({"a.md": FREE + "Text about `data-player=` and frames."})
    page = visitor.get(LESSON)
    assert page.status == 200
    for name in ("tabs", "diagrams"):
        assert f"js/{name}." not in page.html
    assert "http" not in policy(page).partition("frame-src")[2]


def test_tabs_load_their_script_and_no_frame(visitor: Visitor, publish: Publish) -> None:
    publish({"a.md": FREE + "::: tabs {group=os}\n## A\na\n## B\nb\n:::\n"})
    page = visitor.get(LESSON)
    assert "js/tabs." in page.html
    assert "frame-src" not in policy(page)


def test_a_diagram_may_be_framed_from_here_only(visitor: Visitor, publish: Publish) -> None:
    publish({"a.md": FREE + "```mermaid\npie\n```\n"})
    page = visitor.get(LESSON)
    assert "js/diagrams." in page.html
    assert "mermaid.min" not in page.html
    assert policy(page).endswith("frame-src 'self'")


def test_a_film_from_elsewhere_may_be_framed_from_its_host_alone(
    visitor: Visitor, publish: Publish
) -> None:
    publish({"a.md": FREE + "https://youtu.be/abcDEF12345\n"})
    page = visitor.get(LESSON)
    assert "<iframe" not in page.html
    assert page.has_link("https://youtu.be/abcDEF12345")
    assert policy(page).endswith("frame-src 'self' https://www.youtube-nocookie.com")


def test_a_landing_page_has_tabs_too(visitor: Visitor, publish: Publish) -> None:
    publish(
        {"course.md": "---\ntitle: Clay\nsummary: x\n---\n\n```mermaid\npie\n```\n", "a.md": FREE}
    )
    page = visitor.get("/courses/clay")
    assert "js/diagrams." in page.html
    assert policy(page).endswith("frame-src 'self'")


def test_the_sheet_for_diagrams_reaches_nothing(visitor: Visitor) -> None:
    page = visitor.get("/frames/diagram")
    rules = policy(page)
    assert "sandbox allow-scripts" in rules
    assert "allow-same-origin" not in rules
    assert "connect-src" not in rules
    assert "frame-ancestors 'self'" in rules
    assert page.response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_words_that_look_like_a_player_widen_nothing() -> None:
    assert behaviour(['<code>data-player="https://evil.example/x"</code>']).frames == ["'self'"]


def test_a_document_may_stand_in_a_frame_of_ours(visitor: Visitor, publish: Publish) -> None:
    publish({"a.md": FREE + "![Temperatures](t.pdf)\n", "t.pdf": "%PDF-1.4"})
    page = visitor.get("/courses/clay/files/t.pdf", buffered=True)
    assert page.response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in policy(page)
