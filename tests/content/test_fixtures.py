"""Each rule by examples that an author could read: fixtures/<rule>.md."""

import pytest

from tests.content.pages import Example, as_fixture, examples, rendered

CASES = list(examples())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.title}")
def test_the_text_becomes_the_page(case: Example) -> None:
    language = "it" if case.title.startswith("Italian") else "en"
    page, is_quiz = rendered(case.text, language), case.file.startswith("quiz_")
    assert as_fixture(page, with_keys=is_quiz) == case.expected.strip()


def test_there_are_examples() -> None:
    assert len(CASES) > 60
