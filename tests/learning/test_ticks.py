"""Learners' checklists: kept for each, through every edit that leaves a line recognisable."""

from collections.abc import Callable

import pytest

from lms.content.course import Task
from lms.learning.models import Completion, TaskTick
from lms.learning.ticking import adopted
from lms.platform.db import db
from tests import people
from tests.learning.conftest import Publish
from tests.visitor import Page, Visitor

LogIn = Callable[..., Visitor]
HERE = "/courses/clay/lessons/list"
LIST = "# List\n\n- [ ] Weigh the flour\n- [ ] Warm the oven\n- [ ] Rest\n"


def tasks(*texts: str) -> list[Task]:
    """Lines whose keys are their words, as a key stands for words."""
    return [Task(text.lower(), text) for text in texts]


@pytest.mark.parametrize(
    ("now", "ticked"),
    [
        (("Weigh it", "Bake it"), {"weigh it"}),
        (("Bake it", "New", "Weigh it"), {"weigh it"}),
        (("Weigh it all", "Bake it"), {"weigh it all"}),
        (("Bake it", "Something else"), set()),
    ],
)
def test_a_tick_follows_its_line(now: tuple[str, ...], ticked: set[str]) -> None:
    assert adopted(tasks(*now), {"weigh it": "Weigh it"}).keys() == ticked


def test_one_tick_is_taken_over_once() -> None:
    ticks = {"fold it once": "Fold it once"}
    assert len(adopted(tasks("Fold it twice", "Fold it thrice"), ticks)) == 1


def ticked(page: Page) -> list[bool]:
    """Whether each box of the page's checklists is ticked."""
    boxes = page.html.split('<input type="checkbox" form="ticks_form"')[1:]
    return ["checked" in box.partition(">")[0] for box in boxes]


def keys(page: Page) -> list[str]:
    """The keys of the boxes."""
    boxes = page.html.split('name="shown" value="')[1:]
    return [box.partition('"')[0] for box in boxes]


def reader(login_as: LogIn, name: str = "Alice") -> Visitor:
    user = people.make_person(name)
    people.seat(user, people.make_cohort(f"Of {name}", course="clay"))
    return login_as(user)


def save(browser: Visitor, wanted: set[int]) -> Page:
    """Press the button with these boxes ticked."""
    shown = keys(browser.get(HERE))
    chosen = [key for place, key in enumerate(shown) if place in wanted]
    return browser.post(f"{HERE}/ticks", {"shown": shown, "ticked": chosen, "at": "1"})


def test_boxes_are_kept_for_each_reader(login_as: LogIn, publish: Publish) -> None:
    publish({"01-list.md": LIST})
    browser = reader(login_as)
    assert ticked(browser.get(HERE)) == [False, False, False]
    assert save(browser, {0, 2}).location == f"{HERE}#checklist-1"
    assert ticked(browser.get(HERE)) == [True, False, True]
    assert ticked(reader(login_as, "Bea").get(HERE)) == [False, False, False]
    save(browser, {1})
    assert ticked(browser.get(HERE)) == [False, True, False]
    assert db.session.query(TaskTick).count() == 1


def test_ticks_outlive_edits(login_as: LogIn, publish: Publish) -> None:
    publish({"01-list.md": LIST})
    browser = reader(login_as)
    save(browser, {0, 1})
    publish(
        {"01-list.md": "# List\n\n- [ ] Warm the *oven*\n- [ ] Bake\n- [ ] Weigh all the flour\n"}
    )
    assert ticked(browser.get(HERE)) == [True, False, True]
    save(browser, {0, 1, 2})
    assert ticked(browser.get(HERE)) == [True, True, True]
    assert db.session.query(TaskTick).count() == 3


def test_what_was_not_shown_stays(login_as: LogIn, publish: Publish) -> None:
    publish({"01-list.md": LIST})
    browser = reader(login_as)
    first, second, _ = keys(browser.get(HERE))
    browser.post(f"{HERE}/ticks", {"shown": first, "ticked": [first, "made up"]})
    browser.post(f"{HERE}/ticks", {"shown": second, "ticked": second})
    assert ticked(browser.get(HERE)) == [True, True, False]
    browser.post(f"{HERE}/ticks", {"shown": second})
    assert ticked(browser.get(HERE)) == [True, False, False]


def test_a_visitor_sees_plain_boxes(visitor: Visitor, publish: Publish) -> None:
    publish({"01-list.md": f"---\npreview: true\n---\n{LIST}"})
    page = visitor.get(HERE)
    assert page.html.count('<input type="checkbox" disabled>') == 3
    assert "Save my ticks" not in page.text


def test_a_translation_shows_the_same_ticks(login_as: LogIn, publish: Publish) -> None:
    texts = {
        "01-list.md": LIST,
        "01-list.it.md": "# Lista\n\n- [ ] Pesa\n- [ ] Scalda\n- [ ] Riposa\n",
    }
    publish(texts)
    browser = reader(login_as)
    save(browser, {1})
    browser.post("/language", {"language": "it"})
    assert ticked(browser.get(HERE)) == [False, True, False]


def test_a_translation_with_other_lines_has_ticks_of_its_own_and_is_finished_by_them(
    login_as: LogIn, publish: Publish
) -> None:
    text = f"---\ncomplete: tasks\n---\n{LIST}"
    publish({"01-list.md": text, "01-list.it.md": "# Lista\n\n- [ ] Pesa\n- [ ] Scalda\n"})
    browser = reader(login_as)
    save(browser, {1})
    browser.post("/language", {"language": "it"})
    assert ticked(browser.get(HERE)) == [False, False]
    save(browser, {0})
    assert browser.post(f"{HERE}/completion").status == 409
    save(browser, {0, 1})
    assert ticked(browser.get(HERE)) == [True, True]
    assert db.session.query(Completion).count() == 1
    browser.post("/language", {"language": "en"})
    assert ticked(browser.get(HERE)) == [False, True, False]


def test_a_translation_without_boxes_is_finished_by_its_button(
    login_as: LogIn, publish: Publish
) -> None:
    text = f"---\ncomplete: tasks\n---\n{LIST}"
    publish({"01-list.md": text, "01-list.it.md": "# Lista\n\nPesa.\n"})
    browser = reader(login_as)
    browser.post("/language", {"language": "it"})
    assert browser.post(f"{HERE}/completion").status == 303
    assert db.session.query(Completion).count() == 1


def test_a_tick_of_a_translation_keeps_the_words_of_the_original(
    login_as: LogIn, publish: Publish
) -> None:
    publish({"01-list.md": LIST, "01-list.it.md": "# L\n\n- [ ] Pesa\n- [ ] Scalda\n- [ ] R\n"})
    browser = reader(login_as)
    browser.post("/language", {"language": "it"})
    save(browser, {1})
    assert [row.text for row in db.session.query(TaskTick)] == ["Warm the oven"]


def test_the_last_tick_finishes_a_lesson_that_boxes_finish(
    login_as: LogIn, publish: Publish
) -> None:
    publish({"01-list.md": f"---\ncomplete: tasks\n---\n{LIST}"})
    browser = reader(login_as)
    assert "Ticking all its boxes completes this lesson." in browser.get(HERE).text
    assert browser.post(f"{HERE}/completion").status == 409
    save(browser, {0, 1})
    assert db.session.query(Completion).count() == 0
    save(browser, {0, 1, 2})
    assert db.session.query(Completion).count() == 1
    save(browser, set())
    assert db.session.query(Completion).count() == 1
