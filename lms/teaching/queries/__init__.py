"""What those who teach and guide read of a course and its people."""

from lms.teaching.queries.answers import (
    Answered,
    long_answer,
    long_answers,
    may_read_answers,
    waiting_count,
)
from lms.teaching.queries.courses import (
    CourseRow,
    HardQuestion,
    course_rows,
    course_slugs,
    finished_by_lesson,
    hardest_questions,
    latest_revisions,
    may_teach,
    people_in,
)
from lms.teaching.queries.people import Learner, Pace, learners, stuck_count
from lms.teaching.queries.threads import unanswered

__all__ = [
    "Answered",
    "CourseRow",
    "HardQuestion",
    "Learner",
    "Pace",
    "course_rows",
    "course_slugs",
    "finished_by_lesson",
    "hardest_questions",
    "latest_revisions",
    "learners",
    "long_answer",
    "long_answers",
    "may_read_answers",
    "may_teach",
    "people_in",
    "stuck_count",
    "unanswered",
    "waiting_count",
]
