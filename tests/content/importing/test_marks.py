"""Marks of pymdown, Obsidian and critics within a line: ours, or told."""

from tests.content.importing.moved import Files, in_a_vault, moved


def one(text: str) -> str:
    """The page that a text of this body becomes."""
    return in_a_vault({"01-a.md": f"# A\n\n{text}\n"}).html


def test_keys_marks_and_letters_above_and_below_are_shown_as_such() -> None:
    html = one(
        '++ctrl+k++, ++page-down++, ++"Save as"++, ++left-shift+volume-up++; '
        "H~2~O, CO~2~, x^2^ and 1^st^; ==so *it*== is; ^^in^^"
    )
    assert "<kbd>Ctrl</kbd>+<kbd>K</kbd>, <kbd>Page Down</kbd>, <kbd>Save as</kbd>" in html
    assert "<kbd>Left Shift</kbd>+<kbd>Volume Up</kbd>; H<sub>" in html
    assert "H<sub>2</sub>O, CO<sub>2</sub>, x<sup>2</sup> and 1<sup>st</sup>" in html
    assert "<mark>so <em>it</em></mark> is; <ins>in</ins>" in html


def test_what_critics_wrote_is_put_in_and_struck_out() -> None:
    result = in_a_vault(
        {"01-a.md": "# A\n\nA {++new++}{++b++} {--old--} {~~a~>b~~} {==c==}{>>Why?<<}.\n"}
    )
    assert (
        "A <ins>new</ins><ins>b</ins> <del>old</del> <del>a</del><ins>b</ins> <mark>c</mark>."
        in result.html
    )
    assert result.told == ["01-a.md:3 a critic's remark between {>> and <<} was left out"]


def test_code_formulas_addresses_and_sums_are_no_marks() -> None:
    kept = "`==a== ++k++ H~2~O :x:` if a==b and c==d, i++ and j++, x^2+y^2, ~5 and ~6, 10:20:30"
    html = one(f"{kept} $x^2^ \\sim$ [a](b~2~c.md) https://x.example/a~2~b/:x:/\n\n    ++k++ :x:")
    for part in (kept.removeprefix("`").replace("`", "</code>"), "a~2~b/:x:/", "<code>++k++ :x:"):
        assert part in html
    for mark in ("<kbd>", "<mark>", "<sub>", "<sup>"):
        assert mark not in html


def test_markdown_within_html_is_read_without_being_told_to() -> None:
    result = in_a_vault(
        {"01-a.md": '# A\n\n<div class="x" markdown>\n*so*\n</div>\n\n`<p markdown>`\n'}
    )
    assert "<em>so</em>" in result.html
    assert "<code>&lt;p markdown&gt;</code>" in result.html
    assert result.told == []


def test_an_element_in_a_sentence_stays_in_it() -> None:
    html = in_a_vault({"01-a.md": "# A\n\n<span class='x' markdown>*so*</span> on.\n"}).html
    assert '<p><span class="x"><em>so</em></span> on.</p>' in html


def test_emoji_of_digits_and_in_a_row_are_letters() -> None:
    assert "💯 👍 👎🎉 10:20:30 a::fire::b" in one(":100: :+1: :-1::tada: 10:20:30 a::fire::b")


def test_the_title_of_the_course_has_no_marks() -> None:
    result = in_a_vault({"index.md": "# The ==best== H~2~O :tada:\n\nx\n", "01-a.md": "# A\n\nx\n"})
    assert result.compiled.courses["en"].title == "The best H2O 🎉"


def test_emoji_are_letters_and_what_is_not_known_is_told_once_for_a_file() -> None:
    text = "# A\n\n:tada: :+1: :octopus: b\n\n:material-check:{ .ok } c\n\n:squid: :material-x:\n"
    result = in_a_vault({"01-a.md": text, "02-b.md": "# B\n\n:squid:\n"})
    assert "🎉 👍 :octopus: b" in result.html
    unknown = "names in colons, as of emoji, that are not known stand there as words"
    assert result.told == [
        f"01-a.md:3 {unknown}",
        "01-a.md:5 icons such as :material-check: were left out",
        f"02-b.md:3 {unknown}",
    ]
    assert [left.more for left in result.report] == [(7,), (7,), ()]


def test_an_icon_that_is_all_that_a_link_says_becomes_its_words() -> None:
    links = (
        "[:fontawesome-brands-x-twitter:{ .big }](https://x.example/) [:octicons-file-code-24:][b]"
    )
    result = in_a_vault({"01-a.md": f"# A\n\n{links}\n\n[b]: https://b.example/\n"})
    assert '<a href="https://x.example/">x twitter</a>' in result.html
    assert '<a href="https://b.example/">file code</a>' in result.html
    assert result.told == []


def test_abbreviations_go_into_the_glossary() -> None:
    files: Files = {
        "01-a.md": "# A\n\nHTML is a language.\n\n*[HTML]: Hyper Text\n*[CSS]: Sheets\n",
        "02-b.md": "# B\n\nx\n\n*[HTML]: Hyper Text\n*[CSS]: Other\n",
    }
    result = in_a_vault(files)
    assert result.text("glossary.md") == "HTML\n: Hyper Text\n\nCSS\n: Sheets\n"
    assert "*[" not in result.html
    assert "Hyper Text" in result.html
    assert result.told == ['02-b.md:6 a second meaning of "CSS" was left out']


def test_what_an_abbreviation_means_has_marks_and_links_as_other_words() -> None:
    meaning = "Water, H~2~O, see [B](02-b.md), [[02-b]] and `x^2^`"
    files: Files = {"more/01-a.md": f"# A\n\n*[W]: {meaning}\n", "more/02-b.md": "# B\n\nW\n"}
    result = in_a_vault(files)
    assert "H<sub>2</sub>O, see [B](more/02-b.md), [02-b](more/02-b.md) and `x^2^`" in result.text(
        "glossary.md"
    )
    assert "H<sub>2</sub>O" in result.html
    assert not result.compiled.has_errors


def test_the_language_of_code_within_a_line_is_none_of_its_words() -> None:
    assert "<code>None</code> and <code>#!/bin/sh x</code>" in one("`#!py3 None` and `#!/bin/sh x`")


def test_notes_at_code_are_numbers_in_it() -> None:
    text = "# A\n\n```python\nx = 1  # (1)!\ny = f(2)!\n```\n\n1. One.\n"
    result = in_a_vault({"01-a.md": text})
    assert "x = 1  # (1)\ny = f(2)!\n" in result.text("01-a.md")
    assert result.told == [
        "01-a.md:4 notes at code are numbers in it, and the list below says what they mean"
    ]


def test_what_only_begins_like_a_formula_hides_nothing_below_it() -> None:
    html = one("$$ is money.\n\n==Mark== it.\n\n$$\na\n$$\n\n==And== this.")
    assert html.count("<mark>") == 2


def test_in_other_sources_the_same_signs_are_words() -> None:
    text = "In C, {++i; j++} is a block, HEAD~2~1 too; :smile: ++i++ a ==b== c"
    block = "    /// Example\n    ///\n    fn f() {}"
    result = moved({"01-a.md": f"# A\n\n{text}\n\n---8<---\n\nStays.\n\n{block}\n"})
    for part in (text, "Stays.", "/// Example\n///\nfn f() {}"):
        assert part in result.html
    assert result.told == []


def test_letters_above_between_two_letters_are_so_where_the_source_s_tool_has_them_so() -> None:
    text = "A^T^A, x~ij~y, x^2^, [^1] a^b and c^d ~~e~~ `A^T^A` $A^T$\n\n[^1]: Note.\n"
    listed = "site_name: X\nmarkdown_extensions: [pymdownx.caret, pymdownx.tilde, footnotes]\n"
    book = "book:\n  title: R\n  chapters:\n  - a.qmd\n"
    sources: tuple[Files, ...] = (
        {"mkdocs.yml": listed, "docs/a.md": f"# A\n\n{text}"},
        {"_quarto.yml": book, "a.qmd": f"# A\n\n{text}"},
    )
    for files in sources:
        html = moved(files).html
        assert "A<sup>T</sup>A, x<sub>ij</sub>y, x<sup>2</sup>, <sup" in html
        assert "a^b and c^d <s>e</s> <code>A^T^A</code>" in html
    assert "A^T^A, x~ij~y, x<sup>2</sup>" in one(text)


def test_prices_are_money_in_an_import_and_hide_no_mark() -> None:
    assert "it costs $5 and $6, $5 for <mark>all</mark> and a$" in one(
        "it costs $5 and $6, $5 for ==all== and a$"
    )
