"""The glossary of a course: read once, in each language, and told where it goes wrong."""

from lms.content.glossary import MOST, read_glossary
from tests.content.courses import codes, compiled

WORDS = "# Words\n\ngluten\n: What holds it.\n"


def page_of(texts: dict[str, str | bytes], language: str = "en") -> str:
    return "".join(map(str, compiled(texts).courses[language].lessons[0].parts))


def test_a_term_is_explained_in_lessons_and_is_no_lesson_itself() -> None:
    texts: dict[str, str | bytes] = {"a.md": "# A\n\nOn gluten.\n", "glossary.md": WORDS}
    result = compiled(texts)
    assert codes(result) == []
    assert [lesson.path for lesson in result.courses["en"].lessons] == ["a.md"]
    assert "popovertarget" in page_of(texts)


def test_each_language_has_its_own() -> None:
    texts: dict[str, str | bytes] = {
        "a.md": "# A\n\nOn gluten.\n",
        "a.it.md": "# A\n\nIl glutine.\n",
        "glossary.md": WORDS,
        "glossary.it.md": "glutine\n: Quello che tiene.\n",
    }
    assert "What holds it" in page_of(texts)
    assert "Quello che tiene" in page_of(texts, "it")


def test_a_summary_that_lists_it_makes_it_a_page_too() -> None:
    summary = "# Summary\n\n- [A](a.md)\n- [Words](glossary.md)\n"
    texts = {"a.md": "# A\n\nx\n", "glossary.md": WORDS, "SUMMARY.md": summary}
    result = compiled(dict(texts))
    assert codes(result) == []
    assert [lesson.path for lesson in result.courses["en"].lessons] == ["a.md", "glossary.md"]


def test_what_defines_nothing_and_what_stands_twice_is_told() -> None:
    wrong = "A sentence.\n\ngluten\n: One.\n\ngluten\n: Two.\n\n: Alone.\n"
    result = compiled({"a.md": "# A\n\nx\n", "glossary.md": wrong})
    assert codes(result) == ["C170 glossary.md:1", "C171 glossary.md:6", "C170 glossary.md:9"]
    assert read_glossary("glossary.md", wrong).definitions == {"gluten": "One."}


def test_a_link_of_a_definition_is_checked_in_the_glossary() -> None:
    words = "gluten\n: See [there](nowhere.md).\n"
    result = compiled({"01-x/a.md": "# A\n\nOn gluten.\n", "glossary.md": words})
    assert [(f.code, f.path) for f in result.findings] == [("C401", "glossary.md")]


def test_a_dictionary_is_cut_off() -> None:
    words = "".join(f"word{n}\n: x\n\n" for n in range(MOST + 5))
    assert len(read_glossary("glossary.md", words).definitions) == MOST


def test_terms_that_differ_only_in_small_and_capital_letters_are_told() -> None:
    words = "gluten\n: One.\n\nGluten\n: Two.\n\nDDT\n: Three.\n"
    (found,) = compiled({"a.md": "# A\n\nx\n", "glossary.md": words}).findings
    assert (found.code, found.line, found.source) == ("C171", 4, "Gluten")
    assert found.message == '"Gluten" differs from "gluten" only in small and capital letters'
    words = "gluten\nGluten\n: One.\n"
    (found,) = compiled({"a.md": "# A\n\nx\n", "glossary.md": words}).findings
    assert (found.line, found.hint) == (2, "one is enough: a sentence may begin with it")
