"""Who is asking, and may they come in: the door of every route."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, g, redirect, request, session, url_for
from flask_login import AnonymousUserMixin, LoginManager, current_user, login_user, logout_user

from lms.accounts import actions, queries
from lms.accounts.models import User
from lms.platform import clock, web
from lms.platform.errors import NotFound

P = ParamSpec("P")
R = TypeVar("R")
TOKEN = "token"  # noqa: S105 - the key in the cookie, not a secret

manager = LoginManager()


class Visitor(AnonymousUserMixin):
    """Somebody who is not logged in."""

    id = 0
    name = ""
    handle = ""
    picture = ""
    is_admin = False
    teaches = False
    mentors = False


def init_app(app: Flask) -> None:
    """Know people by the session row that their cookie names."""
    manager.anonymous_user = Visitor
    manager.session_protection = None  # the row is the session; addresses of phones change
    manager.init_app(app)

    @manager.user_loader
    def load(_: str) -> User | None:
        find = queries.reader_of_session if only_reads() else queries.person_of_session
        return find(token(), clock.now())

    manager.unauthorized_handler(ask_to_log_in)


def ask_to_log_in() -> web.BaseResponse:
    """For what only members may; afterwards they find the page that they wanted to read."""
    going_to = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.login", next=going_to))


def reader() -> User:
    """Who is asking; a Visitor has id 0. `current_user` looks for them whenever it is named."""
    found: User = current_user._get_current_object()
    return found


def only_reads() -> bool:
    """Whether this request writes nothing, so that its person is only looked at."""
    return request.method in ("GET", "HEAD")


def token() -> str:
    """The token of the session that the cookie names; empty for a visitor."""
    return str(session.get(TOKEN, ""))


def know(user: User | None) -> User:
    """Take it that this is who asks, as a page has found them beside what else it needed."""
    known: User = user or Visitor()
    g._login_user = known
    return known


def forget_person() -> None:
    """Show the rest of this answer as to a visitor: the database cannot be asked who it is."""
    g._login_user = Visitor()


def let_in(user: User) -> None:
    """Begin a session of this browser for this person; call it inside a transaction."""
    actions.end_session(session.get(TOKEN, ""), clock.now())  # a shared browser changes hands
    session.clear()
    session.permanent = True
    session[TOKEN] = actions.begin_session(user, str(request.user_agent), clock.now())
    login_user(user)


def let_out() -> None:
    """End this browser's session; call it inside a transaction."""
    actions.end_session(session.get(TOKEN, ""), clock.now())
    logout_user()
    session.clear()


def admin_required(view: Callable[P, R]) -> Callable[P, R | web.BaseResponse]:
    """For those who run the school; others find nothing here."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | web.BaseResponse:
        if not current_user.is_authenticated:
            return ask_to_log_in()
        if not current_user.is_admin:
            raise NotFound
        return view(*args, **kwargs)

    return guarded
