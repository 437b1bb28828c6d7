"""Two languages, many time zones, money and dates as people write them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from babel.dates import format_timedelta, get_timezone_location
from babel.numbers import format_currency, format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_app_context, has_request_context, request
from flask_babel import Babel, force_locale
from flask_babel.speaklater import LazyString
from flask_login import current_user
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from lms.platform import clock
from lms.platform.config import LANGUAGES, Settings
from lms.platform.currencies import minor_digits
from lms.platform.security import brings_session

__all__ = ["LANGUAGES"]

COOKIE = "language"
TRANSLATIONS = Path(__file__).parents[1] / "translations"
MOST_SENTENCES = 5_000  # the house says some 1,500, in two languages

babel = Babel()


RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
INNER_QUOTES = {"en": str.maketrans("“”«»", "‘’‘’"), "it": str.maketrans("«»", "“”")}


def init_app(app: Flask, settings: Settings) -> None:
    """Speak each person's language."""
    app.config["BABEL_DEFAULT_LOCALE"] = settings.language
    app.config["BABEL_DEFAULT_TIMEZONE"] = settings.time_zone
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    babel.init_app(app, locale_selector=chosen_language, timezone_selector=chosen_zone)
    app.jinja_env.globals.update(
        money=money,
        decimal=decimal,
        format_date=format_date,
        format_datetime=format_datetime,
        format_opening=format_opening,
        ago=ago,
        language=language,
        languages=LANGUAGES,
        zone_city=zone_city,
        direction=direction,
        inside_quotes=inside_quotes,
        _=_said,
        gettext=_said,
        ngettext=_said_of_many,
    )


def direction(tongue: str) -> str:
    """Which way a language is written: ltr or rtl."""
    return "rtl" if tongue in RIGHT_TO_LEFT else "ltr"


def inside_quotes(words: str) -> str:
    """Words that will stand between quotation marks: those among them become the inner ones."""
    return text_inside_quotes(words, language())


def text_inside_quotes(words: str, tongue: str) -> str:
    """The same for a sentence of this language."""
    return words.translate(INNER_QUOTES[tongue])


def language() -> str:
    """The language of this page: en or it."""
    tongue: str | None = g.get("language")
    if tongue is None:
        tongue = g.language = chosen_language()
    return tongue


def chosen_language() -> str:
    """The cookie that the switch in the header sets, else the person's own, else the browser's."""
    if not has_request_context():
        return str(current_app.config["BABEL_DEFAULT_LOCALE"])
    asked = request.cookies.get(COOKIE, "")
    if asked in LANGUAGES:
        return asked
    own = getattr(current_user, "language", None) if brings_session() else None
    if own in LANGUAGES:
        return str(own)
    default = str(current_app.config["BABEL_DEFAULT_LOCALE"])
    return request.accept_languages.best_match(LANGUAGES, default) or default


def chosen_zone() -> str:
    """The person's own time zone, else the school's."""
    if "drawn_for_many" in g:
        raise RuntimeError("what is drawn for many names its zone")
    own = getattr(current_user, "time_zone", None) if has_request_context() else None
    return str(own or current_app.config["BABEL_DEFAULT_TIMEZONE"])


def own_zone() -> str:
    """The time zone of the person who asks; empty for a visitor, whose clock is not known."""
    return str(getattr(current_user, "time_zone", "") or "") if has_request_context() else ""


@contextmanager
def speaking(tongue: str) -> Iterator[None]:
    """Inside, the house speaks this language: for a mail to somebody."""
    before = g.get("language")
    g.language = tongue
    try:
        with force_locale(tongue):
            yield
    finally:
        g.language = before


def gettext(message: str, /, **values: object) -> str:
    """A sentence in the language of this page; outside an app in English."""
    sentence = _sentence(language() if has_app_context() else "en", message, False)
    return sentence % values if values else sentence


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """A sentence about a number, which it calls `num`."""
    tongue = language() if has_app_context() else "en"
    return catalogue(tongue).ngettext(one, many, number) % {"num": number, **values}


def lazy_gettext(message: str, /, **values: object) -> Any:  # noqa: ANN401 - used as a str
    """A sentence that is put into the language of a page each time when it is read."""
    return _Lazy(gettext, message, **values)


class _Lazy(LazyString):
    """One that says at once how it stands in HTML; to be asked first costs a second reading."""

    def __html__(self) -> Markup:
        return escape(str(self))


@pass_eval_context
def _said(place: EvalContext, message: str, /, **values: object) -> str:
    """`_` of templates: as flask-babel's, but a sentence is looked up once, not on every page."""
    sentence = _sentence(language(), message, place.autoescape)
    return sentence % values if values else _without_values(sentence)


@pass_eval_context
def _said_of_many(place: EvalContext, one: str, many: str, number: int, /, **values: object) -> str:
    """`ngettext` of templates."""
    sentence = catalogue(language()).ngettext(one, many, number)
    values.setdefault("num", number)
    return (Markup(sentence) if place.autoescape else sentence) % values  # noqa: S704 - ours


@lru_cache(maxsize=MOST_SENTENCES)
def _sentence(tongue: str, message: str, escapes: bool) -> str:
    """What stands in the catalogue; as markup where what is put in must be escaped."""
    said = catalogue(tongue).gettext(message)
    return Markup(said) if escapes else said  # noqa: S704 - our own words


@lru_cache(maxsize=MOST_SENTENCES)
def _without_values(sentence: str) -> str:
    return sentence % {}


@cache
def catalogue(tongue: str) -> NullTranslations:
    """The sentences of a language, for whoever speaks without an app."""
    return Translations.load(TRANSLATIONS, [tongue])


def words(tongue: str) -> dict[str, Callable[..., Markup]]:
    """`_` and `ngettext` of one language, for templates that are filled in without an app."""
    known = catalogue(tongue)

    def said(message: str, **values: object) -> Markup:
        return Markup(known.gettext(message)) % values  # noqa: S704 - ours, values are escaped

    def said_of_many(one: str, many: str, num: int, **values: object) -> Markup:
        sentence = known.ngettext(one, many, num)
        return Markup(sentence) % {"num": num, **values}  # noqa: S704 - the same

    return {"_": said, "ngettext": said_of_many}


def money(amount: int, currency: str) -> str:
    """An amount of minor units as people write it: 24000 EUR is "240 €" in both our languages."""
    return money_text(amount, currency, language())


@lru_cache(maxsize=MOST_SENTENCES)
def money_text(amount: int, currency: str, tongue: str) -> str:
    """An amount of minor units, as people of this language write it."""
    digits = minor_digits(currency)
    value = Decimal(amount).scaleb(-digits)
    whole = value == value.to_integral_value()
    pattern = "#,##0 ¤" if whole else f"#,##0.{'0' * digits} ¤"
    return format_currency(value, currency.upper(), pattern, locale=tongue, currency_digits=False)


def decimal(value: float) -> str:
    """A number with one decimal at most: "4.4", "4,4"."""
    return format_decimal(value, "#,##0.#", locale=language())


def format_date(day: date, form: str = "d MMM y") -> str:
    """A day: "5 Apr 2027", "5 apr 2027"."""
    return date_text(day, form, language())


def format_datetime(moment: datetime, zone: str = "", form: str = "EEE d MMM, HH:mm") -> str:
    """A moment in the reader's zone, or in the one named."""
    return _datetime_text(moment, form, zone or chosen_zone(), language())


def format_opening(moment: datetime, zone: str = "", form: str = "EEE d MMM") -> str:
    """When something begins: the day, and the hour unless it is midnight there."""
    here = ZoneInfo(zone or chosen_zone())
    at_midnight = moment.astimezone(here).time() == time()
    return format_datetime(moment, zone, form if at_midnight else f"{form}, HH:mm")


@lru_cache(maxsize=MOST_SENTENCES)
def date_text(day: date, form: str, tongue: str) -> str:
    """A day, as people of this language write it."""
    return babel_date(day, form, locale=tongue)


@lru_cache(maxsize=MOST_SENTENCES)
def _datetime_text(moment: datetime, form: str, zone: str, tongue: str) -> str:
    return babel_datetime(moment, form, tzinfo=ZoneInfo(zone), locale=tongue)


def ago(moment: datetime) -> str:
    """How long ago, in words: "3 hours ago", "3 ore fa"."""
    seconds = (moment - clock.now()).total_seconds()
    minutes = max(1, round(abs(seconds) / 60))
    return _distance(minutes if seconds > 0 else -minutes, language())


@lru_cache(maxsize=MOST_SENTENCES)
def _distance(minutes: int, tongue: str) -> str:
    """From now, or back from now."""
    span = timedelta(minutes=minutes)
    return format_timedelta(span, add_direction=True, locale=tongue, granularity="minute")


def zone_city(zone: str) -> str:
    """The city that people know a time zone by: "Lisbon", "Lisbona"."""
    return get_timezone_location(zone, locale=language(), return_city=True)


@cache
def zones() -> tuple[str, ...]:
    """Time zones that a person may choose, one name each."""
    aliases = set(get_global("zone_aliases"))
    named = (z for z in available_timezones() if "/" in z and z not in aliases)
    return tuple(sorted(z for z in named if not z.startswith(("Etc", "SystemV"))))
