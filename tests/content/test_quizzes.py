"""Quizzes: what they hold, and what never reaches a page."""

from pathlib import Path

import pytest

from lms.content.compile import compile_course
from lms.content.course import Quiz
from lms.content.library.keeping import KeptPages
from tests.content.courses import QUIZ, codes, compiled, sources
from tests.content.pages import html_of, rendered

WHOLE = """::: quiz {#loops-1 points=2 attempts=3 shuffle}
What does `range(3)` yield?

```python
list(range(3))
```

- [ ] 1, 2, 3
  > It starts at **zero**.
- [x] 0, 1, 2
- [ ] 0, 1, 2, 3

  Even *three*?

  > One too many.

? Think of the first value.
? Then of the last.

> `range(n)` stops
> before *n*.
:::"""


def quiz(text: str) -> Quiz:
    return rendered(text).quizzes[0]


def test_a_quiz_is_read_whole() -> None:
    made = quiz(WHOLE)
    assert (made.id, made.kind, made.points, made.attempts) == ("loops-1", "single", 2, 3)
    assert made.shuffle
    assert "<code>range(3)</code>" in made.prompt_html
    assert 'class="code"' in made.prompt_html
    assert [option.correct for option in made.options] == [False, True, False]
    assert made.options[0].html == "1, 2, 3"
    assert made.options[0].feedback_html.strip() == "<p>It starts at <strong>zero</strong>.</p>"
    assert made.options[1].feedback_html == ""
    assert "Even <em>three</em>?" in made.options[2].html
    assert "One too many." in made.options[2].feedback_html
    assert [hint.strip() for hint in made.hints] == [
        "<p>Think of the first value.</p>",
        "<p>Then of the last.</p>",
    ]
    assert "stops\nbefore <em>n</em>." in made.explanation_html


def test_several_right_answers_make_it_multiple() -> None:
    assert quiz(WHOLE.replace("- [ ] 1, 2, 3\n", "- [x] 1, 2, 3\n")).kind == "multiple"


def test_one_right_answer_may_still_be_asked_with_boxes() -> None:
    assert quiz(WHOLE.replace("shuffle}", "multiple}")).kind == "multiple"


def test_without_options_a_quiz_counts_one_and_may_be_tried_for_ever() -> None:
    made = quiz("::: quiz {#a}\nQ?\n- [x] yes\n- [ ] no\n:::")
    assert (made.points, made.attempts, made.shuffle) == (1, None, False)


def test_an_answer_may_be_code() -> None:
    made = quiz("::: quiz {#a}\nQ?\n\n- [x] ```python\n  x = 1\n  ```\n- [ ] none\n:::")
    assert 'class="code"' in made.options[0].html
    assert made.options[1].html == "none"


def test_a_mark_of_an_answer_inside_code_is_none() -> None:
    made = quiz("::: quiz {#a}\n```text\n- [x] no answer\n```\n\n- [x] yes\n- [ ] no\n:::")
    assert len(made.options) == 2
    assert "no answer" in made.prompt_html


def test_nothing_of_a_quiz_stands_in_the_page() -> None:
    page = rendered(f"Before.\n\n{WHOLE}\n\nAfter.")
    html = html_of(page.parts)
    assert "[quiz loops-1]" in html
    for secret in ("range", "zero", "0, 1, 2", "Think", "stops", "[x]"):
        assert secret not in html


def test_a_footnote_of_a_quiz_stays_in_it() -> None:
    text = (
        "::: quiz {#a}\nQ?\n\n- [x] yes\n- [ ] no\n\n> Since[^1].\n>\n> [^1]: Secret.\n:::\n\nText."
    )
    page = rendered(text)
    assert "Secret" not in html_of(page.parts)
    assert "Secret" in page.quizzes[0].explanation_html


def test_a_quiz_in_a_list_or_a_quotation_is_a_quiz() -> None:
    for mark in ("> ", "  "):
        lines = ["::: quiz {#a}", "Q?", "", "- [x] yes", "- [ ] no", ":::"]
        start = "- item\n\n" if mark == "  " else ""
        page = rendered(start + "\n".join(mark + line for line in lines))
        assert [option.correct for option in page.quizzes[0].options] == [True, False]
        assert "yes" not in html_of(page.parts)


def test_an_id_belongs_to_one_quiz_of_the_course() -> None:
    result = compiled({"1-a/1-x.md": f"x\n{QUIZ}", "1-a/2-y.md": f"y\n{QUIZ}"})
    (found,) = result.findings
    assert (found.code, found.path, found.line) == ("C124", "1-a/2-y.md", 3)
    assert found.source == "::: quiz {#q-1}"
    assert found.message == 'the quiz "q-1" is also in 1-a/1-x.md:3'


@pytest.mark.parametrize(
    ("slip", "code"), [(("[x]", "[ ]"), "C122"), (("- [ ] Salt", "- [] Salt"), "C125")]
)
def test_an_id_that_stands_twice_is_told_whatever_else_is_wrong(
    slip: tuple[str, str], code: str, tmp_path: Path
) -> None:
    course = sources({"1-a/1-x.md": f"x\n{QUIZ}{QUIZ.replace(*slip)}"})
    for _ in range(2):
        found = compile_course(course, (), KeptPages(tmp_path)).findings
        assert {(f.code, f.line) for f in found} >= {("C124", 13)}
        assert code in {f.code for f in found}


def test_a_page_that_was_compiled_before_still_knows_where_its_quiz_is(tmp_path: Path) -> None:
    course = sources({"1-a/1-x.md": f"x\n{QUIZ}", "1-a/2-y.md": f"y\n{QUIZ}"})
    kept = KeptPages(tmp_path)
    first, again = (compile_course(course, (), kept) for _ in range(2))
    assert first.findings == again.findings
    assert first.findings[0].line == 3


def test_a_quiz_that_two_lessons_include_is_told_where_they_do() -> None:
    taken = "# X\n\n{{#include ../2-b/2-y.md}}\n"
    result = compiled({"1-a/1-x.md": taken, "1-a/2-z.md": f"Text.\n\n{taken}", "2-b/2-y.md": QUIZ})
    told = [(f.path, f.line, f.message) for f in result.findings if f.code == "C124"]
    assert told == [
        ("1-a/2-z.md", 5, 'the quiz "q-1" is also in 1-a/1-x.md:3'),
        ("2-b/2-y.md", 2, 'the quiz "q-1" is also in 1-a/1-x.md:3'),
    ]


def test_a_translation_has_the_same_quiz_with_the_same_answers() -> None:
    good = compiled({"1-a/1-x.md": f"x\n{QUIZ}", "1-a/1-x.it.md": f"x\n{QUIZ}"})
    assert codes(good) == []
    turned = QUIZ.replace("[ ]", "[?]").replace("[x]", "[ ]").replace("[?]", "[x]")
    wrong = compiled({"1-a/1-x.md": f"x\n{QUIZ}", "1-a/1-x.it.md": f"x\n\n{turned}"})
    assert codes(wrong) == ["C126 1-a/1-x.it.md:4"]
    assert wrong.findings[0].hint.endswith("as in 1-a/1-x.md:3")


def test_a_quiz_stands_in_lessons_only() -> None:
    result = compiled({"1-a/index.md": f"# A\n{QUIZ}", "1-a/1-x.md": "x"})
    assert codes(result) == ["C127 1-a/index.md:3"]


UNNAMED = QUIZ.replace(" {#q-1}", "")


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        ({"1-a/1-x.md": f"{QUIZ}{UNNAMED}".replace("q-1", "x-2")}, ["x-3"]),
        ({"1-a/1-x.md": f"{UNNAMED}{UNNAMED}{QUIZ}".replace("q-1", "x-1")}, ["x-2", "x-3"]),
        ({"1-a/1-x.md": UNNAMED, "2-b/1-x.md": UNNAMED}, ["x-1", "b-x-1"]),
        (
            {
                "1-a/1-x.md": UNNAMED,
                "2-b/1-x.md": UNNAMED,
                "3-c/1-y.md": QUIZ.replace("q-1", "b-x-1"),
            },
            ["x-1", "b-x-1-2"],
        ),
        ({"1-a/1-x.md": f"# X\n{QUIZ}", "1-a/1-x.it.md": f"# X\n{UNNAMED}"}, ["q-1"]),
        (
            {"1-a/1-x.md": "::: quiz {from=b.quiz.md}\n:::", "1-a/b.quiz.md": UNNAMED},
            ["b-quiz-1"],
        ),
    ],
)
def test_a_quiz_without_a_name_is_offered_a_free_one(
    texts: dict[str, str | bytes], names: list[str]
) -> None:
    found = [f.hint for f in compiled(texts).findings if f.code == "C123"]
    assert found == [f"as in: ::: quiz {{#{name}}}" for name in names]


def translated(text: str, original: str = QUIZ) -> list[str]:
    """What is told of a translation with this quiz."""
    result = compiled({"1-a/1-x.md": f"# X\n{original}", "1-a/1-x.it.md": f"# X\n{text}"})
    return [f"{f.code} {f.path[6:]}:{f.line} {f.message}" for f in result.findings]


def test_a_translated_quiz_with_a_fault_of_its_own_is_not_called_missing() -> None:
    found = translated(QUIZ.replace("[x]", "[ ]"))
    assert found == ["C122 x.it.md:3 no answer is right"]
    found = translated(QUIZ.replace("- [ ] Salt\n  > Never.\n- [x] Dough\n", ""))
    assert found == ["C121 x.it.md:3 there is nothing to answer with"]
    found = translated("", QUIZ)
    assert found == ['C214 x.it.md:1 the quiz "q-1" of 1-a/1-x.md:3 is missing']


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("- [x] Dough", "- [x] Dough\n- [ ] Oil", "3 answers; the original has 2"),
        ("- [x] Dough", "- [x] Dough\n- [x] Oil", "3 answers; the original has 2"),
        ("- [x] Dough", "- [ ] Dough\n- [x] Oil", "3 answers; the original has 2"),
        (
            "- [ ] Salt\n  > Never.\n- [x] Dough",
            "= dough",
            "is answered by a word; the original by choosing one",
        ),
        (
            "- [ ] Salt\n  > Never.\n- [x] Dough",
            "- [x] Salt\n- [x] Dough",
            "is answered by choosing several; the original by choosing one",
        ),
        (
            "- [ ] Salt\n  > Never.\n- [x] Dough",
            "- [x] Salt\n- [ ] Dough",
            "has other right answers than the original",
        ),
    ],
)
def test_what_a_translated_quiz_does_otherwise_is_said(
    wrong: str, right: str, message: str
) -> None:
    (found,) = translated(QUIZ.replace(wrong, right))
    sign = " has" if message[0].isdigit() else ""
    assert found == f'C126 x.it.md:3 the quiz "q-1"{sign} {message}'


@pytest.mark.parametrize("head", ["{id=q-1}", '{id="q-1"}', "{points=1 id=q-1}"])
def test_an_id_may_be_written_out(head: str) -> None:
    named = QUIZ.replace("{#q-1}", head)
    assert translated(named) == translated(QUIZ, named) == []
    assert translated(named.replace("[x]", "[ ]"), named) == ["C122 x.it.md:3 no answer is right"]
    assert translated(named.replace("q-1", "q-10"), QUIZ) == translated(QUIZ.replace("q-1", "q-10"))


def test_a_quiz_that_only_the_translation_has_is_told_at_its_line() -> None:
    more = QUIZ.replace("q-1", "q-2")
    assert translated(f"{QUIZ}{more}") == ['C216 x.it.md:13 the original has no quiz "q-2"']
    assert translated(more) == [
        'C214 x.it.md:1 the quiz "q-1" of 1-a/1-x.md:3 is missing',
        'C216 x.it.md:3 the original has no quiz "q-2"',
    ]
    faulty = more.replace("[x]", "[ ]")
    assert translated(f"{QUIZ}{more}", f"{QUIZ}{faulty}") == ["C122 x.md:13 no answer is right"]


def test_a_translated_quiz_without_a_name_is_only_offered_its_name() -> None:
    told = "without an id, moving the quiz loses its answers"
    assert translated(UNNAMED) == [f"C123 x.it.md:3 {told}"]
