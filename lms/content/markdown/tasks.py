"""`- [ ]` outside a quiz: a box that each learner ticks for themselves."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from lms.content.checklists import task_key
from lms.content.course import Task, TasksEnd, TaskSlot
from lms.content.locating import Spot
from lms.content.page import Page
from lms.platform.markup.parser import Env

BOX = '<input type="checkbox" disabled>'


def plug(md: MarkdownIt) -> None:
    """Add the rule after the one that gives each box its label."""
    md.core.ruler.push("own tasks", own_tasks)
    md.add_render_rule("tasks_end", render_end)


def own_tasks(state: StateCore) -> None:
    """Set each empty box aside as a place; one that its author ticked stays an example.

    Boxes inside a question or a note for staff are nobody's.
    """
    page: Page = state.env["page"]
    if page.depth:
        return
    for place, token in enumerate(state.tokens[:-2]):
        if token.type == "list_item_open" and token.meta.get("checked") is False:
            _set_aside(state.tokens[place + 2], page.spot(token.map), page)
    _end_lists(state, page)


def _set_aside(line: Token, spot: Spot, page: Page) -> None:
    children = line.children or []
    if not children or BOX not in children[0].content:
        return
    text = " ".join("".join(child.content for child in children if _is_text(child)).split())
    task = Task(task_key(text, page.tasks), text, spot)
    page.tasks.append(task)
    label, _, rest = children[0].content.partition(BOX)
    before, after = (Token("made_html", "", 0, content=part) for part in (label, rest))
    line.children = [before, Token("kept", "", 0, content=page.keep(TaskSlot(task.key)))]
    line.children += [after, *children[1:]]


def _is_text(token: Token) -> bool:
    return token.type in ("text", "code_inline", "math_inline", "softbreak", "image")


def _end_lists(state: StateCore, page: Page) -> None:
    """Put the place for saving below each outermost list that has boxes."""
    made: list[Token] = []
    count, opened = 0, -1
    for token in state.tokens:
        made.append(token)
        is_list = token.type in ("bullet_list_open", "ordered_list_open")
        if opened < 0 and is_list and _is_checklist(token):
            opened = token.level
        count += sum(child.type == "kept" for child in token.children or ())
        if token.type.endswith("_list_close") and token.level == opened:
            if count:
                made.append(Token("tasks_end", "", 0, block=True))
            count, opened = 0, -1
    state.tokens = made


def _is_checklist(token: Token) -> bool:
    return "checklist" in str(token.attrs.get("class", ""))


def render_end(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The mark of the place."""
    return str(env["page"].keep(TasksEnd()))
