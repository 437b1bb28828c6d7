"""A branch of a course, as it would look: for those who teach it alone."""

from collections.abc import Iterator

from flask import send_file, url_for
from flask_login import login_required
from markupsafe import Markup

from lms.content import assets, shelf
from lms.content.course import Course, DrawSlot, Lesson, QuizSlot, StaffOnly, TaskSlot
from lms.content.library.branches import Branch, branch_at, forget_branch
from lms.content.page import PLAIN_BOX
from lms.content.questions import Quiz
from lms.learning.preview.questions import KEYS
from lms.platform import i18n, web
from lms.platform.errors import NotFound
from lms.teaching.routes.door import bp, repository, require_teacher

BRANCH = "/teach/<course>/branches/<key>"


@bp.get(BRANCH)
@login_required
def branch(course: str, key: str) -> web.Rendered:
    """What a branch holds, and what is wrong with it."""
    found = _branch(course, key)
    return web.page(
        "teaching/branch.html",
        slug=course,
        branch=found,
        course=_course(course, found),
        repository=repository(course),
    )


@bp.get(f"{BRANCH}/lessons/<path:lesson>")
@login_required
def branch_lesson(course: str, key: str, lesson: str) -> web.Rendered:
    """A lesson as the branch has it; its questions with their answers, since a teacher asks."""
    found = _branch(course, key)
    whole = _course(course, found)
    page = shelf.lesson(whole, lesson) if whole else None
    if whole is None or page is None:
        raise NotFound
    return web.page(
        "teaching/branch_lesson.html",
        slug=course,
        branch=found,
        course=whole,
        lesson=page,
        pieces=_pieces(page, (course, key)),
        previous=whole.previous(page),
        next=whole.next(page),
    )


@bp.get(f"{BRANCH}/files/<path:path>")
@login_required
def branch_file(course: str, key: str, path: str) -> web.BaseResponse:
    """A file that the branch shows."""
    found = _branch(course, key)
    file = shelf.library().asset(course, path, found.edition)
    if file is None:
        raise NotFound
    shown_as = assets.shown_as(path)
    kind = shown_as or "application/octet-stream"
    response = send_file(file, mimetype=kind, as_attachment=shown_as is None, conditional=True)
    response.headers["Content-Security-Policy"] = assets.LOCKED_UP
    return response


@bp.post(f"{BRANCH}/delete")
@login_required
def forget(course: str, key: str) -> web.BaseResponse:
    """Show the branch no more; twice is once."""
    require_teacher(course)
    forget_branch(shelf.library().folder, course, key)
    return web.see_other(url_for(".course", course=course, _anchor="sync"))


def _branch(course: str, key: str) -> Branch:
    require_teacher(course)
    found = branch_at(shelf.library().folder, course, key)
    if found is None:
        raise NotFound
    return found


def _course(slug: str, branch: Branch) -> Course | None:
    return shelf.library().course(slug, i18n.language(), branch.edition) if branch.state else None


def _pieces(lesson: Lesson, place: tuple[str, str]) -> Iterator[tuple[str, object]]:
    """(kind, thing) of what stands on the page: text, questions, how many are drawn of those."""
    for part in lesson.parts:
        if isinstance(part, DrawSlot) and part.draws_some:
            yield "drawn", part.pick
        if isinstance(part, QuizSlot | DrawSlot):
            ids = (part.quiz_id,) if isinstance(part, QuizSlot) else part.quiz_ids
            yield from (("quiz", _keyed(quiz)) for quiz in map(lesson.quiz, ids) if quiz)
        elif isinstance(part, TaskSlot):
            yield "text", PLAIN_BOX
        elif isinstance(part, Markup | StaffOnly):
            yield "text", _inside(part.html if isinstance(part, StaffOnly) else part, place)


def _keyed(quiz: Quiz) -> tuple[Quiz, list[Markup | str]]:
    """A question, and the lines of its key where it has no options."""
    return quiz, KEYS[quiz.kind](quiz) if quiz.kind in KEYS else []


def _inside(html: Markup, place: tuple[str, str]) -> Markup:
    """A text, its links kept inside the branch."""
    course, key = place
    here = url_for(".branch", course=course, key=key)
    for kind in ("lessons", "files"):
        html = html.replace(f"/courses/{course}/{kind}/", f"{here}/{kind}/")
    return html
