"""What is nearly Markdown, or another tool's: told, where else it would stand there as text."""

import pytest

from tests.content.desk.test_fixing import mended
from tests.content.test_unfinished import slips


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("#One\n\ntext", "# One"), ("##two", "## two"), ("#È lui\n\ntesto", "# È lui")],
)
def test_a_heading_without_its_space(wrong: str, right: str) -> None:
    assert slips(wrong) == [("C119", 3, wrong.split("\n")[0], f"as in: {right}")]
    assert mended(wrong) == wrong.replace(wrong.split("\n")[0], right)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("[the x] (1-x.md)", "[the x](1-x.md)"),
        ("[x x]  (https://example.org/a)", "[x x](https://example.org/a)"),
        ("(the x)[1-x.md#x]", "[the x](1-x.md#x)"),
        ("(t)[1-x.md]", "[t](1-x.md)"),
        ("(the x)[https://example.org]", "[the x](https://example.org)"),
    ],
)
def test_a_link_in_two_halves(wrong: str, right: str) -> None:
    assert slips(f"See {wrong}, please.") == [("C412", 3, wrong, f"as in: {right}")]
    if "#" not in wrong:
        assert mended(f"See {wrong}.", **{"1-a/1-x.md": "x"}) == f"See {right}."


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("[[two]]", "[two](file.md)"),
        ("[[Second part]]", "[Second part](../2-b/3-second-part.md)"),
        ("[[second-part|there]]", "[there](../2-b/3-second-part.md)"),
        ("![[a b.png]]", "![a b.png](a b.png)"),
    ],
)
def test_a_link_of_a_wiki(wrong: str, right: str) -> None:
    found = slips(f"See {wrong}.", **{"2-b/3-second-part.md": "x"})
    assert found == [("C191", 3, wrong, f"as in: {right}")]


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ('!!! warning "Mind"', "as in: ::: warning, closed with a line of :::"),
        ("??? example", "as in: ::: note, closed with a line of :::"),
        ("???+ tip", "as in: ::: tip, closed with a line of :::"),
        ('=== "Linux"', "as in: ::: tabs, with a heading for each tab"),
    ],
)
def test_blocks_of_another_tool(wrong: str, hint: str) -> None:
    assert slips(f"{wrong}\n    Words.") == [("C191", 3, wrong, hint)]


def test_a_reference_that_is_its_own_name() -> None:
    hint = "write it below the text: [the book]: file.md"
    assert slips("See [the book][].") == [("C117", 3, "[the book]", hint)]


@pytest.mark.parametrize("word", ["lineno", "numbers", "line-numbers"])
def test_a_word_for_numbers_of_lines_that_is_none(word: str) -> None:
    assert slips(f"```python {word}\nx\n```") == [("C108", 3, word, 'did you mean "linenos"?')]


def test_an_address_of_the_course_on_its_site() -> None:
    text = "[x](/courses/bread/lessons/a/x) [y](/courses/bread/lessons/a/yz) [z](/courses/other)"
    assert [(code, marked) for code, _, marked, _ in slips(text)] == [
        ("C408", "/courses/bread/lessons/a/x"),
        ("C401", "/courses/bread/lessons/a/yz"),
    ]
    assert mended("[y](/courses/bread/lessons/a/x#how-to) [c](/courses/bread)") == (
        "[y](1-x.md#how-to) [c](../course.md)"
    )


@pytest.mark.parametrize("tag", ['<a href="">x</a>', "<a href>x</a>", "<img src='' alt=''>"])
def test_html_that_leads_nowhere(tag: str) -> None:
    assert [found[0] for found in slips(f"See {tag}.")] == ["C401"]


@pytest.mark.parametrize(
    "text",
    [
        "#knots\n\n#école\n\n#Knots #Ropes\n\n#MeToo is a movement.\n\n#1 of them\n\nSee\n#One",
        "`#One` and `[[two]]`\n\n    #One\n\n```\n#One\n!!! note\n[[two]]\n```",
        "\\#One, \\[[two]]",
        "The matrix [[1, 2], [3, 4]], [[1]] and `if [[ -f x ]]`, in a shell [[ -f x ]].",
        "[sic] (see it), [a] (v1.2), f(x)[a.py], (a)[0], [1] (1-x.md), call(it)[x.md]",
        "[[two]](1-x.md)",
        "[two] (1-x.md)\n\n[two]: 1-x.md",
        "int[][] x[][] [x][]",
        "- [ ] (1-x.md) first\n- [x] (1-x.md) second",
        'Wow!!! note it.\n\nIs it === "x"?\n\n!!! \n\na\n=== "b"',
        "```rust,editable\nx\n```\n\n```python showLineNumbers\nx\n```",
        "[x](/courses/breadth/lessons/a/x) [f](/courses/bread/files/x.pdf) [r](/)",
        "<a id='x'></a>",
    ],
)
def test_what_is_meant_so_is_left_alone(text: str) -> None:
    assert slips(text) == []
