"""What only the demonstration shows: the mail it kept, and every part of the design."""

from flask import current_app
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from lms.home.routes.door import bp
from lms.platform import clock, mail, web
from lms.platform.errors import NotFound
from lms.platform.forms import Form
from lms.platform.i18n import lazy_gettext as _


class SpecimenForm(Form):
    """Two fields to look at."""

    name = StringField(_("Name"), [InputRequired()])
    about = TextAreaField(_("About you"), [InputRequired()])


@bp.get("/outbox")
def outbox() -> web.Rendered:
    """The letters that the demonstration did not send, newest first."""
    _require_demo()
    return web.page("home/outbox.html", letters=mail.kept())


@bp.get("/specimen")
def specimen() -> web.Rendered:
    """Every part and every state of the design."""
    _require_demo()
    forms = [SpecimenForm(prefix=half) for half in ("light", "dark")]
    for form in forms:
        form.validate()
    return web.page("ui/specimen.html", now=clock.now(), forms=forms)


def _require_demo() -> None:
    """These pages exist in the demonstration and in tests alone."""
    if current_app.config["SETTINGS"].is_production:
        raise NotFound
