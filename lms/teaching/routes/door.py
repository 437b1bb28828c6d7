"""The way to a course from behind, shared by every page of it."""

from flask import Blueprint, current_app, request
from flask_login import current_user

from lms.content import shelf
from lms.content.addresses import can_be_address
from lms.content.course import Course
from lms.content.origins import BadRepositories, Repository, repositories
from lms.platform import i18n
from lms.platform.config import Settings
from lms.platform.errors import NotFound
from lms.teaching import queries

bp = Blueprint("teaching", __name__)

LARGEST_ARCHIVE = 64 << 20  # bytes


def require_teacher(course: str) -> None:
    """Go on only for those who teach this course."""
    if not can_be_address(course) or not queries.may_teach(current_user, course):
        raise NotFound


def course_in_own_words(slug: str, revision: int | None = None) -> Course | None:
    """The course in its own language, which is what counts; None while its folder is gone."""
    found = shelf.find(slug, i18n.language(), revision)
    return shelf.own(found) if found else None


def settings() -> Settings:
    """The settings of this site."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def repository(course: str) -> Repository | None:
    """Where the course lies in git; None where it does not."""
    try:
        return repositories(settings().git_courses).get(course)
    except BadRepositories:
        return None


@bp.url_value_preprocessor
def allow_archives(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Those who teach may send an archive, and nobody else anything of that size."""
    if endpoint == "teaching.upload" and (current_user.is_admin or current_user.teaches):
        request.max_content_length = LARGEST_ARCHIVE
