"""`::: quiz`: a question and its answers, of which only the place stays in the page."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from lms.content.course import Option, Quiz, QuizSlot
from lms.content.markdown.fragment import render_fragment
from lms.content.markdown.quiz_options import read_terms
from lms.content.markdown.quiz_text import Answer, Piece, QuizText, read_quiz
from lms.content.page import Page, only_html


def plug(md: MarkdownIt) -> None:
    """Add the rule."""
    md.core.ruler.push("quiz", find_quizzes)


def find_quizzes(state: StateCore) -> None:
    """Take each quiz out of the page and leave its place."""
    page: Page = state.env["page"]
    for token in state.tokens:
        if token.type != "quiz":
            continue
        rows = token.map or [0, 1]
        token.type, mark = "kept", ""
        if page.depth:
            page.error("C101", page.spot(rows), "a quiz cannot stand inside another block")
        elif (quiz := _quiz(state, token, page)) is not None:
            page.quizzes.append(quiz)
            mark = page.keep(QuizSlot(quiz.id))
        token.content = mark


def _quiz(state: StateCore, token: Token, page: Page) -> Quiz | None:
    """The quiz of this block; None when it is wrong, which is reported."""
    rows = token.map or [0, 1]
    terms = read_terms(token.meta["head"], rows[0], page)
    text = read_quiz(token.content, rows[0] + 1)
    if terms is None or not _is_whole(text, rows, page):
        return None
    right = sum(answer.correct for answer in text.answers)
    return Quiz(
        id=terms.id,
        kind="single" if right == 1 and not terms.multiple else "multiple",
        prompt_html=_html(state, text.prompt),
        options=tuple(_option(state, answer) for answer in text.answers),
        hints=tuple(_html(state, hint) for hint in text.hints),
        explanation_html=_html(state, text.explanation),
        points=terms.points,
        attempts=terms.attempts,
        shuffle=terms.shuffle,
    )


def _is_whole(text: QuizText, rows: list[int], page: Page) -> bool:
    """Whether there is a question with two answers or more, one of them right."""
    spot, before = page.spot([rows[0], rows[0] + 1]), len(page.findings)
    if text.other_kind:
        page.error("C191", spot, f"{text.other_kind} questions are not supported yet")
        return False
    for row in text.loose:
        hint = "answers are `- [ ]`, hints `?`, the explanation `>`"
        page.error("C125", page.spot([row, row + 1]), "this line belongs to nothing", hint)
    if not text.prompt.text.strip():
        page.error("C120", spot, "the quiz asks nothing", "write the question before the answers")
    if len(text.answers) < 2:
        page.error("C121", spot, "two answers or more are needed", "- [ ] wrong, - [x] right")
    elif not any(answer.correct for answer in text.answers):
        page.error("C122", spot, "no answer is right", "mark one with - [x]")
    return len(page.findings) == before


def _option(state: StateCore, answer: Answer) -> Option:
    html = _html(state, answer.body).strip()
    if html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>"):
        html = html[3:-4]
    safe = Markup(html)  # noqa: S704 - a part of safe HTML
    return Option(safe, answer.correct, _html(state, answer.feedback))


def _html(state: StateCore, piece: Piece) -> Markup:
    if not piece.text.strip():
        return Markup("")
    return only_html(render_fragment(state, piece.text, piece.row))
