"""mdBook."""

import pytest

from lms.content.importing import NothingToImport
from tests.content.importing.moved import Files, moved

BOOK = '[book]\ntitle = "Knots"\ndescription = "For sailors."\nauthors = ["Ada"]\n'


def book(text: str, **more: str) -> Files:
    summary = "# Summary\n\n- [One](one.md)\n"
    files = {"book.toml": BOOK, "src/SUMMARY.md": summary, "src/one.md": text}
    return {**files, **{name.replace("__", "/").replace("_", "."): t for name, t in more.items()}}


def test_the_summary_gives_the_order_and_says_what_is_missing() -> None:
    summary = "[Start](start.md)\n\n- [Two](b/two.md)\n- [Gone](gone.md)\n- [Two again](b/two.md)\n"
    files: Files = {
        "book.toml": BOOK,
        "src/SUMMARY.md": summary,
        "src/start.md": "# Start\n\nSee [two](b/two.html#rope).\n",
        "src/b/two.md": "# Two\n\n## Rope\n\n[back](../start.md)\n",
    }
    result = moved(files)
    assert (result.kind, result.titles) == ("mdBook", ["Start", "Two"])
    assert not result.compiled.has_errors
    assert [t for t in result.told if "SUMMARY" in t] == [
        'src/SUMMARY.md:4 "gone.md" is not there and is listed without its text',
        'src/SUMMARY.md:5 "b/two.md" stands twice and is listed without its text',
    ]


def test_includes_bring_anchors_ranges_and_texts_from_outside_the_book() -> None:
    code = "fn a() {}\n// ANCHOR: b\nfn b() {}\n// ANCHOR_END: b\nfn c() {}\n"
    text = (
        "# One\n\n```rust\n{{#include ../code/x.rs:b}}\n```\n\n"
        "```rust\n{{#rustdoc_include ../code/x.rs:5}}\n```\n\n{{#include part.md}}\n"
    )
    files = {**book(text), "code/x.rs": code, "src/part.md": "From *elsewhere*.\n"}
    written = moved(files).text("one.md")
    assert "```rust\nfn b() {}\n```" in written
    assert "```rust\nfn c() {}\n```" in written
    assert "From *elsewhere*." in written


def test_an_include_that_is_not_there_or_has_no_end_is_told() -> None:
    text = "# One\n\n{{#include gone.md}}\n\n{{#include one.md}}\n\n{{#quiz ../q.toml}}\n"
    result = moved(book(text))
    assert not result.compiled.has_errors
    assert 'src/one.md:3 "gone.md" cannot be included: it is not there' in result.told
    assert any('one.md" was not included: it includes itself' in line for line in result.told)
    assert "src/one.md:7 {{#quiz ../q.toml}} was left out" in result.told
    assert "{{#" not in result.html


def test_what_is_only_spoken_of_stays() -> None:
    text = "# One\n\nWrite `{{#include x.md}}`, or:\n\n```\n\\{{#include x.md}}\n```\n"
    result = moved(book(text))
    assert not result.compiled.has_errors
    assert result.html.count("{{#include x.md}}") == 2


def test_hidden_lines_of_rust_are_left_out_and_other_code_keeps_its_hashes() -> None:
    text = "# One\n\n```rust,editable\n# fn main() {\nlet x = 1;\n# }\n```\n\n```sh\n# root\n```\n"
    result = moved(book(text))
    assert "```rust,editable\nlet x = 1;\n```" in result.text("one.md")
    assert "# root" in result.text("one.md")
    assert "src/one.md:4 a hidden line of code was left out" in result.told


def test_a_playground_mark_becomes_its_code() -> None:
    files = {**book("# One\n\n{{#playground x.rs}}\n"), "src/x.rs": "fn main() {}\n"}
    assert "```rust\nfn main() {}\n" in moved(files).text("one.md")


def test_a_framed_listing_keeps_its_file_and_caption() -> None:
    text = (
        '# One\n\n<Listing number="2-1" file-name="src/a.rs" caption="Of `A<B>`">\n\n'
        "```rust\nx\n```\n\n</Listing>\n"
    )
    written = moved(book(text)).text("one.md")
    assert '```rust title="src/a.rs"' in written
    assert "*2-1*: Of `A<B>`" in written
    assert "Listing" not in written


def test_a_link_with_a_dead_address_below_becomes_words() -> None:
    text = (
        "# One\n\nThe [book][b], a [link\nover lines](gone.md) and [`x`](one.md).\n\n[b]: gone.md\n"
    )
    result = moved(book(text))
    assert not result.compiled.has_errors
    assert "The book, a link over lines and [`x`](one.md)." in result.text("one.md")
    assert len([t for t in result.told if "plain words" in t]) == 2


MATHJAX = BOOK + "[output.html]\nmathjax-support = true\n"
MATH = r"""# One

Inline \\( x_1 \\\\ y \\) and a\\(b\\)3, but `\\( code \\)`.

\\[ \mu = \frac{1}{N} \sum\_{i=0} x\_i \\]

\\[
a &lt; b
\\]

```text
\\( x \\)
```

Half \\( a formula.
"""


def test_formulas_of_mathjax_become_ours() -> None:
    result = moved({**book(MATH), "book.toml": MATHJAX})
    written = result.text("one.md")
    assert r"Inline $x_1 \\ y$ and a\(b\)3, but `\\( code \\)`." in written
    assert r"$$ \mu = \frac{1}{N} \sum_{i=0} x_i $$" in written
    assert "$$\na < b\n$$" in written
    assert "```text\n\\\\( x \\\\)\n```" in written
    assert result.html.count("<math") == 4
    assert "src/one.md:15 half of a formula's brackets stays as it is" in result.told
    assert not result.compiled.has_errors


def test_without_mathjax_what_looks_like_a_formula_stays_and_is_told() -> None:
    result = moved(book(MATH))
    assert r"Inline \\( x_1 \\\\ y \\)" in result.text("one.md")
    assert "<math" not in result.html
    told = [line for line in result.told if "looks like a formula" in line]
    assert [line.split(" ")[0] for line in told] == [f"src/one.md:{n}" for n in (3, 5, 7, 9, 15)]


def test_a_line_of_the_summary_without_words_gets_the_titles_of_its_text() -> None:
    files = book("# The *first* [knot]\n\ntext", src__two_md="text")
    files["src/SUMMARY.md"] = "# Summary\n\n- [](one.md)\n- [ ](two.md)\n- []()\n"
    result = moved(files)
    written = result.text("SUMMARY.md")
    assert "- [The first \\[knot\\]](one.md)\n- [Two](two.md)\n- []()\n" in written
    assert result.titles == ["The first [knot]", "Two"]


def test_a_book_that_points_out_of_itself_is_refused() -> None:
    with pytest.raises(NothingToImport):
        moved({"book.toml": '[book]\nsrc = "../other"\n', "x.md": "x"})


@pytest.mark.parametrize(
    "toml", ["", "[", "book = 1", "[book]\nsrc = 3\n", "\0", "[book]\ntitle=[]"]
)
def test_an_odd_book_is_no_crash(toml: str) -> None:
    try:
        moved({**book("# One\n\ntext"), "book.toml": toml})
    except NothingToImport:
        return
