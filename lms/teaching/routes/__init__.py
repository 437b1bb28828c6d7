"""Pages for those who teach and guide."""

from lms.teaching.routes import answers, branches, origins, overview, revisions
from lms.teaching.routes.door import bp

__all__ = ["answers", "bp", "branches", "origins", "overview", "revisions"]
