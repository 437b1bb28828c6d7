"""What those who teach and guide read of a course and its people."""

from lms.teaching.queries.answers import (
    Answered,
    long_answer,
    long_answers,
    may_read_answers,
    pinned,
    waiting,
)
from lms.teaching.queries.courses import (
    CourseRow,
    HardQuestion,
    course_rows,
    course_slugs,
    figures,
    may_teach,
)
from lms.teaching.queries.keeping import pages_to_keep, states_to_keep
from lms.teaching.queries.people import Learner, Pace, learners
from lms.teaching.queries.revisions import (
    RevisionRow,
    Step,
    cohorts_reading,
    latest_revisions,
    step,
)
from lms.teaching.queries.threads import unanswered

__all__ = [
    "Answered",
    "CourseRow",
    "HardQuestion",
    "Learner",
    "Pace",
    "RevisionRow",
    "Step",
    "cohorts_reading",
    "course_rows",
    "course_slugs",
    "figures",
    "latest_revisions",
    "learners",
    "long_answer",
    "long_answers",
    "may_read_answers",
    "may_teach",
    "pages_to_keep",
    "pinned",
    "states_to_keep",
    "step",
    "unanswered",
    "waiting",
]
