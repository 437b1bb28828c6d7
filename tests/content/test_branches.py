"""Branches that are fetched to be looked at, and forgotten."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from lms.content import shelf
from lms.content.library.branches import Branch, branches, keep_branch
from lms.content.library.git import Store
from lms.content.library.git_environ import Keys
from lms.content.library.pulling import Busy, Workplace
from lms.content.origins import Repository
from lms.platform import jobs
from tests.content.pulling import pulled as pulled
from tests.content.pulling import repo as repo
from tests.content.repos import Repo, text_about


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
