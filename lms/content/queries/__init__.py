"""What the database remembers of courses."""

from lms.content.queries.lessons import (
    known_lessons,
    lesson_text,
    moved_lesson,
    titles_of,
)
from lms.content.queries.revisions import (
    edition,
    is_archive_waiting,
    is_pull_waiting,
    last_sync,
    latest_revision,
    newest_edition,
    not_from_folders,
    revision,
)

__all__ = [
    "edition",
    "is_archive_waiting",
    "is_pull_waiting",
    "known_lessons",
    "last_sync",
    "latest_revision",
    "lesson_text",
    "moved_lesson",
    "newest_edition",
    "not_from_folders",
    "revision",
    "titles_of",
]
