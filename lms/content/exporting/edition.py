"""What an export is made from, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lms.content.course import Chapter, Course, Lesson
from lms.content.sources import Asset
from lms.platform.config import LANGUAGES

Content = bytes | Path
"""A file's bytes, or where they are read when it is written: films do not fit in memory."""
Files = dict[str, Content]
"""Path, with slashes, to content."""

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "ltr", "rtl"
WRITTEN_FROM_THE_RIGHT = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True)
class Edition:
    """A course in one language, ready to leave; drafts stay behind."""

    course: Course
    assets: Mapping[str, Asset] = field(default_factory=dict)
    """The files beside the texts."""
    school: str = ""
    """The address of the site on which the course is taught, without a slash; may be empty."""

    @property
    def language(self) -> str:
        """Of the course."""
        return self.course.language

    @property
    def tongue(self) -> str:
        """The language of what the export itself says."""
        return self.language if self.language in LANGUAGES else LANGUAGES[0]

    @cached_property
    def chapters(self) -> tuple[tuple[Chapter, tuple[Lesson, ...]], ...]:
        """Each chapter with its lessons, without drafts and what is left empty by them."""
        kept = [(c, tuple(x for x in c.lessons if not x.draft)) for c in self.course.chapters]
        return tuple((chapter, lessons) for chapter, lessons in kept if lessons or chapter.html)

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """Every lesson that leaves, in order."""
        return tuple(lesson for _, lessons in self.chapters for lesson in lessons)

    def place(self, lesson: Lesson) -> int:
        """Where a lesson stands among all, from 0."""
        return self._places[lesson.id]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {lesson.id: place for place, lesson in enumerate(self.lessons)}

    def chapter_of(self, lesson: Lesson) -> int:
        """The place of its chapter among `chapters`, from 0."""
        return self._chapters_of[lesson.id]

    @cached_property
    def _chapters_of(self) -> dict[str, int]:
        return {x.id: n for n, (_, lessons) in enumerate(self.chapters) for x in lessons}

    @property
    def home(self) -> str:
        """The course's address on the school's site, as compiled pages link to it."""
        return f"/courses/{self.course.slug}"

    def address(self, lesson: Lesson) -> str:
        """A lesson's address on the school's site, as compiled pages link to it."""
        return f"{self.home}/lessons/{lesson.address}"

    def in_folder(self, folder: str, paths: Mapping[str, str]) -> Iterator[tuple[str, Content]]:
        """The files of these paths, by the name that the export gives each."""
        for path, name in sorted(paths.items()):
            asset = self.assets[path]
            yield f"{folder}{name}", asset.file or b""


def direction(language: str) -> str:
    """The way a language is written."""
    return RIGHT_TO_LEFT if language in WRITTEN_FROM_THE_RIGHT else LEFT_TO_RIGHT
