"""What people have done, as columns of one row: this is asked for on every lesson page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, select

from lms.accounts.models import CourseRole
from lms.learning.models import Completion, Place, QuizAttempt, TaskTick
from lms.learning.rules import Answer, Done, Past
from lms.platform.json_rows import json_rows, moment, values

Rows = Sequence[Any] | None


def pasts_of(
    user: SQLColumnExpression[int], course: ColumnElement[str] | None
) -> tuple[ColumnElement[Any], ...]:
    """Columns that hold what `pasts_in` reads: of a person, in one course or in all."""
    done, place, role = Completion.__table__.c, Place.__table__.c, CourseRole.__table__.c
    tries = QuizAttempt.__table__.c
    how = (tries.number, tries.answer, tries.points, tries.is_right, tries.created_at)
    read = (tries.judged_at.is_(None), tries.remark)
    tick = TaskTick.__table__.c
    kinds = (
        (done.course, done.lesson_id, done.lesson_hash, done.created_at),
        (tries.course, tries.quiz_id, *how, *read),
        (place.course, place.lesson_id, place.updated_at),
        (role.course,),
        (tick.course, tick.lesson_id, tick.key, tick.text),
    )
    asked = [select(*columns).where(columns[0].table.c.user_id == user) for columns in kinds]
    if course is not None:
        asked = [rows.where(rows.selected_columns[0] == course) for rows in asked]
    return tuple(json_rows(rows) for rows in asked)


def pasts_in(columns: Sequence[Rows], seed: str) -> dict[str, Past]:
    """What the columns of `pasts_of` say, by course, with the seed of this person."""
    done, tries, places, roles, ticks = [rows or () for rows in columns]
    found: dict[str, Past] = {}
    stopped = {course: (lesson, moment(at)) for course, lesson, at in places}
    taught = {course for (course,) in roles}
    for course in dict.fromkeys(
        row[0] for rows in (done, tries, places, roles, ticks) for row in rows
    ):
        lesson, at = stopped.get(course, (None, None))
        theirs = [_answer(row) for row in tries if row[0] == course]
        answers, mine = _by_quiz(theirs), _ticks(course, ticks)
        found[course] = Past(
            _Finished(course, done), answers, lesson, at, course in taught, mine, seed
        )
    return found


class _Finished(Mapping[str, Done]):
    """Of a course; reading all the times would take longer than asking for them."""

    def __init__(self, course: str, rows: Sequence[Any]) -> None:
        self._rows = {row[1]: row for row in rows if row[0] == course}

    def __getitem__(self, lesson_id: str) -> Done:
        _course, _lesson, text_hash, at = self._rows[lesson_id]
        return Done(text_hash, moment(at))

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _ticks(course: str, rows: Sequence[Any]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for _course, lesson, key, text in (row for row in rows if row[0] == course):
        found.setdefault(lesson, {})[key] = text
    return found


def _answer(row: Sequence[Any]) -> tuple[str, Answer]:
    _course, quiz, number, chosen, points, is_right, at, waits, remark = row
    told = (points, bool(is_right), moment(at), bool(waits), remark)
    return quiz, Answer(number, tuple(values(chosen)), *told)


def _by_quiz(answers: Sequence[tuple[str, Answer]]) -> dict[str, tuple[Answer, ...]]:
    """By quiz, the first attempt first."""
    found: dict[str, tuple[Answer, ...]] = {}
    for quiz, answer in sorted(answers, key=lambda told: told[1].number):
        found[quiz] = (*found.get(quiz, ()), answer)
    return found
