"""What a person has done in a course, and why it counts."""

from flask_login import current_user, login_required

from lms.content import queries as content_queries
from lms.content import shelf
from lms.learning import queries, rules
from lms.learning.catalogue import here, own
from lms.learning.outline import published
from lms.learning.routes.door import bp
from lms.platform import clock, i18n, web


@bp.get("/courses/<course>/progress")
@login_required
def progress(course: str) -> web.Rendered:
    """Every lesson and question of a course, with what counts and since when."""
    reading = queries.membership(current_user, course, clock.now())
    found = published(shelf.course(course, i18n.language(), reading.revision))
    later = reading.later(found, clock.now())
    home = own(found)
    removed = rules.removed(home, reading.past)
    titles = content_queries.titles_of(course, [lesson_id for lesson_id, _ in removed])
    return web.page(
        "learning/progress.html",
        course=found,
        reading=reading,
        progress=rules.progress(home, reading.past),
        account=rules.account(found, home, reading.past),
        removed=[(titles.get(lesson_id, lesson_id), done) for lesson_id, done in removed],
        next=here(found, rules.resume_at(home, reading.past, later)),
        later=later,
    )
