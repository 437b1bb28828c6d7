"""Plain folders: what comes along, and what their texts are written with."""

from tests.content.importing.moved import Files, moved


def test_a_folder_comes_in_the_order_of_its_names_with_nothing_but_what_it_shows() -> None:
    files: Files = {
        "README.md": "# All *knots*\n\n[first](2-b/01-x.md)\n",
        "2-b/01-x.md": "# X\n\n![p](../img/p%20q.png) [code](x.rs) <a href='../gone.md'>g</a>\n",
        "2-b/README.md": "# B\n\ntext\n",
        "10-c/a/deep.md": "# Deep\n\ntext\n",
        "img/p q.png": "x",
        "img/unused.png": "x",
        "2-b/x.rs": "fn",
        "LICENSE.md": "MIT",
        "translations/it/2-b/01-x.md": "# X italiana\n\ntesto\n",
    }
    result = moved(files)
    assert result.titles == ["B", "X", "Deep"]
    assert result.compiled.courses["it"].lessons[1].title == "X italiana"
    assert not result.compiled.has_errors
    assert result.compiled.courses["en"].title == "All knots"
    assert result.written.files == {"img/p-q.png": "img/p q.png"}
    behind = [left.path for left in result.written.report if not left.line]
    assert behind == ["LICENSE.md", "img/unused.png", "2-b/x.rs"]


def test_names_that_would_meet_come_apart() -> None:
    files: Files = {
        "a/01-x.md": "# A\n\nx",
        "a/02-x.md": "# B\n\nx",
        "a/!.md": "# C\n\nx",
        "a/con.md": "# D\n\nx",
    }
    result = moved(files)
    assert len({lesson.address for lesson in result.lessons}) == 4
    assert not result.compiled.has_errors


def test_marks_of_unknown_templates_are_told_and_never_seen() -> None:
    text = "# A\n\n{% if x %}Yes{% endif %} {{ page.title }} `{{ kept }}`\n\n{{ a{b}.c }}\n\n"
    text += "<p>{{ <b>x</b> }}</p>\n\n::: odd {#a}\n\nIn.\n\n:::\n"
    result = moved({"a.md": text})
    assert not result.compiled.has_errors
    assert "{%" not in result.html
    assert "<code>{{ page.title }}</code>" in result.html
    assert "<code>{{ kept }}</code>" in result.html
    assert "<code>{{ a{b}.c }}</code>" in result.html
    assert {left.line for left in result.report} >= {3, 5, 9}


def test_html_that_holds_markdown_lets_it_be_read() -> None:
    text = '# A\n\n<div class="panel" markdown="1">\n### B\n*c*\n</div>\n'
    assert "<em>c</em>" in moved({"a.md": text}).html


def test_what_only_looks_like_a_formula_or_an_include_is_text() -> None:
    text = "# A\n\nCall f\\(_x_\\) for $\\ce{O2}$.\n\nSay `{{#include}}` or {{#nothing}}.\n"
    result = moved({"a.md": text})
    assert not result.compiled.has_errors
    assert "Call f(_x_) for `\\ce{O2}`." in result.text("a.md")
    assert any("cannot be set" in line for line in result.told)


def test_a_picture_whose_words_hold_links_over_lines_is_whole() -> None:
    text = "# A\n\n![\nOne [two](https://x.example/).\nThree\n](a.png){\nalt='All'\n}\n\nEnd.\n"
    result = moved({"a.md": text, "a.png": "x"})
    assert not result.compiled.has_errors
    assert result.html.count("<img") == 1
    assert "{" not in result.html


def test_a_formula_of_many_lines_that_cannot_be_set_is_code() -> None:
    result = moved(
        {"a.md": "# A\n\n```{math}\nx & y \\\\\nz\n```\n", "glossary.md": "# Terms\n\nx\n"}
    )
    assert not result.compiled.has_errors
    assert "$$" not in result.html
    assert result.titles == ["A", "Terms"]


def test_code_that_is_never_closed_ends_with_its_text() -> None:
    result = moved({"a.md": "# A\n\n```python\n1\n", "b.md": "# B\n\n- ```\n  1\n\nend\n"})
    assert not result.compiled.has_errors
    assert result.text("a.md").endswith("```python\n1\n```\n")
    assert {left.path for left in result.report} == {"a.md", "b.md"}


def test_tables_that_are_right_stay_and_others_are_set_right() -> None:
    right = "- | a | b |\n  | --- | --- |\n  | 1 | 2 |\n"
    result = moved({"a.md": f"# A\n\n{right}\n| x | y |\n|---+---|\n| 3 | 4 |\n\n| alone |\n"})
    assert right in result.text("a.md")
    assert result.html.count("<table") == 2
    assert "|" not in result.html


GRID = """# One

+-------------+----------------+
| Code        | Shown          |
+=============+================+
+-------------+----------------+
| ```         | <p></p>        |
| - a *list*  | - a *list*     |
| ```         |                |
+-------------+----------------+
| plain       | [b](02-b.md)   |
+-------------+----------------+

+-----+-----+
| over both |
+-----+-----+
"""


def test_a_grid_is_a_table_with_what_stands_in_its_cells() -> None:
    result = moved({"01-a.md": GRID, "02-b.md": "# B\n\ntext"})
    page = "".join(str(part) for part in result.lessons[0].parts)
    assert (page.count("<th>"), page.count("<td>")) == (2, 4)
    assert "- a *list*" in page
    assert "<li>a <em>list</em></li>" in page
    assert "```" not in page
    assert '<a href="/courses/new/lessons/b">b</a>' in page
    assert "over both" in page
    assert not result.compiled.has_errors


def test_a_line_of_invisible_characters_is_an_empty_line() -> None:
    text = "# A\n\n<details>\n<summary>Why?</summary>\n\u200b   \n* Because.\n\n</details>\n"
    assert "<li>Because.</li>" in moved({"01-a.md": text}).html


def test_a_link_whose_address_is_cut_or_stands_for_its_words_is_a_link() -> None:
    text = (
        "# A\n\nA [tour](https://example.org/\ntour.htm), then\n"
        "[https://example.org/book](_A Tour of Rope_) and [https://example.org](https://a.example).\n"
    )
    result = moved({"01-a.md": text})
    assert '<a href="https://example.org/tour.htm">tour</a>' in result.html
    assert '<a href="https://example.org/book"><em>A Tour of Rope</em></a>' in result.html
    assert '<a href="https://a.example">' in result.html
    turned = "a link with its address in the place of its words was turned round"
    assert f"01-a.md:5 {turned}" in result.told


def test_a_text_that_includes_itself_is_told_and_stands_there_once() -> None:
    files = {
        "01-a.md": "# A\n\nOnce.\n\n{{#include 02-b.md}}\n",
        "02-b.md": "{{#include 01-a.md}}\n",
    }
    result = moved(dict(files))
    assert not result.compiled.has_errors
    assert result.text("01-a.md").count("Once.") == 1
    assert '02-b.md:1 "01-a.md" was not included: it includes itself in the end' in result.told


def test_what_a_text_includes_comes_along_in_its_place_and_is_not_left_behind() -> None:
    files = {
        "01-a.md": "# A\n\n```python\n{{#include code/knot.py:tie}}\n```\n\n"
        '```python title="loop.py" file=code/loop.py\n```\n\n'
        "```{literalinclude} code/bend.rs\n```\n\n{{#include _note.md}}\n\n{{#if this}}\n",
        "_note.md": "---\ntitle: x\n---\nSee [A](01-a.md).\n",
        "code/knot.py": "import rope\n# ANCHOR: tie\ntie()\n# ANCHOR_END: tie\n",
        "code/loop.py": "while True: ...\n",
        "code/bend.rs": "fn bend() {}\n",
        "code/left.py": "pass\n",
    }
    result = moved(dict(files))
    text = result.text("01-a.md")
    assert "```python\ntie()\n```" in text
    assert '```python title="loop.py"\nwhile True: ...\n```' in text
    assert "```rs\nfn bend() {}\n```" in text
    assert "See [A](01-a.md)." in text
    assert not result.compiled.has_errors
    assert [(x.path, x.what) for x in result.written.report if not x.line] == [
        ("code/left.py", "no text names it; left behind")
    ]
    assert result.told == ["01-a.md:15 {{#if this}} stands there as code"]


def test_a_number_with_a_full_stop_is_no_suffix() -> None:
    result = moved(
        {"1. Introduction to bread/a.md": "# A\n\nx", "2. The way: slow/b.md": "# B\n\nx"}
    )
    titles = [chapter.title for chapter in result.compiled.courses["en"].chapters]
    assert titles == ["Introduction to bread", "The way slow"]


def test_one_broken_byte_costs_no_other_letter() -> None:
    raw = "# Città\n\nPerché no? Così è.".encode() + b" \xe9"
    result = moved({"a.md": raw})
    assert result.titles == ["Città"]
    assert "Perché no? Così è. \ufffd" in result.html
    told = [(left.path, left.what) for left in result.written.report]
    assert ("a.md", "has bytes that are no UTF-8: each became \ufffd") in told


def test_what_windows_calls_unicode_is_read() -> None:
    result = moved({"a.md": "# Città\n\nPerché no?".encode("utf-16")})
    assert result.titles == ["Città"]
    assert "Perché no?" in result.html


def test_a_text_of_an_older_windows_keeps_its_accents_and_is_told() -> None:
    result = moved({"a.md": "# Città\n\nPerché no? “Sì”".encode("cp1252")})
    assert result.titles == ["Città"]
    assert "Perché no? “Sì”" in result.html
    assert ("a.md", "is not UTF-8 and was read as Windows-1252: look at its accents") in [
        (left.path, left.what) for left in result.written.report
    ]
