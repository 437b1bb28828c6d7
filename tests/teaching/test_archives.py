"""Courses that come as an archive: from those who teach, and harmless, or not at all."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from lms.content.commands import sync_folder
from lms.content.library.archives import BadArchive, unpack
from lms.content.library.pulling import Workplace
from lms.platform.db import db, transaction
from lms.platform.jobs import Job, JobState
from tests import people
from tests.content.repos import Repo
from tests.teaching.conftest import COURSE, LogIn
from tests.visitor import Page, Visitor


def zipped(files: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    made.seek(0)
    made.name = "course.zip"
    return made


def send(browser: Visitor, course: str, archive: io.BytesIO) -> Page:
    fields = {"course": course, "archive": (archive, "course.zip")}
    return browser.post("/teach/archives", fields, content_type="multipart/form-data")


def test_an_archive_becomes_a_course(
    repo: Repo, login_as: LogIn, work: Callable[[], int], visitor: Visitor
) -> None:
    ada = login_as(people.make_admin("Ada"))
    files: dict[str, str | bytes] = {
        "cake-main/course.md": COURSE,
        "cake-main/01-egg.md": (
            "# Egg\n\nOne.\n\n{{#include _shared/care.md}}\n\n```python file=egg.py\n```\n"
        ),
        "cake-main/_shared/care.md": "Break it with care.\n",
        "cake-main/egg.py": "egg = 1\n",
    }
    assert send(ada, "cake", zipped(files)).status == 303
    work()
    assert "Egg" in visitor.get("/courses/cake").text
    assert "Break it with care." in ada.get("/courses/cake/lessons/egg").text
    files["cake-main/01-egg.md"] = "# Egg\n\nTwo of them."
    assert send(ada, "cake", zipped(files)).status == 303
    work()
    assert "Revision 2" in ada.get("/teach/cake").text
    assert "Somebody sent it as an archive" in ada.get("/teach/cake").text


def test_the_first_archive_of_a_course_leads_to_a_page_that_says_what_becomes_of_it(
    repo: Repo, login_as: LogIn, work: Callable[[], int]
) -> None:
    ada = login_as(people.make_admin("Ada"))
    broken = {"course.md": COURSE, "01-egg.md": "# Egg\n\n[x](nowhere.md)\n"}
    sent = send(ada, "cake", zipped(broken))
    page = ada.follow(sent)
    assert page.status == 200
    assert "The archive is being read" in page.text
    assert "Last check never" in page.text
    assert "Nothing is wrong" not in page.text
    assert "never" in ada.get("/teach").text
    work()
    page = ada.get(sent.location)
    assert "The archive is being read" not in page.text
    assert "01-egg.md:3 C401" in page.text
    assert "Nobody reads it yet" in page.text
    assert ada.get("/teach").has_link("/teach/cake")


def test_an_archive_whose_reading_fails_is_not_said_to_be_read_for_ever(
    repo: Repo, login_as: LogIn
) -> None:
    ada = login_as(people.make_admin("Ada"))
    send(ada, "cake", zipped({"course.md": COURSE}))
    with transaction():
        db.session.execute(update(Job).values(state=JobState.FAILED))
    assert "The archive could not be read" in ada.get("/teach/cake").text


def test_a_name_that_lies_in_the_courses_folder_is_refused_with_what_to_do(
    app: Flask, repo: Repo, login_as: LogIn
) -> None:
    ada, archive = login_as(people.make_admin("Ada")), {"course.md": COURSE}
    folder = app.config["SETTINGS"].courses_dir / "cake"
    folder.mkdir(parents=True)
    (folder / "course.md").write_text(COURSE)
    (folder / "01-egg.md").write_text("# Egg\n\nOne.\n")
    refused = send(ada, "cake", zipped(archive))
    assert refused.status == 422
    assert "A folder of this name lies among the server’s courses" in refused.text
    assert "lms courses sync cake" in refused.text
    sync_folder(folder, app.extensions["library"])
    assert "who keeps the server changes it there" in send(ada, "cake", zipped(archive)).text


def test_a_folder_that_appears_beside_a_course_from_an_archive_does_not_shut_it_out(
    app: Flask, repo: Repo, login_as: LogIn, work: Callable[[], int]
) -> None:
    ada = login_as(people.make_admin("Ada"))
    send(ada, "cake", zipped({"course.md": COURSE}))
    work()
    folder = app.config["SETTINGS"].courses_dir / "cake"
    folder.mkdir(parents=True)
    (folder / "course.md").write_text(COURSE)
    assert send(ada, "cake", zipped({"course.md": COURSE})).status == 303


def test_an_archive_that_comes_while_the_course_is_published_is_refused_with_a_sentence(
    app: Flask, repo: Repo, login_as: LogIn, work: Callable[[], int]
) -> None:
    ada = login_as(people.make_admin("Ada"))
    with Workplace(app.config["SETTINGS"].git_dir, "cake").locked():
        refused = send(ada, "cake", zipped({"course.md": COURSE}))
    assert refused.status == 422
    assert "Send it again in a moment" in refused.text
    assert work() == 0


def test_an_archive_is_taken_from_those_who_teach_the_course_alone(
    ivo: Visitor, repo: Repo, login_as: LogIn, visitor: Visitor
) -> None:
    archive = {"course.md": COURSE}
    assert send(login_as("Carol"), "cake", zipped(archive)).status == 404
    assert send(visitor, "cake", zipped(archive)).status == 302
    refused = send(ivo, "loaf", zipped(archive))
    assert refused.status == 422
    assert "comes from git" in refused.text
    assert 'value="loaf"' in refused.html


def linked() -> io.BytesIO:
    link = zipfile.ZipInfo("01-link.md")
    link.external_attr = 0o120777 << 16
    made = zipped({"course.md": COURSE})
    with zipfile.ZipFile(made, "a") as opened:
        opened.writestr(link, "/etc/passwd")
    made.seek(0)
    return made


HOSTILE: dict[str, Mapping[str, str | bytes]] = {
    "climbing": {"course.md": COURSE, "../../evil.md": "x"},
    "absolute": {"course.md": COURSE, "/etc/evil.md": "x"},
    "drive": {"course.md": COURSE, "C:/evil.md": "x"},
    "backslash": {"course.md": COURSE, "..\\evil.md": "x"},
    "bomb": {"course.md": COURSE, "01-big.md": b"0" * 30_000_000},
    "many": {"course.md": COURSE, **{f"{n}.md": "x" for n in range(5_001)}},
    "long": {"course.md": COURSE, "a" * 300 + ".md": "x"},
    "case": {"course.md": COURSE, "A.md": "x", "a.md": "y"},
    "none": {"readme.md": "x"},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_archive_is_refused_and_leaves_nothing(tmp_path: Path, kind: str) -> None:

    with pytest.raises(BadArchive):
        unpack(zipped(HOSTILE[kind]), tmp_path / "in" / "course")
    assert not list(tmp_path.glob("*.md"))
    assert not (tmp_path / "in" / "course" / "01-big.md").exists()


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"no zip at all", b"PK\5\6" + b"\0" * 18])
def test_what_is_no_archive_is_said(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadArchive):
        unpack(io.BytesIO(content), tmp_path / "course")


def test_links_in_an_archive_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadArchive):
        unpack(linked(), tmp_path / "course")


def test_a_lying_size_is_found_out(tmp_path: Path) -> None:
    content = zipped({"course.md": COURSE, "01-a.md": "a" * 5_000}).getvalue()
    lying = content.replace((5_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(BadArchive):
        unpack(io.BytesIO(lying), tmp_path / "course")
