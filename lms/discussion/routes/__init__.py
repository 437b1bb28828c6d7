"""The pages on which a cohort talks."""

from lms.discussion.routes import posts, threads, titles
from lms.discussion.routes.door import bp

__all__ = ["bp", "posts", "threads", "titles"]
