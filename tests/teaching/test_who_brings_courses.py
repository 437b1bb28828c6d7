"""Whoever teaches reads who may bring a course here, instead of looking for a button."""

from flask import Flask

from tests.people import make_admin, make_cohort, make_mentor, make_person
from tests.teaching.happenings import LogIn, synced, teacher


def test_an_instructor_is_told_who_brings_a_new_course(app: Flask, login_as: LogIn) -> None:
    synced()
    ivo = teacher(login_as)
    text = ivo.get("/teach").text
    assert "A new course is brought here by those who run the school" in text
    assert "who keeps the server connects it to git" in text
    assert "ask those who run the school" in ivo.get("/teach/bread").text


def test_who_may_do_it_finds_the_form_and_how_git_is_connected(app: Flask, login_as: LogIn) -> None:
    text = login_as(make_admin()).get("/teach").text
    assert "Send the archive" in text
    assert "LMS_GIT_COURSES" in text
    assert "is brought here by those who run the school" not in text


def test_a_mentor_has_nothing_to_do_with_it(app: Flask, login_as: LogIn) -> None:
    mara = make_person("Mara")
    make_mentor(mara, make_cohort())
    assert "brought here" not in login_as(mara).get("/teach").text
