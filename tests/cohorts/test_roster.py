"""Lists of people as CSV: what is read, what is named as wrong, what is written."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
from flask import Flask

from lms.admin import words
from lms.cohorts import roster, rules
from lms.cohorts.roster import Fault, Newcomer, Unreadable
from lms.platform import i18n
from lms.platform.config import LANGUAGES

HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    " =1+1",
    '"=1+1',
]
CORPUS = Path(os.environ.get("LMS_TEST_CORPORA", "corpora")) / "csv-injection.jsonl"


def corpus() -> list[str]:
    if not CORPUS.is_file():
        return []
    return [json.loads(line)["payload"] for line in CORPUS.read_text(encoding="utf-8").splitlines()]


def faults(text: str) -> list[tuple[int, Fault | None]]:
    return [(line.number, line.fault) for line in roster.read(text)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_stand_in_any_order(delimiter: str) -> None:
    text = "\ufeffE-Mail;Source;Name\nAMINA@example.org ;gift; Amina  Diallo \n"
    (line,) = roster.read(text.replace(";", delimiter))
    assert line.newcomer == Newcomer("Amina Diallo", "amina@example.org", source="gift")
    assert line.fault is None


def test_every_fault_is_named_with_its_line() -> None:
    text = (
        "name,email,language,source\n"
        "Amina,amina@example.org,it,scholarship\n"
        ",b@example.org,,\n"
        "\n"
        "Carlo,carlo at example.org,,\n"
        "Dora,dora@example.org,de,\n"
        "Elio,elio@example.org,,order\n"
        "Fina,AMINA@example.org,,\n"
        "Gina,gina@example.org,,,extra\n"
        "www.buy.example,h@example.org,,\n"
        "Ivo,,,\n"
    )
    assert faults(text) == [
        (2, None),
        (3, None),
        (5, Fault.BAD_EMAIL),
        (6, Fault.BAD_LANGUAGE),
        (7, Fault.BAD_SOURCE),
        (8, Fault.TWIN),
        (9, Fault.TOO_LONG),
        (10, Fault.BAD_NAME),
        (11, Fault.NO_EMAIL),
    ]
    assert roster.read(text)[5].about == "2"


def test_of_twins_the_one_with_a_name_is_meant() -> None:
    text = "name,email\n,a@example.org\nAmina,a@example.org\nAmina D,a@example.org\n"
    assert faults(text) == [(2, Fault.TWIN), (3, None), (4, Fault.TWIN)]
    assert [line.about for line in roster.read(text)] == ["3", "", "3"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_may_use_the_words_of_the_site(app: Flask, language: str) -> None:
    with i18n.speaking(language):
        sources = {str(words.SOURCES[source]): source for source in rules.HAND_SOURCES}
        tongues = {str(words.LANGUAGES[tongue]): tongue for tongue in LANGUAGES}
    for said, source in sources.items():
        (line,) = roster.read(f"email,source\na@example.org,{said.upper()}\n")
        assert line.newcomer == Newcomer("", "a@example.org", source=source)
    for said, tongue in tongues.items():
        (line,) = roster.read(f"email,language\na@example.org,{said.upper()}\n")
        assert line.newcomer == Newcomer("", "a@example.org", tongue)


def test_a_line_break_in_a_cell_keeps_the_count() -> None:
    text = 'name,email\n"Amina\nDiallo",amina@example.org\nBob,bob\n'
    assert faults(text) == [(2, None), (4, Fault.BAD_EMAIL)]


def test_quotes_that_do_not_close_are_a_fault() -> None:
    assert faults('name,email\nAmina,a@example.org\n"Bob,b@example.org\n')[-1] == (3, Fault.BROKEN)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY),
        ("\n\n", Fault.EMPTY),
        ("name,email\n", Fault.EMPTY),
        ("name,language\nA,en\n", Fault.NO_COLUMN),
        ("name,email,role\nA,a@example.org,admin\n", Fault.UNKNOWN_COLUMN),
        ("name,email,name\nA,a@example.org,B\n", Fault.TWICE_COLUMN),
        ("name,email\n" + "A,a@example.org\n" * 501, Fault.TOO_MANY),
        ("name,email\n" + "A" * 1_000_001, Fault.TOO_LARGE),
    ],
)
def test_a_list_that_cannot_be_taken_says_why(text: str, fault: Fault) -> None:
    with pytest.raises(Unreadable) as refused:
        roster.read(text)
    assert refused.value.fault == fault


def test_a_file_in_another_encoding_is_named_with_its_line() -> None:
    with pytest.raises(Unreadable) as refused:
        roster.decoded("name,email\nNiccolò,n@example.org".encode("latin-1"))
    assert (refused.value.fault, refused.value.about) == (Fault.NOT_UTF8, "2")
    assert roster.decoded("name".encode("utf-8-sig")) == "name"
    with pytest.raises(Unreadable):
        roster.decoded("name,email".encode("utf-16"))


def test_names_like_formulas_are_kept_as_text() -> None:
    (line,) = roster.read("name,email\n=1+1,amina@example.org\n")
    assert line.newcomer is not None
    assert line.newcomer.name == "=1+1"


@pytest.mark.parametrize("cell", HOSTILE + corpus())
def test_no_cell_that_is_written_calculates(cell: str) -> None:
    sheet = roster.written(("name", "email"), [(cell, "a@example.org")])
    (written, _), *_ = list(csv.reader(io.StringIO(sheet, newline="")))[1:]
    assert not written.lstrip(" \t\r\n\"';,").startswith(("=", "+", "-", "@")) or written[0] == "'"
    assert written in (cell, f"'{cell}")


def test_plain_names_are_written_as_they_are() -> None:
    sheet = roster.written(("name",), [("Niccolò Rossi-Bianchi",)])
    assert sheet == '\ufeff"name"\r\n"Niccolò Rossi-Bianchi"\r\n'
