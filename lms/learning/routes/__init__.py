"""Courses, lessons, questions and progress, as people open them."""

from lms.learning.routes import changes, courses, files, frames, lessons, progress
from lms.learning.routes.door import bp

__all__ = ["bp", "changes", "courses", "files", "frames", "lessons", "progress"]
