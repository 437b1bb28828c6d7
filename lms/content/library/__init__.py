"""The library: the only part of `content` that touches the disk."""

from lms.content.library.pages import PageLost
from lms.content.library.shelf import Edition, Library
from lms.content.library.states import Kept

__all__ = ["Edition", "Kept", "Library", "PageLost"]
