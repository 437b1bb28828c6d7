"""Opening the demo school: everything it has is made here, once."""

from collections.abc import Iterator
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from lms.accounts.models import User
from lms.billing.gateway import Gateway
from lms.content import shelf
from lms.content.commands import sync_all
from lms.demo import cohorts, people, progress, script, talk
from lms.demo.orders import Till
from lms.demo.past import Happening, replay
from lms.demo.script import Cast
from lms.platform import clock
from lms.platform.config import Settings
from lms.platform.db import db
from lms.standin import Settings as StandinSettings
from lms.standin import Standin

USUAL_PORT = 8000
STANDIN_STATE = "standin.db"
"""The stand-in's memory, in the data folder: what it sold here it knows when the demo runs."""
LOG_INS = (
    ("learner", "amina"),
    ("mentor", "ugo"),
    ("instructor", "caterina"),
    ("admin", "ada"),
)


def open_doors(settings: Settings) -> None:
    """Sync the courses, and make the school unless somebody is in it already."""
    sync_all(settings.courses_dir, shelf.library())
    if db.session.scalar(select(User.id).limit(1)) is not None:
        return
    cast = Cast(now=clock.now().replace(microsecond=0))
    with Standin(standin_settings(settings)) as standin:
        till = Till(cast, Gateway(settings), standin)
        replay(_history(cast, till), cast.now)


def _again(port: int) -> str:
    """What was typed to come here, or nearly."""
    return "make run" if port == USUAL_PORT else f"lms demo --port {port}"


def welcome(settings: Settings) -> str:
    """What to read when the school is open: where it is, who one can be, how it ends."""
    rows = [f"    {role:<12}{people.address(handle)}" for role, handle in LOG_INS]
    lines = (
        "",
        f"  The demo school is open at {settings.base_url}",
        "",
        f"  Log in as one of these; the password is always {people.PASSWORD}",
        *rows,
        "",
        f"  Mail is kept, not sent: {settings.base_url}/outbox",
        f"  Payments go to a stand-in for Stripe; at {settings.stripe_api_base}/control/",
        "  transfers arrive or fail when you say so.",
        "",
        f"  Ctrl+C stops it; `{_again(settings.port)}` opens it again as you left it.",
        "  `lms demo --fresh` forgets everything and makes it anew.",
        "",
    )
    return "\n".join(lines)


def _history(cast: Cast, till: Till) -> Iterator[Happening]:
    """Everything that has ever happened here."""
    told = script.read("cohorts.toml")
    yield from people.arrivals(cast)
    for cohort in told["cohort"]:
        yield from cohorts.dated(cast, cohort)
    for cohort in told["own_pace"]:
        yield cohorts.own_pace(cast, cohort)
    for cohort in chain(told["cohort"], told["own_pace"]):
        yield from _seats(cast, till, cohort)
    yield from talk.threads(cast)
    yield from talk.readings(cast)


def _seats(cast: Cast, till: Till, told: dict[str, Any]) -> Iterator[Happening]:
    yield from cohorts.given_seats(cast, told)
    yield from till.sales(told)
    yield from progress.walks(cast, told)


def standin_settings(settings: Settings) -> StandinSettings:
    """The stand-in as `lms demo` starts it, but in the school's past, and posting nothing."""
    return StandinSettings(
        state=settings.data_dir / STANDIN_STATE,
        secret=settings.webhook_secrets[0],
        port=urlsplit(settings.stripe_api_base).port or 0,
        clock=lambda: clock.now().timestamp(),
    )
