"""What a buyer and a cashier send."""

from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from lms.platform.i18n import lazy_gettext as _


class CheckoutForm(FlaskForm):
    """Only the secret token: the address says what is bought, the database what it costs."""


class RefundForm(FlaskForm):
    """Why money goes back; the buyer reads it too."""

    reason = TextAreaField(_("Reason"), [InputRequired(), Length(max=500)])
