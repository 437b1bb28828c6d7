"""What those who teach may find: people who finish, answer and ask."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.content.course import Course
from lms.content.models import CourseSync, Revision
from lms.discussion.models import Post, Thread
from lms.learning.models import Completion, QuizAttempt
from lms.platform import clock
from lms.platform.db import Base, db, transaction
from tests.people import (
    make_instructor,
    make_person,
)
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]


LONG_AGO = clock.now() - timedelta(days=20)


FINDING = {
    "severity": "error", "code": "C122", "path": "01-flour/02-water.md", "line": 12, "column": 1,
    "message": "No answer is right.", "hint": "Mark one with [x].", "source": "", "width": 1,
}  # fmt: skip


def bread(app: Flask) -> Course:
    course = app.extensions["library"].course("bread")
    assert isinstance(course, Course)
    return course


def keep(*rows: Base) -> None:
    with transaction():
        db.session.add_all(rows)


def finish(course: Course, user: User, many: int, at: datetime | None = None) -> None:
    lessons = [lesson for lesson in course.lessons if not lesson.draft][:many]
    keep(
        *(
            Completion(
                user_id=user.id, course=course.slug, lesson_id=lesson.id,
                lesson_hash=lesson.hash, created_at=at or clock.now(),
            )
            for lesson in lessons
        )
    )  # fmt: skip


def answer(user: User, quiz: str, is_right: bool, lesson: str = "gone") -> None:
    keep(
        QuizAttempt(
            user_id=user.id, course="bread", lesson_id=lesson, quiz_id=quiz, number=1, answer=[0],
            points=int(is_right), is_right=is_right, lesson_hash="h",
            created_at=clock.now(), judged_at=clock.now(),
        )
    )  # fmt: skip


def ask(author: User, cohort: Cohort, title: str, *answerers: User) -> None:
    now = clock.now()
    thread = Thread(
        cohort_id=cohort.id, author_id=author.id, title=title, post_count=1 + len(answerers),
        last_post_at=now, last_author_id=author.id, created_at=now,
    )  # fmt: skip
    for who in (author, *answerers):
        thread.posts.append(Post(author_id=who.id, body="b", html="b", created_at=now))
    keep(thread)


def synced(*findings: dict[str, Any]) -> None:
    now = clock.now()
    keep(
        CourseSync(course="bread", digest="d", synced_at=now, findings=list(findings)),
        Revision(course="bread", number=3, digest="d", created_at=now, findings=[], lessons=[1, 2]),
    )


def teacher(login_as: LogIn) -> Visitor:
    ivo = make_person("Ivo")
    make_instructor(ivo)
    return login_as(ivo)
