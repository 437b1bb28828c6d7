"""Pages for those who teach and guide."""

from lms.teaching.routes import answers, overview
from lms.teaching.routes.door import bp

__all__ = ["answers", "bp", "overview"]
