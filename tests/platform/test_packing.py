"""gzip out of ready pieces is what any browser unpacks."""

import gzip
import os
import re
from collections.abc import Callable

import pytest

from lms.platform import packing
from tests import people
from tests.visitor import Visitor

TOKEN = re.compile(rb'name="csrf_token"\s+value="([^"]+)"')
LogIn = Callable[..., Visitor]
TEXTS = [
    b"",
    b"short",
    b"a word again " * 50,
    os.urandom(200_000),
    "perch\u00e9 ".encode() * 20_000,
]


def without_token(html: bytes) -> bytes:
    """It is signed anew from time to time."""
    return TOKEN.sub(b"", html)


@pytest.mark.parametrize("make", [packing.packed, packing.as_it_is])
def test_pieces_of_any_kind_make_one_file(make: Callable[[bytes], bytes]) -> None:
    file = packing.gzip([make(text) for text in TEXTS], b"".join(TEXTS))
    assert gzip.decompress(file) == b"".join(TEXTS)


def test_a_piece_is_packed_without_looking_back() -> None:
    words = b"the dough rests while the oven gets hot; " * 20
    block = packing.packed(words)
    assert len(block) < len(words) / 5
    assert gzip.decompress(packing.gzip([block, block], words * 2)) == words * 2


def test_a_member_and_a_visitor_are_sent_what_they_would_read_unpacked(
    visitor: Visitor, login_as: LogIn
) -> None:
    member = login_as(people.make_person("Alice"))
    people.seat(people.make_person("Bob"), people.make_cohort())
    for browser, path in (
        (member, "/courses/bread/lessons/flour/water"),
        (member, "/courses"),
        (visitor, "/courses"),
        (visitor, "/courses/bread"),
    ):
        plain = browser.get(path).response
        packed = browser.get(path, headers={"Accept-Encoding": "gzip"}).response
        assert packed.headers["Content-Encoding"] == "gzip"
        refused = browser.get(path, headers={"Accept-Encoding": "br, gzip;q=0"}).response
        assert "Content-Encoding" not in refused.headers
        for answer in (plain, packed, refused):
            told = ", ".join(answer.headers.getlist("Vary"))
            assert told.count("Accept-Encoding") == 1
        assert len(packed.data) < len(plain.data)
        assert without_token(gzip.decompress(packed.data)) == without_token(plain.data)


def test_the_token_of_a_form_is_packed_with_nothing(login_as: LogIn) -> None:
    reader = people.make_person("Alice")
    people.seat(reader, people.make_cohort())
    browser = login_as(reader)
    path = "/courses/bread/lessons/flour/water"
    sent = browser.get(path, headers={"Accept-Encoding": "gzip"}).response.data
    token = TOKEN.findall(gzip.decompress(sent))[0]
    assert token in sent
