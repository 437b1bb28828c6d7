"""A local stand-in for Stripe, for the demo and the tests; no money moves.

The shop speaks to it through the real `stripe` package; only address and key differ:

    with Standin(Settings(state=path, webhook="http://127.0.0.1:5000/webhooks/stripe")) as standin:
        client = stripe.StripeClient("sk_test_standin", base_addresses={"api": standin.address})
"""

from lms.standin.refusals import Refusal
from lms.standin.server import Standin
from lms.standin.settings import LiveKeyFound, Settings

__all__ = ["LiveKeyFound", "Refusal", "Settings", "Standin"]
