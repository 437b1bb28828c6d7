"""A school in which everybody stands somewhere, put back after each request as it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Table, insert, select
from werkzeug.routing import Rule

from lms.accounts import actions, links, pictures
from lms.accounts.models import User, UserSession
from lms.billing.models import Order
from lms.cohorts.models import Cohort, Enrollment, Grant
from lms.content import shelf
from lms.content.compile import compile_course
from lms.content.course import Course
from lms.content.library.branches import Branch, keep_branch
from lms.content.library.reading import read_course
from lms.content.models import Revision
from lms.discussion.models import Post
from lms.learning import actions as learning
from lms.learning.models import QuizAttempt
from lms.platform import clock, jobs
from lms.platform.db import Base, db, transaction
from tests.discussion.talk import begin, say
from tests.people import (
    make_admin,
    make_cohort,
    make_instructor,
    make_mentor,
    make_open_cohort,
    make_person,
    seat,
    yesterday,
)
from tests.visitor import Visitor

ROLES = ("visitor", "stranger", "member", "ended", "mentor", "instructor", "admin")
COURSE = "clay"
FILES = {
    "course.md": "---\ntitle: Clay\nsummary: Pots.\n---\nPots and pans.\n",
    "01-a.md": "---\npreview: true\n---\n# A\n\nFree to read.\n",
    "02-b.md": "# B\n\n![Glaze](glaze.svg)\n\n::: quiz {#b-1}\nWhat?\n\n- [x] This\n- [ ] That\n"
    "\n> Yes.\n:::\n",
    "03-c.md": "# C\n\n::: quiz {#c-1}\nWhat?\n\n- [x] This\n- [ ] That\n\n> Yes.\n:::\n"
    "\n::: quiz {#c-2}\nTell.\n\n____\n:::\n\n- [ ] A box\n",
    "04-d.md": "---\ndraft: true\n---\n# D\n\nNot yet.\n",
    "glaze.svg": '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
}
Rows = dict[Table, list[dict[str, Any]]]


@dataclass
class School:
    """Who is there, and what their things are called in addresses."""

    app: Flask
    people: dict[str, int]
    """Numbers of people by role."""
    mine: dict[str, str]
    """What fills an address of cohort Sinopia, its member Alice and her order."""
    theirs: dict[str, str]
    """The same of cohort Verdaccio and its member Bice."""
    rows: Rows = field(repr=False)

    def reopen(self) -> None:
        """Put every row back as it was when the school was built."""
        db.session.rollback()
        with db.engine.connect().execution_options(sqlite_write=True) as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
            for table in Base.metadata.sorted_tables:
                if self.rows[table]:
                    connection.execute(insert(table), self.rows[table])
            connection.commit()
        db.session.expire_all()

    def browser_of(self, role: str) -> Visitor:
        """A browser in which this one is logged in; the visitor is nobody."""
        browser = Visitor(self.app)
        if role == "visitor":
            return browser
        return browser.log_in(db.session.get_one(User, self.people[role]))

    def address(self, rule: Rule, instead: Mapping[str, str] | None = None) -> str:
        """The address of a rule, filled with what is Alice's, or with something else instead."""
        words = self.mine | dict(instead or {})
        path = rule.rule
        for part in rule.rule.split("<")[1:]:
            slot = part.partition(">")[0]
            path = path.replace(f"<{slot}>", words[slot.rpartition(":")[2]])
        return path


def publish(app: Flask, folder: Path) -> None:
    """Let the school have the course "clay"."""
    for name, text in FILES.items():
        (folder / COURSE).mkdir(exist_ok=True)
        (folder / COURSE / name).write_text(text, encoding="utf-8")
    app.extensions["library"].publish(compile_course(read_course(folder / COURSE)), 1)


def build(app: Flask) -> School:
    """Fill an empty school; its rows are remembered."""
    people = _people()
    mine, theirs = _company("Sinopia", people["member"]), _company("Verdaccio", make_person("Bice"))
    cohort = db.session.scalars(select(Cohort).where(Cohort.slug == "sinopia")).one()
    seat(people["ended"], cohort, ends_at=yesterday())
    make_mentor(people["mentor"], cohort)
    make_instructor(people["instructor"], COURSE)
    make_cohort("Giallo")  # of another course
    make_cohort("Nero", course=COURSE, state="draft")
    make_open_cohort("Bianco", course=COURSE, price_amount=0)
    numbers = {role: user.id for role, user in people.items()}
    return School(app, numbers, mine | _things_of_all(app), theirs, written())


def written() -> Rows:
    """Every row of every table."""
    db.session.rollback()
    found = {
        table: [dict(row) for row in db.session.execute(select(table)).mappings()]
        for table in Base.metadata.sorted_tables
    }
    db.session.rollback()
    return found


def _people() -> dict[str, User]:
    names = {"stranger": "Sam", "member": "Alice", "ended": "Enea", "mentor": "Mara"}
    people = {role: make_person(name) for role, name in names.items()}
    return people | {"instructor": make_person("Ivo"), "admin": make_admin("Ada")}


def _company(title: str, member: User) -> dict[str, str]:
    """A cohort of the course, one member with a session, an order, a thread and a reply."""
    cohort = make_cohort(title, course=COURSE)
    seat(member, cohort)
    thread = begin(member, cohort)
    post = say(member, thread)
    grant = select(Grant.id).join(Enrollment).where(Enrollment.user_id == member.id)
    return {
        "cohort": cohort.slug,
        "handle": member.handle,
        "thread": thread.id,
        "post": post.id,
        "first_post": db.session.scalars(
            select(Post.id).where(Post.thread_id == thread.id, Post.id != post.id)
        ).one(),
        "grant": str(db.session.scalars(grant).one()),
        "order": _order(member, cohort),
        "session_id": _session_of(member),
        "answer": _answer(member),
    }


def _order(buyer: User, cohort: Cohort) -> str:
    """An order that waits, and whose payment page was never opened."""
    with transaction():
        order = Order(
            buyer_id=buyer.id,
            cohort_id=cohort.id,
            amount=24_000,
            currency="EUR",
            description="Clay",
            created_at=clock.now(),
        )
        db.session.add(order)
    return order.id


def _answer(member: User) -> str:
    """A long answer that waits to be read."""
    course = shelf.library().course(COURSE)
    lesson = course.lesson("c") if course else None
    quiz = lesson.quiz("c-2") if lesson else None
    assert course
    assert lesson
    assert quiz
    with transaction():
        learning.answer(member, (course, lesson), quiz, ("Much.",))
    mine = select(QuizAttempt.id).where(QuizAttempt.user_id == member.id)
    return db.session.scalars(mine).one()


def _session_of(user: User) -> str:
    with transaction():
        actions.begin_session(user, "elsewhere", clock.now())
    return db.session.scalars(select(UserSession.id).where(UserSession.user_id == user.id)).one()


def _revision(state: str, course: Course) -> None:
    """The one revision of the course, as a sync would have written it down."""
    told = [
        {"id": x.id, "path": x.path, "address": x.address, "hash": x.hash, "title": x.title}
        for x in course.lessons
    ]
    with transaction():
        db.session.add(
            Revision(
                course=COURSE,
                number=1,
                digest="d",
                created_at=clock.now(),
                findings=[],
                lessons=told,
                state=state,
            )
        )


def _things_of_all(app: Flask) -> dict[str, str]:
    """What is not one cohort's: a newcomer's links, texts, pictures, a job that gave up."""
    newcomer = make_person("Nina", email_confirmed_at=None)
    course = app.extensions["library"].course(COURSE)
    lesson = course.lesson("b")
    with transaction():
        failed = jobs.enqueue("notifications.confirm", at=clock.now() + jobs.LEASE)
        failed.state = jobs.JobState.FAILED
    library = app.extensions["library"]
    branch = Branch("next", "2026-11-25T10:00:00+00:00", library.state(COURSE).name, "0" * 40)
    keep_branch(library.folder, COURSE, branch)
    _revision(library.state(COURSE).name, course)
    return {
        "number": "1",
        "key": branch.key,
        "course": COURSE,
        "lesson": lesson.address,
        "lesson_id": lesson.id,
        "quiz": "b-1",
        "path": "glaze.svg",
        "email_token": links.email_token(newcomer, newcomer.email),
        "reset_token": links.reset_token(newcomer),
        "name": "terms",
        "picture": pictures.keep(app.config["SETTINGS"].data_dir / "pictures", b"RIFFxxxxWEBP"),
        "job": str(failed.id),
        "guide": "mara",
        "free_cohort": "bianco",
    }
