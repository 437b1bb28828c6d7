"""How often is too often."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.platform import clock, limits
from lms.platform.db import db, transaction
from lms.platform.errors import TooMany

MINUTE = timedelta(minutes=1)


def try_once() -> None:
    with transaction():
        limits.count("login:alice", MINUTE)


def test_the_eleventh_try_is_one_too_many(app: Flask) -> None:
    for _ in range(10):
        limits.refuse_beyond("login:alice", 10, MINUTE)
        try_once()
    with pytest.raises(TooMany) as refusal:
        limits.refuse_beyond("login:alice", 10, MINUTE)
    assert 0 < refusal.value.wait <= 61


def test_others_are_not_counted_along(app: Flask) -> None:
    for _ in range(10):
        try_once()
    limits.refuse_beyond("login:bob", 10, MINUTE)


def test_a_window_ends(app: Flask) -> None:
    for _ in range(10):
        try_once()
    with transaction():
        db.session.scalars(select(limits.Tally)).one().began_at -= MINUTE
    limits.refuse_beyond("login:alice", 10, MINUTE)
    try_once()
    assert db.session.scalars(select(limits.Tally)).one().count == 1


def test_a_right_password_begins_anew(app: Flask) -> None:
    try_once()
    with transaction():
        limits.forget("login:alice")
    assert db.session.scalars(select(limits.Tally)).all() == []


def test_old_windows_are_swept_away(app: Flask) -> None:
    try_once()
    with transaction():
        db.session.scalars(select(limits.Tally)).one().began_at -= timedelta(days=2)
    with transaction():
        limits.forget_old(clock.now())
    assert db.session.scalars(select(limits.Tally)).all() == []


def test_a_running_window_is_not_swept(app: Flask) -> None:
    try_once()
    with transaction():
        limits.forget_old(clock.now())
    assert db.session.scalars(select(limits.Tally)).one().count == 1
