"""The courses as those who read them see them."""

from lms.content import shelf
from lms.content.course import Course, Lesson
from lms.learning.outline import once_a_course, published, spoken_in


def courses(language: str) -> list[Course]:
    """Every published course without its drafts, in this language where it speaks it."""
    library = shelf.library()
    found = (library.course(slug, language) for slug in library.slugs())
    return [published(course) for course in found if course is not None]


@once_a_course
def spoken(course: Course) -> list[str]:
    """The languages that most of its lessons are written in, its own first."""
    return spoken_in([shelf.sibling(course, language) for language in course.languages])


def own(course: Course) -> Course:
    """The same course in its own language, in which progress is counted."""
    return shelf.own(course)


def here(course: Course, lesson: Lesson | None) -> Lesson | None:
    """The same lesson in this course's language; None stays None."""
    return course.lesson_by_id(lesson.id) if lesson else None
