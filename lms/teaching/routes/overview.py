"""For those who teach a course and those who guide a cohort."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import request
from flask_login import current_user, login_required

from lms.cohorts import queries as cohort_queries
from lms.cohorts import rules as cohort_rules
from lms.cohorts.models import Cohort
from lms.content import queries as content
from lms.content import shelf
from lms.content.course import Course, Lesson
from lms.content.library.branches import branches
from lms.content.origins import Repository
from lms.platform import clock, i18n, web
from lms.platform.errors import NotFound
from lms.teaching import queries, rules
from lms.teaching.queries import Pace
from lms.teaching.routes.door import bp, course_in_own_words, repository, require_teacher

FRESH = timedelta(minutes=1)  # figures that are younger need not tell their age


@bp.get("/teach")
@login_required
def index() -> web.Rendered:
    """The courses I teach and the cohorts I guide."""
    slugs = queries.course_slugs(current_user, _known())
    guided = cohort_queries.guided_by(current_user)
    if not (slugs or guided or current_user.is_admin):
        raise NotFound
    courses = {
        slug: course_in_own_words(slug) for slug in {*slugs, *(cohort.course for cohort in guided)}
    }
    rows = queries.course_rows(slugs)
    return web.page(
        "teaching/index.html",
        rows=rows.value,
        waiting=queries.waiting(current_user, sorted(courses), now=clock.now()),
        counted_at=_if_old(rows.at),
        guided=guided,
        courses=courses,
    )


@bp.get("/teach/<course>")
@login_required
def course(course: str) -> web.Rendered:
    """How a course's text does: what its check says, where people stop, what they ask."""
    require_teacher(course)
    found, sync = course_in_own_words(course), content.last_sync(course)
    source = repository(course)
    if found is None and sync is None and source is None:
        raise NotFound
    cohorts = cohort_queries.cohorts_of(course)
    return web.page(
        "teaching/course.html",
        slug=course,
        course=found,
        sync=sync,
        cohorts=cohorts,
        threads=queries.unanswered([cohort.id for cohort in cohorts]),
        waiting=queries.waiting(current_user, [course], now=clock.now()).get(course, 0),
        **_origin(course, source),
        **_progress(course, found),
    )


def _origin(course: str, source: Repository | None) -> dict[str, Any]:
    """Where the text comes from, and what it was."""
    waits = content.is_pull_waiting if source else content.is_archive_waiting
    return {
        "repository": source,
        "on_its_way": waits(course),
        "revisions": queries.latest_revisions(course),
        "branches": branches(shelf.library().folder, course),
    }


def _progress(course: str, found: Course | None) -> dict[str, Any]:
    """How far people come in the text, and at which questions they fail."""
    counted = queries.figures(course)
    lessons = [lesson for lesson in found.lessons if not lesson.draft] if found else []
    shown = _shown_lesson(found)
    counts = [counted.value.finished.get(lesson.id, 0) for lesson in lessons]
    return {
        "lessons": [(shown(x.id) or x, count) for x, count in zip(lessons, counts, strict=True)],
        "shown": shown,
        "drop": rules.steepest_drop(counts),
        "people": counted.value.people,
        "hard": counted.value.hard,
        "hard_is_known": counted.value.is_known,
        "counted_at": _if_old(counted.at),
        "share": rules.share,
    }


def _shown_lesson(found: Course | None) -> Callable[[str], Lesson | None]:
    """Finds a lesson by its id in the reader's language, where the course speaks it."""
    here = shelf.sibling(found, i18n.language()) if found else None

    def lesson(lesson_id: str) -> Lesson | None:
        if found is None or here is None:
            return None
        return here.lesson_by_id(lesson_id) or found.lesson_by_id(lesson_id)

    return lesson


def _if_old(counted_at: datetime) -> datetime | None:
    """When figures were counted, if that need be told."""
    return counted_at if clock.now() - counted_at > FRESH else None


@bp.get("/mentor/<cohort>")
@login_required
def mentor(cohort: str) -> web.Rendered:
    """How the people of my cohort are doing: who is stuck, what nobody has answered."""
    found = cohort_queries.cohort_of_mentor(current_user, cohort)
    now, only_stuck = clock.now(), request.args.get("who") == "stuck"
    begins_at = _begins_at(found)
    since = rules.stuck_since(now, begins_at, found.state)
    pace = Pace(course_in_own_words(found.course, found.revision), now, since)
    today = now.astimezone(ZoneInfo(found.time_zone)).date()
    learners, stuck = queries.learners(found, pace, only_stuck, web.page_number())
    return web.page(
        "teaching/mentor.html",
        cohort=found,
        pace=pace,
        weeks=cohort_rules.weeks(found.starts_on, found.ends_on, today),
        learners=learners,
        people=cohort_queries.member_count(found, now),
        stuck=stuck,
        only_stuck=only_stuck,
        is_to_come=rules.is_to_come(now, begins_at, found.state),
        is_over=cohort_rules.is_over(found.state),
        threads=queries.unanswered([found.id]),
        waiting=queries.waiting(current_user, [found.course], now=now).get(found.course, 0),
    )


def _known() -> list[str]:
    """The courses that are shown, and those that came here without having become fit to be."""
    return sorted({*shelf.library().slugs(), *content.not_from_folders()})


def _begins_at(cohort: Cohort) -> datetime | None:
    """The first midnight of a cohort, where it lives."""
    if cohort.starts_on is None:
        return None
    return datetime.combine(cohort.starts_on, time(), ZoneInfo(cohort.time_zone))
