"""Language, theme, and what only the demonstration shows."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.platform import mail
from lms.platform.db import db, transaction
from lms.platform.mail import Mail
from tests import people
from tests.queries import counted
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]


def test_the_language_is_kept_and_one_goes_back(visitor: Visitor) -> None:
    page = visitor.post("/language", {"language": "it", "next": "/courses?x=1"})
    assert (page.status, page.location) == (303, "/courses?x=1")
    assert '<html lang="it"' in visitor.get("/courses").html


def test_the_switch_speaks_for_this_browser_and_leaves_the_account(
    login_as: LogIn, app: Flask
) -> None:
    alice = people.make_person("Alice")
    browser = login_as(alice)
    browser.post("/language", {"language": "it"})
    assert '<html lang="it"' in browser.get("/").html
    assert db.session.scalar(select(User.language).where(User.id == alice.id)) == "en"
    assert '<html lang="en"' in login_as(alice).get("/").html


@pytest.mark.parametrize("chosen", ["", "xx", "en; Path=/"])
def test_an_unknown_language_changes_nothing(visitor: Visitor, chosen: str) -> None:
    assert visitor.post("/language", {"language": chosen}).status == 303
    assert visitor.cookie("language") is None


@pytest.mark.parametrize(("theme", "kept"), [("dark", "dark"), ("light", "light"), ("red", None)])
def test_the_theme_is_kept(visitor: Visitor, theme: str, kept: str | None) -> None:
    visitor.post("/theme", {"theme": theme, "next": "/"})
    assert visitor.cookie("theme") == kept
    assert (f'data-theme="{theme}"' in visitor.get("/").html) is (kept is not None)


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example/", "/\\evil.example", "x"]
)
@pytest.mark.parametrize("choice", ["language", "theme"])
def test_nobody_is_led_away(visitor: Visitor, choice: str, address: str) -> None:
    value = {"language": "it", "theme": "dark"}[choice]
    assert visitor.post(f"/{choice}", {choice: value, "next": address}).location == "/"


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_another_site_chooses_nothing(login_as: LogIn, app: Flask, headers: dict[str, str]) -> None:
    alice = people.make_person("Alice")
    browser = login_as(alice)
    browser.post("/language", {"language": "it"}, token=False, headers=headers)
    browser.post("/theme", {"theme": "dark"}, token=False, headers=headers)
    assert browser.cookie("language") is browser.cookie("theme") is None


def test_a_public_page_begins_no_session(visitor: Visitor) -> None:
    for address in ("/", "/courses", "/courses/bread", "/pages/about"):
        assert "Set-Cookie" not in visitor.get(address).response.headers, address
    visitor.post("/theme", {"theme": "dark"}, token=False, headers={"Origin": "http://localhost"})
    assert visitor.cookie("theme") == "dark"


def test_the_outbox_shows_letters_as_text(visitor: Visitor) -> None:
    with transaction():
        mail.send(
            Mail("a@example.org", "Hello", "See https://x.example/y <b>", "<script>1</script>")
        )
    page = visitor.get("/outbox")
    assert "to a@example.org" in page.text
    assert 'href="https://x.example/y"' in page.html
    assert "&lt;b&gt;" in page.html
    assert "<script>1" not in page.html


def test_the_specimen_shows_every_part(visitor: Visitor) -> None:
    assert visitor.get("/specimen").status == 200


@pytest.mark.parametrize("address", ["/outbox", "/specimen"])
def test_in_production_there_is_neither(app: Flask, visitor: Visitor, address: str) -> None:
    from dataclasses import replace

    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, mode="production")
    try:
        assert visitor.get(address).status == 404
    finally:
        app.config["SETTINGS"] = before


def test_a_visitors_page_asks_nothing_for_its_header(visitor: Visitor) -> None:
    with counted() as statements:
        visitor.get("/pages/about")
    assert statements == []
