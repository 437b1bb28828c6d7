"""Ticking the boxes of a lesson's checklists."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, insert

from lms.accounts import queries as accounts
from lms.accounts.models import User
from lms.content.course import Course, Lesson, Task
from lms.learning import queries, ticking
from lms.learning.actions.finishing import complete_when_done
from lms.learning.models import LONGEST_TASK, TaskTick
from lms.platform import clock
from lms.platform.db import db
from lms.platform.journal import record_about


def tick(
    user: User,
    place: tuple[Course, Lesson],
    tasks: Sequence[Task],
    shown: Collection[str],
    ticked: Collection[str],
) -> None:
    """Of the boxes that were shown tick these and no others; what was not shown stays.

    Course and lesson are those of the course's own language, `tasks` what its reader ticks.
    """
    course, lesson = place
    accounts.lock_person(user)
    before = ticking.adopted(tasks, queries.past(user, course.slug).ticks.get(lesson.id, {}))
    known = {task.key: task.text for task in tasks}
    wanted = {key for key in known if (key in ticked if key in shown else key in before)}
    if wanted == before.keys() and all(key == was for key, was in before.items()):
        return
    _forget(user, course, lesson, before.values())
    rows = [_row(user, place, key, known[key]) for key in sorted(wanted)]
    if rows:
        db.session.execute(insert(TaskTick), rows)
    counts = {"ticked": len(wanted), "of": len(known)}
    about = ("lessons", f"{course.slug}/{lesson.id}"[:128])
    record_about("checklist.ticked", actor=user, about=about, **counts)
    if wanted == known.keys():
        complete_when_done(user, course, lesson, tasks)


def _forget(user: User, course: Course, lesson: Lesson, keys: Collection[str]) -> None:
    mine = (TaskTick.user_id == user.id, TaskTick.course == course.slug)
    db.session.execute(
        delete(TaskTick).where(*mine, TaskTick.lesson_id == lesson.id, TaskTick.key.in_(keys))
    )


def _row(user: User, place: tuple[Course, Lesson], key: str, text: str) -> dict[str, object]:
    course, lesson = place
    where = {"user_id": user.id, "course": course.slug, "lesson_id": lesson.id, "key": key}
    return {**where, "text": text[:LONGEST_TASK], "created_at": clock.now()}
