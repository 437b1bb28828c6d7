"""Pictures and downloads that lie beside the texts of a course."""

from flask import send_file
from flask_login import current_user

from lms.content import assets, shelf
from lms.content.course import Course, Lesson, Quiz
from lms.learning import files, grading, queries
from lms.learning.queries import Reading
from lms.learning.routes.door import bp
from lms.platform import clock, i18n, security, web
from lms.platform.errors import NotFound


@bp.get("/courses/<course>/files/<path:path>")
def asset(course: str, path: str) -> web.BaseResponse:
    """A file that a text shows, for those who may read that text."""
    reading = queries.membership(current_user, course, clock.now())
    found = shelf.course(course, i18n.language(), reading.revision)
    file = shelf.library().asset(course, path, shelf.edition_of(found))
    if file is None or not _may_open(found, path, reading):
        raise NotFound
    shown_as = assets.shown_as(path)
    response = send_file(
        file,
        mimetype=shown_as or "application/octet-stream",
        as_attachment=shown_as is None,
        download_name=path.rpartition("/")[2],
        etag=file.stem,
        conditional=True,
    )
    if shown_as == "application/pdf":  # a browser's own reader does not open in a sandbox
        response.headers.extend(security.framed_by_ours())
    else:
        response.headers["Content-Security-Policy"] = assets.LOCKED_UP
    return response


def _may_open(course: Course, path: str, reading: Reading) -> bool:
    """Whether the reader may open the file; the course is asked in all its languages."""
    texts = [files.named(shelf.sibling(course, language)) for language in course.languages]
    if any(path in named.by_all for named in texts):
        return True
    if reading.guides:
        return True
    later = reading.later(course, clock.now())

    def may_read(lesson: Lesson) -> bool:
        return lesson.preview or (reading.access.may_read and lesson.id not in later)

    if any(may_read(lesson) for named in texts for lesson in named.by_readers.get(path, ())):
        return True
    answered = (pair for named in texts for pair in named.by_answerers.get(path, ()))
    return any(may_read(lesson) and _is_told(quiz, path, reading) for lesson, quiz in answered)


def _is_told(quiz: Quiz, path: str, reading: Reading) -> bool:
    """Whether what the reader is told of this question by now names the file."""
    return files.is_named(path, grading.told(quiz, reading.past.answers.get(quiz.id, ())))
