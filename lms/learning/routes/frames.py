"""What is shown in a frame of its own, behind a policy of its own."""

from flask import make_response

from lms.learning.routes.door import bp
from lms.platform import web
from lms.platform.security import APART

DAY = 86_400  # seconds


@bp.get("/frames/diagram")
def diagram() -> web.BaseResponse:
    """An empty sheet on which a diagram is drawn."""
    response = make_response(web.page("frames/diagram.html")[0])
    response.headers["Content-Security-Policy"] = APART
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Cache-Control"] = f"private, max-age={DAY}"
    return response
