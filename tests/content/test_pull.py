"""Courses from git: what is fetched, what is never done, and what a push sets off."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from lms.content import queries, shelf
from lms.content.commands import courses
from lms.content.library import pulling, reading
from lms.content.library.git import GitFailed
from lms.content.library.git_environ import Keys, environ_of
from lms.content.origins import BadRepositories, Repository, pushed, repositories
from tests.content.pulling import addresses
from tests.content.pulling import pulled as pulled
from tests.content.pulling import repo as repo
from tests.content.repos import Repo, text_about


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


def test_a_program_of_many_files_around_a_course_is_no_reason_to_refuse_it(
    repo: Repo, pulled: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (reading, pulling):
        monkeypatch.setattr(module, "MOST_FILES", 8)
    for number in range(40):
        repo.write(f"src/part-{number}.c", f"int part_{number};")
    repo.write("src/all.h", "{{#include part-7.c}}")
    repo.write("01-flour/03-note.md", "# Note\n\n```c\n{{#include ../src/all.h}}\n```\n")
    repo.write("01-flour/04-fence.md", '# Fence\n\n```c file="../src/part-9.c"\n```\n')
    repo.commit()
    pulled()
    course = shelf.library().course("loaf")
    page = (
        "".join(str(part) for lesson in course.lessons for part in lesson.parts) if course else ""
    )
    assert "part_7" in page
    assert "part_9" in page
    sync = queries.last_sync("loaf")
    assert sync
    assert "C007" not in str(sync.findings)


def test_an_include_of_a_program_by_a_near_name_is_told_which_was_meant(
    repo: Repo, pulled: Callable[[], None]
) -> None:
    repo.write("src/kneading.c", "int knead;")
    repo.write("01-flour/03-note.md", "# Note\n\n{{#include ../src/kneding.c}}\n")
    repo.commit()
    pulled()
    sync = queries.last_sync("loaf")
    assert sync
    assert "kneading.c" in str(sync.findings)


def test_too_many_texts_are_refused(
    repo: Repo, pulled: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "MOST_FILES", 2)
    with pytest.raises(GitFailed, match="3 files"):
        pulled()


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
