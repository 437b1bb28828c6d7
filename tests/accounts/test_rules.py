"""Names, addresses, handles and passwords: what is taken and what is not."""

import pytest

from lms.accounts import passwords, rules
from lms.accounts.rules import PasswordFlaw


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("alice@example.org", True),
        ("a.b+c@mail.example.co.uk", True),
        ("o'neil@example.org", True),
        ("anna@xn--bcher-kva.example", True),
        ("anna@example.xn--p1ai", True),
        ("alice", False),
        ("alice@", False),
        ("@example.org", False),
        ("alice@example", False),
        ("alice@example.1", False),
        ("alice@@example.org", False),
        ("alice@-example.org", False),
        (".alice@example.org", False),
        ("al..ice@example.org", False),
        ("alice bob@example.org", False),
        ("alice@example.org\nbcc:eve@example.org", False),
        ("ali\0ce@example.org", False),
        ("àlice@example.org", False),
        ("a" * 65 + "@example.org", False),
        ("a@" + "b." * 130 + "org", False),
    ],
)
def test_addresses(typed: str, taken: bool) -> None:
    assert rules.is_email(rules.tidy_email(typed)) is taken


def test_an_address_is_kept_in_small_letters_without_blanks() -> None:
    assert rules.tidy_email("  Alice@Example.ORG ") == "alice@example.org"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Lovelace\n", "Ada Lovelace"),
        ("Ada\0\u200b\u202eLovelace", "AdaLovelace"),
        ("Niccolo\u0300", "Niccolò"),
        ("\u2066", ""),
        ("李小龍", "李小龍"),
    ],
)
def test_names_are_tidied(typed: str, kept: str) -> None:
    assert rules.tidy_name(typed) == kept


def test_lines_about_oneself_keep_their_breaks() -> None:
    assert rules.tidy_about("One\r\n\r\ntwo \0\n\n") == "One\n\ntwo"


@pytest.mark.parametrize("name", ["https://spam.example", "Win at WWW.spam.example"])
def test_a_link_is_no_name(name: str) -> None:
    assert rules.looks_like_a_link(name)


@pytest.mark.parametrize(
    ("handle", "taken"),
    [
        ("amina", True),
        ("al3-x", True),
        ("al", False),
        ("-amina", False),
        ("amina-", False),
        ("Amina", False),
        ("3amina", False),
        ("amina\n", False),
        ("admin", False),
        ("a" * 31, False),
    ],
)
def test_handles(handle: str, taken: bool) -> None:
    assert rules.is_handle(handle) is taken


@pytest.mark.parametrize(
    "name", ["Niccolò Rossi", "李小龍", "admin", "", "1-2", "x" * 200, "\U0001f9d1"]
)
def test_every_name_gives_a_handle(name: str) -> None:
    assert rules.is_handle(rules.handle_from(name))


@pytest.mark.parametrize(
    ("password", "flaw"),
    [
        ("short12", PasswordFlaw.SHORT),
        ("x1" * 101, PasswordFlaw.LONG),
        ("password1", PasswordFlaw.COMMON),
        ("PassWord1", PasswordFlaw.COMMON),
        ("zzzzzzzzzzzz", PasswordFlaw.COMMON),
        ("my name is ALICE", PasswordFlaw.PERSONAL),
        ("xrossi2026", PasswordFlaw.PERSONAL),
        ("alicerossi", PasswordFlaw.PERSONAL),
        ("a.rossi@example.org", PasswordFlaw.PERSONAL),
        ("letters only are fine", None),
        ("plain-but-long", None),
        ("四 个 词 语 在 一 起", None),
    ],
)
def test_passwords(password: str, flaw: PasswordFlaw | None) -> None:
    words = rules.own_words("Alice Rossi", "a.rossi@example.org")
    assert passwords.flaw_of(password, words) is flaw


def test_a_short_name_forbids_no_password() -> None:
    assert passwords.flaw_of("leopard in the bath", rules.own_words("Leo", "leo@x.org")) is None


def test_a_password_is_the_same_however_its_accents_are_typed() -> None:
    assert passwords.matches(passwords.hashed("perché nò signore"), "perche\u0301 no\u0300 signore")


def test_nobody_has_no_password_but_takes_as_long_to_refuse() -> None:
    assert not passwords.matches("", "anything at all")
    assert not passwords.hasher.check_needs_rehash(passwords.NOBODY)


def test_passwords_are_kept_as_owasp_asks() -> None:
    assert passwords.hashed("correct horse battery").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_tail_of_an_endless_password_counts() -> None:
    kept = passwords.hashed("x" * 200)
    assert not passwords.matches(kept, "x" * 201)
