"""What those who teach a course see of it."""

import re

from flask import Flask

from lms.content.models import CourseSync
from lms.platform import clock
from tests.people import (
    make_admin,
    make_cohort,
    make_open_cohort,
    make_person,
    seat,
)
from tests.teaching.happenings import FINDING, LogIn, answer, bread, finish, keep, synced, teacher


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
        answer(person, "fair", number < 2)
        answer(person, "hard", number == 0)
        if number < 2:
            answer(person, "seldom", False)
    text = teacher(login_as).get("/teach/bread").text
    assert text.index("hard") < text.index("fair")
    assert "33 %" in text or "33\u2009%" in text
    assert "seldom" not in text


def test_a_course_that_was_never_fit_to_be_shown_says_that_nobody_reads_it(
    app: Flask, login_as: LogIn
) -> None:
    keep(CourseSync(course="bread", digest="d", synced_at=clock.now(), findings=[FINDING]))
    text = teacher(login_as).get("/teach/bread").text
    assert "Nobody reads it yet: a course is shown once it has no errors." in text
    assert "Learners go on reading" not in text


def test_before_anybody_has_a_seat_no_list_of_noughts_stands_there(
    app: Flask, login_as: LogIn
) -> None:
    ivo, ada = teacher(login_as), login_as(make_admin())
    text = ivo.get("/teach/bread").text
    assert "Nobody has a seat yet" in text
    assert "of 0" not in text
    assert not ivo.get("/teach/bread").has_link("/admin/cohorts/new")
    assert ada.get("/teach/bread").has_link("/admin/cohorts/new")


def test_no_button_asks_to_read_no_answers(app: Flask, login_as: LogIn) -> None:
    page = teacher(login_as).get("/teach/bread")
    assert "answers to read" not in page.text
    assert "No long answer waits for you. The long answers read so far" in page.text
    assert page.has_link("/teach/bread/answers")


def test_a_question_that_everybody_answers_well_is_not_called_hard(
    app: Flask, login_as: LogIn
) -> None:
    for number in range(4):
        answer(make_person(f"P {number}"), "easy", True)
    text = teacher(login_as).get("/teach/bread").text
    assert "easy" not in text
    assert "each is answered rightly by four in five or more." in text
    assert "once three people have answered" not in text


def test_list_and_page_count_the_same_cohorts(app: Flask, login_as: LogIn) -> None:
    make_cohort()
    make_open_cohort()
    for state in ("draft", "finished", "cancelled"):
        make_cohort(f"A {state}", state=state)
    ivo = teacher(login_as)
    synced()
    assert "2 cohorts open or running" in ivo.get("/teach/bread").text
    page = ivo.get("/teach")
    assert "Cohorts, open or running" in page.text
    assert re.search(r'data-l="Cohorts, open or running">2<', page.html)


def test_people_of_the_past_are_counted_and_it_is_said(app: Flask, login_as: LogIn) -> None:
    alice, over = make_person("Alice"), make_cohort("A while ago", state="finished")
    seat(alice, over)
    ivo = teacher(login_as)
    synced()
    assert "one person so far" in ivo.get("/teach/bread").text
    assert "People so far" in ivo.get("/teach").text
