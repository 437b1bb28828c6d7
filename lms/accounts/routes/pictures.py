"""The pictures of people."""

from flask import Response

from lms.accounts import pictures
from lms.accounts.routes import asking
from lms.accounts.routes.blueprint import bp
from lms.platform.errors import NotFound

FOR_EVER = 31_536_000  # seconds: a year; another picture has another name


@bp.get("/pictures/<name>")
def picture(name: str) -> Response:
    """One picture, under a name that nobody can guess; browsers may keep it."""
    content = pictures.kept(asking.settings().data_dir / "pictures", name)
    if content is None:
        raise NotFound
    answer = Response(content, mimetype="image/webp")
    answer.headers["Cache-Control"] = f"public, max-age={FOR_EVER}, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
