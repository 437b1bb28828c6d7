"""What has changed in a lesson since somebody finished it."""

from lms.content import queries as content_queries
from lms.content import shelf
from lms.content.course import Course, Lesson
from lms.content.difference import Block, blocks_of, difference
from lms.content.library.pages import Body
from lms.content.models import LessonText
from lms.learning import outline, rules, wording
from lms.learning.routes.door import Opened, bp, for_members
from lms.platform import web


@bp.get("/courses/<course>/changes/<path:lesson>")
@for_members
def changes(found: Opened) -> web.Rendered | web.BaseResponse:
    """A lesson that I have finished, as it is now beside what it said then."""
    done = found.reading.past.done.get(found.lesson.id)
    state = rules.state(found.original, done)
    if done is None or done.lesson_hash == found.original.hash:
        return web.see_other(outline.address(found.course, found.lesson))
    text = content_queries.lesson_text(found.course.slug, found.lesson.id, done.lesson_hash)
    before, now = _both(text, found.lesson, shelf.own(found.course))
    return web.page(
        "learning/changes.html",
        course=found.course,
        lesson=found.lesson,
        now=now,
        done=done,
        state=state,
        old_title=text.title if text and text.title != found.original.title else "",
        is_kept=before is not None,
        changes=difference(
            _blocks(before), blocks_of(now.parts, now.quizzes), wording.of_differences()
        )
        if before
        else None,
    )


def _both(text: LessonText | None, lesson: Lesson, own: Course) -> tuple[Body | None, Lesson]:
    """(the old page, the lesson it is compared with) in one language: the reader's if it can be."""
    if text is None:
        return None, lesson
    name = text.pages.get(lesson.language)
    if name is None:  # it was translated only afterwards
        lesson = own.lesson_by_id(lesson.id) or lesson
        name = text.pages.get(lesson.language, "")
    return shelf.library().pages.read(name), lesson


def _blocks(body: Body) -> list[Block]:
    return blocks_of(body["parts"], body["quizzes"])
