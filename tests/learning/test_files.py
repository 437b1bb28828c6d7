"""Pictures and downloads: as open as the text that shows them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests import people
from tests.learning.conftest import Publish
from tests.visitor import Page, Visitor

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
FILES = {
    "course.md": "---\ntitle: Clay\nsummary: Pots.\ncover: cover.svg\n---\n![Kiln](kiln.svg)\n",
    "01-a.md": "---\npreview: true\n---\n# A\n\n![Cup](cup.svg)\n",
    "02-b.md": "# B\n\n![Glaze](glaze.svg)\n\n[The sums](sums.csv)\n",
    "03-c.md": "---\ndraft: true\n---\n# C\n\n![Plan](plan.svg)\n",
    "sums.csv": "a,b\n1,2\n",
    **{f"{name}.svg": SVG for name in ("cover", "kiln", "cup", "glaze", "plan")},
}
LogIn = Callable[..., Visitor]
HERE = "/courses/clay/files/"


def ask(browser: Visitor, path: str, **how: Any) -> Page:
    """A file, read to its end as a browser would."""
    return browser.get(HERE + path, buffered=True, **how)


def statuses(browser: Visitor) -> dict[str, int]:
    """How each picture is answered."""
    names = ("cover", "kiln", "cup", "glaze", "plan")
    return {name: ask(browser, f"{name}.svg").status for name in names}


def test_a_file_is_as_open_as_its_text(publish: Publish, visitor: Visitor, login_as: LogIn) -> None:
    publish(FILES)
    open_to_all = {"cover": 200, "kiln": 200, "cup": 200, "glaze": 404, "plan": 404}
    reader, early, teacher = (people.make_person(name) for name in ("Alice", "Nora", "Bruno"))
    people.seat(reader, people.make_cohort(course="clay"))
    people.seat(early, people.make_open_cohort(course="clay"))
    people.make_instructor(teacher, "clay")
    assert statuses(visitor) == open_to_all
    assert statuses(login_as("Carol")) == open_to_all
    assert statuses(login_as(early)) == open_to_all
    assert statuses(login_as(reader)) == open_to_all | {"glaze": 200}
    assert statuses(login_as(teacher)) == open_to_all | {"glaze": 200, "plan": 200}


QUIZ = """::: quiz {#q attempts=2}
Which? ![Asked](asked.svg)

- [ ] This
  > No. ![Why not](remark.svg)
- [x] That
  > Yes. ![Why](praise.svg)

? ![Hint](hint.svg)
> ![So it is](explained.svg)
:::
"""
PICTURES = ("asked", "hint", "remark", "praise", "explained")


@pytest.mark.parametrize("free", [False, True])
def test_a_picture_in_an_explanation_is_there_when_the_explanation_is_due(
    publish: Publish, visitor: Visitor, login_as: LogIn, free: bool
) -> None:
    course = {"01-a.md": f"---\npreview: {str(free).lower()}\n---\n# A\n\n{QUIZ}"}
    publish(FILES | course | {f"{name}.svg": SVG for name in PICTURES})
    alice, bruno, cohort = (
        people.make_person("Alice"),
        people.make_person("Bruno"),
        people.make_cohort(course="clay"),
    )
    people.seat(alice, cohort)
    people.make_instructor(bruno, "clay")

    def open_to(browser: Visitor) -> list[str]:
        return [name for name in PICTURES if ask(browser, f"{name}.svg").status == 200]

    here, reader = "/courses/clay/lessons/a", login_as(alice)
    assert open_to(visitor) == (["asked", "hint"] if free else [])
    assert open_to(reader) == ["asked", "hint"]
    reader.post(f"{here}/quizzes/q/attempts", {"answer": "0"})
    assert open_to(reader) == ["asked", "hint", "remark"]
    reader.post(f"{here}/quizzes/q/attempts", {"answer": "1", "number": "2"})
    assert open_to(reader) == [*PICTURES]
    assert open_to(login_as(bruno)) == [*PICTURES]
    assert open_to(login_as("Carol")) == open_to(visitor)


def test_a_picture_that_the_text_shows_too_is_as_open_as_the_text(
    publish: Publish, login_as: LogIn
) -> None:
    text = f"# B\n\n![Here already](explained.svg)\n\n{QUIZ}"
    publish(FILES | {"02-b.md": text} | {f"{name}.svg": SVG for name in PICTURES})
    alice = people.make_person("Alice")
    people.seat(alice, people.make_cohort(course="clay"))
    assert ask(login_as(alice), "explained.svg").status == 200


def test_a_drawing_can_do_nothing(publish: Publish, visitor: Visitor) -> None:
    publish(FILES)
    headers = ask(visitor, "cup.svg").response.headers
    assert headers["Content-Type"].startswith("image/svg+xml")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]


def test_tables_are_shown_as_text_and_data_is_only_downloaded(
    publish: Publish, visitor: Visitor
) -> None:
    links = "[sums](sums.csv) [list](list.json)"
    publish(FILES | {"list.json": "[]", "01-a.md": f"---\npreview: true\n---\n# A\n\n{links}\n"})
    table, data = (ask(visitor, name).response.headers for name in ("sums.csv", "list.json"))
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" not in table.get("Content-Disposition", "")
    assert data["Content-Type"] == "application/octet-stream"
    assert "attachment" in data["Content-Disposition"]


def test_a_file_is_not_sent_twice(publish: Publish, app: Flask) -> None:
    publish(FILES)
    browser, address = app.test_client(), f"{HERE}cup.svg"
    known = {"If-None-Match": browser.get(address, buffered=True).headers["ETag"]}
    assert browser.get(address, headers=known, buffered=True).status_code == 304
    publish(FILES | {"cup.svg": SVG.replace("alert(1)", "")})
    assert browser.get(address, headers=known, buffered=True).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "../course.md",
        "..%2fcourse.md",
        "01-a.md",
        "course.md",
        "none.svg",
        "a" * 300,
        "%00",
        "//etc",
    ],
)
def test_nothing_else_is_served(publish: Publish, visitor: Visitor, path: str) -> None:
    publish(FILES)
    assert ask(visitor, path).status in (301, 308, 404)
