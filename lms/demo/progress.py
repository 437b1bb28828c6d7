"""How far everybody is: lessons finished, questions answered at once or after trying."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from lms.content.course import Course, Lesson, Quiz
from lms.demo import cohorts, past, script
from lms.demo.past import Happening
from lms.demo.script import Cast
from lms.learning import actions, queries, rules
from lms.learning.rules import Given

READING = timedelta(minutes=14)  # from the answers to the end of a lesson
HONEST = "I tried it on my own figures, and it held."
ONE_IN = 4  # a question is first answered wrong by about every fourth


@dataclass(frozen=True, slots=True)
class Walk:
    """One person's way through one course."""

    cast: Cast
    course: Course
    seat: dict[str, Any]
    begins: datetime
    ends: datetime

    def steps(self) -> Iterator[Happening]:
        """Each lesson that they finished, and where they stopped."""
        lessons, done = self.course.lessons, self.seat.get("done", 0)
        for number, lesson in enumerate(lessons[:done], start=1):
            at = self._evening(self.begins + (self.ends - self.begins) * number / done)
            yield Happening(at - READING, partial(self._answer, lesson))
            yield Happening(at, partial(self._finish, lesson))
        if done < len(lessons) and (done or self.seat.get("stuck")):
            last = self._evening(self.ends) + READING
            yield Happening(last, partial(self._stop, lessons[done]))

    def _evening(self, at: datetime) -> datetime:
        """People learn after supper, each at an hour of their own; never after the end."""
        minute = sum(map(ord, self.seat["who"])) * 7 % 150
        zone = self.cast.zones[self.seat["who"]]
        local = past.on(at.date(), time(20), zone) + timedelta(minutes=minute)
        return min(local, self.ends)

    def _answer(self, lesson: Lesson) -> None:
        who = self.cast.people[self.seat["who"]]
        for quiz in rules.asked(lesson, queries.past(who, self.course.slug)):
            if quiz.kind != "long" and sum(map(ord, self.seat["who"] + quiz.id)) % ONE_IN == 0:
                self._give(lesson, quiz, wrong(quiz))
            self._give(lesson, quiz, self._right(quiz))

    def _right(self, quiz: Quiz) -> Given:
        own_words = quiz.kind == "long" and self.seat.get("says")
        return (own_words,) if own_words else right(quiz)

    def _give(self, lesson: Lesson, quiz: Quiz, chosen: Given) -> None:
        who = self.cast.people[self.seat["who"]]
        actions.answer(who, (self.course, lesson), quiz, chosen)

    def _finish(self, lesson: Lesson) -> None:
        actions.complete_lesson(self.cast.people[self.seat["who"]], self.course, lesson)

    def _stop(self, lesson: Lesson) -> None:
        """They opened the next lesson; whoever is stuck has tried its question in vain."""
        actions.stop_at(self.cast.people[self.seat["who"]], self.course, lesson)
        if self.seat.get("stuck"):
            quiz = lesson.quizzes[0]
            for _try in range(quiz.attempts or 2):
                self._give(lesson, quiz, wrong(quiz))


def walks(cast: Cast, told: dict[str, Any]) -> Iterator[Happening]:
    """The progress of everybody who has a seat in a cohort."""
    course = script.own_course(told["course"])
    for seat in told["seat"]:
        if "done" in seat:
            begins, ends = _span(cast, told, seat)
            yield from Walk(cast, course, seat, begins, ends).steps()


def right(quiz: Quiz) -> Given:
    """A right answer; for a person to read, a few honest words."""
    if quiz.options:
        return tuple(n for n, option in enumerate(quiz.options) if option.correct)
    if quiz.pairs or quiz.items:
        return tuple(range(len(quiz.pairs) or len(quiz.items)))
    words = tuple(blank.accepted[0] for blank in quiz.blanks)
    return words or tuple(number.value for number in quiz.numbers[:1]) or (HONEST,)


def wrong(quiz: Quiz) -> Given:
    """One answer, and not the right one."""
    if quiz.options:
        return (next(n for n, option in enumerate(quiz.options) if not option.correct),)
    if quiz.pairs or quiz.items:
        return right(quiz)[::-1]
    return ("0.5",) if quiz.numbers else ("?",) * (len(quiz.blanks) or 1)


def _span(cast: Cast, told: dict[str, Any], seat: dict[str, Any]) -> tuple[datetime, datetime]:
    """From when until when somebody learnt: within the cohort's dates, until they fell quiet."""
    begins, ends = cast.moment(seat["at"], seat["who"]), cast.now
    if "begins" in told:
        begins = past.on(cohorts.first_day(told, cast.now), time(8), told["zone"])
        ends = min(ends, past.on(cohorts.last_day(told, cast.now), time(23), told["zone"]))
    quiet = cast.now - timedelta(days=seat.get("quiet", 0), hours=1)
    return begins, max(min(ends, quiet), begins + timedelta(hours=12))
