"""The demo's words, kept in TOML beside the code, and those who are already there to speak them."""

import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from typing import Any

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.content import shelf
from lms.content.course import Course
from lms.demo import past


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and cohorts of the school, by handle and key, as far as they have come."""

    now: datetime
    """When the demo starts; everything else happened before."""
    people: dict[str, User] = field(default_factory=dict)
    cohorts: dict[str, Cohort] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)
    """By handle, known before the person has come."""

    def moment(self, ago: str, who: str) -> datetime:
        """When that was, by this person's clock."""
        return past.moment(ago, self.zones[who], self.now)


def read(name: str) -> dict[str, Any]:
    """One of the demo's TOML files."""
    return tomllib.loads(files("lms.demo").joinpath(name).read_text(encoding="utf-8"))


def own_course(slug: str) -> Course:
    """A course in the language in which it was written, by which progress is kept."""
    return shelf.course(slug, shelf.course(slug, "en").languages[0])
