"""What an author reads of a finding in a terminal."""

from lms.content.findings import Finding
from lms.content.report import as_text
from tests.content.courses import compiled


def shown(source: str, column: int, width: int) -> list[str]:
    """The line and what stands under it."""
    finding = Finding("error", "C401", "1.md", 7, column, "no such page", "", source, width)
    return [row[8:] for row in as_text(finding).splitlines()[1:]]


def test_a_short_line_is_shown_whole() -> None:
    assert shown("see [x](y.md) here", 9, 4) == ["see [x](y.md) here", "        ^^^^"]


def test_of_a_paragraph_in_one_line_what_is_around_the_fault_is_shown() -> None:
    line = "word " * 60 + "[x](y.md)" + " and more" * 60
    row, caret = shown(line, line.index("y.md") + 1, 4)
    assert len(row) == 102
    assert row.startswith("…")
    assert row.endswith("…")
    assert row[caret.index("^") : caret.index("^") + caret.count("^")] == "y.md"


def test_its_two_ends_are_not_cut_where_nothing_is_left_out() -> None:
    line = "[x](y.md) " + "word " * 60 + "[x](z.md)"
    row, caret = shown(line, 5, 4)
    assert (row[:9], row[-1], caret) == ("[x](y.md)", "…", "    ^^^^")
    row, caret = shown(line, line.index("z.md") + 1, 4)
    assert (row[0], row[-9:]) == ("…", "[x](z.md)")
    assert caret == " " * (len(row) - 5) + "^^^^"


def test_wide_letters_take_two_columns() -> None:
    assert shown("漢字 [x](y)", 8, 1)[1] == " " * 9 + "^"


def test_a_place_beyond_the_line_has_no_caret() -> None:
    assert shown("short", 40, 1)[1] == ""


def test_a_fault_far_along_a_paragraph_in_one_line_has_its_caret() -> None:
    text = "lorem \N{GRINNING FACE} ipsum " * 200 + "[x](tow.md) and " + "more " * 100
    (finding,) = compiled({"1-a/1-x.md": f"# A\n\n{text}"}).findings
    _, row, caret = as_text(finding).splitlines()
    assert finding.column == text.index("tow.md") + 1
    before = row[: row.index("tow.md")]
    assert caret.index("^") == len(before) + before.count("\N{GRINNING FACE}")
    assert caret.count("^") == len("tow.md")
