"""Whole courses: translations, links between lessons, and what is only seen from above."""

import pytest

from lms.content.compile import compile_course
from lms.content.sources import CourseSources
from tests.content.courses import codes, compiled, course


def test_a_course_has_its_landing_page() -> None:
    made = course({"1-a/1-x.md": "x"})
    assert (made.slug, made.title, made.summary) == ("bread", "Bread", "Flour, water, time.")
    assert made.html == "<p>A course about <em>bread</em>.</p>"


def test_a_translation_is_the_same_lesson() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": "---\npreview: true\nminutes: 5\n---\n# Grain\n\ntext",
        "1-a/1-x.it.md": "# Grano\n\ntesto",
        "1-a/2-y.md": "# Water\n\ntext",
        "1-a/index.md": "# Flour",
        "1-a/index.it.md": "# Farina",
        "course.it.md": "---\ntitle: Pane\nsummary: Farina e tempo.\n---\nUn corso.",
    }
    result = compiled(texts)
    own, other = result.courses["en"], result.courses["it"]
    assert result.findings == ()
    assert own.languages == other.languages == ("en", "it")
    assert [lesson.id for lesson in own.lessons] == [lesson.id for lesson in other.lessons]
    assert [x.hash for x in own.lessons] == [x.hash for x in other.lessons]
    assert [lesson.title for lesson in other.lessons] == ["Grano", "Water"]
    assert [lesson.language for lesson in other.lessons] == ["it", "en"]
    assert other.lessons[0].preview
    assert other.lessons[0].minutes == (5, 5)
    assert (other.title, other.summary, other.chapters[0].title) == (
        "Pane",
        "Farina e tempo.",
        "Farina",
    )


def test_the_courses_language_may_be_any() -> None:
    front = "---\ntitle: Pane\nsummary: s\nlanguage: it\n---\n"
    texts: dict[str, str | bytes] = {
        "course.md": front,
        "1-a/1-x.md": "> [!NOTE]\n> testo",
        "1-a/1-x.en.md": "> [!NOTE]\n> text",
    }
    result = compiled(texts)
    assert list(result.courses) == ["it", "en"]
    assert "Nota" in str(result.courses["it"].lessons[0].parts[0])
    assert "Note<" in str(result.courses["en"].lessons[0].parts[0])


def test_a_translation_of_nothing_is_told() -> None:
    assert codes(compiled({"1-a/1-x.md": "x", "1-a/2-y.it.md": "y"})) == ["C211 1-a/2-y.it.md:0"]


def test_an_unknown_suffix_is_part_of_the_name() -> None:
    assert course({"1-a/1-node.js.md": "x"}).lessons[0].address == "a/node-js"


def test_links_may_name_anchors_of_other_lessons() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": "[y](../2-b/1-y.md#how-to)",
        "2-b/1-y.md": "## How to\n\ntext",
    }
    result = compiled(texts)
    assert codes(result) == []
    assert '"/courses/bread/lessons/b/y#how-to"' in str(result.courses["en"].lessons[0].parts[0])


def test_an_anchor_that_is_not_there_is_an_error_with_the_nearest() -> None:
    result = compiled({"1-a/1-x.md": "[y](2-y.md#howto)", "1-a/2-y.md": "## How to\n\ntext"})
    assert codes(result) == ["C403 1-a/1-x.md:1"]
    (found,) = result.findings
    assert found.hint == 'did you mean "how-to"?'
    assert found.source[found.column - 1 :][: found.width] == "#howto"


@pytest.mark.parametrize(
    ("headings", "hint"),
    [
        ((), "that page has no anchors"),
        (("Oven", "Yeast"), "its anchors: #oven, #yeast"),
        (
            ("Oven", "Yeast", "Loaf", "Table", "Bowl", "Scale", "Apron"),
            "its anchors: #apron, #bowl, #loaf, #oven, #scale and 2 more",
        ),
    ],
)
def test_an_anchor_that_is_like_no_other_is_told_those_there_are(
    headings: tuple[str, ...], hint: str
) -> None:
    there = "\n\n".join(["# Y", *(f"## {heading}" for heading in headings), "text"])
    result = compiled(
        {"1-a/1-x.md": "![y](q.png)[y](2-y.md#P%20p)", "1-a/2-y.md": there}, assets=("1-a/q.png",)
    )
    found = next(f for f in result.findings if f.code == "C403")
    assert found.hint == hint
    assert found.source[found.column - 1 :][: found.width] == "#P%20p"


def test_an_anchor_of_the_own_page_is_checked_too() -> None:
    assert codes(compiled({"1-a/1-x.md": "one\n\n[y](#nowhere)"})) == ["C403 1-a/1-x.md:3"]
    assert codes(compiled({"1-a/1-x.md": "one\n\n[to the top](#)"})) == []


def test_a_link_from_a_translation_leads_to_the_translation() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": "[y](2-y.md#how-to)",
        "1-a/1-x.it.md": "[y](2-y.it.md#come-si-fa)",
        "1-a/2-y.md": "## How to\n\ntext",
        "1-a/2-y.it.md": "## Come si fa\n\ntesto",
    }
    assert codes(compiled(texts)) == []


def test_a_page_that_nobody_can_reach_cannot_be_linked() -> None:
    texts: dict[str, str | bytes] = {
        "SUMMARY.md": "- [x](a/x.md)",
        "a/x.md": "[y](y.md)",
        "a/y.md": "y",
    }
    assert codes(compiled(texts)) == ["C401 a/x.md:1", "C202 a/y.md:0"]


def test_the_cover_must_exist() -> None:
    front = "---\ntitle: B\nsummary: s\ncover: cover.png\n---"
    assert codes(compiled({"course.md": front, "1-a/1-x.md": "x"})) == ["C401 course.md:4"]


def test_an_empty_lesson_is_told_unless_it_is_a_draft() -> None:
    texts: dict[str, str | bytes] = {"1-a/1-x.md": "", "1-a/2-y.md": "---\ndraft: true\n---"}
    assert codes(compiled(texts)) == ["C210 1-a/1-x.md:0"]


def test_two_lessons_cannot_have_one_id() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": "---\nid: z\n---\nx",
        "1-a/2-y.md": "---\nid: z\n---\ny",
    }
    assert codes(compiled(texts)) == ["C205 1-a/2-y.md:2"]


def test_a_folder_without_a_course_is_told() -> None:
    result = compile_course(CourseSources("bread", {"1-a/1-x.md": b"# X\n\ntext"}))
    assert codes(result) == ["C004 course.md:0"]
    assert result.courses["en"].title == "Bread"


def test_the_digest_follows_the_files() -> None:
    one, same = compiled({"1-a/1-x.md": "x"}), compiled({"1-a/1-x.md": "x"})
    other = compiled({"1-a/1-x.md": "y"})
    assert one.digest == same.digest != other.digest


def test_the_contents_of_a_lesson_are_its_headings() -> None:
    lesson = course(
        {"1-a/1-x.md": "# X\n\n## One\n\n### Two `x`\n\n::: note\n## Three\n:::"}
    ).lessons[0]
    assert [(h.level, h.id, h.text) for h in lesson.headings] == [
        (2, "one", "One"),
        (3, "two-x", "Two x"),
    ]
