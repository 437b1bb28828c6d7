"""Every code is explained, by lessons whose examples are true."""

import pytest
from click.testing import CliRunner

from lms.content.commands import courses
from lms.content.compile import compile_course
from lms.content.desk.explaining import examples, explanations, for_a_terminal
from lms.content.findings import CODES
from lms.content.sources import Asset, CourseSources

COURSE = {
    "course.md": "---\ntitle: Knots that hold\nsummary: Six knots.\n---\n",
    "01-loops/01-bowline.md": "# The bowline\n\nbowline.svg, measures.csv, code/knot.py",
    "01-loops/02-reef.md": "# The reef knot\n\n## Tying it\n\ntext",
}
FILES = {"01-loops/code/knot.py": b"tie()\n"}
ASSETS = {"01-loops/bowline.svg": Asset("0" * 64), "01-loops/measures.csv": Asset("0" * 64)}
LESSON = "01-loops/01-bowline.md"


def shown() -> list[tuple[str, str]]:
    """Codes and the kinds of examples that they have."""
    kinds = [
        (code, name.split(":")[0])
        for code, told in explanations().items()
        for name, _ in examples(told.text)
        if code in CODES
    ]
    return sorted(set(kinds))


def found(code: str, kind: str) -> list[str]:
    """What is found in a course with the examples of this kind."""
    texts = dict(COURSE)
    for name, content in examples(explanations()[code].text):
        if name.split(":")[0] == kind:
            texts[name.partition(": ")[2] or LESSON] = content.replace(r"\{{#", "{{#")
    raw = {path: text.encode() for path, text in texts.items()}
    sources = CourseSources("knots", raw, ASSETS, (), {**FILES, **raw})
    result = compile_course(sources)
    return [finding.code for finding in result.findings if finding.is_error or kind == "wrong"] + [
        finding.code for finding in result.findings if finding.code == code
    ]


def test_every_code_is_explained_under_its_sentence() -> None:
    told = {code: explained.sentence for code, explained in explanations().items()}
    assert {code: told.get(code) for code in CODES} == {
        code: sentence.rstrip(".") for code, sentence in CODES.items()
    }


@pytest.mark.parametrize(("code", "kind"), shown())
def test_the_wrong_form_is_wrong_and_the_right_one_right(code: str, kind: str) -> None:
    if kind == "wrong":
        assert code in found(code, kind)
    else:
        assert found(code, kind) == []


def test_examples_of_both_forms_are_shown() -> None:
    assert {kind for _, kind in shown()} == {"wrong", "right"}


def test_explain_prints_the_lesson() -> None:
    told = CliRunner().invoke(courses, ["explain", "c104"]).output
    assert told.startswith("C104: The block does not know this option.\n\nAn option that")
    assert "wrong:\n\n    ::: quiz {#bowline-2 trys=3}\n" in told
    assert "```" not in told


def test_a_fence_in_an_example_stays() -> None:
    assert "    ```phyton" in for_a_terminal(explanations()["C107"].text)
