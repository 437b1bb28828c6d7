"""How those who teach bring a course here, look at its revisions, and decide who reads which."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from lms.cohorts.models import Cohort
from lms.content import queries, shelf
from lms.platform.db import db
from lms.platform.journal import history
from tests import people
from tests.content.repos import Repo, text_about
from tests.teaching.conftest import LogIn
from tests.visitor import Page, Visitor

SALT = "# Salt\n\nIt keeps, and it comes from the sea.\n"
QUIZ = "::: quiz {{#{}}}\nWhat?\n\n{}\n:::\n"


def pull(ivo: Visitor, work: Callable[[], int]) -> Page:
    assert ivo.post("/teach/loaf/pull").status == 303
    waiting = ivo.get("/teach/loaf").text
    assert "a pull is waiting" in waiting
    work()
    return ivo.get("/teach/loaf")


def two_revisions(ivo: Visitor, repo: Repo, work: Callable[[], int]) -> None:
    pull(ivo, work)
    repo.write("01-grain.md", text_about("Grain").replace("Grain 3: Grain", "Grain 3: Rye"))
    repo.move("02-water.md", "04-water.md")
    repo.write("03-salt.md", SALT)
    repo.commit()
    pull(ivo, work)


def test_pull_now_brings_the_newest(ivo: Visitor, repo: Repo, work: Callable[[], int]) -> None:
    page = pull(ivo, work)
    assert repo.git("rev-parse", "HEAD")[:12] in page.text
    assert "Revision 1" in page.text
    assert "a pull is waiting" not in page.text


def test_why_a_pull_failed_is_said(ivo: Visitor, repo: Repo, work: Callable[[], int]) -> None:
    repo.folder.rename(repo.folder.with_name("elsewhere"))
    page = pull(ivo, work)
    assert "The last pull did not succeed" in page.text
    assert "git says" in page.text


def test_a_finding_leads_to_its_line_on_the_code_host(
    app: Flask, ivo: Visitor, repo: Repo, work: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write("01-grain.md", "# Grain\n\n[x](nowhere.md)\n")
    commit = repo.commit()
    pull(ivo, work)
    settings = replace(app.config["SETTINGS"], git_courses="loaf https://code.example/a/b main c")
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    there = f"https://code.example/a/b/blob/{commit}/c/01-grain.md?plain=1#L3"
    assert ivo.get("/teach/loaf").has_link(there)


def test_a_revision_says_what_it_changed_and_whom_it_touches(
    ivo: Visitor, repo: Repo, work: Callable[[], int], login_as: LogIn
) -> None:
    pull(ivo, work)
    alice = people.make_person("Alice")
    people.seat(alice, people.make_cohort(course="loaf"))
    login_as(alice).post("/courses/loaf/lessons/grain/completion")
    two_revisions(ivo, repo, work)
    page = ivo.get("/teach/loaf/revisions/2")
    assert "One completion is of a lesson that changed or went" in page.text
    assert "One person has finished it." in page.text
    assert "02-water.md is now 04-water.md" in page.text
    assert "follows the newest" in page.text
    shown = ivo.get("/teach/loaf/revisions/2/lessons/grain")
    assert "removed: Grain" in shown.text
    assert "added: Rye" in shown.text
    assert "It keeps" in ivo.get("/teach/loaf/revisions/2/lessons/salt").text
    assert ivo.get("/teach/loaf/revisions/2/lessons/none").status == 404
    assert ivo.get("/teach/loaf/revisions/9").status == 404


def test_going_back_is_a_revision_and_holds(
    ivo: Visitor, repo: Repo, work: Callable[[], int], visitor: Visitor
) -> None:
    two_revisions(ivo, repo, work)
    assert "Salt" in visitor.get("/courses/loaf").text
    assert ivo.post("/teach/loaf/revisions/1/restoration").status == 303
    latest = queries.latest_revision("loaf")
    assert latest is not None
    assert (latest.number, latest.restores) == (3, 1)
    assert [event.name for event in history(latest)] == ["course.restored"]
    assert [x.address for x in shelf.library().course("loaf").lessons] == ["grain", "water"]  # type: ignore[union-attr]  # it is published
    pull(ivo, work)
    again = queries.latest_revision("loaf")
    assert again is not None
    assert again.number == 3
    repo.write("03-salt.md", SALT + "\nAnd from mines.\n")
    repo.commit()
    pull(ivo, work)
    assert len(shelf.library().course("loaf").lessons) == 3  # type: ignore[union-attr]  # it is published


def test_a_cohort_stays_until_somebody_who_saw_the_difference_moves_it(
    ivo: Visitor, repo: Repo, work: Callable[[], int], login_as: LogIn
) -> None:
    two_revisions(ivo, repo, work)
    cohort = people.make_cohort(course="loaf")
    alice = people.make_person("Alice")
    people.seat(alice, cohort)
    here = f"/teach/loaf/cohorts/{cohort.slug}/revision"
    assert "It follows the newest revision, now 2." in ivo.get(here).text
    assert ivo.post(here, {"to": "1"}).status == 303
    reader = login_as(alice)
    assert reader.get("/courses/loaf/lessons/salt").status == 404
    page = ivo.get(here)
    assert "One person reads in this cohort." in page.text
    assert "From revision 1 to 2" in page.text
    ivo.post(here, {"to": "2"})
    assert reader.get("/courses/loaf/lessons/salt").status == 200
    ivo.post(here, {"to": ""})
    db.session.expire_all()
    assert db.session.get_one(Cohort, cohort.id).revision is None
    names = [event.name for event in history(cohort)]
    assert names.count("cohort.pinned") == 3
    ivo.post(here, {"to": "77"})
    assert db.session.get_one(Cohort, cohort.id).revision is None
    assert ivo.post(here, {"to": "many"}).status == 404


def test_no_revision_is_compared_with_itself(
    ivo: Visitor, repo: Repo, work: Callable[[], int]
) -> None:
    pull(ivo, work)
    cohort = people.make_cohort(course="loaf")
    here = f"/teach/loaf/cohorts/{cohort.slug}/revision"
    only = ivo.get(here).text
    assert "No other revision is kept" in only
    assert "Show the difference" not in only
    two_revisions(ivo, repo, work)
    for page in (ivo.get(here), ivo.get(f"{here}?to=2")):
        assert 'value="1"' in page.html
        assert '<option value="2"' not in page.html
        assert "From revision" not in page.text
        assert "The cohort is reading revision 2 now. Choose another one" in page.text
        assert "Stay at revision 2" in page.text
    ivo.post(here, {"to": "1"})
    page = ivo.get(here)
    assert "From revision 1 to 2" in page.text
    assert '<option value="1"' not in page.html


def test_who_asks_for_a_revision_against_itself_or_none_is_told(
    ivo: Visitor, repo: Repo, work: Callable[[], int]
) -> None:
    two_revisions(ivo, repo, work)
    for place in ("/teach/loaf/revisions/2", "/teach/loaf/revisions/2/lessons/grain"):
        page = ivo.get(f"{place}?since=2")
        assert "A revision does not differ from itself." in page.text
        assert page.has_link(place)
        for none in (0, 9, 2**31, 2**70):
            assert ivo.get(f"{place}?since={none}").status == 404
        assert "from itself" not in ivo.get(f"{place}?since=1").text


def test_a_branch_is_shown_to_those_who_teach_alone(
    ivo: Visitor, repo: Repo, work: Callable[[], int], login_as: LogIn, visitor: Visitor
) -> None:
    pull(ivo, work)
    repo.git("checkout", "--quiet", "-b", "next/salt")
    repo.write("03-salt.md", SALT + "\n[Grain](01-grain.md)\n\n![A bag](bag.svg)\n")
    repo.write("bag.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    repo.write("05-bad.md", "# Bad\n\n[x](nowhere.md)\n")
    repo.commit()
    ivo.post("/teach/loaf/branches", {"branch": "next/salt"})
    work()
    page = ivo.get("/teach/loaf")
    assert "next/salt" in page.text
    here = page.html.split('href="/teach/loaf/branches/')[1].split('"')[0]
    home = f"/teach/loaf/branches/{here}"
    assert "C401" in ivo.get(home).text
    lesson = ivo.get(f"{home}/lessons/salt")
    assert "comes from the sea" in lesson.text
    assert lesson.has_link(f"{home}/lessons/grain")
    assert ivo.get(f"{home}/files/bag.svg", buffered=True).status == 200
    assert "Salt" not in visitor.get("/courses/loaf").text
    assert login_as("Carol").get(home).status == 404
    assert visitor.get(home).status == 302
    ivo.post(f"{home}/delete")
    assert ivo.get(home).status == 404


def test_a_branch_shows_every_question_with_its_key(
    ivo: Visitor, repo: Repo, work: Callable[[], int]
) -> None:
    pull(ivo, work)
    repo.git("checkout", "--quiet", "-b", "asks")
    keys = {
        "one": "- [x] sea-salt\n- [ ] sand",
        "number": "= 3.14 +- 0.01",
        "word": "= brine | pickle",
        "gaps": "It is {{blank: white | pale}} and {{blank: dry}}.",
        "pairs": "- rock :: mine\n- flake :: pan",
        "order": "order:\n\n1. Boil\n2. Rake",
    }
    asked = "\n".join(QUIZ.format(name, key) for name, key in keys.items())
    draw = "::: quiz {from=more.quiz.md pick=1}\n:::\n\n- [ ] Taste it\n"
    repo.write("03-salt.md", f"{SALT}\n{asked}\n{draw}")
    bank = (QUIZ.format(name, f"= {name}-key") for name in ("drawn-1", "drawn-2"))
    repo.write("more.quiz.md", "# More\n\n" + "\n".join(bank))
    repo.commit()
    ivo.post("/teach/loaf/branches", {"branch": "asks"})
    work()
    home = ivo.get("/teach/loaf").html.split('href="/teach/loaf/branches/')[1].split('"')[0]
    page = ivo.get(f"/teach/loaf/branches/{home}/lessons/salt")
    assert "sea-salt right" in page.text
    lines = ("3.14 ± 0.01", "brine | pickle", "white | pale", "rock :: mine", "Boil", "Rake")
    for line in (*lines, "drawn-1-key", "drawn-2-key"):
        assert f"<li>{line}</li>" in page.html
    assert "One of these is asked, drawn for each reader." in page.text
    assert page.html.count('<input type="checkbox" disabled>') == 1


@pytest.mark.parametrize("branch", ["", "--upload-pack=x", "a..b", "x y", "refs/../x", "a" * 300])
def test_what_is_no_branch_is_not_fetched(
    ivo: Visitor, work: Callable[[], int], branch: str
) -> None:
    assert ivo.post("/teach/loaf/branches", {"branch": branch}).status == 303
    assert work() == 0


def test_strangers_and_mentors_change_nothing(
    ivo: Visitor, repo: Repo, work: Callable[[], int], login_as: LogIn
) -> None:
    two_revisions(ivo, repo, work)
    cohort, mara = people.make_cohort(course="loaf"), people.make_person("Mara")
    people.make_mentor(mara, cohort)
    alice = people.make_person("Alice")
    people.seat(alice, cohort)
    other = people.make_person("Olga")
    people.make_instructor(other, "bread")
    for who in (mara, alice, other):
        browser = login_as(who)
        for address in (
            "/teach/loaf/pull",
            "/teach/loaf/branches",
            "/teach/loaf/revisions/1/restoration",
            f"/teach/loaf/cohorts/{cohort.slug}/revision",
        ):
            assert browser.post(address, {"to": "1", "branch": "main"}).status == 404
        assert browser.get("/teach/loaf/revisions/1").status == 404
    foreign = people.make_cohort("Ocra", course="bread")
    assert ivo.post(f"/teach/loaf/cohorts/{foreign.slug}/revision", {"to": "1"}).status == 404
