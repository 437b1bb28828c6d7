"""Pulls are promised, each once, and carried out by a job."""

from __future__ import annotations

from lms.content import queries
from lms.content.origins import Repository, repositories
from lms.platform import jobs
from lms.platform.config import Settings
from lms.platform.errors import NotFound


def promise_pull(course: str) -> bool:
    """Have a course pulled soon; False when that is promised already."""
    if queries.is_pull_waiting(course):
        return False
    jobs.enqueue("content.pull", course=course)
    return True


def repository_of(settings: Settings, course: str) -> Repository:
    """Where a course lies in git, or NotFound."""
    found = repositories(settings.git_courses).get(course)
    if found is None:
        raise NotFound
    return found
