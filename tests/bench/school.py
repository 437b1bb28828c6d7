"""A school to measure: a course of sixty lessons, two hundred people, a thread of fifty posts."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from lms.accounts import actions as account_actions
from lms.accounts.models import User
from lms.app import create_app
from lms.cohorts.models import Cohort
from lms.content.commands import sync_folder
from lms.learning.models import Completion
from lms.platform import clock
from lms.platform.config import read_settings
from lms.platform.db import db, transaction
from tests.discussion.talk import begin, say
from tests.people import make_admin, make_cohort, make_person, seat
from tests.visitor import RAW_TOKEN

COURSE = "bench"
LESSONS = 60
CHAPTERS = 10
PEOPLE = 200
POSTS = 50
WRITERS = 8
"""People who mark lessons as complete at the same time."""
DONE = 30
"""Lessons that the reader has finished."""
PARAGRAPH = (
    "Flour, water and salt are *mixed*, and left alone; **time** does what the hand cannot. "
    "Look at the dough every half hour, fold it twice, and write down what you see. "
)


@dataclass(frozen=True)
class Person:
    """Somebody with an open session."""

    cookie: str
    """The header with which their browser asks."""
    token: str
    """What their forms carry."""


@dataclass(frozen=True)
class School:
    """What the measures need to know."""

    environ: Mapping[str, str]
    reader: Person
    writers: tuple[Person, ...]
    lessons: tuple[str, ...]
    """Addresses, in order."""
    thread: str
    admin: Person


def environ_in(folder: Path, database: str = "") -> dict[str, str]:
    """The settings of a school that lives in this folder; what it commits reaches the disk."""
    return {
        "LMS_MODE": "production",
        "LMS_SECRET_KEY": secrets.token_hex(32),
        "LMS_BASE_URL": "https://localhost",
        "LMS_DATA_DIR": str(folder / "data"),
        "LMS_COURSES_DIR": str(folder / "courses"),
        "LMS_DATABASE_URL": database,
        "LMS_SMTP_URL": "smtp://localhost:2525",
        "LMS_MAIL_FROM": "School <hello@example.org>",
    }


def made_in(folder: Path, database: str = "") -> School:
    """Write the course and the people; takes some seconds."""
    environ = environ_in(folder, database)
    write_course(folder / "courses" / COURSE, LESSONS, CHAPTERS)
    app = create_app(read_settings(environ | {"LMS_SQLITE_SYNCHRONOUS": "NORMAL"}))
    with app.app_context():
        db.create_all()
        sync_folder(folder / "courses" / COURSE, app.extensions["library"])
        cohort = make_cohort(course=COURSE, seats=None)
        people = [make_person(f"Reader {number}") for number in range(PEOPLE)]
        for user in people:
            seat(user, cohort)
        _finish_lessons(app, people)
        thread = _talk(people, cohort)
        persons = [_logged_in(app, user) for user in people[: WRITERS + 1]]
        admin = _logged_in(app, make_admin())
        db.session.remove()
        db.engine.dispose()
    writers, thread = tuple(persons[1:]), f"/threads/{thread}"
    return School(environ, persons[0], writers, _addresses(app), thread, admin)


def write_course(folder: Path, lessons: int, chapters: int) -> None:
    """Lessons of some 900 words with a list, a table, a callout, code and a question each."""
    folder.mkdir(parents=True)
    course = "---\ntitle: Bread\nsummary: Flour, water, salt.\n---\nBread.\n"
    (folder / "course.md").write_text(course, encoding="utf-8")
    for number in range(lessons):
        file = (
            folder
            / f"{number % chapters + 1:02}-step-{number % chapters}"
            / f"{number + 1:04}-loaf-{number}.md"
        )
        file.parent.mkdir(exist_ok=True)
        preview = "---\npreview: true\n---\n" if number == 0 else ""
        file.write_text(f"{preview}# Loaf {number + 1}\n\n{_text(number)}", encoding="utf-8")


def _text(number: int) -> str:
    code = "".join(f"water[{n}] = {n} * flour  # weigh again\n" for n in range(12))
    parts = [
        PARAGRAPH * 4,
        *(f"## Step {step}\n\n{PARAGRAPH * 5}\n\n- fold\n- rest\n- bake" for step in range(4)),
        f"| Flour | Water |\n| --- | --- |\n| {number} | {number * 0.7:.0f} |",
        "> [!TIP]\n> Cold water forgives.",
        f"```python\n{code}```",
        f"::: quiz {{#q-{number}}}\nWhat rises?\n\n- [x] Dough\n- [ ] Salt\n\n> Yes.\n:::",
    ]
    return "\n\n".join(parts) + "\n"


def _finish_lessons(app: Flask, people: Sequence[User]) -> None:
    lessons = app.extensions["library"].course(COURSE).lessons[:DONE]
    with transaction():
        for user in people:
            for lesson in lessons:
                done = Completion(user_id=user.id, course=COURSE, lesson_id=lesson.id)
                done.lesson_hash, done.created_at = lesson.hash, clock.now()
                db.session.add(done)


def _talk(people: Sequence[User], cohort: Cohort) -> str:
    thread = begin(people[1], cohort)
    for number in range(1, POSTS):
        say(people[1 + number % 12], thread, f"{number}. {PARAGRAPH * 2}")
    return thread.id


def _logged_in(app: Flask, user: User) -> Person:
    with transaction():
        token = account_actions.begin_session(user, "bench", clock.now())
    kept = {"_user_id": str(user.id), "_fresh": True, "token": token, "csrf_token": RAW_TOKEN}
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    form = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
    assert signer is not None
    cookie = f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(kept)}"
    return Person(cookie, str(form.dumps(RAW_TOKEN)))


def _addresses(app: Flask) -> tuple[str, ...]:
    course = app.extensions["library"].course(COURSE)
    return tuple(f"/courses/{COURSE}/lessons/{lesson.address}" for lesson in course.lessons)
