"""A course as it will look, for its author alone: shown again as soon as a file is saved."""

from lms.learning.preview.eyes import Eyes
from lms.learning.preview.server import serve

__all__ = ["Eyes", "serve"]
