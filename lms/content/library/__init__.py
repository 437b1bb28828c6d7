"""The library: the only part of `content` that touches the disk."""

from lms.content.library.shelf import Library

__all__ = ["Library"]
