"""The templates of the preview, filled in without an app."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import cache
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lms.learning.outline import roman
from lms.platform import assets, i18n
from lms.platform.config import LANGUAGES

TOKEN = secrets.token_urlsafe(16)
"""What every form that is sent must bring: another site's page does not know it."""
LOOK = "/-/look"
"""Where it is chosen with whose eyes to look."""


def printed(name: str, tongue: str = LANGUAGES[0], /, **shown: object) -> str:
    """A page of the preview: it speaks English, like the findings, unless it shows the site's."""
    return _templates(tongue).get_template(name).render(**shown)


def macro(name: str, of: str, tongue: str) -> Callable[..., str]:
    """A macro of the site's own templates, in this language."""
    found: Callable[..., str] = getattr(_templates(tongue).get_template(name).module, of)
    return found


def spoken(language: str) -> str:
    """The language in which the site surrounds a text of this one."""
    return language if language in LANGUAGES else LANGUAGES[0]


def with_eyes(who: str, back: str) -> str:
    """The address that shows a page with other eyes."""
    return f"{LOOK}?{urlencode({'who': who, 'back': back})}"


@cache
def _templates(tongue: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(assets.folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.globals.update(
        i18n.words(tongue),
        locale=tongue,
        language=lambda: tongue,
        direction=i18n.direction,
        inside_quotes=lambda words: i18n.text_inside_quotes(words, tongue),
        roman=roman,
        kept=lambda drawn, *facts: drawn(*facts),
        money=lambda amount, currency: i18n.money_text(amount, currency, tongue),
        format_date=lambda day, form="d MMM y": i18n.date_text(day, form, tongue),
        format_datetime=lambda moment, form: i18n.date_text(moment.date(), form, tongue),
        format_opening=lambda moment: i18n.date_text(moment.date(), "EEE d MMM", tongue),
        static_url="/static/{}".format,
        csrf_token=lambda: TOKEN,
        url_for=_as_learner,
        with_eyes=with_eyes,
    )
    return environment


def _as_learner(_endpoint: str, next: str = "", cohort: str = "") -> str:
    """Where a visitor signs in, or takes a seat in the course's cohort: here they have it then."""
    return with_eyes("learner", next or f"/courses/{cohort}")
