"""People as CSV: read with every fault named by its line, written so that no cell calculates."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.accounts import rules as people
from lms.cohorts import rules
from lms.platform.config import LANGUAGES

MOST_ROWS = 500  # of one list: a second in which nobody else writes; a larger school splits it
MOST_BYTES = 1_000_000
DELIMITERS = ",;\t"
COLUMNS = ("name", "email", "language", "source", "reason")
NEEDED = "email"
ALIASES = {
    "nome": "name",
    "full name": "name",
    "e-mail": "email",
    "mail": "email",
    "e-mail address": "email",
    "email address": "email",
    "indirizzo e-mail": "email",
    "lingua": "language",
    "origine": "source",
    "fonte": "source",
    "motivo": "reason",
}
SOURCES = {
    "omaggio": "complimentary",
    "borsa di studio": "scholarship",
    "regalo": "gift",
    "posto di gruppo": "team",
    "team seat": "team",
}
"""What the site calls some sources in its two languages."""
TONGUES = {"english": "en", "inglese": "en", "italian": "it", "italiano": "it"}
STARTS_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
BEFORE_FORMULA = " \t\r\n\"';,"  # what some programs skip before they look for a formula


class Fault(StrEnum):
    """What can be wrong with a list or a line of it."""

    TOO_LARGE = "too large"
    NOT_UTF8 = "not UTF-8"
    EMPTY = "empty"
    TOO_MANY = "too many rows"
    NO_COLUMN = "column missing"
    UNKNOWN_COLUMN = "column unknown"
    TWICE_COLUMN = "column twice"
    BROKEN = "quotes do not close"
    TOO_LONG = "more cells than columns"
    NO_EMAIL = "mail address missing"
    NO_NAME = "name missing"
    BAD_NAME = "name does not fit"
    BAD_EMAIL = "no mail address"
    BAD_LANGUAGE = "language unknown"
    BAD_SOURCE = "source unknown"
    BAD_REASON = "reason too long"
    TWIN = "address stands twice"


class Unreadable(ValueError):
    """The list as a whole cannot be taken; `fault` says why, `about` names the place."""

    def __init__(self, fault: Fault, about: str = "") -> None:
        super().__init__(f"{fault}: {about}")
        self.fault, self.about = fault, about


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be brought in."""

    name: str
    """Empty: somebody who has an account, or a fault."""
    email: str
    """Tidied."""
    language: str = ""
    """Empty: that of whoever brings them in."""
    source: str = "complimentary"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: whom it names, or what is wrong with it."""

    number: int
    """In the file, from 1."""
    newcomer: Newcomer | None = None
    fault: Fault | None = None
    about: str = ""
    """What stood there, or the line meant."""


def decoded(raw: bytes) -> str:
    """The text of an uploaded file; Unreadable when it is too large or not UTF-8."""
    if len(raw) > MOST_BYTES:
        raise Unreadable(Fault.TOO_LARGE)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        raise Unreadable(Fault.NOT_UTF8, str(line)) from None


def read(text: str) -> tuple[Line, ...]:
    """Every line of a list but its head; Unreadable when the head or the whole cannot be taken."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise Unreadable(Fault.TOO_LARGE)
    records = _records(text.removeprefix("\ufeff"))
    _, head, _ = next(records, (0, [], ""))
    columns = _columns(head)
    lines: list[Line] = []
    for number, cells, broken in records:
        if len(lines) == MOST_ROWS:
            raise Unreadable(Fault.TOO_MANY, str(MOST_ROWS))
        lines.append(Line(number, fault=Fault.BROKEN) if broken else _line(number, cells, columns))
    if not lines:
        raise Unreadable(Fault.EMPTY)
    return tuple(_without_twins(lines))


def written(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV with a byte order mark (spreadsheets ask for it), every cell quoted and harmless."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL)
    writer.writerows([harmless(cell) for cell in row] for row in (head, *rows))
    return "\ufeff" + sheet.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet calculates: an apostrophe stands before a formula."""
    begins = cell.startswith(STARTS_FORMULA) or cell.lstrip(BEFORE_FORMULA).startswith(
        STARTS_FORMULA
    )
    return f"'{cell}" if begins else cell


def _records(text: str) -> Iterator[tuple[int, list[str], str]]:
    """(first line, cells, what is broken) of each record that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            yield number, [], str(wrong)
            continue
        if any(cell.strip() for cell in cells):
            yield number, cells, ""


def _delimiter(text: str) -> str:
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=head.count)


def _columns(head: list[str]) -> list[str]:
    """The names of the columns, in the file's order."""
    named = [cell.strip().casefold() for cell in head]
    columns = [ALIASES.get(name, name) for name in named]
    if not any(columns):
        raise Unreadable(Fault.EMPTY)
    if NEEDED not in columns:
        raise Unreadable(Fault.NO_COLUMN, NEEDED)
    for column in columns:
        if column and column not in COLUMNS:
            raise Unreadable(Fault.UNKNOWN_COLUMN, column[:60])
        if column and columns.count(column) > 1:
            raise Unreadable(Fault.TWICE_COLUMN, column)
    return columns


def _line(number: int, cells: list[str], columns: list[str]) -> Line:
    if any(cell.strip() for cell in cells[len(columns) :]):
        return Line(number, fault=Fault.TOO_LONG)
    found = {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}
    source, tongue = found.get("source", "").lower(), found.get("language", "").lower()
    newcomer = Newcomer(
        people.tidy_name(found.get("name", "")),
        people.tidy_email(found.get("email", "")),
        TONGUES.get(tongue, tongue),
        SOURCES.get(source, source) or "complimentary",
        people.tidy_name(found.get("reason", "")),
    )
    fault, about = _fault(newcomer)
    return Line(number, newcomer, fault, about[:80])


def _fault(who: Newcomer) -> tuple[Fault | None, str]:
    wrong = {
        Fault.BAD_NAME: (
            len(who.name) > people.LONGEST_NAME or people.looks_like_a_link(who.name),
            who.name,
        ),
        Fault.NO_EMAIL: (not who.email, ""),
        Fault.BAD_EMAIL: (not people.is_email(who.email), who.email),
        Fault.BAD_LANGUAGE: (who.language not in ("", *LANGUAGES), who.language),
        Fault.BAD_SOURCE: (who.source not in rules.HAND_SOURCES, who.source),
        Fault.BAD_REASON: (len(who.reason) > rules.LONGEST_REASON, ""),
    }
    return next(((fault, about) for fault, (is_so, about) in wrong.items() if is_so), (None, ""))


def _without_twins(lines: list[Line]) -> Iterator[Line]:
    """An address that stands twice means its first line with a name; the others are faults."""
    meant: dict[str, Line] = {}
    for line in lines:
        if line.newcomer and not line.fault:
            known = meant.setdefault(line.newcomer.email, line).newcomer
            if known and line.newcomer.name and not known.name:
                meant[line.newcomer.email] = line
    for line in lines:
        if line.newcomer is None or line.fault or meant[line.newcomer.email] is line:
            yield line
        else:
            about = str(meant[line.newcomer.email].number)
            yield Line(line.number, line.newcomer, Fault.TWIN, about)
