"""Language and theme: kept in the browser, so that they hold before one signs in.

Their forms stand on every page and carry no token, so that a public page needs no session. Another
site can change nothing by them: browsers say where a form comes from, and keep the session from it.
"""

from urllib.parse import urlsplit

from flask import request, url_for

from lms.home.routes.door import bp, keep
from lms.platform import i18n, web
from lms.platform.security import csrf


@bp.post("/language")
@csrf.exempt
def language() -> web.BaseResponse:
    """Speak this language with me here; that of the mails is chosen on the account's page."""
    chosen = _chosen("language")
    return keep(_back(), i18n.COOKIE, chosen) if chosen in i18n.LANGUAGES else _back()


@bp.post("/theme")
@csrf.exempt
def theme() -> web.BaseResponse:
    """Paper, or lamplight."""
    chosen = _chosen("theme")
    return keep(_back(), "theme", chosen) if chosen in web.THEMES else _back()


def _chosen(name: str) -> str:
    """What was chosen on a page of ours; nothing when another site sent the form."""
    return request.form.get(name, "") if _is_ours() else ""


def _is_ours() -> bool:
    """Whether the form comes from a page of this site; older browsers name only its origin."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc in web.our_hosts()


def _back() -> web.BaseResponse:
    return web.see_other(web.safe_next(url_for("home.index")))
