"""MkDocs: its order and names, and the snippets that its texts take in."""

from tests.content.importing.moved import Files, Result, in_a_vault, moved

SETTINGS = """site_name: All knots
site_description: Knots for everybody.
theme:
  name: material
  language: it
nav:
  - Home: index.md
  - Begin here: b.md
  - Ropes:
    - rope/index.md
    - Hemp: rope/hemp.md
    - More:
      - rope/more.md
    - gone.md
  - Elsewhere: https://example.org/
markdown_extensions:
  - abbr
  - admonition
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
  - pymdownx.snippets:
      base_path: [parts]
      auto_append:
        - terms.md
"""
TEXTS: Files = {
    "mkdocs.yml": SETTINGS,
    "docs/index.md": "# Welcome\n\n[begin](b.md)\n",
    "docs/a.md": "# Not listed\n\nx\n",
    "docs/b.md": "# Start\n\nHTML ![P](img/p.png) by [us].\n",
    "docs/b.en.md": "# Start, in English\n\nx\n",
    "docs/img/p.png": "x",
    "docs/rope/index.md": "# Ropes\n\nAbout ropes.\n",
    "docs/rope/hemp.md": "# Hemp rope\n\n[up](../index.md) [b](../b.md)\n",
    "docs/rope/more.md": "# More\n\nx\n",
    "parts/terms.md": "*[HTML]: Hyper Text\n\n[us]: https://us.example/\n[no]: https://no.example/\n",
    "README.md": "# The repository\n\nx\n",
}


def test_the_order_and_the_names_are_those_of_the_navigation() -> None:
    result = moved(TEXTS)
    course = result.compiled.courses["it"]
    assert result.kind == "MkDocs"
    assert (course.title, course.summary) == ("All knots", "Knots for everybody.")
    assert [(c.title, [x.title for x in c.lessons]) for c in course.chapters] == [
        ("All knots", ["Start"]),
        ("Ropes", ["Hemp rope"]),
        ("Ropes · More", ["More"]),
    ]
    assert "- [Begin here](b.md)" in result.text("SUMMARY.md")
    assert result.compiled.courses["en"].lessons[0].title == "Start, in English"
    assert not result.compiled.has_errors
    assert "[begin](b.md)" in result.text("course.md")
    assert result.text("b.md").endswith("by [us].\n\n[us]: https://us.example/\n")
    assert result.text("glossary.md") == "HTML\n: Hyper Text\n"
    assert result.written.files == {"img/p.png": "docs/img/p.png"}
    assert result.told == [
        'mkdocs.yml:14 "gone.md" is listed and is no text that can be read',
        'mkdocs.yml:15 "https://example.org/" leads elsewhere',
    ]
    behind = [left.path for left in result.written.report if "left behind" in left.what]
    assert behind == ["README.md", "docs/a.md"]


def test_without_a_navigation_it_is_the_order_of_the_names() -> None:
    result = moved(TEXTS | {"mkdocs.yml": "site_name: Knots\ntheme:\n  language: it\n"})
    assert result.compiled.courses["it"].title == "Knots"
    titles = [lesson.title for lesson in result.compiled.courses["it"].lessons]
    assert titles == ["Not listed", "Start", "Hemp rope", "More"]


def snipped(text: str) -> Result:
    files: Files = {
        "01-a.md": f"# A\n\n{text}\n",
        "parts/b.md": "---\ntitle: B\n---\nOf **b**.\n",
        "parts/c.md": 'In c.\n--8<-- "01-a.md"\n',
        "code/x.py": "# --8<-- [start:one]\nx = 1\n# --8<-- [end:one]\ny = 2\n",
        "SUMMARY.md": "- [A](01-a.md)\n",
    }
    return in_a_vault(files)


def test_snippets_are_put_in_their_place() -> None:
    result = snipped(
        '--8<-- "parts/b.md"\n\n```python\n--8<-- "code/x.py:one"\n```\n\n'
        '```python\n--8<-- "code/x.py"\n```\n\n--8<--\nparts/b.md\n; parts/c.md\n--8<--\n\n'
        '```\n;--8<-- "kept.md"\n```\n\n- item\n\n    --8<-- "parts/b.md"'
    )
    text = result.text("01-a.md")
    assert "# A\n\nOf **b**.\n\n```python\nx = 1\n```\n\n```python\nx = 1\ny = 2\n```\n" in text
    assert text.count("Of **b**.") == 3
    assert '```\n--8<-- "kept.md"\n```' in text
    assert "    Of **b**." in text
    assert result.told == []


def test_snippets_that_are_not_there_are_told_and_never_seen() -> None:
    result = snipped(
        '--8<-- "gone.md"\n\n--8<-- "code/x.py:two"\n\n--8<-- "code/x.py:9"\n\n--8<-- "parts/c.md"'
    )
    assert "8<" not in result.html
    assert "In c." in result.html
    assert result.told[:4] == [
        '01-a.md:3 "gone.md" cannot be included: it is not there',
        '01-a.md:5 "code/x.py:two" cannot be included: there is no such section',
        '01-a.md:7 "code/x.py:9" cannot be included: there are no lines 9',
        'parts/c.md:2 "01-a.md" was not included: it includes itself in the end',
    ]


def test_scissors_that_nothing_closes_are_a_line_on_which_to_cut() -> None:
    result = snipped("---8<---\n\nStays.\n\n```\n--8<--\n```")
    assert "Stays." in result.html
    assert "---8&lt;---" in result.html
    assert "<code>--8&lt;--</code>" in result.html
    two = snipped("Cut here:\n\n---8<---\n\nThis stays too.\n\n---8<---\n\nAnd this.")
    assert "This stays too." in two.html
    assert (result.told, two.told) == ([], [])


def test_what_is_listed_below_a_section_is_a_chapter_of_its_own_title() -> None:
    nav = (
        "nav:\n  - a.md\n  - Ropes:\n    - b.md\n    - More:\n      - c.md\n    - Care: d.md\n"
        "    - e.md\n  - last_page.md\n"
    )
    texts = {f"docs/{name}.md": f"# {name}\n\nx\n" for name in (*"abcde", "last_page")}
    result = moved({"mkdocs.yml": f"site_name: X\n{nav}", **texts})
    assert [(c.title, len(c.lessons)) for c in result.compiled.courses["en"].chapters] == [
        ("X", 1),
        ("Ropes", 1),
        ("Ropes · More", 1),
        ("Ropes · Care", 2),
        ("Last page", 1),
    ]


def test_a_language_that_is_none_is_left_out() -> None:
    result = moved(TEXTS | {"mkdocs.yml": "site_name: Knots\ntheme:\n  language: [it]\n"})
    assert list(result.compiled.courses) == ["en"]


def test_words_of_the_settings_are_kept_whatever_signs_are_in_them() -> None:
    settings = (
        'site_name: "Knots - !important ones"\nsite_description: R &D\n'
        "nav:\n  - 'Stop: !now': a.md\n  - Ropes & *more*: b.md\n"
        "extra: !ENV [KNOTS, 'x']\n"
        "plugins:\n  - x:\n      y: !!python/name:a.b\n      z: !relative\n"
    )
    files: Files = {"docs/a.md": "# A\n\nx\n", "docs/b.md": "# B\n\nx\n"}
    result = moved({"mkdocs.yml": settings, **files})
    course = result.compiled.courses["en"]
    assert (course.title, course.summary) == ("Knots - !important ones", "R &D")
    assert "- [Stop: !now](a.md)\n- [Ropes & *more*](b.md)" in result.text("SUMMARY.md")
    assert not result.compiled.has_errors


def test_settings_without_texts_where_they_say_are_no_course_of_mkdocs() -> None:
    result = moved({"mkdocs.yml": "site_name: Knots\n", "01-a.md": "# A\n\nx\n"})
    assert (result.kind, result.titles) == ("plain Markdown", ["A"])


def test_blocks_between_slashes_are_blocks() -> None:
    result = in_a_vault(
        {
            "01-a.md": "# A\n\n/// warning | Mind *this*\n\nIn.\n\n//// details | More\n"
            "    open: true\n\nDeep.\n////\n///\n\n"
            "/// tab | One\nx\n///\n\n/// tab | Two\ny\n///\n\n"
            "/// html | div.a\nPlain.\n///\n\n/// note\nnever closed\n\n```\n/// tip\n///\n```\n"
        }
    )
    text = result.text("01-a.md")
    assert "::: warning Mind *this*\n\nIn.\n\n::: spoiler More\n\nDeep.\n\n:::\n\n:::\n" in text
    assert text.count("::::{tab-set}") == 1
    assert "::::\n\nPlain.\n\n/// note" in text
    assert "/// html" not in text
    assert "/// note\nnever closed" in text
    assert "```\n/// tip\n///\n```" in text
    assert result.html.count("tabset") == in_a_vault(
        {"01-a.md": '# A\n\n=== "One"\n\n    x\n\n=== "Two"\n\n    y\n'}
    ).html.count("tabset")
    assert result.told == ["01-a.md:22 blocks of /// without a meaning here became plain text"]


def test_slashes_in_code_that_is_indented_are_code() -> None:
    code = "    /// note\n    fn f() {}\n    ///"
    text = f"# A\n\nx\n\n{code}\n\n- item\n\n      /// tip\n      ///\n"
    assert in_a_vault({"01-a.md": text}).text("01-a.md") == text
    inside = (
        "!!! note\n\n    /// details | More\n    Deep.\n    ///\n\n        /// code\n        ///\n"
    )
    result = in_a_vault({"01-a.md": f"# A\n\n{inside}"})
    assert "::: spoiler More\n\nDeep.\n\n:::" in result.text("01-a.md")
    assert "    /// code\n    ///" in result.text("01-a.md")
