"""What an import leaves behind, and how it says so."""

from lms.content.importing.report import as_page
from tests.content.importing.moved import Files, moved


def test_a_link_to_a_file_of_a_kind_that_is_not_published_says_so() -> None:
    files: Files = {
        "01-a.md": "# A\n\n[sheet](x/work.docx), [none](gone.docx), ![scan](scan.tiff)\n\n"
        "[ref]\n\n[ref]: x/work.docx\n\n<a href='x/work.docx'>w</a>\n",
        "x/work.docx": "x",
        "scan.tiff": "x",
    }
    result = moved(files)
    kind = "files are not published, and the link became plain words: x/work.docx"
    assert result.told == [
        f'01-a.md:3 ".docx" {kind}',
        "01-a.md:3 a link to what the course does not hold became plain words: gone.docx",
        '01-a.md:3 ".tiff" files are not published, and the picture became its words: scan.tiff',
        f'01-a.md:7 ".docx" {kind}',
        f'01-a.md:9 ".docx" {kind}',
    ]


def behind(files: Files) -> list[str]:
    """What the report says of whole files."""
    return [f"{x.path}  {x.what}" for x in moved(files).written.report if not x.line]


def test_files_of_other_kinds_are_named_or_counted_by_folder() -> None:
    files: Files = {"01-a.md": "# A\n\nx\n", "work.docx": "x", "talk/slides.PPTX": "x"}
    files |= {
        "mkdocs.yml": "x",
        "Makefile": "x",
        ".gitignore": "x",
        "b/.hidden/x.css": "x",
        "old.rmd": "# R\n\nx",
    }
    kind = "is of a kind that is not published; left behind"
    assert behind(files) == [f"talk/slides.PPTX  {kind}", f"work.docx  {kind}"]
    files |= {f"site/css/{n}.css": "x" for n in range(40)} | {"site/js/a.js": "x"}
    assert behind(files) == [
        f"site/css/  {kind}: 40 files (.css)",
        f"site/js/a.js  {kind}",
        f"talk/slides.PPTX  {kind}",
        f"work.docx  {kind}",
    ]


def test_the_report_quotes_lines_as_their_author_wrote_them() -> None:
    line = "Hello [x](gone.md) and {% y %} $\\foo{x}$."
    result = moved({"my page.md": f"# A\n\n{line}\n"})
    assert len(result.report) == 3
    assert {left.source for left in result.report} == {line}


def test_what_is_wrong_with_a_whole_text_is_told_by_the_name_that_its_author_gave() -> None:
    files: Files = {"1 Bread.md": "# Empty\n", "Orphan text.it.md": "# Sola\n\ntesto\n"}
    assert behind(files) == [
        "1 Bread.md  C210 the lesson has no text",
        "Orphan text.it.md  C211 translates nothing",
    ]


def test_every_file_that_is_left_behind_is_named_however_many_they_are() -> None:
    files: Files = {"01-a.md": "# A\n\nx\n"}
    files |= {f"img/{n}.png": "x" for n in range(400)} | {f"d{n}/x.docx": "x" for n in range(400)}
    assert len(behind(files)) == 800
    page = as_page("plain Markdown", moved(files).written.report)
    assert "more" not in page
    assert "- img/399.png  no text names it; left behind" in page
