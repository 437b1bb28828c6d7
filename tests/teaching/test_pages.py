"""What those who teach and guide see of a course and its people."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from lms.accounts.models import User
from lms.cohorts.models import Cohort, Source
from lms.content.compile import compile_course
from lms.content.course import Course
from lms.content.library.reading import read_course
from lms.content.models import CourseSync, Revision
from lms.discussion.models import Post, Thread
from lms.learning.models import Completion, QuizAttempt
from lms.platform import clock
from lms.platform.db import Base, db, transaction
from tests.people import (
    make_admin,
    make_cohort,
    make_instructor,
    make_mentor,
    make_person,
    make_self_paced_cohort,
    seat,
)
from tests.queries import counted
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
LONG_AGO = clock.now() - timedelta(days=20)


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


FINDING = {
    "severity": "error", "code": "C122", "path": "01-flour/02-water.md", "line": 12, "column": 1,
    "message": "No answer is right.", "hint": "Mark one with [x].", "source": "", "width": 1,
}  # fmt: skip


def teacher(login_as: LogIn) -> Visitor:
    ivo = make_person("Ivo")
    make_instructor(ivo)
    return login_as(ivo)


def test_the_list_tells_of_the_check_and_the_people(app: Flask, login_as: LogIn) -> None:
    synced(FINDING)
    alice, cohort = make_person("Alice"), make_cohort()
    seat(alice, cohort)
    finish(bread(app), alice, 1)
    page = teacher(login_as).get("/teach")
    assert "one error" in page.text
    assert page.has_link("/teach/bread")
    assert "1 of 4" in page.text


def test_a_mentor_finds_their_cohorts_there(app: Flask, login_as: LogIn) -> None:
    mara = make_person("Mara")
    make_mentor(mara, make_cohort())
    visitor = login_as(mara)
    assert visitor.get("/today").has_link("/teach")
    page = visitor.get("/teach")
    assert page.has_link("/mentor/sinopia")
    assert not page.has_link("/teach/bread")
    assert not login_as("Alice").get("/today").has_link("/teach")


def test_findings_stand_with_file_line_code_and_hint(app: Flask, login_as: LogIn) -> None:
    synced(FINDING)
    text = teacher(login_as).get("/teach/bread").text
    assert "01-flour/02-water.md:12 C122" in text
    assert "No answer is right. Mark one with [x]." in text
    assert "Learners go on reading the last revision" in text
    assert "Revision 3" in text


def test_where_people_stop_is_said(app: Flask, login_as: LogIn) -> None:
    course, cohort = bread(app), make_cohort()
    for number in range(4):
        person = make_person(f"P {number}")
        seat(person, cohort)
        finish(course, person, 2 if number == 0 else 1)
    text = teacher(login_as).get("/teach/bread").text
    first, second = (lesson.title for lesson in course.lessons[:2])
    assert f"1. {first} 4 of 4" in text
    assert f"2. {second} 1 of 4" in text
    assert f"“{second}” loses 3 of the 4" in text


def test_the_hardest_question_comes_first(app: Flask, login_as: LogIn) -> None:
    for number in range(3):
        person = make_person(f"P {number}")
        answer(person, "easy", True)
        answer(person, "hard", number == 0)
        if number < 2:
            answer(person, "seldom", False)
    text = teacher(login_as).get("/teach/bread").text
    assert text.index("hard") < text.index("easy")
    assert "33 %" in text or "33\u2009%" in text
    assert "seldom" not in text


def test_only_what_nobody_answered_waits(app: Flask, login_as: LogIn) -> None:
    alice, bob, mara = make_person("Alice"), make_person("Bob"), make_person("Mara")
    cohort, other = make_cohort(), make_cohort("Ocra")
    make_mentor(mara, cohort)
    ask(alice, cohort, "How wet is wet?")
    ask(alice, cohort, "Talking to myself", alice)
    ask(alice, cohort, "Answered", bob)
    ask(alice, other, "Elsewhere")
    text = login_as(mara).get("/mentor/sinopia").text
    assert "How wet is wet?" in text
    assert "Talking to myself" in text
    assert "Answered" not in text
    assert "Elsewhere" not in text


def test_who_has_finished_nothing_for_a_week_is_stuck(app: Flask, login_as: LogIn) -> None:
    course = bread(app)
    cohort = make_cohort(starts_on=LONG_AGO.date())
    mara, alice, bob, carol = (make_person(n) for n in ("Mara", "Alice", "Bob", "Carol"))
    make_mentor(mara, cohort)
    for person in (alice, bob, carol):
        seat(person, cohort, starts_at=LONG_AGO)
    finish(course, alice, 1, at=LONG_AGO)
    finish(course, bob, 1)
    finish(course, carol, 99, at=LONG_AGO)
    page = login_as(mara).get("/mentor/sinopia")
    stuck = login_as(mara).get("/mentor/sinopia?who=stuck").text
    assert "1 of 3 stuck" in page.text or "of 3" in page.text
    assert "@alice" in stuck
    assert "@bob" not in stuck
    assert "@carol" not in stuck


def test_who_has_finished_all_that_is_open_is_not_stuck(
    app: Flask, login_as: LogIn, tmp_path: Path
) -> None:
    for name, text in {
        "course.md": "---\ntitle: Clay\nsummary: Pots.\n---\n",
        "01-a.md": "# A\n\nPress.\n",
        "02-b.md": "---\nrelease: week 12\n---\n# B\n\nFire.\n",
    }.items():
        (tmp_path / "clay").mkdir(exist_ok=True)
        (tmp_path / "clay" / name).write_text(text, encoding="utf-8")
    app.extensions["library"].publish(compile_course(read_course(tmp_path / "clay")), 1)
    begun = clock.now() - timedelta(days=30)
    cohort = make_cohort(course="clay", starts_on=begun.date())
    alice, bob, mara = (make_person(name) for name in ("Alice", "Bob", "Mara"))
    make_mentor(mara, cohort)
    for person in (alice, bob):
        seat(person, cohort, starts_at=begun)
    with transaction():
        done = {"course": "clay", "lesson_id": "a", "lesson_hash": "x", "created_at": begun}
        db.session.add(Completion(user_id=alice.id, **done))
    page = login_as(mara).get("/mentor/sinopia?who=stuck").text
    app.extensions["library"].withdraw("clay")
    assert "@bob" in page
    assert "@alice" not in page


def test_in_the_first_week_nobody_is_stuck(app: Flask, login_as: LogIn) -> None:
    cohort, mara = make_cohort(starts_on=clock.now().date()), make_person("Mara")
    make_mentor(mara, cohort)
    seat(make_person("Alice"), cohort, starts_at=LONG_AGO)
    assert "Nobody is stuck." in login_as(mara).get("/mentor/sinopia?who=stuck").text


def test_a_mentor_sees_no_money(app: Flask, login_as: LogIn) -> None:
    cohort, mara = make_cohort(), make_person("Mara")
    make_mentor(mara, cohort)
    seat(make_person("Alice"), cohort, Source.SCHOLARSHIP)
    text = login_as(mara).get("/mentor/sinopia").text
    assert "Alice" in text
    for word in ("240", "EUR", "€", "scholarship", "order"):
        assert word not in text


def test_a_cohort_without_dates_can_be_guided(app: Flask, login_as: LogIn) -> None:
    make_self_paced_cohort()
    assert login_as(make_admin()).get("/mentor/at-your-own-pace").status == 200


def test_a_course_that_is_gone_from_the_disk_can_be_read(app: Flask, login_as: LogIn) -> None:
    ivo = make_person("Ivo")
    make_instructor(ivo, "gone")
    cohort = make_cohort(course="gone")
    seat(make_person("Alice"), cohort)
    now = clock.now()
    keep(CourseSync(course="gone", digest="d", synced_at=now, findings=[]))
    browser = login_as(ivo)
    for address in ("/teach", "/teach/gone", "/mentor/sinopia"):
        assert browser.get(address).status == 200


def test_who_may_see_what(app: Flask, login_as: LogIn, visitor: Visitor) -> None:
    cohort, other = make_cohort(), make_cohort("Ocra", course="gone")
    alice, mara, ivo = make_person("Alice"), make_person("Mara"), make_person("Ivo")
    seat(alice, cohort)
    make_mentor(mara, cohort)
    make_instructor(ivo)
    pages = ("/teach", "/teach/bread", "/mentor/sinopia", f"/mentor/{other.slug}", "/teach/gone")
    expected = {
        alice: (404, 404, 404, 404, 404),
        mara: (200, 404, 200, 404, 404),
        ivo: (200, 200, 200, 404, 404),
        make_admin(): (200, 200, 200, 200, 404),
    }
    for user, statuses in expected.items():
        browser = login_as(user)
        assert tuple(browser.get(page).status for page in pages) == statuses, user.name
    assert {visitor.get(page).status for page in pages} == {302}


def test_many_people_cost_no_more_queries(app: Flask, login_as: LogIn) -> None:
    cohort, course, browser = make_cohort(seats=None), bread(app), login_as(make_admin())
    addresses = ("/teach", "/teach/bread", "/mentor/sinopia")

    def come(numbers: range) -> None:
        for number in numbers:
            person = make_person(f"Person {number}")
            seat(person, cohort)
            finish(course, person, 1)
            answer(person, f"q{number}", True)
            ask(person, cohort, f"Question {number}")

    come(range(5))
    before = {}
    for address in addresses:
        browser.get(address)
        with counted() as few:
            browser.get(address)
        before[address] = len(few)
    come(range(5, 60))
    for address in addresses:
        with counted() as many:
            page = browser.get(address)
        assert page.status == 200
        assert len(many) == before[address] <= 14, address
    assert "50 of 60" in page.text
