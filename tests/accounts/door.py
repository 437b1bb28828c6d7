"""Somebody with an account, and how they sign in."""

import pytest
from flask import Flask

from lms.accounts.models import User
from tests.people import PASSWORD, make_person
from tests.visitor import Page, Visitor


@pytest.fixture
def alice(app: Flask) -> User:
    return make_person("Alice", password=PASSWORD)


def sign_in(visitor: Visitor, password: str = PASSWORD, **more: str) -> Page:
    return visitor.post("/login", {"email": "alice@example.org", "password": password} | more)
