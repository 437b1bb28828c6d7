"""A course as it will look, for its author alone: shown again as soon as a file is saved."""

from lms.content.desk.preview.eyes import Eyes
from lms.content.desk.preview.server import serve

__all__ = ["Eyes", "serve"]
