"""The cohort without dates is called so in the language of whoever reads."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.cohorts import queries
from lms.platform import mail
from lms.platform.db import db, transaction
from lms.platform.journal import Event, record
from tests.discussion.talk import begin
from tests.people import make_admin, make_person, make_self_paced_cohort, seat
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
Work = Callable[[], int]
WORDS = {"en": "Self-paced group", "it": "Gruppo a ritmo libero"}
READ = ("/today", "/cohorts/{slug}", "/cohorts/{slug}/threads", "/threads/{thread}", "/unread")


@pytest.mark.parametrize(
    ("own", "tongue"),
    [("Self-paced group", "it"), ("Gruppo a ritmo libero", "en"), ("At your own pace", "it")],
)
def test_every_page_calls_it_in_its_readers_language(
    app: Flask, login_as: LogIn, own: str, tongue: str
) -> None:
    cohort = make_self_paced_cohort(title=own)
    reader = make_person("Alice", language=tongue)
    seat(reader, cohort)
    ada = make_admin()
    thread = begin(ada, cohort)
    member, staff = login_as(reader), login_as(ada)
    pages = [member.get(path.format(slug=cohort.slug, thread=thread.id)).text for path in READ]
    pages += [Visitor(app).get("/", headers={"Accept-Language": tongue}).text]
    assert [WORDS[tongue] in page for page in pages] == [True] * len(pages)
    other = "it" if tongue == "en" else "en"
    assert not any(WORDS[other] in page for page in pages)
    assert "Self-paced group" in staff.get("/admin/cohorts").text


def test_its_letters_do_so_too(app: Flask, work: Work) -> None:
    cohort = make_self_paced_cohort(title="Self-paced group")
    for name, tongue in (("Alice", "it"), ("Bob", "en")):
        seat(make_person(name, language=tongue), cohort)
    with transaction():
        record("cohort.cancelled", actor=None, subject=cohort, before="open", why="x")
    work()
    letters = {name: mail.kept(f"{name}@example.org")[0].subject for name in ("alice", "bob")}
    assert "Gruppo a ritmo libero" in letters["alice"]
    assert "Self-paced group" in letters["bob"]


def test_a_name_of_its_own_stays(app: Flask, login_as: LogIn) -> None:
    cohort = make_self_paced_cohort(title="The long table")
    reader = make_person("Alice", language="it")
    seat(reader, cohort)
    assert "The long table" in login_as(reader).get("/today").text


def test_saving_what_is_shown_changes_nothing(app: Flask, login_as: LogIn) -> None:
    cohort = make_self_paced_cohort(title="Self-paced group")
    ada = make_admin()
    staff = login_as(ada)
    staff.set_cookie("language", "it")
    address = f"/admin/cohorts/{cohort.slug}/edit"
    assert 'value="Gruppo a ritmo libero"' in staff.get(address).html
    fields = {
        "title": "Gruppo a ritmo libero",
        "time_zone": cohort.time_zone,
        "seats": "",
        "price": "0",
    }
    assert staff.post(address, fields).status == 303
    events = db.session.query(Event).filter_by(name="cohort.changed")
    assert all("title" not in event.facts["fields"] for event in events)
    assert queries.cohort(cohort.slug).own_title == "Self-paced group"
