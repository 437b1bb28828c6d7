"""A course as a site for a disk."""

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from lms.content.compile import compile_course
from lms.content.exporting.edition import Edition, Files
from lms.content.exporting.site import site
from lms.content.library.reading import read_course
from tests.content.courses import COURSE, QUIZ, compiled
from tests.content.exporting.editions import EVERY_KIND, SLUGS, edition, editions, with_features

ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')


def pages(files: Files) -> dict[str, str]:
    """Its pages as text."""
    found = {}
    for path, content in files.items():
        if path.endswith(".html"):
            assert isinstance(content, bytes)
            found[path] = content.decode()
    return found


def dead(files: Files) -> list[str]:
    """Every address that leads to nothing in the site, or out of it without saying http."""
    shown, wrong = pages(files), []
    ids = {path: {*ID.findall(page)} for path, page in shown.items()}
    for here, page in shown.items():
        for address in ADDRESS.findall(page):
            path, _, anchor = address.partition("#")
            if re.match(r"(https?|mailto|tel|data):", path):
                continue
            there = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(path)))
            there = there if path else here
            if there not in files or (anchor and unquote(anchor) not in ids.get(there, {anchor})):
                wrong.append(f"{here}: {address}")
    return wrong


@pytest.mark.parametrize("slug", SLUGS)
def test_every_link_of_our_own_courses_leads_somewhere_on_the_disk(slug: str) -> None:
    assert dead(site(editions(slug))) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_no_page_needs_a_script_or_tells_an_answer(slug: str) -> None:
    for page in pages(site(editions(slug))).values():
        assert not re.search(r"<script|<form|<button(?![^>]*popovertarget)|is-right", page)
        assert not re.search(r"<[^>]*\son[a-z]+=", page)


def test_the_course_stands_at_the_root_and_its_translation_beside_it() -> None:
    texts: dict[str, str | bytes] = {
        "01-a.md": "# A\n\nOne.\n",
        "01-a.it.md": "# Uno\n\n[Via](02-b.md).\n",
        "02-b.md": "# B\n\nTwo.\n",
    }
    made = compiled(texts)
    files = site([Edition(course, made.assets) for course in made.courses.values()])
    assert {"index.html", "lessons/a.html", "it/index.html", "it/lessons/b.html"} <= set(files)
    assert 'href="../../lessons/a.html" lang="en"' in pages(files)["it/lessons/a.html"]
    assert 'href="b.html">Via</a>' in pages(files)["it/lessons/a.html"]
    assert "Non ancora tradotta" in pages(files)["it/lessons/b.html"]


def test_a_question_is_shown_without_its_key_and_says_where_it_is_answered() -> None:
    page = pages(site([edition({"01-a.md": f"# A\n{QUIZ}"}, "https://school.example")]))
    lesson = page["lessons/a.html"]
    assert "What rises?" in lesson
    assert "<li>Dough</li>" in lesson
    assert "https://school.example" in lesson
    assert "Yeast" not in lesson
    assert "Never" not in lesson


def test_every_kind_of_question_is_asked_and_none_answered() -> None:
    lesson = pages(site([edition(EVERY_KIND)]))["lessons/a.html"]
    for asked in ("One of three?", "Pi?", "(?:____.*){2}", "crumb", "shovel", "bake", "Drawn?"):
        assert re.search(asked.replace("?", r"\?") if asked.endswith("?") else asked, lesson)
    assert "One of these is asked" in lesson
    assert "knead it" in lesson
    for secret in ("secret", "3.14", "LET", "sale", "water"):
        assert secret not in lesson
    assert lesson.index("bake") < lesson.index("prove")  # mixed, and always so


def test_tabs_captions_and_documents_work_from_a_disk(tmp_path: Path) -> None:
    files = site([with_features(tmp_path)])
    lesson = pages(files)["lessons/a/b.html"]
    assert dead(files) == []
    assert lesson.count('type="radio"') == 2
    assert 'popovertarget="gloss-1"' in lesson
    assert 'id="gloss-1" popover=""' in lesson
    assert 'src="data:text/vtt;base64,' in lesson
    assert 'href="../../files/01-a/a%20paper.pdf">Read the document here</a>' in lesson
    assert 'href="../../files/01-a/rows.csv">the table</a>' in lesson


def test_drafts_and_notes_for_those_who_teach_stay_behind() -> None:
    texts: dict[str, str | bytes] = {
        "01-a.md": "# A\n\n[Later](02-b.md)\n\n::: instructor\nBring salt.\n:::\n",
        "02-b.md": "---\ndraft: true\n---\n\n# B\n",
    }
    files = site([edition(texts)])
    assert "lessons/b.html" not in files
    assert "Bring salt" not in pages(files)["lessons/a.html"]
    assert "<p>Later</p>" in pages(files)["lessons/a.html"]


def test_pictures_of_explanations_drafts_and_notes_stay_behind_too(tmp_path: Path) -> None:
    names = ("asked", "option", "told", "remark", "draft", "note", "both", "so so & é")
    (tmp_path / "bread").mkdir()
    for name in names:
        (tmp_path / "bread" / f"{name}.png").write_bytes(b"picture")
    texts = {
        "course.md": COURSE,
        "01-a.md": "# A\n\n![é](<so so & é.png>)\n\n::: instructor\n![n](note.png)\n:::\n\n"
        "::: quiz {#q}\nWhich?\n\n![q](asked.png)\n\n- [x] ![o](option.png)\n"
        "- [ ] b\n  > ![r](remark.png)\n\n> ![t](told.png) ![b](both.png)\n:::\n",
        "02-b.md": "---\ndraft: true\n---\n# B\n\n![d](draft.png)\n",
        "03-c.md": "# C\n\n[See](both.png#top)\n",
    }
    for path, text in texts.items():
        (tmp_path / "bread" / path).write_text(text, encoding="utf-8")
    made = compile_course(read_course(tmp_path / "bread"))
    files = site([Edition(made.courses["en"], made.assets)])
    kept = {path.removeprefix("files/") for path in files if path.startswith("files/")}
    assert kept == {"asked.png", "option.png", "both.png", "so so & é.png"}
    assert dead(files) == []


def test_the_same_course_makes_the_same_site() -> None:
    assert site(editions("writing-courses")) == site(editions("writing-courses"))


@pytest.mark.parametrize("bad", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "a\x0bb"])
def test_titles_are_text_whatever_they_say(bad: str) -> None:
    texts: dict[str, str | bytes] = {
        "course.md": f"---\ntitle: '{bad}'\nsummary: '{bad}'\n---\n",
        "01-a.md": f"---\ntitle: '{bad}'\nsummary: '{bad}'\n---\n\n## {bad}\n",
    }
    for page in pages(site([edition(texts)])).values():
        assert not re.search(r"<script|<img[^>]*onerror|\x0b", page)


def many(chapters: int, each: int) -> Files:
    """A course of so many chapters with so many lessons each."""
    texts: dict[str, str | bytes] = {}
    for c in range(chapters):
        texts[f"{c:02}-part{c}/index.md"] = f"# Part {c}\n"
        for n in range(each):
            texts[f"{c:02}-part{c}/{n:03}-l{n}.md"] = f"# Lesson {c}.{n}\n"
    return site([edition(texts)])


def test_a_page_lists_the_lessons_of_its_chapter_and_leads_to_the_other_chapters() -> None:
    shown = pages(many(3, 4))
    here = shown["lessons/part1/l2.html"]
    outline = here[here.index("<nav") : here.index("</nav>")]
    assert re.findall(r">(Lesson [^<]*)<", outline) == [f"Lesson 1.{n}" for n in range(4)]
    for number, title in ((1, "Part 0"), (3, "Part 2")):
        assert f'href="../../index.html#page.programme-{number}">{title}</a>' in outline
        assert f'id="page.programme-{number}"' in shown["index.html"]
    assert "Lesson 2.3" in shown["index.html"]
    assert dead(many(3, 4)) == []


@pytest.mark.parametrize("shape", [(1, 200), (40, 5)], ids=["one chapter", "many chapters"])
def test_a_page_is_not_larger_because_the_course_has_more_lessons(shape: tuple[int, int]) -> None:
    chapters, each = shape
    largest = [
        max(len(page) for path, page in pages(many(*of)).items() if path != "index.html")
        for of in (shape, (chapters * 2, each) if chapters > 1 else (1, each * 2))
    ]
    assert largest[1] < largest[0] * 1.4
