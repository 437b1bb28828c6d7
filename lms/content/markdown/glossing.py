"""The first use of a glossary's term on a page: a button that opens its definition.

The button and what it opens are plain HTML (`popover`): they need no script, and work by keyboard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from lms.content.glossary import Glossary, term_of
from lms.content.includes import Expanded
from lms.content.markdown.raw_html import clean
from lms.content.page import Page

BUTTON = Markup(
    '<button class="gloss" type="button" popovertarget="gloss-{}">{}</button>'
    '<span class="gloss__def" id="gloss-{}" popover><b>{}</b> {}</span>'
)


def plug(md: MarkdownIt) -> None:
    """Add the rule; it comes when links and labels are known."""
    md.core.ruler.push("glossing", find_terms)


def find_terms(state: StateCore) -> None:
    """Look for terms in running text: not in headings, titles, links, labels or quizzes."""
    page: Page = state.env["page"]
    glossary = page.course.glossaries.get(page.language)
    if page.depth or glossary is None or not glossary.definitions or "in glossary" in state.env:
        return
    pattern = glossary.pattern
    for place, token in enumerate(state.tokens):
        before = state.tokens[place - 1].type if place else ""
        if token.type != "inline" or before in (
            "heading_open",
            "block_title_open",
            "tab_name_open",
        ):
            continue
        if pattern.search(token.content):
            token.children = list(_glossed(state, token.children or [], (glossary, pattern)))


def _glossed(
    state: StateCore, children: list[Token], words: tuple[Glossary, re.Pattern[str]]
) -> Iterator[Token]:
    inside = 0
    for child in children:
        inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "made_html" and child.content.startswith("<label"):
            inside += 1  # a box's words are its label to their end
        if child.type == "text" and not inside:
            yield from _cut(state, child, words)
        else:
            yield child


def _cut(state: StateCore, text: Token, words: tuple[Glossary, re.Pattern[str]]) -> Iterator[Token]:
    """The text, with each term that comes for the first time as a token of its own."""
    page: Page = state.env["page"]
    glossary, pattern = words
    done = 0
    for match in pattern.finditer(text.content):
        term = term_of(glossary, match[0])
        if term in page.glossed:
            continue
        page.glossed.append(term)
        yield Token("text", "", 0, content=text.content[done : match.start()])
        number, told = len(page.glossed), _definition(state, glossary, term)
        made = BUTTON.format(number, match[0], number, term, told)
        yield Token("made_html", "", 0, content=made)
        done = match.end()
    yield Token("text", "", 0, content=text.content[done:])


def _definition(state: StateCore, glossary: Glossary, term: str) -> Markup:
    """The definition as HTML of one line; its links lead from the glossary's file."""
    page: Page = state.env["page"]
    source = glossary.definitions[term]
    own = Page(glossary.path, page.language, Expanded(source), page.course)
    html = clean(state.md.renderInline(source, {"page": own, "in glossary": True}), own)
    page.findings += [f for f in own.findings if f not in page.findings]
    return Markup("").join(p for p in own.parts(html) if isinstance(p, Markup))
