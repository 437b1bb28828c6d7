"""The catalogue and a course's own page."""

from flask_login import current_user

from lms.cohorts import queries as cohort_queries
from lms.cohorts.access import Why
from lms.content import shelf
from lms.learning import queries, rules
from lms.learning.behaviour import behaviour
from lms.learning.catalogue import courses as catalogued
from lms.learning.catalogue import here, own, spoken
from lms.learning.outline import published, roman
from lms.learning.routes.door import bp
from lms.platform import clock, i18n, web
from lms.platform.visitors import same_for_visitors


@bp.get("/courses")
@same_for_visitors(shelf.stamps)
def catalogue() -> web.Rendered:
    """Every course there is."""
    courses = catalogued(i18n.language())
    names = [name for course in courses for name in course.instructors]
    people = queries.people(names)
    return web.page("learning/catalogue.html", courses=courses, people=people, spoken=spoken)


@bp.get("/courses/<course>")
@same_for_visitors(shelf.stamps)
def course(course: str) -> web.Rendered | web.BaseResponse:
    """What a course gives, what is in it, with whom, when, and for how much."""
    now = clock.now()
    reading = queries.membership(current_user, course, now)
    found = published(shelf.course(course, i18n.language(), reading.revision))
    later = reading.later(found, now)
    home, offers = own(found), queries.offers({found.slug: found}, now, found.slug)
    needs = behaviour([found.html, *(chapter.html for chapter in found.chapters)])
    rendered = web.page(
        "learning/course.html",
        course=found,
        people=queries.people(found.instructors),
        offers=offers,
        mentors=queries.mentors(offers),
        reading=reading,
        kept_seats=cohort_queries.kept_for(current_user, found.slug, now),
        inside=reading.access.why in (Why.ENROLLED, Why.NOT_YET),
        progress=rules.progress(home, reading.past),
        next=here(found, rules.resume_at(home, reading.past, later)),
        later=later,
        roman=roman,
        finished=rules.finished_ids(home, reading.past),
        free=[lesson for lesson in found.lessons if lesson.preview],
        behaviour=needs.scripts,
    )
    return web.framed(rendered, needs.frames)
