"""A thread's page: a sheet for all who find it so, with posts and what is the reader's own."""

from collections.abc import Hashable, Sequence
from functools import cache
from typing import Any

from flask import Response, current_app, request
from markupsafe import Markup

from lms.accounts import guard
from lms.accounts.models import User
from lms.accounts.viewing import own_in_frame, viewer
from lms.discussion import queries, rules
from lms.discussion.forms import PostForm
from lms.discussion.queries import OpenThread
from lms.discussion.routes import door, shown
from lms.platform import sheets
from lms.platform.paging import Page
from lms.platform.sheets import Pen, Same, Together

MOST_PEOPLE = 12  # named beside a thread
OWN = "discussion/_own.html"


def thread_page(found: OpenThread, number: int, unsent: str = "") -> Response:
    """Page `number` of a thread; `unsent` is the form with what was typed, else an empty one."""
    pen, me, rows = sheets.pen(), guard.reader(), queries.posts(found.id, number)
    drawn = shown.drawn(pen, rows, found, me)
    may_post, page = rules.may_post(found.state), Page(rows, number, found.places)
    last = rows[-1].id if rows and found.is_unread else None
    own: dict[str, str | Sequence[str]] = {
        **own_in_frame(pen, me),
        "posts": Together(_with_a_line(pen, found, (rows, number), drawn.posts)),
        "people": Together(drawn.people[:MOST_PEOPLE]),
        "pagination": _pagination(page) if page.pages > 1 and request.method == "GET" else "",
        "read": pen.part(OWN, "mark_read", found.id, last) if last else "",
        "form": unsent or ([_empty_form(pen, found)] if may_post else ""),
    }
    facts = _shared(found, me) | {"is_empty": not rows, "may_post": may_post}
    return sheets.page(pen.sheet("discussion/thread.html", **facts), own)


def unsent(found: OpenThread, form: PostForm, preview: Markup | None = None) -> str:
    """The form with what was typed, what is wrong with it, or how it will look."""
    macros = current_app.jinja_env.get_template(OWN).module
    return str(macros.reply_form(form, found.id, found.cohort_title, preview))  # type: ignore[attr-defined]  # a macro


def _shared(found: OpenThread, me: User) -> dict[str, Hashable]:
    """All that decides how the page looks to everybody."""
    return {
        "thread": queries.head(found),
        "may_retitle": found.may_retitle(me.id),
        "zone": me.time_zone,
        "lesson": door.anchor(found.course, found.lesson_id),
        "viewer": viewer(me),
        "section": "/threads",
        "nav_cohort": found.cohort_slug,
        "unread_count": found.unread_threads,
    }


def _with_a_line(
    pen: Pen, found: OpenThread, page: tuple[Sequence[Any], int], posts: list[str]
) -> list[str]:
    """The posts of a page (its rows and number), with a line before the first that is new."""
    rows, number = page
    new = next((i for i, row in enumerate(rows) if found.is_new(row.created_at)), len(rows))
    line = [pen.part(OWN, "new_from_here")] if new < len(rows) and (new or number > 1) else []
    return [*posts[:new], *line, *posts[new:]]


def _pagination(page: Page[Any]) -> str:
    return str(current_app.jinja_env.get_template("ui/table.html").module.pagination(page))  # type: ignore[attr-defined]  # a macro


def _empty_form(pen: Pen, found: OpenThread) -> str:
    return pen.part(OWN, "reply_form", _nothing_typed(), found.id, found.cohort_title)


@cache
def _nothing_typed() -> Same[PostForm]:
    return Same(PostForm(formdata=None))
