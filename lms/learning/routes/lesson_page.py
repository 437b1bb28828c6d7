"""A lesson's page: what many readers share is a sheet, what is the reader's own is put into it."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import Response, request

from lms.accounts.viewing import own_in_frame, viewer
from lms.content.course import (
    Course,
    DrawSlot,
    Lesson,
    Quiz,
    QuizSlot,
    StaffOnly,
    TasksEnd,
    TaskSlot,
)
from lms.learning import grading, outline, rules
from lms.learning.behaviour import Behaviour, behaviour
from lms.learning.catalogue import here
from lms.learning.grading import Asked, Shown
from lms.learning.outline import Words
from lms.learning.routes.boxes import Boxes
from lms.learning.routes.door import Opened
from lms.platform import i18n, security, sheets
from lms.platform.sheets import Pen, Same

PARTS, OWN, ICONS = "learning/_parts.html", "learning/_own.html", "ui/icons.html"
QUIZ = "learning/_quiz.html"
NOTHING = Asked()
"""Of a question nothing is asked: no hint, no fresh try."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that could not be taken."""

    quiz_id: str
    sentence: str
    """What is wrong with it."""
    asked: Asked
    """What was typed, and where it was wrong."""


def lesson_page(found: Opened, refused: Refusal | None = None) -> Response:
    """The lesson for those who may read it; with an answer just sent that could not be taken."""
    pen = sheets.pen()
    own: dict[str, str | Sequence[str]] = {**own_in_frame(pen, found.reader)}
    own["outline"] = left_column(pen, found)
    own["content"] = [*_pieces(pen, found, refused)]
    own |= _standing(pen, found) if found.reader.id else {"meta": ""}
    needs = _needs(Same(found.lesson))
    facts = _shared(found) | {"behaviour": Same(needs.scripts)}
    page = sheets.page(pen.sheet("learning/lesson.html", **facts), own)
    page.headers.extend(security.framing(needs.frames) if needs.frames else {})
    return page


@lru_cache(maxsize=1_000)
def _needs(lesson: Same[Lesson]) -> Behaviour:
    """Looked for once in each text."""
    page = lesson.thing
    return behaviour((*page.parts, *(quiz.asked_html for quiz in page.quizzes)))


def left_column(pen: Pen, found: Opened) -> list[str]:
    """The outline with the reader's progress, in pieces of HTML."""
    course, member = found.course, bool(found.reader.id)
    done = rules.finished_ids(found.own, found.reading.past)
    counted = (len(done), len(found.own.counted)) if member else (None, None)
    head = pen.part(PARTS, "outline_head", course.slug, course.title, *counted)
    later = {key: pen.part(PARTS, "opens_word", _day(at)) for key, at in found.later.items()}
    return [head, *outline.outline(course, found.lesson.id, done, _words(pen, member), later)]


def _day(moment: datetime) -> date:
    """The day on the reader's calendar."""
    return moment.astimezone(ZoneInfo(i18n.chosen_zone())).date()


@lru_cache(maxsize=16)
def _words(pen: Pen, member: bool) -> Words:
    return Words(
        done=pen.part(ICONS, "tick", "done"),
        half=pen.part(ICONS, "tick", "half"),
        to_do=pen.part(ICONS, "tick"),
        completed=pen.part(PARTS, "completed_word"),
        of=pen.part(PARTS, "of_word", member),
        draft=pen.part(PARTS, "draft_word"),
    )


def _shared(found: Opened) -> dict[str, Hashable]:
    """All that decides how the page looks to everybody."""
    course, lesson, standing = found.course, found.lesson, found.reading.access.standing
    cohort = (standing.cohort_slug, standing.cohort_title) if standing else None
    return {
        "course": Same(course),
        "lesson": Same(lesson),
        "previous": Same(found.previous),
        "next": Same(found.next),
        "number": outline.places(course)[lesson.id],
        "roman": outline.roman,
        "viewer": viewer(found.reader),
        "section": f"/courses/{course.slug}",
        "nav_cohort": cohort[0] if cohort else None,
        "unread_count": 0,  # a lesson is a quiet room, and its page asks little of the database
        "talks": cohort if course.discussion != "off" else None,
        "is_free": lesson.preview and cohort is None and not found.reading.guides,
    }


def _standing(pen: Pen, found: Opened) -> dict[str, str | Sequence[str]]:
    """How the reader stands to the lesson."""
    course, lesson, past = found.course, found.lesson, found.reading.past
    done, following = past.done.get(lesson.id), found.next
    state = rules.state(found.original, done)
    day = _day(done.at) if done else None
    first = tuple(_link(course, x) for x in rules.not_yet_done(found.own, lesson, past))
    there = outline.address(course, following) if following else None
    changes = f"/courses/{course.slug}/changes/{lesson.address}"
    waits_for = "" if rules.may_complete(found.original, past, found.tasks) else lesson.complete
    own = (course.slug, outline.address(course, lesson), there, state, state.counts, waits_for)
    return {
        "meta": pen.part(OWN, "meta", state, state.counts, day, first, changes),
        "end": [pen.part(OWN, "end", *own)],
        "bar": pen.part(OWN, "bar", there, state.counts),
    }


def _link(course: Course, lesson: Lesson) -> tuple[str, str]:
    """(address, title) of a lesson, in the language of the course that is being read."""
    shown = here(course, lesson) or lesson
    return outline.address(course, shown), shown.title


def _pieces(pen: Pen, found: Opened, refused: Refusal | None) -> Iterator[str]:
    """The text as this reader may see it: no key, no remark before its time, no note for staff."""
    asked = {quiz.id: n for n, quiz in enumerate(rules.asked(found.lesson, found.reading.past), 1)}
    boxes = Boxes(found)
    for piece in found.lesson.parts:
        if isinstance(piece, StaffOnly):
            if found.reading.guides:
                yield piece.html
        elif isinstance(piece, QuizSlot | DrawSlot):
            for quiz_id in _ids(piece, asked):
                yield _question(pen, found, (quiz_id, asked[quiz_id], len(asked)), refused)
        elif isinstance(piece, TaskSlot):
            yield boxes.box(piece.key)
        elif isinstance(piece, TasksEnd):
            yield boxes.end()
        else:
            yield piece
    yield boxes.form()


def _ids(piece: QuizSlot | DrawSlot, asked: Mapping[str, int]) -> list[str]:
    """Of all that are asked on the page, those that stand here."""
    here_are = {piece.quiz_id} if isinstance(piece, QuizSlot) else set(piece.quiz_ids)
    return [quiz_id for quiz_id in asked if quiz_id in here_are]


def _question(pen: Pen, found: Opened, which: tuple[str, int, int], refused: Refusal | None) -> str:
    """A question (its id, its number on the page and of how many) as its reader may know it."""
    quiz_id, number, of = which
    quiz = found.lesson.quiz(quiz_id)
    if quiz is None:
        return ""
    past, me = found.reading.past, found.reader
    mine = refused if refused and refused.quiz_id == quiz_id else None
    asked = mine.asked if mine else _asked(quiz_id, me.id)
    answers = past.answers.get(quiz_id, ())
    shown: Hashable
    if answers or asked is not NOTHING:
        shown = grading.shown(quiz, answers, past.seed, asked)
    else:
        shown = _untouched(Same(quiz), past.seed if grading.is_mixed(quiz) else "")
    there, sentence = outline.address(found.course, found.lesson), mine.sentence if mine else None
    return pen.part(QUIZ, "quiz", shown, there, number, of, bool(me.id), sentence)


@lru_cache(maxsize=1_000)
def _untouched(quiz: Same[Quiz], seed: str) -> Same[Shown]:
    """A question that was not answered yet looks the same to all, unless it is shuffled."""
    return Same(grading.shown(quiz.thing, (), seed, NOTHING))


def _asked(quiz_id: str, user_id: int) -> Asked:
    """What the address asks of a question: `?quiz=<id>&hint=<how many>` or `&again=1`."""
    if not request.query_string or request.args.get("quiz") != quiz_id or not user_id:
        return NOTHING
    return Asked(request.args.get("hint", 0, type=int), "again" in request.args)
