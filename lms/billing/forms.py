"""What a buyer sends."""

from lms.platform.forms import Form


class CheckoutForm(Form):
    """Only the secret token: the address says what is bought, the database what it costs."""
