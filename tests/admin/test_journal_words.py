"""Whatever happens, or is to be done, has a name for people."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

import lms
from lms.admin.journal_words import EVENTS, JOBS
from lms.notifications.jobs import RELAY, WAITING
from lms.platform.jobs import JobState
from tests.admin.test_other_pages import make_job
from tests.people import make_admin
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
RECORDED = re.compile(r'record(?:_about)?\(\s*"([a-z._]+)"(?: if \w+ else "([a-z._]+)")?')
PROMISED = re.compile(r'@job\("([a-z._]+)"')


def in_the_source(names: re.Pattern[str]) -> set[str]:
    house = Path(lms.__file__).parent
    found = (names.findall(file.read_text(encoding="utf-8")) for file in house.rglob("*.py"))
    return {
        name
        for some in found
        for one in some
        for name in ([one] if isinstance(one, str) else one)
        if name
    }


@pytest.mark.parametrize(
    ("known", "used"),
    [(EVENTS, in_the_source(RECORDED)), (JOBS, in_the_source(PROMISED) | {RELAY, WAITING})],
    ids=["events", "jobs"],
)
def test_every_name_in_the_code_has_words(known: dict[str, object], used: set[str]) -> None:
    assert set(known) == used


def test_journal_person_and_jobs_speak_to_people(app: Flask, login_as: LogIn) -> None:
    make_job(JobState.FAILED)
    staff = login_as(make_admin())
    assert "An account was opened person.registered" in staff.get("/admin/audit").text
    assert "An account was opened," in staff.get("/admin/people/ada").text
    assert "tests.post" in staff.get("/admin/jobs").text
