"""`::: quiz`: a question and its answers, of which only the place stays in the page."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from lms.content.course import Part
from lms.content.markdown.options import Head
from lms.content.markdown.quiz_head import in_braces
from lms.content.markdown.quiz_kinds import Draft, fields_of
from lms.content.markdown.quiz_options import Terms, read_draw, read_terms, tell_idle
from lms.content.markdown.quiz_parts import QuizText
from lms.content.markdown.quiz_slips import OF_PAIRS, tell_slips
from lms.content.markdown.quiz_text import read_quiz
from lms.content.page import Page
from lms.content.questions import Quiz, QuizSlot


def plug(md: MarkdownIt) -> None:
    """Add the rule."""
    md.core.ruler.push("quiz", find_quizzes)


def find_quizzes(state: StateCore) -> None:
    """Take each quiz out of the page and leave its place."""
    page: Page = state.env["page"]
    found = [token for token in state.tokens if token.type == "quiz"]
    page.quiz_names |= {token.meta["head"].options.get("id", "") for token in found}
    for token in found:
        token.type, token.content = "kept", _mark(state, token, page)


def _mark(state: StateCore, token: Token, page: Page) -> str:
    rows = token.map or [0, 1]
    if page.depth:
        page.error("C101", page.spot(rows), "a quiz cannot stand inside another block")
        return ""
    token.meta["head"] = head = in_braces(token.meta["head"], rows[0], page)
    slot = _drawn(head, token, page) if "from" in head.options else _asked(state, token, page)
    return "" if slot is None else page.keep(slot)


def _drawn(head: Head, token: Token, page: Page) -> Part | None:
    """The place of a draw from a bank, which holds nothing of its own."""
    rows = token.map or [0, 1]
    if token.content.strip():
        hint = "questions belong to the bank, or to a block of their own"
        spot = page.spot([rows[0] + 1, rows[0] + 2])
        page.error("C139", spot, "a draw holds no question of its own", hint)
    return read_draw(head, rows[0], page)


def _asked(state: StateCore, token: Token, page: Page) -> Part | None:
    """The place of the quiz of this block; None when it is wrong, which is reported."""
    rows = token.map or [0, 1]
    terms = read_terms(token.meta["head"], rows[0], page)
    text = read_quiz(token.content, rows[0] + 1)
    spot, before = page.spot([rows[0], rows[0] + 1]), len(page.findings)
    if not _is_one(text, rows, page):
        page.faulty.append((terms.id, spot))
        return None
    quiz = _quiz(Draft(state, page, text, spot, terms.multiple), terms)
    tell_idle(token.meta["head"], quiz.kind, rows[0], page)
    page.quizzes.append(quiz)
    wrong = {"C121", "C122", "C128", "C129", "C130", "C131", "C132", "C133", "C134", "C135"}
    if any(finding.code in wrong for finding in page.findings[before:]):
        page.quizzes.pop()
        page.faulty.append((terms.id, spot))
        return None
    return QuizSlot(quiz.id)


def _quiz(draft: Draft, terms: Terms) -> Quiz:
    fields = {
        "prompt_html": draft.html(draft.text.prompt),
        "hints": tuple(draft.html(hint) for hint in draft.text.hints),
        "explanation_html": draft.html(draft.text.explanation),
        "options": (),
    }
    return Quiz(
        id=terms.id,
        points=terms.points,
        attempts=terms.attempts,
        shuffle=terms.shuffle,
        case=terms.case,
        spot=draft.spot,
        **{**fields, **fields_of(draft)},
    )


def _is_one(text: QuizText, rows: list[int], page: Page) -> bool:
    """Whether there is a question that is answered in one way, and nothing left over."""
    spot, before = page.spot([rows[0], rows[0] + 1]), len(page.findings)
    tell_slips(text, page)
    if not text.prompt.text.strip():
        page.error("C120", spot, "the quiz asks nothing", "write the question before the answers")
    if text.sloppy or text.bare or (text.loose and not text.kinds):
        pass  # whatever else seems to be missing is there
    elif not text.kinds:
        hint = OF_PAIRS if text.almost else "- [ ] wrong, - [x] right; or = word; or ____"
        place = page.spot([text.almost[0], text.almost[0] + 1]) if text.almost else spot
        page.error("C121", place, "there is nothing to answer with", hint)
    elif len(text.kinds) > 1:
        message = "one question is answered in two ways"
        page.error("C135", spot, message, "make two questions of it")
    return len(page.findings) == before
