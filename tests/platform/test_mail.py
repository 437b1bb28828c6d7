"""Letters over a real line: an SMTP server listens, and reads what we say."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from smtplib import SMTPNotSupportedError

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from flask import Flask

from lms.platform import mail
from lms.platform.db import transaction
from lms.platform.mail import Mail
from tests.ports import free_port

LETTER = Mail("amina@example.org", "Perché no?", "Ciao Amina\n", "<p>Ciao Amina</p>")


class Box(Message):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[EmailMessage] = []

    def prepare_message(self, session: object, envelope: object) -> EmailMessage:
        content = getattr(envelope, "content", b"")
        return message_from_bytes(content, policy=policy.default)

    def handle_message(self, message: object) -> None:
        assert isinstance(message, EmailMessage)
        self.letters.append(message)


@pytest.fixture
def box(app: Flask) -> Iterator[Box]:
    handler = Box()
    port = free_port()
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    before = app.config["SMTP_URL"]
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{port}"
    yield handler
    app.config["SMTP_URL"] = before
    server.stop()


def test_a_letter_arrives_as_text_and_as_html(box: Box) -> None:
    mail.send(LETTER)
    (letter,) = box.letters
    assert letter["To"] == "amina@example.org"
    assert letter["Subject"] == "Perché no?"
    assert letter["Message-ID"]
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().strip() == "Ciao Amina"
    assert "<p>Ciao Amina</p>" in html.get_content()


def test_nobody_slips_a_header_in(box: Box) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        mail.send(Mail("amina@example.org", "Hello\r\nBcc: all@example.org", "x", "x"))
    assert box.letters == []


def test_a_dead_line_is_an_error_for_the_job_to_try_again(app: Flask) -> None:
    before = app.config["SMTP_URL"]
    app.config["SMTP_URL"] = "smtp://127.0.0.1:9"
    try:
        with pytest.raises(ConnectionRefusedError):
            mail.send(LETTER)
    finally:
        app.config["SMTP_URL"] = before


def test_a_password_never_goes_in_the_clear(app: Flask, box: Box) -> None:
    address = app.config["SMTP_URL"].replace("smtp://", "smtp://school:a-secret-word@")
    app.config["SMTP_URL"] = address
    with pytest.raises(SMTPNotSupportedError) as refusal:
        mail.send(LETTER)
    assert "a-secret-word" not in str(refusal.value)
    assert box.letters == []


def test_the_two_faces_are_compiled_once(app: Flask) -> None:
    alike = {"person": "<Alice>", "forgot_url": "http://localhost/password/forgot"}
    first = mail.compose("password_changed", "a@example.org", "en", **alike)
    assert "<Alice>" in first.text
    assert "&lt;Alice&gt;" in first.html
    assert "\n\n" in first.text
    assert "\n\n\n" not in first.text
    faces = app.extensions["letters"]
    compiled = {face: len(env.cache) for face, env in faces.items()}
    mail.compose("password_changed", "a@example.org", "en", **alike)
    assert {face: len(env.cache) for face, env in faces.items()} == compiled
    assert min(compiled.values()) > 0


def test_the_demo_keeps_letters_instead(app: Flask) -> None:
    with transaction():
        mail.send(LETTER)
    (kept,) = mail.kept("amina@example.org")
    assert kept.subject == "Perché no?"
