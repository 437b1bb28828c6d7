"""`lms cohorts …`."""

from flask import Flask

from lms.cohorts.commands import cohorts
from lms.cohorts.models import Cohort
from lms.platform.db import db
from tests.people import make_cohort


def test_each_course_gets_its_cohort_at_ones_own_pace_once(app: Flask) -> None:
    first = app.test_cli_runner().invoke(cohorts, ["self-paced"])
    second = app.test_cli_runner().invoke(cohorts, ["self-paced"])
    assert "Opened bread-own-pace." in first.output
    assert second.output == ""
    assert db.session.query(Cohort).filter_by(self_paced=True, course="bread").count() == 1


def test_the_list_says_how_full_each_cohort_is(app: Flask) -> None:
    make_cohort()
    out = app.test_cli_runner().invoke(cohorts, ["list"]).output
    assert "sinopia  bread  running" in out
    assert "0/12" in out
