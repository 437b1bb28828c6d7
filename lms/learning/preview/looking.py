"""The eyes that a page asks for, kept in the browser as a cookie of a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl, quote_plus, unquote, urlencode

from lms.content.words import LANGUAGES
from lms.learning.preview.eyes import WHO, Eyes, moment

DAYS = "2026-02-01, 2026-02-01T18:00, +10d or week 2"
"""How an author may write a day."""


def day(words: str, eyes: Eyes) -> datetime | None:
    """The moment that an author means: "2026-02-01", "2026-02-01T18:00", "+10d" or "week 2"."""
    return moment(words.strip(), eyes.start)


def no_day(words: str, eyes: Eyes) -> str:
    """What is wrong with a day that an author wrote; empty where it is one."""
    return "" if day(words, eyes) else f'"{words}" is no day: write it as in {DAYS}'


def changed_eyes(cookie: str, asked: Mapping[str, str], eyes: Eyes) -> str:
    """What is kept of a form, beside what was before: only what can be understood."""
    kept = dict(parse_qsl(unquote(cookie))) | dict(asked)
    understood = {
        "who": kept.get("who", "") in WHO,
        "date": day(kept.get("date", ""), eyes) is not None,
        "in": kept.get("in", "") in LANGUAGES,
    }
    return quote_plus(urlencode({name: kept[name] for name in understood if understood[name]}))


def seen_in(language: str, page: str, eyes: Eyes) -> str:
    """The address that leads the same reader to a page in another language."""
    asked = {"who": eyes.who, "date": f"{eyes.now:%Y-%m-%dT%H:%M}", "in": language, "back": page}
    return f"/-/look?{urlencode(asked)}"


def read_eyes(cookie: str, eyes: Eyes) -> Eyes:
    """The eyes that were chosen in the browser; those of the command where nothing was."""
    kept = dict(parse_qsl(unquote(cookie)))
    who = kept.get("who", eyes.who)
    now = day(kept.get("date", ""), eyes) or eyes.now
    language = kept.get("in", eyes.language)
    return replace(eyes, who=who if who in WHO else eyes.who, now=now, language=language)
