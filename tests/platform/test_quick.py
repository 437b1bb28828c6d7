"""Statements asked past the session: the same rows, what was written is seen, trouble is named."""

import pytest
from flask import Flask
from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError

from lms.accounts.models import User
from lms.platform.db import db, transaction
from lms.platform.quick import Quick
from tests.people import make_person

PERSON = (User.name, User.created_at, User.closed_at)


def named() -> Quick:
    return Quick(select(*PERSON).where(User.handle == bindparam("handle")))


def test_the_rows_are_those_of_the_session(app: Flask) -> None:
    user = make_person("Ada")
    asked = {"handle": user.handle}
    with transaction():
        theirs = [tuple(row) for row in db.session.execute(named().statement, asked)]
    assert named().rows(**asked) == theirs == [("Ada", user.created_at, None)]


def test_inside_a_transaction_it_sees_what_was_written(app: Flask) -> None:
    user = make_person("Ada")
    question = named()
    with transaction():
        db.session.get_one(User, user.id).name = "Ada Rossi"
        db.session.flush()
        assert question.rows(handle=user.handle)[0][0] == "Ada Rossi"


def test_a_connection_that_was_lost_is_replaced(app: Flask) -> None:
    user, question = make_person("Ada"), named()
    question.rows(handle=user.handle)
    lost = db.engine.raw_connection()
    lost.driver_connection.close()  # type: ignore[union-attr]  # the driver's own
    lost.close()
    assert question.rows(handle=user.handle)[0][0] == "Ada"


def test_an_error_has_the_name_that_the_house_expects(app: Flask) -> None:
    make_person("Ada")
    broken = Quick(select(User.id).where(User.handle == bindparam("handle")))
    with pytest.raises(DBAPIError):
        broken.rows(handle=object())
