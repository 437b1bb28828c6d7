"""The report of an import, and the looks of what it wrote."""

from lms.content.importing.report import as_page
from tests.content.importing.moved import Files, moved


def report(files: Files) -> str:
    return as_page("plain Markdown", moved(files).written.report)


def test_lines_are_quoted_with_the_marks_that_they_have() -> None:
    page = report({"01-a.md": "# A\n\n- `x` [y](gone.md)\n\n``z`` [y](gone.md)\n"})
    assert "gone.md  ``- `x` [y](gone.md)``" in page
    assert "gone.md  ``` ``z`` [y](gone.md) ```" in page


def test_like_cases_stand_under_one_heading() -> None:
    files: Files = {"01-a.md": "# A\n\n[a](gone.md) [b](<also gone.md>)\n", "w.docx": "x"}
    files |= {f"old/{n}.docx": "x" for n in range(20)}
    headings = [line for line in report(files).split("\n") if line.startswith("## ")]
    assert headings == [
        "## a link to what the course does not hold became plain words (2)",
        "## is of a kind that is not published; left behind (2)",
    ]


def test_what_is_no_picture_is_not_called_one() -> None:
    text = "# A\n\n![[song.mp3]] ![f](film.mp4) ![[b.canvas]] ![p](p.png) ![c](there.canvas)\n"
    result = moved({"01-a.md": text, "there.canvas": "{}", ".obsidian/app.json": "{}"})
    assert result.told == [
        "01-a.md:3 a recording that is not there became its words: song.mp3",
        "01-a.md:3 a file that is not there became its words: b.canvas",
        "01-a.md:3 a film that is not there became its words: film.mp4",
        "01-a.md:3 a picture that is not there became its words: p.png",
        '01-a.md:3 ".canvas" files are not published, and the file became its words: there.canvas',
    ]


def test_blocks_have_one_empty_line_around_them() -> None:
    text = (
        '# A\n\n!!! note\n\n    One.\n\n    !!! tip\n\n        Two.\n\n=== "T"\n\n    x\n\nEnd.\n'
    )
    written = moved({"01-a.md": text}).text("01-a.md")
    assert "\n\n\n" not in written
    assert "::: note\n\nOne.\n\n::: tip\n\nTwo.\n\n:::\n\n:::\n\n::::{tab-set}" in written


def test_an_empty_title_is_none_where_a_page_can_do_without() -> None:
    text = (
        '# A\n\n!!! quote ""\n    So *he* said.\n\n    ```\n    x\n    ```\n\n!!! info ""\n    B.\n'
    )
    result = moved({"01-a.md": text})
    assert "# A\n\n> So *he* said.\n>\n> ```\n> x\n> ```\n\n:::" in result.text("01-a.md")
    assert "<blockquote>" in result.html
    assert result.told == ["01-a.md:10 an admonition without a title has the word for its kind"]
