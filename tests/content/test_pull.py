"""Courses from git: what is fetched, what is never done, and what a push sets off."""

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.content import queries, shelf
from lms.content.commands import courses
from lms.content.library.branches import Branch, branches, forget_branch, keep_branch
from lms.content.library.git import GitFailed, Store
from lms.content.library.git_environ import Keys, environ_of
from lms.content.library.pulling import Busy, Workplace
from lms.content.origins import BadRepositories, Repository, pushed, repositories
from lms.platform import jobs
from lms.platform.db import db
from lms.platform.jobs import Job
from tests.content.repos import Repo, text_about
from tests.visitor import Visitor

SECRET = "the-host-and-we-know-this"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Two lessons in a subfolder's place: the root."""
    made = Repo(tmp_path / "origin")
    made.write("01-flour/01-grain.md", text_about("Grain"))
    made.write("01-flour/02-water.md", text_about("Water"))
    made.commit()
    return made


@pytest.fixture
def pulled(
    app: Flask, repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], None]]:
    """Pull the course "loaf" from the repository, as the job does."""
    settings = replace(
        app.config["SETTINGS"],
        data_dir=tmp_path / "data",
        git_courses=f"loaf {repo.folder} main",
        git_webhook_secret=SECRET,
    )
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    shelved = app.extensions["library"]
    yield lambda: jobs.ACTS["content.pull"](course="loaf")
    shelved.withdraw("loaf")
    for branch in branches(shelved.folder, "loaf"):
        forget_branch(shelved.folder, "loaf", branch.key)


def addresses() -> list[str]:
    course = shelf.library().course("loaf")
    return [lesson.address for lesson in course.lessons] if course else []


def test_a_pull_publishes_what_the_branch_holds(repo: Repo, pulled: Callable[[], None]) -> None:
    pulled()
    sync = queries.last_sync("loaf")
    assert addresses() == ["flour/grain", "flour/water"]
    assert sync is not None
    assert (sync.origin, sync.commit_id) == ("git", repo.git("rev-parse", "HEAD"))


def test_what_a_text_includes_comes_along(repo: Repo, pulled: Callable[[], None]) -> None:
    repo.write("01-flour/03-note.md", "# Note\n\n{{#include ../_shared/salt.md}}\n")
    repo.write("_shared/salt.md", "Salt: {{#include amount.xyz}}\n\n![A spoon](spoon.png)\n")
    repo.write("_shared/amount.xyz", "ten grams")
    repo.write("_shared/spoon.png", "png")
    repo.commit()
    pulled()
    course = shelf.library().course("loaf")
    page = "".join(map(str, course.lessons[2].parts)) if course else ""
    assert "Salt: ten grams" in page
    assert "/courses/loaf/files/_shared/spoon.png" in page


def test_pulling_the_same_again_changes_nothing(repo: Repo, pulled: Callable[[], None]) -> None:
    pulled()
    pulled()
    repo.commit()
    pulled()
    latest = queries.latest_revision("loaf")
    assert latest is not None
    assert latest.number == 1


def test_every_rename_of_several_commits_keeps_its_lesson(
    repo: Repo, pulled: Callable[[], None]
) -> None:
    pulled()
    repo.move("01-flour/01-grain.md", "01-flour/aside.md")
    repo.commit()
    repo.move("01-flour/02-water.md", "01-flour/01-grain.md")
    repo.commit()
    repo.move("01-flour/aside.md", "02-mill/01-the-grain.md")
    repo.write("02-mill/01-the-grain.md", text_about("Grain") + "\nAnd an end.\n")
    repo.commit()
    pulled()
    course = shelf.library().course("loaf")
    assert course is not None
    assert {lesson.title: lesson.id for lesson in course.lessons} == {
        "Grain": "flour/grain",
        "Water": "flour/water",
    }


def test_what_git_alone_can_see_is_believed(repo: Repo, pulled: Callable[[], None]) -> None:
    lines = [f"old{n} word{n} line{n}\n" for n in range(100)]
    repo.write("01-flour/03-note.md", "".join(lines))
    repo.commit()
    pulled()
    repo.move("01-flour/03-note.md", "02-mill/09-remark.md")
    rest = [f"new{n} text{n} here{n}\n" for n in range(43)]
    repo.write("02-mill/09-remark.md", "".join(lines[:57] + rest))
    repo.commit()
    pulled()
    course = shelf.library().course("loaf")
    assert course is not None
    lesson = course.lesson("mill/remark")
    assert lesson is not None
    assert lesson.id == "flour/note"


def test_a_course_may_lie_in_a_folder_on_a_branch(
    app: Flask, repo: Repo, pulled: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.git("checkout", "--quiet", "-b", "next/one")
    repo.write("books/loaf/course.md", "---\ntitle: Loaf\nsummary: So.\n---\nHere.\n")
    repo.write("books/loaf/01-only.md", text_about("Only"))
    repo.commit()
    settings = app.config["SETTINGS"]
    words = f"loaf file://{repo.folder} next/one books/loaf"
    monkeypatch.setitem(app.config, "SETTINGS", replace(settings, git_courses=words))
    pulled()
    assert addresses() == ["only"]


def test_errors_and_failures_leave_learners_reading(
    app: Flask, repo: Repo, pulled: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    pulled()
    repo.write("01-flour/01-grain.md", "[x](nowhere.md)")
    repo.commit()
    pulled()
    assert addresses() == ["flour/grain", "flour/water"]
    settings = app.config["SETTINGS"]
    gone = replace(settings, git_courses=f"loaf {repo.folder}-gone main")
    monkeypatch.setitem(app.config, "SETTINGS", gone)
    with pytest.raises(GitFailed):
        pulled()
    sync = queries.last_sync("loaf")
    assert sync is not None
    assert "git says" in sync.problem
    assert addresses() == ["flour/grain", "flour/water"]


def test_links_submodules_and_hidden_files_stay_outside(
    repo: Repo, pulled: Callable[[], None], tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text("secret")
    os.symlink(tmp_path / "secret.md", repo.folder / "01-flour" / "03-secret.md")
    repo.write(".hidden/04-x.md", "hidden")
    repo.write(".gitattributes", "*.md filter=evil\n")
    repo.git("add", "--all")
    sha = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{sha},01-flour/05-other.md")
    repo.git("commit", "--quiet", "-m", "so")
    pulled()
    sync = queries.last_sync("loaf")
    assert addresses() == ["flour/grain", "flour/water"]
    assert sync is not None
    assert [(f["code"], f["path"]) for f in sync.findings] == [
        ("C003", "01-flour/03-secret.md"),
        ("C003", "01-flour/05-other.md"),
    ]


def test_the_command_tells_what_came_of_it(
    app: Flask, repo: Repo, pulled: Callable[[], None]
) -> None:
    said = app.test_cli_runner().invoke(courses, ["pull"])
    assert said.exit_code == 0, said.output
    assert "loaf: 0 errors, 0 warnings" in said.output
    assert f"commit {repo.git('rev-parse', 'HEAD')[:10]}, revision 1" in said.output
    other = app.test_cli_runner().invoke(courses, ["pull", "cake"])
    assert (other.exit_code, 'does not name "cake"' in other.output) == (1, True)


def test_what_comes_from_git_is_not_withdrawn_by_a_sync_of_folders(
    app: Flask, repo: Repo, pulled: Callable[[], None]
) -> None:
    pulled()
    app.test_cli_runner().invoke(courses, ["sync"])
    assert addresses() == ["flour/grain", "flour/water"]


def test_secrets_stand_in_the_environment_of_git_and_nowhere_else(tmp_path: Path) -> None:
    source = Repository("loaf", "https://code.example/school/loaf")
    environ = environ_of(tmp_path, source, Keys({"code.example": "t0p"}, "/keys/deploy"))
    assert "t0p" not in str(environ)  # it is in Basic's spelling
    assert environ["GIT_TERMINAL_PROMPT"] == "0"
    assert environ["GIT_ALLOW_PROTOCOL"] == "https"
    assert "-i /keys/deploy" in environ["GIT_SSH_COMMAND"]
    assert "StrictHostKeyChecking=yes" in environ["GIT_SSH_COMMAND"]
    elsewhere = Repository("loaf", "https://other.example/school/loaf")
    asked = environ_of(tmp_path, elsewhere, Keys({"code.example": "t0p"}))
    assert not any("Authorization" in value for value in asked.values())


@pytest.mark.parametrize(
    "line",
    [
        "loaf",
        "Loaf! https://code.example/x",
        "loaf ext::sh -c main",
        "loaf ext::sh main",
        "loaf http://code.example/x",
        "loaf https://me:secret@code.example/x",
        "loaf -oProxyCommand=x",
        "loaf https://code.example/x --upload-pack=x",
        "loaf https://code.example/x a..b",
        "loaf https://code.example/x main ../up",
        "loaf /a main; loaf /b main",
    ],
)
def test_what_git_could_be_misled_by_is_refused(line: str) -> None:
    with pytest.raises(BadRepositories):
        repositories(line)


def test_a_host_is_understood_in_every_spelling() -> None:
    known = repositories("loaf git@Code.Example:school/Loaf.git next books").values()
    web = "https://code.example/school/loaf"
    assert [one.course for one in pushed(known, [web], "refs/heads/next")] == ["loaf"]
    assert pushed(known, [web], "refs/heads/main") == []
    assert pushed(known, ["https://code.example/school/cake"], "refs/heads/next") == []
    page = next(iter(known)).page("abc", "01-a/x y.md", 7)
    assert page == "https://code.example/school/loaf/blob/abc/books/01-a/x%20y.md?plain=1#L7"


def push(repo: Repo, ref: str = "refs/heads/main") -> bytes:
    return json.dumps({"ref": ref, "repository": {"clone_url": str(repo.folder)}}).encode()


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    right = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={right}"}


def promised() -> int:
    return db.session.scalar(select(func.count(Job.id)).where(Job.name == "content.pull")) or 0


def test_a_signed_push_is_pulled_by_a_job(
    repo: Repo, pulled: Callable[[], None], visitor: Visitor, work: Callable[[], int]
) -> None:
    body = push(repo)
    for _ in range(5):
        answer = visitor.post("/webhooks/git", raw=body, headers=signed(body), token=False)
        assert answer.status == 202
    assert promised() == 1
    work()
    assert addresses() == ["flour/grain", "flour/water"]
    visitor.post("/webhooks/git", raw=body, headers=signed(body), token=False)
    work()
    latest = queries.latest_revision("loaf")
    assert latest is not None
    assert latest.number == 1


def test_a_push_during_a_pull_waits_and_is_no_problem(
    app: Flask, repo: Repo, pulled: Callable[[], None], visitor: Visitor, work: Callable[[], int]
) -> None:
    pulled()
    body = push(repo)
    visitor.post("/webhooks/git", raw=body, headers=signed(body), token=False)
    with Workplace(app.config["SETTINGS"].git_dir, "loaf").locked():
        assert work() == 0
    sync = queries.last_sync("loaf")
    assert sync is not None
    assert sync.problem == ""
    assert promised() == 1


def test_a_branch_that_is_asked_for_during_another_waits(
    app: Flask, repo: Repo, pulled: Callable[[], None]
) -> None:
    settings = app.config["SETTINGS"]
    with Workplace(settings.git_dir / "_branches", "loaf").locked(), pytest.raises(Busy):
        jobs.ACTS["content.preview_branch"](course="loaf", branch="main")
    assert branches(shelf.library().folder, "loaf") == []


def test_branches_leave_nothing_behind_in_the_store(
    app: Flask, repo: Repo, pulled: Callable[[], None]
) -> None:
    shown = jobs.ACTS["content.preview_branch"]
    repo.git("checkout", "--quiet", "-b", "next")
    repo.write("01-flour/03-salt.md", text_about("Salt"))
    before = repo.commit()
    shown(course="loaf", branch="next")
    store = Store(app.config["SETTINGS"].git_dir / "_branches" / "loaf" / "store")
    assert store.has(before)
    repo.write("01-flour/03-salt.md", text_about("Pepper"))
    repo.git("commit", "--quiet", "--all", "--amend", "-m", "so")
    shown(course="loaf", branch="next")
    assert store.has(repo.git("rev-parse", "HEAD"))
    assert not store.has(before)


def test_what_an_ended_fetch_left_is_gone_with_the_next(repo: Repo, tmp_path: Path) -> None:
    store, source = Store(tmp_path / "store"), Repository("loaf", str(repo.folder))
    store.fetch(source, Keys())
    half = store.folder / "objects" / "pack" / "tmp_pack_abc"
    half.write_bytes(b"half")
    store.fetch(source, Keys())
    assert not half.exists()


def test_the_branches_that_were_fetched_longest_ago_are_forgotten(tmp_path: Path) -> None:
    for number in range(23):
        keep_branch(tmp_path, "loaf", Branch(f"b{number:02}", f"2026-01-{number + 1:02}T00:00"))
    assert [one.name for one in branches(tmp_path, "loaf")] == [f"b{n:02}" for n in range(3, 23)]


def test_gitlab_sends_the_secret_itself(
    repo: Repo, pulled: Callable[[], None], visitor: Visitor
) -> None:
    token = {"X-Gitlab-Token": SECRET}
    assert visitor.post("/webhooks/git", raw=push(repo), headers=token, token=False).status == 202
    assert promised() == 1


def test_a_push_that_nobody_signed_does_nothing(
    repo: Repo, pulled: Callable[[], None], visitor: Visitor
) -> None:
    body = push(repo)
    forged: list[dict[str, str]] = [
        {},
        signed(body, "another-secret-than-ours"),
        signed(body + b" "),
        {"X-Hub-Signature-256": "sha256="},
        {"X-Hub-Signature-256": "sha1=é"},
        {"X-Gitlab-Token": ""},
        {"X-Gitlab-Token": SECRET + "x"},
    ]
    for headers in forged:
        answer = visitor.post("/webhooks/git", raw=body, headers=headers, token=False)
        assert answer.status == 400
    assert promised() == 0


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"ref": 3, "repository": 4}', b"\xff", b"[" * 9999]
)
def test_a_signed_push_of_nonsense_is_answered(
    pulled: Callable[[], None], visitor: Visitor, body: bytes
) -> None:
    answer = visitor.post("/webhooks/git", raw=body, headers=signed(body), token=False)
    assert (answer.status, promised()) == (200, 0)


def test_a_push_to_another_branch_is_not_ours(
    repo: Repo, pulled: Callable[[], None], visitor: Visitor
) -> None:
    body = push(repo, "refs/heads/other")
    answer = visitor.post("/webhooks/git", raw=body, headers=signed(body), token=False)
    assert (answer.status, promised()) == (200, 0)
