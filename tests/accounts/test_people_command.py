"""`lms people`: accounts from the shell."""

import re

import pytest
from click.testing import Result
from flask import Flask

from lms.accounts import queries, rules
from lms.accounts.commands import people
from lms.accounts.models import User
from lms.platform.db import db
from tests.people import PASSWORD, make_admin, make_person
from tests.visitor import Visitor

NEW = "seven swans on a lake"


def run(app: Flask, *words: str, typed: str = "") -> Result:
    result = app.test_cli_runner().invoke(people, list(words), input=typed)
    db.session.rollback()
    return result


def found(email: str) -> User:
    user = queries.person_by_email(email)
    assert user
    return user


def link_in(output: str) -> str:
    match = re.search(r"http://localhost(/password/reset/\S+)", output)
    assert match
    return match[1]


def test_a_person_chooses_a_password_by_the_printed_link(app: Flask, visitor: Visitor) -> None:
    result = run(app, "create", "Ada Lovelace", "Ada@Example.org", "--admin")
    assert result.exit_code == 0
    assert "within two weeks" in result.output
    assert found("ada@example.org").is_admin
    assert visitor.post(link_in(result.output), {"new": NEW}).status == 303
    assert visitor.get("/account").status == 200


def test_the_first_link_lives_longer_than_an_hour(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "RESET_SECONDS", -1)
    assert visitor.get(link_in(run(app, "create", "Ada", "ada@example.org").output)).status == 200


def test_a_person_is_created_with_a_password(app: Flask, visitor: Visitor) -> None:
    result = run(app, "create", "Ada", "ada@example.org", "--password-stdin", typed=f"{NEW}\n")
    assert result.exit_code == 0
    assert "http" not in result.output
    assert not found("ada@example.org").is_admin
    fields = {"email": "ada@example.org", "password": NEW}
    assert visitor.post("/login", fields).location == "/today"


@pytest.mark.parametrize(
    ("words", "typed", "says"),
    [
        (("Ada", "ada"), "", "name@example.org"),
        ((" ", "ada@example.org"), "", "1 to 80 letters"),
        (("Ada", "alice@example.org"), "", "has an account already"),
        (("Ada", "ada@example.org", "--password-stdin"), "short\n", "short"),
        (("Ada", "ada@example.org", "--password-stdin"), "", "short"),
    ],
)
def test_what_the_site_would_refuse_is_refused(
    app: Flask, words: tuple[str, ...], typed: str, says: str
) -> None:
    make_person("Alice")
    result = run(app, "create", *words, typed=typed)
    assert result.exit_code != 0
    assert says in result.output
    assert db.session.query(User).count() == 1


def test_roles_are_given(app: Flask) -> None:
    make_person("Alice")
    result = run(
        app, "promote", "alice@example.org", "--admin", "--course", "bread", "--instructor"
    )
    assert result.exit_code == 0
    assert found("alice@example.org").is_admin
    assert queries.courses_taught_by(found("alice@example.org")) == ["bread"]


@pytest.mark.parametrize("options", [(), ("--instructor",), ("--course", "bread")])
def test_half_a_role_is_none(app: Flask, options: tuple[str, ...]) -> None:
    make_person("Alice")
    assert run(app, "promote", "alice@example.org", *options).exit_code == 2


@pytest.mark.parametrize("command", ["promote", "reset", "close"])
def test_a_stranger_is_named(app: Flask, command: str) -> None:
    options = ["--admin"] if command == "promote" else []
    result = run(app, command, "nobody@example.org", *options)
    assert result.exit_code == 1
    assert "nobody@example.org" in result.output


def test_a_reset_link_is_printed(app: Flask, visitor: Visitor) -> None:
    make_person("Alice", password=PASSWORD)
    result = run(app, "reset", "alice@example.org")
    assert "within an hour" in result.output
    address = link_in(result.output)
    assert visitor.post(address, {"new": NEW}).status == 303


def test_an_account_is_closed(app: Flask) -> None:
    visitor = Visitor(app).log_in(make_person("Alice"))
    assert run(app, "close", "alice@example.org").exit_code == 0
    assert visitor.get("/account").status == 302


def test_the_last_admin_is_not_closed(app: Flask) -> None:
    make_admin("Ada")
    result = run(app, "close", "ada@example.org")
    assert result.exit_code == 1
    assert "the last person who runs the school" in result.output
    make_admin("Grace")
    assert run(app, "close", "ada@example.org").exit_code == 0
