"""Pages for visitors: drawn for the first of them, again when something has happened.

All visitors of one language and theme see the same. Whatever is changed writes an event into the
journal, in the transaction of the change, so the newest event tells whether a page still holds.
What merely passes with time, such as a held seat, and what was numbered before the newest event
and committed after it, is a few seconds late.
"""

import gzip
import time
from collections.abc import Callable, Hashable
from functools import cache, wraps
from hashlib import blake2b
from typing import Any, NamedTuple, ParamSpec

from flask import Flask, Response, current_app, make_response, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from lms.platform import i18n, web
from lms.platform.journal import Event
from lms.platform.quick import Quick
from lms.platform.security import brings_session

P = ParamSpec("P")
HOLDS_FOR = 5  # seconds, for what changes by itself
MOST_PAGES = 200  # in each process; of each course a few

Stamp = tuple[Any, ...]


class _Kept(NamedTuple):
    """A page as it was drawn."""

    stamp: Stamp
    body: bytes
    packed: bytes
    headers: dict[str, str]
    etag: str


def same_for_visitors(
    more: Callable[[], Hashable],
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """For a view that shows all visitors the same; `more` tells apart what no event tells."""

    def around(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def shown(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if not _is_plain_visit():
                return view(*args, **kwargs)
            pages: dict[Hashable, _Kept] = current_app.extensions.setdefault("visitors", {})
            key, stamp = (request.path, i18n.language(), web.theme()), _stamp(more())
            kept = pages.get(key)
            if kept is None or kept.stamp != stamp:
                response = make_response(view(*args, **kwargs))
                if response.status_code != 200 or session.modified:
                    return response
                kept = _keep(pages, key, stamp, response)
            return _answer(kept)

        return shown

    return around


def forget(app: Flask) -> None:
    """Draw every page anew: what was written in other ways than people do leaves no event."""
    app.extensions.pop("visitors", None)


def _is_plain_visit() -> bool:
    return request.method == "GET" and not request.query_string and not brings_session()


def _stamp(more: Hashable) -> Stamp:
    return _newest_event().rows()[0][0], more, int(time.time()) // HOLDS_FOR


@cache
def _newest_event() -> Quick:
    return Quick(select(func.max(Event.id)))


def _keep(pages: dict[Hashable, _Kept], key: Hashable, stamp: Stamp, response: Response) -> _Kept:
    if len(pages) >= MOST_PAGES:
        pages.clear()
    body = response.get_data()
    etag = blake2b(body, digest_size=12).hexdigest()
    packed = gzip.compress(body, web.QUICK, mtime=0)
    kept = pages[key] = _Kept(stamp, body, packed, dict(response.headers), etag)
    return kept


def _answer(kept: _Kept) -> Response:
    if request.if_none_match.contains_weak(kept.etag):
        response = Response(status=304)
    elif web.unpacks():
        response = Response(kept.packed, headers=kept.headers | web.PACKED)
    else:
        response = Response(kept.body, headers=kept.headers | web.PLAIN)
    response.set_etag(kept.etag, weak=True)
    return response
