"""Where marks of other tools are read: in words, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.importing.prose import in_words, words_of
from lms.content.importing.rows import rows_of
from tests.content.importing.moved import in_a_vault, moved

NO_WORDS = {
    "pre": "<pre>\n==a== H~2~O\n\n++ctrl+c++\n</pre>",
    "code in HTML": "So <code>H~2~O</code> and <kbd class='k'>==a==</kbd>, <var>x^2^</var>.",
    "a script": "<script>\nlet a = `==b==`;\n\ni^2^\n</script>",
    "a block of HTML": "<div>\nH~2~O\n</div>",
    "a remark": "<!--\n==a== -- x\n\nH~2~O -->",
    "a remark without an end": "<!--\n==a==\n\nH~2~O",
    "the definition of an address": "[a] and [b~2~][], [c][b~2~]\n\n"
    "[a]: https://b~2~c.example/\n[b~2~]: https://x^2^.example/",
    "a tag over lines": 'A <a title="H~2~O\nx^2^" href="https://a.example/==b==">word</a>.',
    "code in an item": "- item\n\n      H~2~O ==a==\n\n1. one\n\n        x^2^",
    "code in a quotation": ">     H~2~O ==a==\n\nx",
    "a span over lines": "A `span ==a\nb== H~2~O` ends.",
    "a formula over lines": "A $a\nb~2~ + c~2~$ ends.",
    "a formula in an item": "- $$\n  a^2^ + ==b==\n  $$\n- item",
    "an environment": "\\begin{align}\na^2^ &= b \\\\\n- c &= d^2^\n\\end{align}",
    "an environment in a sentence": "So \\begin{align} a^2^ \\end{align} it is.",
    "cells": "| a ==b | c== d |\n| --- | --- |\n| {++e | f++} |",
    "escapes": "A \\==b==, H\\~2~O, x\\^2^, \\{++c++} and \\:tada:.",
    "a word that only names an address": "See [H~2~O].\n\n[H~2~O]: https://a.example/",
    "keys of a quiz": "::: quiz {#q}\nWhich?\n\n= a~1~\n:::",
    "braces that do not match": "If {++i} or {j++}, {--k} and {l--}, {==m} {n==}, {~~o} ~> {p~~}.",
    "blanks within": "If ==a == b and c ==d ==e, ^^a ^^ b.",
    "a letter that is counted up": "Write ++i++ or ++j++.",
}


@pytest.mark.parametrize("name", NO_WORDS)
def test_what_is_no_words_stays_as_it_is(name: str) -> None:
    result = in_a_vault({"01-a.md": f"# A\n\n{NO_WORDS[name]}\n"})
    assert result.text("01-a.md").split("\n\n", 1)[1] == f"{NO_WORDS[name]}\n"


def test_words_beside_them_are_read() -> None:
    text = (
        "# The ==A==\n\n`x` ==a `b` c== $y$ [H~2~O](https://a.example/~b~) ==d\n\n"
        "- item\n\n    para ==e==\n\n> ==f==\n\n| ==g== | x^2^ |\n|---|---|\n| `a` | ==h== |\n\n"
        '!!! note "So ==m=="\n    ==n==\n\nTerm\n:   ==i==\n\n    ==j==\n\n'
        "<small>\n==o==\n</small>\n\n<!-- -- --> ==p==\n\n{++a {b} c++} {~~d~>e~~}\n\n"
        "\\[ ==k== \\] is <b>==l==</b>\n"
    )
    html = in_a_vault({"01-a.md": text}).html
    for marked in ("a <code>b</code> c", *"efghijlmnop"):
        assert f"<mark>{marked}</mark>" in html
    assert '<a href="https://a.example/~b~">H<sub>2</sub>O</a>' in html
    assert "x<sup>2</sup>" in html
    assert "<ins>a {b} c</ins> <del>d</del><ins>e</ins>" in html


def test_a_formula_with_an_empty_line_in_it_is_none_of_the_words() -> None:
    written = in_a_vault({"01-a.md": "# A\n\n$$\na^2^\n\nb^2^\n$$\n"}).text("01-a.md")
    assert "a^2^\n\nb^2^\n" in written


def test_a_letter_is_a_key_where_the_settings_speak_of_keys() -> None:
    settings = "site_name: X\nmarkdown_extensions:\n  - pymdownx.keys\n"
    html = moved({"mkdocs.yml": settings, "docs/a.md": "# A\n\nPress ++a++.\n"}).html
    assert "Press <kbd>A</kbd>." in html


def test_remarks_names_and_links_of_a_vault_are_words_too() -> None:
    text = (
        "# A\n\n- item\n\n      [[B]] %%a%% x ^b\n\n<pre>\n[[B]] %%c%%\n</pre>\n\n[[B]] %%d%% ^e\n"
    )
    written = in_a_vault({"01-a.md": text, "02-b.md": "# B\n\nx\n"}).text("01-a.md")
    assert "      [[B]] %%a%% x ^b\n\n<pre>\n[[B]] %%c%%\n</pre>\n" in written
    assert "d%%" not in written
    assert "^e" not in written


PIECES = """
a ==b== ` `` $ $$ | - > 1. # ! [ ]( ) [[ ]] \\ { } ::: note ~~~ ``` <b > <code> </code> <!-- -->
[^1]: |---|---| https://a.example/b \\begin{a} \\end{a} [a]: --- : = @
""".split()  # noqa: SIM905 - quoted one by one they would fill a page


@given(st.lists(st.sampled_from([*PIECES, " ", "    ", "\t", "\n", "\n\n"]), max_size=40))
def test_where_nothing_is_changed_every_row_stays(pieces: list[str]) -> None:
    rows = rows_of("a.md", "".join(pieces))
    found = zip(rows, words_of(rows), strict=True)
    assert [in_words(row.text, words, str) for row, words in found] == [row.text for row in rows]
