"""A history of a course in which everything happens to its files, and nothing to its people."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from lms.content import queries, shelf
from lms.platform import jobs
from lms.platform.db import db, transaction
from tests import people
from tests.content.repos import Repo
from tests.visitor import Visitor

Act = Callable[["Course"], object]


def words_of(soul: str, many: int = 150) -> str:
    """What this lesson and no other says; always the same."""
    made = random.Random(soul)  # noqa: S311 - repeatable words, no secret
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    words = ("".join(made.choices(alphabet, k=made.randint(3, 9))) for _ in range(many))
    return "\n\n".join(" ".join(line) for line in zip(*[words] * 10, strict=False))


class Course:
    """A repository in which each lesson has a soul, which is its title."""

    def __init__(self, folder: Path) -> None:
        self.repo = Repo(folder)
        self.repo.write("course.md", "---\ntitle: Loaf\nsummary: Bread.\n---\nBread.\n")

    def write(self, path: str, soul: str, more: str = "") -> None:
        self.repo.write(path, f"# {soul}\n\n{words_of(soul)}\n\n{more}")

    def swap(self, one: str, other: str) -> None:
        self.repo.move(one, "aside.md")
        self.repo.move(other, one)
        self.repo.move("aside.md", other)

    def succeed(self, path: str, elsewhere: str, soul: str) -> None:
        """A lesson moves away, and another takes its place at once."""
        self.repo.move(path, elsewhere)
        self.write(path, soul)

    def split(self, path: str, rest: str) -> None:
        """Two thirds stay where they are, under their title; the rest is a lesson of its own."""
        lines = (self.repo.folder / path).read_text().split("\n\n")
        cut = len(lines) * 2 // 3
        self.repo.write(path, "\n\n".join(lines[:cut]))
        self.repo.write(rest, "# Rest\n\n" + "\n\n".join(lines[cut:]))


STEPS: tuple[Act, ...] = (
    lambda c: c.repo.move("01-a/01-grain.md", "01-a/04-grain.md"),
    lambda c: c.repo.move("01-a/02-water.md", "02-b/01-the-water.md"),
    lambda c: c.swap("01-a/03-salt.md", "01-a/04-grain.md"),
    lambda c: c.write("01-a/03-salt.md", "Grain", "An edit."),
    lambda c: c.repo.move("02-b/02-heat.md", "02-b/02-Heat.md"),
    lambda c: c.split("02-b/01-the-water.md", "02-b/03-rest.md"),
    lambda c: (c.repo.folder / "02-b/02-Heat.md").unlink(),
    lambda c: c.write("02-b/02-crust.md", "Crust"),
    lambda c: c.write("03-c/09-heat.md", "Heat"),
    lambda c: c.repo.git("mv", "01-a", "01-begin"),
    lambda c: c.swap("01-begin/03-salt.md", "02-b/01-the-water.md"),
    lambda c: c.write("01-begin/03-salt.md", "Water", "Written anew, and then some more."),
    lambda c: c.succeed("01-begin/04-grain.md", "04-d/01-x.md", "Rye"),
    lambda c: c.repo.git("mv", "02-b/02-crust.md", "02-b/07-crust.md"),
)


@pytest.fixture
def course(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Course]:
    made = Course(tmp_path / "origin")
    for number, soul in enumerate(("Grain", "Water", "Salt"), 1):
        made.write(f"01-a/0{number}-{soul.lower()}.md", soul)
    made.write("02-b/02-heat.md", "Heat")
    made.repo.commit()
    words = f"loaf {made.repo.folder}"
    settings = replace(app.config["SETTINGS"], data_dir=tmp_path / "data", git_courses=words)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    jobs.ACTS["content.pull"](course="loaf")
    yield made
    app.extensions["library"].withdraw("loaf")


def now_called() -> dict[str, str]:
    """By lesson id its title now, or the last it had."""
    found = shelf.library().course("loaf")
    assert found is not None
    here = {lesson.id: lesson.title for lesson in found.lessons}
    gone = {known.id for known in queries.known_lessons("loaf")} - set(here)
    return queries.titles_of("loaf", gone) | here


def test_no_completion_is_lost_and_none_comes_to_stand_on_another_lesson(
    course: Course, login_as: Callable[..., Visitor]
) -> None:
    cohort = people.make_cohort(course="loaf", seats=None)
    finished: list[tuple[int, str, str]] = []
    for number, act in enumerate(STEPS):
        reader = people.make_person(f"Reader {number}")
        people.seat(reader, cohort)
        browser = login_as(reader)
        published = shelf.library().course("loaf")
        assert published is not None
        for lesson in published.lessons:
            answer = browser.post(f"/courses/loaf/lessons/{lesson.address}/completion")
            assert answer.status == 303
            finished.append((reader.id, lesson.id, lesson.title))
        act(course)
        course.repo.commit()
        with transaction():
            db.session.expire_all()
        jobs.ACTS["content.pull"](course="loaf")
        titles = now_called()
        assert {(i, t) for _, i, t in finished} <= set(titles.items()), f"step {number}"
    assert len(finished) > 60


def test_a_push_of_all_of_it_at_once_keeps_every_lesson_that_can_be_told(course: Course) -> None:
    before = now_called()
    for act in STEPS:
        act(course)
        course.repo.commit()
    jobs.ACTS["content.pull"](course="loaf")
    after = now_called()
    assert {i: after[i] for i in before} == before
