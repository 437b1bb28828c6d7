"""The keys of checklists: what an author may change without a learner losing a tick."""

import pytest

from lms.content.course import Task, TaskSlot
from tests.content.courses import codes, compiled, course
from tests.content.pages import rendered


def tasks(text: str) -> dict[str, str]:
    """Key by words."""
    return {task.text: task.key for task in rendered(text).tasks}


def test_a_line_keeps_its_key_when_it_moves_or_its_marks_change() -> None:
    before = tasks("- [ ] Weigh *it*\n- [ ] Bake")
    after = tasks("- [ ] Rest\n- [ ] Bake\n\nText.\n\n* [ ] **weigh** it")
    assert before["Bake"] == after["Bake"]
    assert before["Weigh it"] == after["weigh it"]


def test_equal_lines_have_keys_of_their_own() -> None:
    made = rendered("- [ ] Fold\n- [ ] Fold\n- [ ] Fold").tasks
    assert len({task.key for task in made}) == 3


def test_a_translation_has_the_keys_of_the_original() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": "x\n\n- [ ] Weigh\n- [ ] Bake",
        "1-a/1-x.it.md": "x\n\n- [ ] Pesa\n- [ ] Inforna",
    }
    own, italian = course(texts).lessons[0], course(texts, "it").lessons[0]
    assert [task.key for task in italian.tasks] == [task.key for task in own.tasks]
    slots = [part.key for part in italian.parts if isinstance(part, TaskSlot)]
    assert slots == [task.key for task in own.tasks]
    assert italian.tasks[0] == Task(own.tasks[0].key, "Pesa")


@pytest.mark.parametrize(
    ("translation", "line"),
    [
        ("x\n\n- [ ] Pesa\n\ny\n\n- [ ] Inforna", 3),
        ("x\n\n- [ ] Pesa\n- [ ] Impasta\n\ny\n\n- [ ] Inforna\n- [ ] Spegni", 8),
        ("x\n\n- [ ] Pesa\n- [ ] Impasta", 4),
        ("x", 1),
    ],
    ids=["a box less", "a box more in the second list", "a list less", "no list"],
)
def test_a_translation_with_other_lines_is_told_at_its_first_other_list(
    translation: str, line: int
) -> None:
    own = "x\n\n- [ ] Weigh\n- [ ] Knead\n\ny\n\n- [ ] Bake"
    result = compiled({"1-a/1-x.md": own, "1-a/1-x.it.md": translation})
    assert codes(result) == [f"C145 1-a/1-x.it.md:{line}"]


def test_what_finishes_a_lesson_must_be_there() -> None:
    for word in ("quiz", "tasks"):
        text = f"---\ncomplete: {word}\n---\nx\n"
        assert codes(compiled({"1-a/1-x.md": text})) == ["C146 1-a/1-x.md:2"]


def test_on_a_landing_page_boxes_are_plain() -> None:
    texts: dict[str, str | bytes] = {"1-a/index.md": "# A\n\n- [ ] Weigh", "1-a/1-x.md": "x"}
    assert '<input type="checkbox" disabled>' in course(texts).chapters[0].html
