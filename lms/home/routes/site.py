"""The school's own pages, and what it says to search engines."""

from flask import Response, render_template

from lms.home import texts
from lms.home.routes.door import bp
from lms.learning import catalogue
from lms.learning.outline import address
from lms.platform import i18n, web
from lms.platform.errors import NotFound

CLOSED = ("/today", "/unread", "/account", "/checkout", "/orders", "/admin", "/teach", "/mentor")
"""Pages of one person: nothing to be found there."""


@bp.get("/pages/<name>")
def page(name: str) -> web.Rendered:
    """Terms, privacy, about."""
    text = texts.find(name, i18n.language())
    if text is None:
        raise NotFound
    return web.page("home/page.html", text=text)


@bp.get("/robots.txt")
def robots() -> Response:
    """Public pages may be found; the rest is nobody's business."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += ["", f"Sitemap: {web.external_url('home.sitemap')}", ""]
    return Response("\n".join(lines), mimetype="text/plain")


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page that anybody may read."""
    base = web.external_url("home.index").rstrip("/")
    paths = ["/", "/courses", *(f"/pages/{name}" for name in texts.names())]
    for course in catalogue.courses(i18n.language()):
        paths.append(f"/courses/{course.slug}")
        paths += [address(course, lesson) for lesson in course.lessons if lesson.preview]
    pages = [base + path for path in paths]
    return Response(render_template("home/sitemap.xml", pages=pages), mimetype="application/xml")
