"""Callouts of Obsidian that fold: a closed one is a fold, and what is lost of others is told."""

import pytest

from tests.content.importing.moved import Result, moved


def one(text: str) -> Result:
    return moved({"01-a.md": f"# A\n\n{text}\n"})


def test_a_closed_callout_folds_and_its_text_is_behind_its_title() -> None:
    result = one("> [!tip]- *Open* me\n> Behind.\n>\n> - a\n> - b\n\nAfter.")
    assert "<summary><em>Open</em> me</summary>" in result.html
    assert result.html.index("Behind.") < result.html.index("</details>")
    assert result.html.index("</details>") < result.html.index("<p>After.</p>")
    assert "<blockquote>" not in result.html
    assert result.told == []


def test_a_closed_callout_of_ones_own_kind_has_its_word_as_title() -> None:
    html = one("> [!own-kind]-\n> ```python\n> x = 1\n> ```\ngoes on").html
    assert "<summary>Own kind</summary>" in html
    assert html.index("<code") < html.index("</details>") < html.index("<p>goes on</p>")
    assert "&gt; " not in html


def test_closed_callouts_fold_within_each_other_and_within_quotations() -> None:
    html = one("> [!note]- One\n> A.\n> > [!tip]- Two\n> > B.\n>\n> C.").html
    assert html.count("<details") == 2
    assert html.index("One") < html.index("A.") < html.index("Two") < html.index("B.")
    assert html.index("B.") < html.index("</details>") < html.index("C.")
    html = one("> [!note] One\n> A.\n>\n> > [!tip]- Two\n> > B.\n>\n> C.").html
    assert html.count("<details") == 1
    assert html.index("B.") < html.index("</details>") < html.index("C.") < html.index("</div>")


def test_an_open_one_stays_so_which_is_told_with_its_lines() -> None:
    result = one("> [!tip]+ T\n> x\n\n> [!warning|wide]+\n> y")
    assert "> [!tip] T\n> x\n\n> [!warning]\n> y" in result.text("01-a.md")
    assert result.told == [
        "01-a.md:3 a callout that can be folded up (+) stays open",
        "01-a.md:6 what stands behind | in a callout's brackets was left out",
    ]
    assert result.report[0].more == (6,)


def test_one_of_ones_own_kind_becomes_a_note_and_is_told() -> None:
    result = one("> [!own-kind] Title\n> x\n\n> [!a|b](c.md) is a link\n\n```\n> [!tip]- T\n```")
    assert "> [!NOTE] Title\n> x\n" in result.text("01-a.md")
    assert '01-a.md:3 unknown callout "own-kind": it became a note' in result.told
    assert "```\n> [!tip]- T\n```" in result.text("01-a.md")


@pytest.mark.parametrize(
    "text",
    [
        "- > [!q]- One\n  > A.\n  >\n  > B.\n- > [!q]- Two\n  > C.\n- three",
        "- > [!q]- One\n\t> A.\n\t>\n\t> B.\n\n- > [!q]- Two\n\t> C.\n\n- three",
        "- [ ] > [!q]- One\n  > A.\n  >\n  > B.\n- [x] > [!q]- Two\n  > C.\n- three",
        "1. > [!q]- One\n   > A.\n   >\n   > B.\n2. > [!q]- Two\n   > C.\n3. three",
    ],
)
def test_a_closed_one_that_begins_an_item_folds_in_it(text: str) -> None:
    result = one(text)
    assert result.told == []
    html, marks = result.html, "<li> <summary>One A. B. </li> <li> <summary>Two C. </li> three"
    places = [html.index("<li>")]
    for mark in marks.split()[1:]:
        places.append(html.index(mark, places[-1]))
    assert html.count("<li>") == 3
    assert html.count("<details") == 2
    assert "<blockquote>" not in html


def test_one_that_begins_an_item_in_a_quotation_ends_with_the_item() -> None:
    html = one("> - > [!q]- One\n>   > A.\n> - two\n\n- > [!q]- Three\n\n> B.").html
    assert html.index("A.") < html.index("</details>") < html.index("two")
    assert html.index("Three") < html.rindex("</details>") < html.index("B.")


def test_an_open_one_that_begins_an_item_is_told_at_its_line() -> None:
    result = one("- > [!tip]+ T\n  > x")
    assert "- > [!tip] T\n  > x" in result.text("01-a.md")
    assert result.told == ["01-a.md:3 a callout that can be folded up (+) stays open"]


def test_in_the_midst_of_a_quotation_it_is_none() -> None:
    result = one("> Write\n> [!tip]- so")
    assert "> Write\n> [!tip]- so\n" in result.text("01-a.md")


@pytest.mark.parametrize(
    "text",
    [
        "- > [!tip]- T\n  > in\n  lazy words\n- After.",
        "- > [!tip]- T\n  > in\nlazy *words*\n- After.",
        "1. > [!tip]- T\n   > in\n   *lazy* words\n2. After.",
        "> > [!tip]- T\n> > in\n> lazy words\n>\n> After.",
        "> [!tip]- T\n> in\n*lazy* words\n\nAfter.",
        "> - > [!tip]- T\n>   > in\n>   lazy words\n> - After.",
    ],
)
def test_lines_that_go_on_without_a_mark_fold_too(text: str) -> None:
    html = one(text).html.replace("<em>", "").replace("</em>", "")
    assert html.index("in\nlazy words") < html.index("</details>") < html.index("After.")


@pytest.mark.parametrize(
    "below",
    ["2. After.", "- After.", "> After.", "# After.", "```\nAfter.\n```", "::: tip After.\n:::"],
)
def test_a_block_that_begins_below_an_item_s_callout_is_behind_no_fold(below: str) -> None:
    html = one(f"1. > [!tip]- T\n   > in\n{below}").html
    assert html.index("in") < html.index("</details>") < html.index("After.")


@pytest.mark.parametrize("line", ["---", "***", "- - -", "___", "===", "$$", "%% a remark %%"])
def test_what_ends_a_quotation_stands_outside_of_the_fold(line: str) -> None:
    html = one(f"> [!tip]- Answer\n> Yes.\n{line}\nNext section.").html
    assert html.index("Yes.") < html.index("</details>") < html.index("Next section.")
    assert "Yes.</h" not in html
