"""Remarks of Obsidian, `%%so%%`: they end where their author ended them, and words stay."""

import pytest

from lms.content.importing.report import as_page
from tests.content.importing.moved import in_a_vault

LEFT_OUT = "a remark between %% and %% was left out"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Use a %% b in awk.\nThen more words.\nText %% inline %%", "Use a|in awk|more|Text"),
        ("| a | b |\n|---|---|\n| 5%% | 6 |\n| 7 | 8 |\n%% note %%", "5%%|6|7|8"),
        ("a | b\n--|--\n5%% | 6\n7 | 8\n%% note\n%%", "5%%|6|7|8"),
        ("%% start\n\nWords %% and back\n\nSeen.\n\nText %% inline %%", "and back|Seen.|Text"),
        ("%% a `%%` b\n\n%% Seen.", "Seen."),
        ("Seen %% a\nb %% so %% c %% too.\n\nEnd.", "Seen|so|too.|End."),
        ("> Seen %% a\n> b %% so.", "Seen|so."),
        ("- Seen %% a\n  b %% so.\n- two", "Seen|so.|two"),
        ("%%\n<div>\n%%\n\nSeen.", "Seen."),
        ("Seen \ue104 and %%inline%% so\nmore %%", "Seen|and|so|more"),
    ],
)
def test_words_outside_of_remarks_stay(text: str, kept: str) -> None:
    html = in_a_vault({"01-a.md": f"# A\n\n{text}\n"}).html
    for words in kept.split("|"):
        assert words in html
    for gone in ("inline", "start", "note", " c "):
        assert gone not in html


def test_what_follows_a_remark_stays_in_its_quotation() -> None:
    html = in_a_vault({"01-a.md": "# A\n\n> %% a\n> b %% so\n>\n> x\n\n- %% a\n  b %% so\n"}).html
    assert "<blockquote>\n<p>so</p>\n<p>x</p>\n</blockquote>" in html
    assert "<li>so</li>" in html


def test_a_remark_of_several_lines_is_told_from_its_first_to_its_last() -> None:
    result = in_a_vault({"01-a.md": "# A\n\nOne %%b%%.\n\n%%\nc\n\nd\n%%\n\nEnd.\n"})
    assert [(left.line, *left.more) for left in result.report] == [(3,), (5, 6, 7, 8, 9)]
    assert f"- 01-a.md:5–9  {LEFT_OUT}  `%%`" in as_page("plain Markdown", result.report)
