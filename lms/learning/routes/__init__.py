"""Courses, lessons, questions and progress, as people open them."""

from lms.learning.routes import courses, files, frames, lessons, progress
from lms.learning.routes.door import bp

__all__ = ["bp", "courses", "files", "frames", "lessons", "progress"]
