"""What a buyer sends."""

from flask_wtf import FlaskForm


class CheckoutForm(FlaskForm):
    """Only the secret token: the address says what is bought, the database what it costs."""
