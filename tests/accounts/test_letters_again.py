"""The letter that confirms an address, asked for again."""

from flask import Flask

from tests.accounts.letters import link_to, mail_to, subjects_to
from tests.accounts.newcomers import ALICE, alice, register
from tests.people import make_person
from tests.visitor import Visitor


def test_the_letter_is_sent_again(visitor: Visitor) -> None:
    register(visitor)
    page = visitor.follow(visitor.post("/email/confirm", {"email": ALICE}))
    assert "If an account waits" in page.text
    assert len(mail_to(ALICE)) == 2
    visitor.post(link_to(ALICE))
    assert alice().is_confirmed


def test_sending_again_says_the_same_to_all(app: Flask) -> None:
    make_person("Alice")
    make_person("Bob", email_confirmed_at=None)
    answers = []
    for name in ("alice", "bob", "nobody"):
        asking = Visitor(app)
        page = asking.follow(asking.post("/email/confirm", {"email": f"{name}@example.org"}))
        answers.append(page.text.replace(name, "…"))
    assert len(set(answers)) == 1
    assert subjects_to("nobody@example.org") == []
    assert len(mail_to("bob@example.org")) == len(mail_to(ALICE)) == 1


def test_a_wrong_address_to_send_to_is_said(visitor: Visitor) -> None:
    assert "Write an address such as" in visitor.post("/email/confirm", {"email": "x"}).text


def test_five_letters_an_hour_go_to_one_address(visitor: Visitor) -> None:
    register(visitor)
    answers = [visitor.post("/email/confirm", {"email": ALICE}).status for _ in range(6)]
    assert answers == [303] * 4 + [429] * 2
    assert len(mail_to(ALICE)) == 5


def test_the_limit_of_letters_tells_nobody_who_is_known(app: Flask) -> None:
    make_person("Alice")
    for address in (ALICE, "nobody@example.org"):
        asking = Visitor(app)
        answers = [asking.post("/password/forgot", {"email": address}).status for _ in range(6)]
        assert answers == [303] * 5 + [429]
