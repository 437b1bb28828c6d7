"""Courses, lessons, questions and progress, as people open them."""

from lms.learning.routes import (
    attempts,
    changes,
    courses,
    files,
    frames,
    lessons,
    progress,
    ticks,
)
from lms.learning.routes.door import bp

__all__ = [
    "attempts",
    "bp",
    "changes",
    "courses",
    "files",
    "frames",
    "lessons",
    "progress",
    "ticks",
]
