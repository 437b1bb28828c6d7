"""Pages drawn once for all who may see the same, with gaps left for what is one reader's.

Drawing a page with Jinja takes longer than all the rest of a request; joining what is drawn takes a
hundredth of it. A sheet is drawn of facts that many readers share, **as for nobody**: with no
person, no session and no request at hand, so that nothing of one reader can come to stand in the
page of another. What is a reader's own is put into the gaps each time.
"""

import re
import time
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from typing import Any, Generic, TypeVar

from flask import Flask, Response, current_app, g, request, session
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from lms.platform import i18n, packing, web

T = TypeVar("T")

MOST_SHEETS = 500  # of some ten kilobytes each, in each process
MOST_GROUPS = 200  # of some ten to fifty kilobytes
MOST_PARTS = 2_000  # of some hundred bytes to some kilobytes

_GAPS = re.compile("<!--gap:([a-z]+)-->")  # no text of anybody comes to hold a comment
TOKEN = Markup("<!--token-->")
"""Stands where a form carries the token of its reader."""
_TOKEN = TOKEN.encode()


class Same(Generic[T]):
    """A fact that is the same only when it is the very same object, which is quick to tell."""

    __slots__ = ("thing",)

    def __init__(self, thing: T) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.thing is self.thing

    def __hash__(self) -> int:
        return id(self.thing)


@dataclass(frozen=True, slots=True)
class Ready:
    """A text as it is sent; the same as another one that has its digest."""

    runs: tuple[bytes, ...] = field(compare=False)
    """Encoded; between two of them stands the token of a form."""
    digest: bytes
    is_known: bool = field(default=False, compare=False)
    """Whether it is sent again and again."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with gaps."""

    pieces: tuple[Ready, ...]
    """What stands before, between and after the gaps."""
    gaps: tuple[str, ...]
    """Their names, in order."""
    digest: bytes
    """Of all pieces."""


def gap(name: str) -> Markup:
    """In a template that is drawn as a sheet: here something of the reader's own will stand."""
    return Markup(f"<!--gap:{name}-->")  # noqa: S704 - the name is ours


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws for one app in one language and theme; made once for a request."""

    app: Flask
    language: str
    theme: str

    def sheet(self, template: str, **facts: Hashable) -> Sheet:
        """What a template draws of these facts, with gaps."""
        return _sheet(self, template, tuple(facts.items()))

    def part(self, template: str, macro: str, *facts: Hashable) -> str:
        """What a macro draws of these facts, to stand in a gap."""
        return _part(self.app, self.language, template, macro, *facts)


def pen() -> Pen:
    """The pen of this request."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy's
    return Pen(app, i18n.language(), web.theme())


class Together(tuple[str, ...]):
    """Pieces that much the same readers find beside each other."""

    __slots__ = ()


Own = Mapping[str, str | Sequence[str]]
"""By gap what is put there: a text that is this reader's only, or pieces that are known again."""


def page(drawn: Sheet, own: Own) -> Response:
    """The sheet with what is the reader's own; 304 when their browser has just that already."""
    who, token = _who()
    woven, digests = [drawn.pieces[0]], [drawn.digest]
    for name, piece in zip(drawn.gaps, drawn.pieces[1:], strict=True):
        ready = _all_ready(own[name])
        digests += [text.digest for text in ready]
        digests.append(b"")
        woven += [*ready, piece]
    etag = blake2b(b"/".join([*digests, who]), digest_size=12).hexdigest()
    if not own.get("flashes") and request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        response = _answer(woven, token)
    response.set_etag(etag, weak=True)
    return response


def _answer(woven: Sequence[Ready], token: bytes) -> Response:
    """The texts as one page, packed for a browser that can unpack it."""
    text = b"".join([token.join(ready.runs) for ready in woven])
    if not web.unpacks():
        return Response(text, mimetype="text/html", headers=web.PLAIN)
    between = packing.as_it_is(token)
    said = [ready for ready in woven if ready.runs != (b"",)]
    groups = ((known, tuple(group)) for known, group in groupby(said, key=_is_known))
    made = (_packed(group) if known else _as_it_is(group) for known, group in groups)
    blocks = [between.join(runs) for runs in made]
    return Response(packing.gzip(blocks, text), mimetype="text/html", headers=web.PACKED)


def _who() -> tuple[bytes, bytes]:
    """What tells the session of this page from others, and what its forms carry.

    That is signed anew each minute, since signing costs as much as all the joining; so it is left
    out of the page's ETag.
    """
    raw = session.get("csrf_token")
    if raw is None:
        token = str(generate_csrf())
        return str(session["csrf_token"]).encode(), token.encode()
    return str(raw).encode(), _signed(raw, str(current_app.secret_key), int(time.time()) // 60)


@lru_cache(maxsize=MOST_PARTS)
def _signed(_raw: str, _secret: str, _minute: int) -> bytes:
    return str(generate_csrf()).encode()


def _made_ready(text: str) -> Ready:
    """As a text is sent that is this reader's only."""
    encoded = text.encode()
    return Ready(tuple(encoded.split(_TOKEN)), blake2b(encoded, digest_size=16).digest())


def _all_ready(value: str | Sequence[str]) -> list[Ready]:
    if isinstance(value, str):
        return [_made_ready(value)]
    return [_ready_together(value)] if isinstance(value, Together) else [*map(_ready, value)]


def _is_known(text: Ready) -> bool:
    return text.is_known


def _as_it_is(texts: Sequence[Ready]) -> list[bytes]:
    return [packing.as_it_is(run) for run in _runs(texts)]


@lru_cache(maxsize=MOST_GROUPS)
def _packed(texts: tuple[Ready, ...]) -> tuple[bytes, ...]:
    """Texts that stand beside each other are packed together, for all who find them so."""
    return tuple(map(packing.packed, _runs(texts)))


def _runs(texts: Iterable[Ready]) -> list[bytes]:
    """Of all texts one after the other, what stands before, between and after the tokens."""
    runs = [b""]
    for text in texts:
        runs[-1] += text.runs[0]
        runs += text.runs[1:]
    return runs


@lru_cache(maxsize=MOST_PARTS)
def _ready(text: str) -> Ready:
    """The same of a text that is known again, which Python does by the hash that it keeps of it."""
    return replace(_made_ready(text), is_known=True)


@lru_cache(maxsize=MOST_GROUPS)
def _ready_together(texts: Together) -> Ready:
    """The same of many texts as one."""
    return replace(_made_ready("".join(texts)), is_known=True)


@lru_cache(maxsize=MOST_SHEETS)
def _sheet(pen: Pen, template: str, facts: tuple[tuple[str, Hashable], ...]) -> Sheet:
    given = {name: _thing(fact) for name, fact in facts}
    with _for_nobody(pen.app, pen.language):
        names = {**_shared_names(pen.app), **given, "theme": pen.theme, "gap": gap}
        html = pen.app.jinja_env.get_template(template).render(names)
    cut = _GAPS.split(html)
    return Sheet(tuple(map(_ready, cut[::2])), tuple(cut[1::2]), _made_ready(html).digest)


@lru_cache(maxsize=MOST_PARTS, typed=True)  # the same words as text and as HTML are not the same
def _part(app: Flask, language: str, template: str, macro: str, *facts: Hashable) -> str:
    with _for_nobody(app, language):
        module = app.jinja_env.get_template(template).make_module(_shared_names(app))
        return str(getattr(module, macro)(*map(_thing, facts)))


@contextmanager
def _for_nobody(app: Flask, language: str) -> Iterator[None]:
    """Inside, there is no person, no session and no request that a template could show."""
    with app.app_context(), app.test_request_context("/"), i18n.speaking(language):
        g.csrf_token = TOKEN
        g.drawn_for_many = True
        yield


def _shared_names(app: Flask) -> dict[str, Any]:
    names: dict[str, Any] = {}
    app.update_template_context(names)
    return names


def _thing(fact: Hashable) -> Any:  # noqa: ANN401 - what was wrapped
    return fact.thing if isinstance(fact, Same) else fact
