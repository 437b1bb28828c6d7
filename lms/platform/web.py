"""Small things that every route needs."""

import gzip
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from lms.platform import packing, security

__all__ = ["BaseResponse"]

COMPRESSIBLE = ("text/", "application/json", "application/atom+xml", "image/svg+xml")
Rendered = tuple[str, int]
"""A page and its status."""
WORTH_IT = 1_000  # bytes; below, gzip adds more than it takes
PLAIN = {"Vary": "Accept-Encoding"}
"""The headers of an answer that is packed for others."""
PACKED = {"Content-Encoding": "gzip", **PLAIN}
"""The headers of an answer that is packed already."""
THEMES = ("light", "dark")
QUICK = 2  # of 9: half the time of 5, for a page that is a tenth larger


def init_app(app: Flask) -> None:
    """Compress what is text."""
    app.after_request(_compress)


def page(template: str, status: int = 200, **context: Any) -> Rendered:  # noqa: ANN401
    """A rendered page; 422 for a form that must be mended."""
    return render_template(template, **context), status


def framed(rendered: Rendered, sources: Sequence[str]) -> Rendered | BaseResponse:
    """The page, allowed to show frames from these places; without any it stays as it is."""
    return make_response(*rendered, security.framing(sources)) if sources else rendered


def with_status(status: int, response: Response) -> Response:
    """The same page with another status: 422 for a form that must be mended."""
    response.status_code = status
    return response


def see_other(address: str) -> BaseResponse:
    """Go on to another page after a form was taken."""
    return redirect(address, code=303)


def safe_next(fallback: str) -> str:
    """Where the person was going (`next`), if that is a path of this site; else `fallback`."""
    wanted = request.values.get("next", "")
    return wanted if is_local_path(wanted) else fallback


def is_local_path(address: str) -> bool:
    """Whether an address is a plain path here, and no trick to leave."""
    if not address.startswith("/") or address.startswith(("//", "/\\")):
        return False
    if any(ord(c) < 33 or c == "\\" or ord(c) == 127 for c in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def our_hosts() -> tuple[str, str]:
    """What this site is called: by who asks now, and in the settings."""
    return request.host, urlsplit(current_app.config["BASE_URL"]).netloc


def came_from() -> str:
    """The path of the page here that this request came from; empty where no page of ours did.

    A page that was drawn as the answer to a form may have no address of its own: then it is what
    stands above it.
    """
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:
        return ""
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if parts.netloc not in our_hosts() or not is_local_path(address):
        return ""
    if _is_page(parts.path):
        return address
    above = parts.path
    while above and not _is_page(above):
        above = above.rpartition("/")[0]
    return above


def _is_page(path: str) -> bool:
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return True


def external_url(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - as url_for
    """A full address for mails and for Stripe: from the settings, never from a Host header."""
    adapter = current_app.url_map.bind("")
    return str(current_app.config["BASE_URL"]) + adapter.build(endpoint, values)


def theme() -> str:
    """The theme that was chosen in this browser; empty follows the system."""
    chosen = request.cookies.get("theme", "")
    return chosen if chosen in THEMES else ""


def page_number() -> int:
    """The `page` asked for, from 1."""
    return max(1, min(request.args.get("page", 1, type=int), 1_000_000))


def unpacks() -> bool:
    """Whether the browser that asks takes gzip; `gzip;q=0` says that it does not."""
    taken = request.headers.get("Accept-Encoding", "")
    return "gzip" in taken and ("q=" not in taken or request.accept_encodings["gzip"] > 0)


def _compress(response: Response) -> Response:
    if (
        response.direct_passthrough
        or response.status_code in (204, 304)
        or "Content-Encoding" in response.headers
        or not (response.mimetype or "").startswith(COMPRESSIBLE)
        or len(body := response.get_data()) < WORTH_IT
    ):
        return response
    if unpacks():
        response.set_data(_packed(body))
        response.headers["Content-Encoding"] = "gzip"
    if "Accept-Encoding" not in response.headers.get("Vary", ""):
        response.headers.add("Vary", "Accept-Encoding")
    return response


def _packed(body: bytes) -> bytes:
    """The text packed; a form's token stands by itself, for the page may repeat what was asked.

    Packed with a guess of it, the page would be shorter the better the guess is: BREACH
    (https://www.breachattack.com).
    """
    token = str(g.get("csrf_token", "")).encode()
    if not token or token not in body:
        return gzip.compress(body, QUICK, mtime=0)
    runs = (packing.packed(run, QUICK) for run in body.split(token))
    return packing.gzip([packing.as_it_is(token).join(runs)], body)
