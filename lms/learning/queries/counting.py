"""Which completions count."""

from sqlalchemy import ColumnElement, or_, tuple_

from lms.content.course import Course
from lms.learning.models import Completion


def counts(course: Course | None) -> ColumnElement[bool]:
    """The condition on Completion that it counts: the course has the lesson, its text stands.

    `course` is in its own language; without one nothing counts.
    """
    lessons = [lesson for lesson in course.lessons if not lesson.draft] if course else []
    lasting = Completion.lesson_id.in_([lesson.id for lesson in lessons if not lesson.breaking])
    anew = [(lesson.id, lesson.hash) for lesson in lessons if lesson.breaking]
    return or_(lasting, tuple_(Completion.lesson_id, Completion.lesson_hash).in_(anew))
