"""Markdown as everybody here understands it: lessons by authors, posts by people.

The parser and the colouring of code cost some 60 ms and 10 MB to import. Only a process that
compiles or stores a text needs them, so they are imported when they are called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

__all__ = ["base_parser", "highlight", "render_post"]


def base_parser(*, html: bool = False) -> MarkdownIt:
    """CommonMark with GitHub's tables, strikethrough, autolinks, task lists and footnotes."""
    from lms.platform.markup.parser import base_parser

    return base_parser(html=html)


def highlight(code: str, language: str) -> str:
    """The code as safe HTML, its tokens in spans of class k, s, n, c or f."""
    from lms.platform.markup.code import highlight

    return highlight(code, language)


def render_post(text: str, key: str) -> str:
    """What a person wrote, as safe HTML; `key` keeps its footnotes apart from those of others."""
    from lms.platform.markup.posts import render_post

    return render_post(text, key)
