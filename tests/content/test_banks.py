"""Question banks: what lessons draw from, and what is wrong with a draw."""

import json

import pytest

from lms.content.course import DrawSlot
from lms.content.record import body_record, read_body
from lms.content.report import as_text
from tests.content.courses import codes, compiled, course

QUESTION = "::: quiz {{#{}}}\nWhat?\n\n- [x] This\n- [ ] That\n:::\n"
BANK = "# Loops\n\n" + "\n".join(QUESTION.format(f"loop-{n}") for n in range(4))


def lesson(*draws: str) -> str:
    return "\n\n".join(["# Test", *(f"::: quiz {{{draw}}}\n:::" for draw in draws)])


def test_a_lesson_holds_all_that_can_be_drawn() -> None:
    made = course({"1-a/1-x.md": lesson("from=l.quiz.md pick=3"), "1-a/l.quiz.md": BANK})
    (only,) = made.lessons
    ids = ("loop-0", "loop-1", "loop-2", "loop-3")
    assert tuple(quiz.id for quiz in only.quizzes) == ids
    (slot,) = (part for part in only.parts if isinstance(part, DrawSlot))
    assert (slot.pick, slot.quiz_ids) == (3, ids)


def test_two_lessons_draw_from_one_bank_when_one_draw_has_an_id() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": lesson("from=l.quiz.md pick=2"),
        "2-b/1-y.md": lesson("#end from=../1-a/l.quiz.md pick=2"),
        "1-a/l.quiz.md": BANK,
    }
    assert codes(compiled(texts)) == []
    assert course(texts).lessons[1].quizzes[0].id == "end.loop-0"
    texts["2-b/1-y.md"] = lesson("from=../1-a/l.quiz.md pick=2")
    assert {code.split()[0] for code in codes(compiled(texts))} == {"C124"}


def test_a_translation_draws_from_the_translated_bank_where_there_is_one() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": lesson("from=l.quiz.md pick=2"),
        "1-a/1-x.it.md": lesson("from=l.quiz.md pick=2"),
        "1-a/l.quiz.md": BANK,
        "1-a/l.quiz.it.md": BANK.replace("What?", "Quale?"),
    }
    assert codes(compiled(texts)) == []
    assert "Quale?" in course(texts, "it").lessons[0].quizzes[0].prompt_html
    del texts["1-a/l.quiz.it.md"]
    assert "What?" in course(texts, "it").lessons[0].quizzes[0].prompt_html


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        ({"1-a/1-x.md": lesson("from=l.quiz.md pick=5")}, ["C137 1-a/1-x.md:3"]),
        ({"1-a/1-x.md": "x"}, ["C143 1-a/l.quiz.md:3"]),
        (
            {"1-a/1-x.md": lesson("from=l.quiz.md"), "1-a/l.quiz.md": f"Read me.\n\n{BANK}"},
            ["C142 1-a/l.quiz.md:1"],
        ),
        (
            {
                "1-a/1-x.md": lesson("from=l.quiz.md pick=2"),
                "1-a/1-x.it.md": lesson("from=l.quiz.md pick=1"),
            },
            ["C144 1-a/1-x.it.md:3"],
        ),
        (
            {
                "1-a/1-x.md": lesson("from=l.quiz.md pick=1"),
                "1-a/l.quiz.md": QUESTION.format("a") + QUESTION.format("a"),
            },
            ["C124 1-a/l.quiz.md:7"],
        ),
    ],
)
def test_what_is_wrong_with_a_draw_is_told(texts: dict[str, str | bytes], wrong: list[str]) -> None:
    assert codes(compiled({"1-a/l.quiz.md": BANK, **texts})) == wrong


def test_a_draw_belongs_to_a_lesson() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/index.md": lesson("from=l.quiz.md"),
        "1-a/1-x.md": "x",
        "1-a/l.quiz.md": BANK,
    }
    assert "C127 1-a/index.md:3" in codes(compiled(texts))


def test_questions_that_are_drawn_twice_are_told_once_at_the_second_draw() -> None:
    draw = "from=l.quiz.md pick=1"
    result = compiled(
        {"1-a/1-x.md": lesson(draw), "1-a/2-y.md": lesson(draw), "1-a/l.quiz.md": BANK}
    )
    (found,) = result.findings
    assert (found.path, found.line, found.source) == ("1-a/2-y.md", 3, f"::: quiz {{{draw}}}")
    assert found.message == 'the quiz "loop-0" and 3 more are also in 1-a/1-x.md:3'
    assert found.hint == "give this draw an id of its own, as in: {#again from=…}"


@pytest.mark.parametrize(("pick", "wrong"), [(2, []), (3, ["C137"])])
def test_a_question_with_a_fault_of_its_own_counts_as_one_of_its_bank(
    pick: int, wrong: list[str]
) -> None:
    bank = QUESTION.format("a") + QUESTION.format("b").replace("[x]", "[ ]")
    result = compiled({"1-a/1-x.md": lesson(f"from=l.quiz.md pick={pick}"), "1-a/l.quiz.md": bank})
    assert [found.code for found in result.findings] == [*wrong, "C122"]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("1-a/l.quiz.md", 'did you mean "../1-a/l.quiz.md"?'),
        ("l.quiz.md", 'did you mean "../1-a/l.quiz.md"?'),
        ("../1-a/l.md", 'did you mean "../1-a/l.quiz.md"?'),
        ("../1-a/l", 'did you mean "../1-a/l.quiz.md"?'),
        ("splices.quiz.md", "the course has ../1-a/l.quiz.md"),
    ],
)
def test_a_bank_is_offered_as_it_has_to_be_named(written: str, hint: str) -> None:
    draw = lesson("from=../1-a/l.quiz.md")
    texts = {"1-a/l.quiz.md": BANK, "1-a/1-x.md": lesson("from=l.quiz.md")}
    result = compiled({**texts, "2-b/1-y.md": draw.replace("../1-a/l.quiz.md", written)})
    assert [(f.code, f.hint) for f in result.findings] == [("C136", hint)]


def test_every_shape_survives_being_kept() -> None:
    text = """# All
::: quiz {#n}
N?

= 3.14 +- 0.01 | 2
:::

::: quiz {#s case}
S?

= let | LET
:::

::: quiz {#g}
A {{blank: x | y}} and {{blank: z}}.
:::

::: quiz {#m}
M?

- a :: b
- c :: d
:::

::: quiz {#o}
O?

order:
1. a
2. b
:::

::: quiz {#l}
L?

____
:::

- [ ] a box

::: quiz {from=l.quiz.md pick=1}
:::
"""
    (page,) = course({"1-a/1-x.md": text, "1-a/l.quiz.md": BANK}).lessons
    record = body_record(page)
    moved = course(
        {"1-a/1-x.md": text.replace("::: quiz {#n}", "\n::: quiz {#n}"), "1-a/l.quiz.md": BANK}
    )
    assert body_record(moved.lessons[0])["quizzes"] == record["quizzes"]
    kept = read_body(json.loads(json.dumps(record)))
    assert kept["quizzes"] == page.quizzes
    assert kept["parts"] == page.parts
    assert kept["tasks"] == page.tasks
    assert {quiz.kind for quiz in page.quizzes} == {
        "numeric",
        "short",
        "gaps",
        "matching",
        "ordering",
        "long",
        "single",
    }


def test_more_than_a_bank_has_is_told_where_it_is_asked_and_of_which_file() -> None:
    result = compiled(
        {
            "1-a/1-x.md": lesson("from=l.quiz.md pick=5"),
            "1-a/l.quiz.md": BANK,
            "1-a/1-x.it.md": lesson("from=l.quiz.md pick=5"),
            "1-a/l.quiz.it.md": QUESTION.format("loop-1"),
        }
    )
    told = [
        (f.path, f.line, f.source[f.column - 1 :][: f.width], f.message, f.hint)
        for f in result.findings
        if f.code == "C137"
    ]
    assert told == [
        (path, 3, "pick=5", f"5 questions are drawn of {have}", hint)
        for path, have, hint in (
            ("1-a/1-x.it.md", "1 in 1-a/l.quiz.it.md", "pick=1, or none for all"),
            ("1-a/1-x.md", "4 in 1-a/l.quiz.md", "pick=4, or none for all"),
        )
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"# Loops\n\n<!-- mine\nand mine -->\n\n{BANK[9:]}\nRead me.\n", 34),
        (f"---\ntitle: L\n---\nRead me.\n\n{BANK}", 4),
        (f"# L\n\n::: note\n::: tip\nx\n:::\n:::\n\n{BANK[9:]}", 3),
        (f"{BANK}\n```text\n::: quiz\n```\n", 31),
    ],
)
def test_text_outside_of_questions_is_told_where_it_begins(text: str, line: int) -> None:
    texts: dict[str, str | bytes] = {"1-a/1-x.md": lesson("from=l.quiz.md"), "1-a/l.quiz.md": text}
    assert codes(compiled(texts)) == [f"C142 1-a/l.quiz.md:{line}"]


def test_what_is_wrong_with_a_drawn_question_is_said_to_be_drawn() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": lesson("from=l.quiz.md"),
        "1-a/l.quiz.md": QUESTION.format("a"),
        "1-a/1-x.it.md": lesson("from=l.quiz.md"),
        "1-a/l.quiz.it.md": QUESTION.format("a").replace("[x]", "[ ]").replace("[ ] That", "[x] C"),
    }
    (found,) = compiled(texts).findings
    assert found.path == "1-a/l.quiz.it.md"
    assert as_text(found).splitlines()[0].endswith(" (drawn in 1-a/1-x.it.md:3)")
