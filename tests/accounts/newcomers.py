"""Somebody who opens an account."""

from lms.accounts import queries
from lms.accounts.models import User
from tests.people import PASSWORD
from tests.visitor import Page, Visitor

ALICE = "alice@example.org"


def fields(**more: str) -> dict[str, str]:
    return {"name": "Alice", "email": ALICE, "password": PASSWORD} | more


def alice() -> User:
    found = queries.person_by_email(ALICE)
    assert found
    return found


def register(visitor: Visitor, **more: str) -> Page:
    return visitor.follow(visitor.post("/register", fields(**more)))
