"""Thirty people come to the school."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from lms.accounts import actions
from lms.accounts.actions import Profile
from lms.accounts.models import User
from lms.accounts.passwords import hashed
from lms.demo import past, script
from lms.demo.past import Happening
from lms.demo.script import Cast

PASSWORD = "bottega-demo"  # noqa: S105 - printed at each start; the demo guards nothing
DOMAIN = "bottega.example"


def arrivals(cast: Cast) -> list[Happening]:
    """Everybody's registration; `cast.people` is filled as they happen."""
    password_hash = hashed(PASSWORD)  # once: hashing is slow on purpose
    happenings: list[Happening] = []
    for told in script.read("people.toml")["person"]:
        cast.zones[told["handle"]] = told["zone"]
        day = cast.now.date() - timedelta(days=told["joined"])
        at = past.on(day, time(9, len(happenings)), told["zone"])
        happenings.append(Happening(at, _arrival(cast, told, password_hash)))
    return happenings


def address(handle: str) -> str:
    """The mail address of a person of the demo."""
    return f"{handle}@{DOMAIN}"


def _arrival(cast: Cast, told: dict[str, Any], password_hash: str) -> Callable[[], None]:
    def arrive() -> None:
        handle, name = told["handle"], told["name"]
        language, zone = told["language"], told["zone"]
        user = actions.register(name, address(handle), "", language, zone)
        user.password_hash = password_hash
        actions.confirm_email(user, user.email)
        mine = Profile(
            name=name, handle=handle, about=told["about"], language=language, time_zone=zone
        )
        actions.change_profile(user, mine)
        _take_office(user, told, cast.people.get("ada"))
        cast.people[handle] = user

    return arrive


def _take_office(user: User, told: dict[str, Any], by: User | None) -> None:
    if told.get("admin"):
        actions.make_admin(user, by)
    if course := told.get("teaches"):
        actions.make_instructor(user, course, by)
