"""Stripe's API under /v1: a file a noun, all behind one door."""

from lms.standin.api import customers, events, payments, refunds, sessions, weather
from lms.standin.api.door import bp

__all__ = ["bp", "customers", "events", "payments", "refunds", "sessions", "weather"]
