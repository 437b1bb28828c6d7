"""A lesson's own words beside those that it includes: each address is read where it is written."""

from pathlib import Path

import pytest

from lms.content.compile import Compiled, compile_course
from lms.content.desk.fixing import mend
from lms.content.library.reading import read_course
from tests.content.courses import COURSE

OWN, THEIRS = "/courses/bread/files/01-a", "/courses/bread/files/_s"


def course(folder: Path, files: dict[str, str]) -> Path:
    """A course of these files; those that are no texts hold their own name."""
    home = folder / "bread"
    for path, text in {"course.md": COURSE, **files}.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text or path)
    return home


def page(home: Path) -> tuple[str, list[str]]:
    """The first lesson's HTML, and what is told of the course."""
    result: Compiled = compile_course(read_course(home))
    lesson = result.courses["en"].lessons[0]
    return "".join(map(str, lesson.parts)), [f"{f.code} {f.path}:{f.line}" for f in result.findings]


ROPES = {"01-a/rope.svg": "", "_s/rope.svg": ""}
CARE = {"_s/care.md": "![the rope](rope.svg)\n"}


@pytest.mark.parametrize(
    ("lesson", "more"),
    [
        ("![Own rope][r]\n\n{{#include ../_s/care.md}}\n\n[r]: rope.svg\n", CARE),
        ('{{#include ../_s/care.md}}\n\n<img src="rope.svg" alt="Own rope">\n', CARE),
        ("{{#include ../_s/care.md}}\n\n![Own rope](rope.svg)\n", CARE),
    ],
    ids=["by a name", "by hand", "beside"],
)
def test_the_lessons_own_picture_stays_its_own(
    tmp_path: Path, lesson: str, more: dict[str, str]
) -> None:
    html, told = page(course(tmp_path, {"01-a/01-n.md": f"# N\n\n{lesson}", **ROPES, **more}))
    assert told == []
    own = next(tag for tag in html.split("<img")[1:] if "Own rope" in tag)
    assert f'src="{OWN}/rope.svg"' in own
    assert f'src="{THEIRS}/rope.svg"' in html


def test_html_by_hand_of_an_included_text_is_read_there(tmp_path: Path) -> None:
    files = {
        "01-a/01-n.md": "# N\n\nSee [it](rope.svg).\n\n{{#include ../_s/care.md}}\n",
        "_s/care.md": '<img src="rope.svg" alt="the rope">\n',
    }
    html, told = page(course(tmp_path, files | ROPES))
    assert told == []
    assert f'src="{THEIRS}/rope.svg"' in html
    assert f'href="{OWN}/rope.svg"' in html


@pytest.mark.parametrize(
    "included",
    ["Look at data.svg first.\n", "`<img src='a.svg'>` says it.\n", "A path: pictures/a.svg\n"],
)
def test_a_longer_name_or_an_example_elsewhere_is_not_meant(tmp_path: Path, included: str) -> None:
    files = {
        "01-a/01-n.md": '# N\n\n{{#include ../_s/care.md}}\n\n<img src="a.svg" alt="A">\n',
        "01-a/a.svg": "",
        "_s/care.md": included,
    }
    html, told = page(course(tmp_path, files))
    assert told == []
    assert f'src="{OWN}/a.svg"' in html


def test_names_with_escapes_beside_an_include_are_the_lessons_own(tmp_path: Path) -> None:
    line = "{{#include ../_s/care.md}} ![own](my%20rope.svg) ![own](my&#95;b.svg)"
    files = {"01-a/01-n.md": f"# N\n\n{line}\n", "01-a/my rope.svg": "", "01-a/my_b.svg": ""}
    html, told = page(course(tmp_path, {**files, **ROPES, **CARE}))
    assert told == ["C011 01-a/my_b.svg:0"]  # no text names it in these letters
    assert f'src="{OWN}/my%20rope.svg"' in html
    assert f'src="{OWN}/my_b.svg"' in html


def test_nothing_is_mended_where_it_is_not_wrong(tmp_path: Path) -> None:
    said = "Say `02-bowline.md` aloud.\n"
    files = {
        "01-a/01-n.md": "# N\n\nA [knot][b]. {{#include ../_s/care.md}}\n\n[b]: 02-bowlin.md\n",
        "01-a/02-bowline.md": "# Bowline\n",
        "_s/care.md": said,
    }
    sources = read_course(course(tmp_path, files))
    mended = mend(sources, compile_course(sources))
    assert list(mended) == ["01-a/01-n.md"]
    assert b"[b]: 02-bowline.md" in mended["01-a/01-n.md"]


def test_a_file_that_an_included_text_only_speaks_of_is_not_published(tmp_path: Path) -> None:
    files = {
        "01-a/01-n.md": "# N\n\n{{#include ../_s/care.md}}\n",
        "_s/care.md": "The answers in key.png come later. ![A film](film.mp4)\n",
        "_s/key.png": "",
        "_s/film.mp4": "",
        "_s/film.it.vtt": "",
        "_solutions/key.png": "",
    }
    sources = read_course(course(tmp_path, files))
    assert sorted(sources.assets) == ["_s/film.it.vtt", "_s/film.mp4"]
