"""The values that front matter may hold: each reader takes a YAML node or says what is unfit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import yaml

from lms.content.words import LANGUAGES
from lms.platform.currencies import minor_digits

Reader = Callable[[yaml.Node], Any]

_PRICE = re.compile(r"(\d{1,7})(?:\.(\d{1,3}))?[ \u00a0]([A-Z]{3})")
_TERM = re.compile(r"lesson [1-9]\d*|[1-9]\d* (?:days?|weeks?)")
_RELEASE = re.compile(r"\+[1-9]\d{0,3}[dw]|week [1-9]\d{0,2}")
CALENDAR = range(2000, 2101)  # years in which every zone can say what time it is
_ID = re.compile(r"[a-z0-9](?:[a-z0-9._/-]{0,118}[a-z0-9])?")
KEY = "{key}"
"""In a hint, the key whose value is read."""
OF_LISTS = "as in: [one, two]"


class Unfit(ValueError):
    """The value, or the `node` of it that is named, does not fit; `hint` is the right form."""

    def __init__(self, message: str, hint: str = "", node: yaml.Node | None = None) -> None:
        super().__init__(message)
        self.hint, self.node = hint, node


def text(node: yaml.Node) -> str:
    """One line of text or more; never empty."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise Unfit("a text is needed", f'as in: {KEY}: "…"')
    return " ".join(str(node.value).split())


def texts(node: yaml.Node) -> tuple[str, ...]:
    """A list of texts; a single one counts as a list of one."""
    if isinstance(node, yaml.ScalarNode):
        return (text(node),)
    if not isinstance(node, yaml.SequenceNode):
        raise Unfit("a list is needed", OF_LISTS)
    return tuple(_item(item) for item in node.value)


def words(node: yaml.Node) -> tuple[str, ...]:
    """The same; in a single text they may stand between commas."""
    if not isinstance(node, yaml.ScalarNode):
        return texts(node)
    return tuple(word for part in text(node).split(",") if (word := part.strip()))


def _item(node: yaml.Node) -> str:
    try:
        return text(node)
    except Unfit as wrong:
        raise Unfit(str(wrong), OF_LISTS, node) from None


def truth(node: yaml.Node) -> bool:
    """True or false."""
    word = str(node.value).lower()
    if word not in ("true", "false", "yes", "no"):
        raise Unfit("true or false is needed")
    return word in ("true", "yes")


def whole(node: yaml.Node) -> int:
    """A whole number from 0 to 9999."""
    if not isinstance(node, yaml.ScalarNode) or not re.fullmatch(r"[0-9]{1,4}", node.value):
        raise Unfit("a whole number is needed")
    return int(node.value)


def one_of(*choices: str) -> Reader:
    """A reader that accepts one of these words."""

    def read(node: yaml.Node) -> str:
        word = str(node.value).lower()
        word = "off" if word in ("false", "no") else word  # YAML takes a bare `off` for false
        if word not in choices:
            raise Unfit(f"one of {', '.join(choices)} is needed")
        return word

    return read


def lesson_id(node: yaml.Node) -> str:
    """Small letters, digits and . _ - / between them."""
    value = text(node)
    if not _ID.fullmatch(value):
        raise Unfit("small letters, digits, dots and hyphens are needed", "as in: loops-while")
    return value


def fingerprint(node: yaml.Node) -> str:
    """Eight letters and digits that stand for a state of the original."""
    value = text(node)
    if not re.fullmatch(r"[0-9a-f]{8}", value):
        raise Unfit("the eight characters that the check names are needed")
    return value


def language(node: yaml.Node) -> str:
    """A language the site has a name for."""
    value = text(node)
    if value not in LANGUAGES:
        raise Unfit(f'unknown language "{value}"', "a language tag is needed, such as en or it")
    return value


def minutes(node: yaml.Node) -> tuple[int, int]:
    """A number or a span, "15-25"; both ends of it."""
    match = re.fullmatch(r"([0-9]{1,4})(?:\s?[-–]\s?([0-9]{1,4}))?", str(node.value).strip())
    if not match:
        raise Unfit("a number of minutes or a span is needed", "as in: 15-25")
    least, most = int(match[1]), int(match[2] or match[1])
    if most < least:
        raise Unfit("the span runs backwards", f"as in: {most}-{least}")
    return least, most


def price(node: yaml.Node) -> tuple[int, str] | None:
    """(minor units, currency) of "149 EUR"; None for "free"."""
    value = text(node)
    if value.lower() == "free":
        return None
    match = _PRICE.fullmatch(value)
    if not match:
        raise Unfit("an amount and a currency are needed", "as in: 149 EUR, or free")
    units, fraction, currency = match.groups()
    digits = minor_digits(currency)
    if fraction and len(fraction) > digits:
        raise Unfit(f"{currency} has {digits} decimals")
    amount = int(Decimal(f"{units}.{fraction or 0}").scaleb(digits))
    return (amount, currency) if amount else None


def criteria(node: yaml.Node) -> tuple[tuple[str, int], ...]:
    """What earns the certificate, in percent: ("lessons", 90)."""
    if not isinstance(node, yaml.MappingNode):
        raise Unfit("a share of lessons or quizzes is needed", "as in: {lessons: 90%}")
    return tuple(_criterion(key, value) for key, value in node.value)


def _criterion(key: yaml.Node, value: yaml.Node) -> tuple[str, int]:
    match = re.fullmatch(r"([0-9]{1,3}) ?%?", str(value.value))
    if key.value not in ("lessons", "quizzes"):
        raise Unfit(f'"{key.value}" cannot be counted', "as in: lessons: 90%")
    if not match or int(match[1]) > 100:
        raise Unfit("a share from 0% to 100% is needed", "as in: lessons: 90%")
    return str(key.value), int(match[1])


def refund(node: yaml.Node) -> tuple[str, ...]:
    """The terms of a full refund: ("lesson 3", "14 days")."""
    hint = "as in: {full until: 14 days}, or {full until: lesson 3}"
    value = str(node.value)
    if isinstance(node, yaml.MappingNode):
        pairs = [(str(key.value), str(item.value)) for key, item in node.value]
        value = ": ".join(pairs[0]) if len(pairs) == 1 else ""
    head, _, terms = value.partition(":")
    parts = tuple(" ".join(part.split()) for part in terms.split("|"))
    if head.strip() != "full until" or not all(_TERM.fullmatch(part) for part in parts):
        raise Unfit("terms are needed", hint)
    return parts


def release(node: yaml.Node) -> str:
    """ "+7d", "week 2" or a local time."""
    value = text(node)
    if _RELEASE.fullmatch(value):
        return value
    hint = "as in: +7d, week 2 or 2026-01-12T18:00"
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Unfit("a time is needed", hint) from None
    if moment.year not in CALENDAR:
        raise Unfit("that year is too far away to be meant", hint)
    return moment.isoformat(timespec="minutes")


COURSE_KEYS: dict[str, Reader] = {
    "title": text,
    "summary": text,
    "language": language,
    "instructors": texts,
    "level": text,
    "topics": words,
    "license": text,
    "price": price,
    "cover": text,
    "certificate": criteria,
    "refund": refund,
    "discussion": one_of("off", "lesson", "blocks"),
    "translated_from": fingerprint,
}
CHAPTER_KEYS: dict[str, Reader] = {
    "title": text,
    "summary": text,
    "translated_from": fingerprint,
}
LESSON_KEYS: dict[str, Reader] = {
    "id": lesson_id,
    "title": text,
    "summary": text,
    "minutes": minutes,
    "teaching": whole,
    "exercises": whole,
    "complete": one_of("button", "visit", "quiz", "tasks"),
    "requires": words,
    "release": release,
    "preview": truth,
    "draft": truth,
    "authors": texts,
    "breaking": truth,
    "translated_from": fingerprint,
}
SYNONYMS = {
    "author": "authors",
    "categories": "topics",
    "date": "release",
    "description": "summary",
    "duration": "minutes",
    "image": "cover",
    "keywords": "topics",
    "lang": "language",
    "locale": "language",
    "name": "title",
    "prerequisites": "requires",
    "tags": "topics",
    "teachers": "instructors",
    "thumbnail": "cover",
    "time": "minutes",
}
"""What other tools call our keys."""
