"""New courses, lessons and quizzes, written where nothing stands yet and good from the start."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from lms.content.addresses import (
    NUMBER,
    lesson_address,
    slug,
    split_language,
    stem,
    title_of,
    why_no_address,
)
from lms.content.compile import compile_course
from lms.content.desk.quiz_forms import forms
from lms.content.desk.stubs import CHAPTER, COURSE, LESSON, Stub, stub
from lms.content.library.files import write_bytes
from lms.content.library.reading import quick_digest, read_course

NO_LESSONS = {
    "course": "the course’s own page",
    "SUMMARY": "the list of the lessons",
    "glossary": "the glossary",
    "index": "a chapter’s introduction",
    "README": "a chapter’s introduction",
}
"""What a text is that no lesson is, by its name."""
_ENTRY = re.compile(r"[ \t]*[-*] \[[^\]]*\]\(([^)]*)\)")


class CannotStart(ValueError):
    """Why nothing was written; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a course has already."""

    language: str
    ids: Collection[str]
    addresses: Collection[str]
    lessons: Collection[str]
    """The stems of their files."""
    quizzes: Collection[str]


def new_course(root: Path, name: str, facts: Mapping[str, str]) -> list[Path]:
    """A course with a chapter and a lesson, from its title, summary and language."""
    folder = root / name
    if wrong := why_no_address(name):
        raise CannotStart(wrong)
    if folder.exists() and any(folder.iterdir()):
        raise CannotStart(f"{folder} is not empty")
    quoted = {name: _quoted(value) for name, value in facts.items()}
    words = stub(facts["language"])
    place, lesson = folder / f"01-{slug(words.first_chapter)}", words.first_lesson
    texts = {
        folder / "course.md": COURSE.format(**quoted, landing=words.landing),
        place / "index.md": _opening(words.first_chapter, words),
        place / f"01-{slug(lesson)}.md": _begun(slug(lesson), lesson, words),
    }
    return [_write(file, text) for file, text in texts.items()]


def new_lesson(course: Path, chapter: str, title: str) -> list[Path]:
    """A lesson after the last one of its chapter, in SUMMARY.md too where there is one.

    Without a title it has one that says that it is new, in the course's language.
    """
    if not (course / "course.md").is_file():
        raise CannotStart(f"{course} holds no course.md")
    place, taken = _chapter(course, chapter), _taken(course)
    words = stub(taken.language)
    title = title or words.new_lesson
    name = slug(title)
    if not name:
        raise CannotStart(f'no address can be made of "{title}"; it needs a letter or a digit')
    file = place / f"{_next_number(place):02}-{name}.md"
    path = file.relative_to(course).as_posix()
    if lesson_address(path) in taken.addresses:
        raise CannotStart(f'there is a lesson at "{lesson_address(path)}" already')
    opening = _opening(title_of(chapter), words)
    written = [] if place.is_dir() else [_write(place / "index.md", opening)]
    written.append(_write(file, _begun(_free(name, taken.ids), title, words)))
    return written + _listed(course, path, title)


def _opening(title: str, words: Stub) -> str:
    return CHAPTER.format(title=title, chapter=words.chapter)


def _begun(lesson_id: str, title: str, words: Stub) -> str:
    return LESSON.format(id=lesson_id, title=title, lesson=words.lesson)


def new_quiz(file: Path, kind: str) -> str:
    """Put a question of this kind at the end of a lesson; its id."""
    course = next((folder for folder in file.parents if (folder / "course.md").is_file()), None)
    if not file.is_file() or file.suffix != ".md" or course is None:
        raise CannotStart(f"{file} is no lesson of a course")
    taken = _taken(course)
    language = split_language(file.name)[1] or taken.language
    _refuse_outside_lessons(file.relative_to(course).as_posix(), taken)
    name = slug(posixpath.basename(stem(file.name))) or "question"
    quiz_id = _free(f"{name}-1", taken.quizzes)
    raw = file.read_bytes()
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    quiz = forms(language)[kind].format(id=quiz_id).encode().replace(b"\n", end)
    mode = file.stat().st_mode
    write_bytes(file, raw.rstrip() + end + end + quiz)
    file.chmod(mode)
    return quiz_id


def _refuse_outside_lessons(path: str, taken: _Taken) -> None:
    """Say why a quiz has no place in a text of this name, unless the course made it a lesson."""
    name = posixpath.basename(stem(path))
    kind = NO_LESSONS.get(name, "")
    if name in ("course", "SUMMARY", "glossary") and "/" in path:
        kind = ""
    if kind and stem(path) not in taken.lessons:
        raise CannotStart(f"{path} is {kind}, where nobody can answer a quiz: name a lesson’s file")


def has_chapter(course: Path, name: str) -> bool:
    """Whether a course has a chapter's folder of this name, with or without its number."""
    return _found_chapter(course, name) is not None


def _chapter(course: Path, name: str) -> Path:
    """The folder that is meant by its name, with or without its number; a new one otherwise."""
    if found := _found_chapter(course, name):
        return found
    if not slug(name):
        raise CannotStart(f'no address can be made of "{name}"; it needs a letter or a digit')
    return course / f"{_next_number(course):02}-{slug(name)}"


def _found_chapter(course: Path, name: str) -> Path | None:
    place = (course / name).resolve()
    if place.is_dir() and place.is_relative_to(course.resolve()):
        return place
    folders = [folder for folder in course.iterdir() if folder.is_dir()]
    return next((folder for folder in folders if slug(folder.name) == slug(name)), None)


def _next_number(folder: Path) -> int:
    """The number after the last one in a folder that may not be there yet."""
    names = (file.name for file in folder.iterdir()) if folder.is_dir() else ()
    numbers = [int(match[1][:9]) for name in names if (match := NUMBER.match(name))]
    return max(numbers, default=0) + 1


def _taken(course: Path) -> _Taken:
    """The language that the course is written in; the ids and addresses that it uses."""
    compiled = compile_course(read_course(course, quick_digest))
    lessons = [lesson for made in compiled.courses.values() for lesson in made.lessons]
    return _Taken(
        language=next(iter(compiled.courses), "en"),
        ids=set(compiled.identities.ids.values()),
        addresses={lesson.address for lesson in lessons},
        lessons={stem(lesson.path) for lesson in lessons},
        quizzes={quiz.id for lesson in lessons for quiz in lesson.quizzes},
    )


def _free(name: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number that makes it free."""
    base, number = (name.removesuffix("-1"), 1) if name.endswith("-1") else (name, 1)
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _listed(course: Path, path: str, title: str) -> list[Path]:
    """SUMMARY.md with the lesson after the last one of its folder, else at the end of its lists."""
    summary = course / "SUMMARY.md"
    if not summary.is_file():
        return []
    lines = summary.read_text(encoding="utf-8").split("\n")
    entries = [(row, match[1]) for row, line in enumerate(lines) if (match := _ENTRY.match(line))]
    folder = posixpath.dirname(path)
    beside = [row for row, target in entries if posixpath.dirname(target) == folder]
    row = max(beside or [row for row, _ in entries], default=len(lines) - 1)
    indent = re.match(r"[ \t]*", lines[row])
    bullet = f"{indent[0] if indent and beside else ''}- [{title}]({path})"
    lines.insert(row + 1, bullet)
    write_bytes(summary, "\n".join(lines).encode())
    return [summary]


def _quoted(value: str) -> str:
    """The value as YAML takes it whatever it holds."""
    return json.dumps(" ".join(value.split()), ensure_ascii=False)


def _write(file: Path, text: str) -> Path:
    """Write a file that is not there yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8") as opened:
        opened.write(text)
    return file
