"""The staff's pages: a file a noun."""

from lms.admin.routes import (
    audit,
    cohorts,
    ending,
    filling,
    jobs,
    mentors,
    orders,
    overview,
    people,
)
from lms.admin.routes.blueprint import bp

__all__ = [
    "audit",
    "bp",
    "cohorts",
    "ending",
    "filling",
    "jobs",
    "mentors",
    "orders",
    "overview",
    "people",
]
