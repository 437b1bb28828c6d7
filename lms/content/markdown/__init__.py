"""The Markdown of lessons: the shared parser and one rule a file on top of it."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from lms.content.markdown import (
    attributes,
    callouts,
    code,
    directives,
    footnotes,
    headings,
    images,
    includes,
    links,
    made,
    quiz,
    raw_html,
    staff,
)
from lms.platform.markup.parser import add_tasks, base_parser


@cache
def lesson_parser() -> MarkdownIt:
    """The parser of lessons, landing pages and chapter introductions; its env holds a `page`."""
    md = base_parser(html=True)
    for rule in (directives, callouts, quiz, staff, raw_html, attributes, headings):
        rule.plug(md)
    for rule in (images, links, code, includes, footnotes, made):
        rule.plug(md)
    add_tasks(md)
    return md
