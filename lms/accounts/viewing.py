"""What a sheet knows of its readers, and what its header shows of the one who reads it."""

from typing import NamedTuple

from flask import Flask, request, session
from markupsafe import escape

from lms.accounts.models import User
from lms.platform.sheets import Pen


class Viewer(NamedTuple):
    """All that the frame of a page depends on; many people are the same viewer."""

    teaches: bool
    mentors: bool
    is_admin: bool


def viewer(me: User) -> Viewer | None:
    """A reader as a viewer; None for a visitor."""
    return Viewer(me.teaches, me.mentors, me.is_admin) if me.id else None


def own_in_frame(pen: Pen, me: User) -> dict[str, str]:
    """What stands in the gaps that the layouts leave."""
    face = pen.part("layouts/_shell.html", "my_face", me.name, me.handle, me.picture)
    return {
        "me": face,
        "back": escape(request.full_path.rstrip("?")) if request.method == "GET" else "",
        "flashes": _flashes(pen.app) if "_flashes" in session else "",
    }


def _flashes(app: Flask) -> str:
    return str(app.jinja_env.get_template("ui/flash.html").module.flashes())  # type: ignore[attr-defined]  # a macro
