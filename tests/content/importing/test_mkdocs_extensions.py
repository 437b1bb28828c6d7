"""MkDocs: a mark is one where the settings list its extension, as MkDocs itself has it."""

from tests.content.importing.moved import Result, moved

MARKS = (
    "==m== ++ctrl+k++ x^2^ ^^in^^ H~2~O :tada: {++new++} `#!python x`\n\n"
    '!!! tip\n\n    Knot it.\n\n??? note "More"\n\n    Fold it.\n\n=== "One"\n\n    Tab it.\n\n'
    '/// warning\nMind it.\n///\n\n--8<-- "docs/part.txt"\n\n*[HTML]: Hyper Text\n'
)


def with_settings(extensions: str, **more: str) -> Result:
    files = {"docs/a.md": f"# A\n\n{MARKS}", "docs/part.txt": "Snipped.\n"}
    return moved({"mkdocs.yml": f"site_name: X\n{extensions}\n", **files, **more})


def test_marks_whose_extensions_are_not_listed_stay_as_words_and_are_told() -> None:
    result = with_settings("markdown_extensions:\n  - admonition\n  - pymdownx.mark")
    text = result.text("a.md")
    assert text.startswith(
        "# A\n\n<mark>m</mark> ++ctrl+k++ x^2^ ^^in^^ H~2~O :tada: {++new++} `#!python x`\n\n"
        '::: tip\n\nKnot it.\n\n:::\n\n??? note "More"\n\n    Fold it.\n\n'
        '=== "One"\n\n    Tab it.\n\n'
        '/// warning\nMind it.\n///\n\n--8<-- "docs/part.txt"\n\n*[HTML]: Hyper Text\n'
    )
    told = "stays as it is: the settings do not list"
    assert [one for one in result.told if "C191" not in one] == [
        f'docs/a.md:21 --8<-- {told} "pymdownx.snippets"',
        f'docs/a.md:17 /// warning {told} "pymdownx.blocks.admonition"',
        f'docs/a.md:9 ??? {told} "pymdownx.details"',
        f'docs/a.md:13 === {told} "pymdownx.tabbed"',
        f'docs/a.md:3 ++key++ {told} "pymdownx.keys"',
        f'docs/a.md:3 {{++words++}} {told} "pymdownx.critic"',
        f'docs/a.md:3 ^^words^^ {told} "pymdownx.caret"',
        f'docs/a.md:3 ~words~ {told} "pymdownx.tilde"',
        f'docs/a.md:3 ^words^ {told} "pymdownx.caret"',
        f'docs/a.md:3 :emoji: {told} "pymdownx.emoji"',
        f'docs/a.md:3 `#!language code` {told} "pymdownx.inlinehilite"',
        f'docs/a.md:23 *[abbreviation]: meaning {told} "abbr"',
    ]


def test_listed_by_their_long_names_in_bundles_and_with_options_they_are_read() -> None:
    result = with_settings(
        "markdown_extensions:\n  markdown.extensions.admonition:\n  pymdownx.extra: {}\n"
        "  pymdownx.tilde: {subscript: true}"
    )
    assert "::: tip" in result.text("a.md")
    assert "H<sub>2</sub>O" in result.text("a.md")
    assert result.text("glossary.md") == "HTML\n: Hyper Text\n"


def test_extensions_that_are_inherited_count_and_those_nobody_can_know_do_too() -> None:
    parent = {"base.yml": "site_description: D\nmarkdown_extensions:\n  - pymdownx.mark\n"}
    result = with_settings("INHERIT: base.yml", **parent)
    assert "<mark>m</mark> ++ctrl+k++" in result.text("a.md")
    assert result.compiled.courses["en"].summary == "D"
    unknown = with_settings("INHERIT: ../base.yml").text("a.md")
    assert "<mark>m</mark> <kbd>Ctrl</kbd>" in unknown


def test_signs_that_are_no_marks_in_any_case_are_not_told() -> None:
    text = "# A\n\nIf a==b, i++ and x^2, ~5, 10:20:30.\n\n---8<---\n\n/// nothing\n"
    result = moved({"mkdocs.yml": "site_name: X\n", "docs/a.md": text})
    assert result.told == []
