"""The Markdown of lessons: the shared parser and one rule a file on top of it."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from lms.content.markdown import (
    alerts,
    attributes,
    blanks,
    callouts,
    code,
    diagrams,
    directives,
    fenced,
    figure_block,
    footnotes,
    formulas,
    fragment,
    glossing,
    headings,
    images,
    lesson_div,
    lines,
    links,
    made,
    media,
    quiz,
    raw_html,
    staff,
    tabs,
    tasks,
    unfinished,
    unread,
)
from lms.platform.markup.parser import add_tasks, base_parser


@cache
def lesson_parser() -> MarkdownIt:
    """The parser of lessons, landing pages and chapter introductions; its env holds a `page`."""
    md = base_parser(html=True)
    for rule in (directives, lesson_div, alerts, fenced, tabs, callouts, figure_block):
        rule.plug(md)
    for rule in (
        quiz,
        staff,
        fragment,
        raw_html,
        attributes,
        formulas,
        headings,
        images,
        links,
        media,
    ):
        rule.plug(md)
    for rule in (diagrams, code, footnotes, made, blanks):
        rule.plug(md)
    md.use(deflist_plugin)
    add_tasks(md)
    glossing.plug(md)  # when the boxes of tasks have their labels
    tasks.plug(md)
    lines.plug(md)
    unfinished.plug(md)
    unread.plug(md)
    return md
