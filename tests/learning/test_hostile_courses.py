"""Whatever stands in a course, its pages run nothing: not from titles, names, quizzes or text."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from lms.content.compile import compile_course
from lms.content.course import Course
from lms.content.sources import CourseSources
from tests import people
from tests.content.hostile import Judge
from tests.content.hostile_course import hostile_files, payloads
from tests.visitor import Visitor

WORDS = payloads()
SHELL = re.compile(r"/static/|https?://[^/]+/|/", re.IGNORECASE)
pytestmark = [
    pytest.mark.skipif(not WORDS, reason="the corpora are not beside the project"),
    pytest.mark.timeout(900),  # thousands of payloads take a minute, and a busy machine five
]


class PageJudge(Judge):
    """Knows what the site's own pages bring along: files of ours, and forms that come home."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        ours = {
            "script": (known.get("src") or "").startswith("/static/"),
            "link": bool(SHELL.match(known.get("href") or "")),
            "meta": "http-equiv" not in known,
            "form": (known.get("action") or "/").startswith("/"),
            "textarea": True,
        }
        super().handle_starttag("p" if ours.get(tag) else tag, attrs)


def wrong_in(html: str) -> list[str]:
    judge = PageJudge()
    judge.feed(html)
    judge.close()
    return judge.wrong


@pytest.fixture
def hostile(app: Flask) -> Iterator[Course]:
    """The hostile course, published although it is full of errors."""
    library = app.extensions["library"]
    texts = {path: text.encode() for path, text in hostile_files(WORDS).items()}
    library.publish(compile_course(CourseSources("clay", texts)), 1)
    yield library.course("clay")
    library.withdraw("clay")


def test_no_page_of_a_hostile_course_comes_alive(
    hostile: Course, login_as: Callable[..., Visitor]
) -> None:
    user = people.make_person("Alice")
    people.seat(user, people.make_cohort(course="clay"))
    reader, wrong = login_as(user), {}
    paths = ["/courses", "/courses/clay", "/courses/clay/progress", "/"]
    paths += [
        f"/courses/clay/lessons/{lesson.address}" for lesson in hostile.lessons if lesson.address
    ]
    for path in paths:
        page = reader.get(path)
        assert page.status == 200, path
        wrong[path] = wrong_in(page.html)
    assert len(paths) > len(WORDS) / 30
    assert {path: found for path, found in wrong.items() if found} == {}


def test_the_judge_would_see_it() -> None:
    assert wrong_in("<script>alert(1)</script><a href='javascript:x'>") != []
    assert wrong_in("<script src='/static/js/copy.js'></script><form action='/x'>") == []
    assert wrong_in("<script src='//evil.example/x.js'></script>") == ["<script>"]
