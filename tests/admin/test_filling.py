"""Staff bring people in: one by one, and from a list that is tried dry first."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.accounts.models import User
from lms.cohorts.models import Grant
from lms.platform import mail
from lms.platform.db import db
from tests.people import PASSWORD, make_admin, make_cohort, make_open_cohort, make_person, seat
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
CSV = "/admin/cohorts/ocra/people/csv"
LIST = """Name;E-mail;Source
Amina Diallo;amina@example.org;scholarship
Bob;bob@example.org;
Nobody;nowhere;
"""


def grants() -> int:
    return db.session.scalar(select(func.count()).select_from(Grant)) or 0


def test_somebody_known_comes_in_with_source_and_reason(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    make_person("Bob")
    fields = {"email": " BOB@example.org ", "source": "scholarship", "reason": "fund of spring"}
    page = login_as(make_admin()).post("/admin/cohorts/ocra/people", fields)
    grant = db.session.scalars(select(Grant)).one()
    assert page.status == 303
    assert (grant.source, grant.reason) == ("scholarship", "fund of spring")


def test_somebody_unknown_needs_a_name(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    staff = login_as(make_admin())
    fields = {"email": "amina@example.org", "source": "gift"}
    page = staff.post("/admin/cohorts/ocra/people", fields)
    assert page.status == 422
    assert "write the name too" in page.text
    assert 'value="amina@example.org"' in page.html
    page = staff.post("/admin/cohorts/ocra/people", fields | {"name": "Amina Diallo"})
    assert "is asked to choose a password" in staff.follow(page).text


def test_an_order_is_no_source_that_staff_may_give(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    fields = {"email": "a@example.org", "name": "A", "source": "order"}
    assert login_as(make_admin()).post("/admin/cohorts/ocra/people", fields).status == 422
    assert grants() == 0


def test_a_longer_list_is_to_be_split(app: Flask, login_as: LogIn) -> None:
    make_open_cohort(seats=None)
    rows = "\n".join(f"P,p{number}@example.org" for number in range(501))
    staff = login_as(make_admin())
    assert "500 lines at most" in staff.get(CSV).text
    page = staff.post(CSV, {"text": f"name,email\n{rows}", "action": "check"})
    assert page.status == 422
    assert "The list has more than 500 lines. Split it." in page.text


def test_a_full_cohort_says_so(app: Flask, login_as: LogIn) -> None:
    make_open_cohort(seats=0)
    fields = {"email": "a@example.org", "name": "A", "source": "gift"}
    page = login_as(make_admin()).post("/admin/cohorts/ocra/people", fields)
    assert page.status == 409
    assert "Seats wanted: 1, free: 0." in page.text


def test_the_dry_run_says_what_would_happen_and_does_nothing(app: Flask, login_as: LogIn) -> None:
    cohort, bob = make_open_cohort(), make_person("Bob")
    seat(bob, cohort)
    page = login_as(make_admin()).post(CSV, {"text": LIST})
    assert page.status == 200
    assert "Amina Diallo 2 amina@example.org scholarship invited" in page.text
    assert "Bob 3 bob@example.org complimentary in already" in page.text
    assert "error “nowhere” is no mail address." in page.text
    assert "Bring in one person" in page.text
    assert grants() == 1


def test_doing_it_twice_brings_everybody_in_once(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    make_person("Bob")
    staff = login_as(make_admin())
    first = staff.follow(staff.post(CSV, {"text": LIST, "action": "apply"})).text
    again = staff.follow(staff.post(CSV, {"text": LIST, "action": "apply"})).text
    assert "2 people came in. One of them was invited. One line was left out." in first
    assert "0 people came in. 2 were in already." in again
    assert grants() == 2


@pytest.mark.parametrize("state", ["finished", "cancelled"])
def test_a_cohort_that_is_over_says_so_before_a_list_is_written(
    app: Flask, login_as: LogIn, state: str
) -> None:
    make_cohort("Ocra", state=state)
    staff = login_as(make_admin())
    page = staff.get("/admin/cohorts/ocra")
    assert not page.has_link(CSV)
    assert "Bring somebody in" not in page.text
    for page in (staff.get(CSV), staff.post(CSV, {"text": LIST})):
        assert page.status == 409
        assert "This cohort is over." in page.text
    assert "<textarea" not in staff.get(CSV).html
    assert "Ada,ada@example.org" in staff.post(CSV, {"text": "Ada,ada@example.org"}).html
    fields = {"email": "ada@example.org", "name": "Ada", "source": "gift"}
    page = staff.follow(staff.post("/admin/cohorts/ocra/people", fields))
    assert "This cohort" in page.text


def test_a_file_may_be_sent(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    file = (io.BytesIO(LIST.encode("utf-8-sig")), "people.csv")
    page = login_as(make_admin()).post(CSV, {"file": file}, content_type="multipart/form-data")
    assert "Amina Diallo" in page.text
    assert "Bring in 2 people" in page.text


def test_a_file_that_is_not_utf8_is_refused_with_its_line(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    file = (io.BytesIO("name,email\nNiccolò,n@example.org".encode("latin-1")), "people.csv")
    page = login_as(make_admin()).post(CSV, {"file": file}, content_type="multipart/form-data")
    assert page.status == 422
    assert "Line 2 is not UTF-8 text" in page.text
    assert 'id="file-error"' in page.html
    assert 'id="text-error"' not in page.html


def test_what_is_wrong_in_a_file_is_said_at_the_file(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    file = (io.BytesIO(b"name,mailbox\nA,a@example.org"), "people.csv")
    page = login_as(make_admin()).post(CSV, {"file": file}, content_type="multipart/form-data")
    assert page.status == 422
    assert "no column “email”. The list as text" in page.text, "before the other field begins"
    assert 'id="file-error"' in page.html
    assert "name,mailbox" in page.html, "and can be mended as text"


def test_a_list_without_its_columns_is_refused(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    page = login_as(make_admin()).post(CSV, {"text": "name,mailbox\nA,a@example.org"})
    assert page.status == 422
    assert "no column “email”" in page.text
    assert "name,mailbox" in page.html


def test_of_an_address_that_stands_twice_the_line_with_a_name_comes_in(
    app: Flask, login_as: LogIn
) -> None:
    make_open_cohort()
    text = "name,email\n,bob@example.org\nBob,bob@example.org\n"
    staff = login_as(make_admin())
    assert "The same address stands on line 3." in staff.post(CSV, {"text": text}).text
    staff.post(CSV, {"text": text, "action": "apply"})
    assert (
        db.session.scalars(select(User.name).where(User.email == "bob@example.org")).one() == "Bob"
    )


def test_who_has_an_account_needs_no_name(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    make_person("Bob")
    staff = login_as(make_admin())
    text = "e-mail,fonte\nbob@example.org,borsa di studio\nnobody@example.org,\n"
    page = staff.post(CSV, {"text": text}).text
    assert "2 bob@example.org scholarship comes in" in page
    assert "error Nobody has this address yet: write the name too." in page
    assert "Bring in one person" in page
    done = staff.follow(staff.post(CSV, {"text": text, "action": "apply"})).text
    assert "One person came in. One line was left out." in done
    assert db.session.scalars(select(Grant.source)).all() == ["scholarship"]


def test_where_seats_are_missing_it_says_how_many(app: Flask, login_as: LogIn) -> None:
    make_open_cohort(seats=1)
    staff = login_as(make_admin())
    dry = staff.post(CSV, {"text": LIST})
    assert "Seats missing: 1, free: 1." in dry.text
    assert 'value="apply"' not in dry.html
    assert staff.post(CSV, {"text": LIST, "action": "apply"}).status == 409
    assert grants() == 0


def test_a_name_like_a_formula_stays_a_name(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    text = 'name,email\n"=HYPERLINK(""x"")",amina@example.org\n'
    login_as(make_admin()).post(CSV, {"text": text, "action": "apply"})
    amina = db.session.scalars(select(User).where(User.email == "amina@example.org")).one()
    assert amina.name == '=HYPERLINK("x")'


def test_hostile_names_are_words_on_the_page(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    text = "name,email\n<script>alert(1)</script>,amina@example.org\n"
    page = login_as(make_admin()).post(CSV, {"text": text})
    assert "<script>alert" not in page.html
    assert "&lt;script&gt;" in page.html


def test_an_invitation_is_sent_again_when_staff_ask_for_it(
    app: Flask, login_as: LogIn, work: Callable[[], int]
) -> None:
    make_open_cohort()
    staff, address = login_as(make_admin()), "amina@example.org"
    fields = {"email": address, "name": "Amina Diallo", "source": "complimentary"}
    staff.post("/admin/cohorts/ocra/people", fields)
    work()
    person = db.session.scalars(select(User).where(User.email == address)).one()
    here = f"/admin/people/{person.handle}"
    assert "Invite again" in staff.get(here).text
    sent = staff.post(f"/admin/cohorts/ocra/people/{person.handle}/invitation")
    assert "Amina Diallo is invited again." in staff.follow(sent).text
    work()
    letters = mail.kept(address)
    assert [letter.subject for letter in letters] == ["A seat for you: Ocra"] * 2
    assert all("It begins on" in letter.text for letter in letters)


def test_who_has_a_password_or_no_seat_is_not_invited_again(app: Flask, login_as: LogIn) -> None:
    bob, cohort, staff = make_person("Bob", password=PASSWORD), make_open_cohort(), make_admin()
    browser = login_as(staff)
    sent = browser.post(f"/admin/cohorts/ocra/people/{bob.handle}/invitation")
    assert "They have no seat in this cohort." in browser.follow(sent).text
    seat(bob, cohort)
    assert "Invite again" not in browser.get(f"/admin/people/{bob.handle}").text
    sent = browser.post(f"/admin/cohorts/ocra/people/{bob.handle}/invitation")
    assert "They have chosen a password already." in browser.follow(sent).text
    assert not mail.kept("bob@example.org")
