"""Letters: one template a letter, sent as text and as HTML, in the reader's language."""

import re
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid, parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

import css_inline
from flask import Flask, current_app
from jinja2 import Environment
from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from lms.platform import clock, i18n
from lms.platform.config import Settings
from lms.platform.db import Base, BigId, db, transaction

TIMEOUT = 20  # seconds; a silent server must not hold a worker for ever
KEPT = 200  # letters that the demo's outbox shows
BLANK_LINES = re.compile(r"\n{3,}")
"""More than a paragraph's distance: Jinja leaves the lines on which only its blocks stood."""


class Letter(Base):
    """A mail that the demo keeps instead of sending it."""

    __tablename__ = "letters"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    recipient: Mapped[str] = mapped_column(String(320), index=True)
    subject: Mapped[str] = mapped_column(String(500))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter ready to go."""

    recipient: str
    subject: str
    text: str
    html: str


def init_app(app: Flask, settings: Settings) -> None:
    """Two faces of one set of templates: plain text is never escaped, HTML always."""
    app.config.update(
        SMTP_URL=settings.smtp_url, MAIL_FROM=settings.mail_from, BASE_URL=settings.base_url
    )
    app.extensions["letters"] = {
        face: app.jinja_env.overlay(autoescape=face == "html") for face in ("text", "html")
    }


def compose(template: str, recipient: str, language: str, **context: Any) -> Mail:  # noqa: ANN401
    """Write `templates/mail/<template>.jinja` to somebody, in their language."""
    with i18n.speaking(language):
        text = _render(template, "text", context)
        html = _render(template, "html", context)
    subject, _, body = text.partition("\n")
    _, _, page = html.partition("\n")
    inlined = css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
    plain = BLANK_LINES.sub("\n\n", body.strip()) + "\n"
    return Mail(recipient, subject.strip(), plain, inlined.inline(page.strip()))


def send(mail: Mail) -> None:
    """Hand a letter to the mail server, or keep it for the outbox; outside any transaction.

    Raises OSError or smtplib.SMTPException; the job that called tries again.
    """
    address = urlsplit(current_app.config["SMTP_URL"])
    if address.scheme == "outbox":
        _keep(mail)
        return
    message = _message(mail)
    secure = ssl.create_default_context()
    port = address.port or (465 if address.scheme == "smtps" else 587)
    host = address.hostname or "localhost"
    if address.scheme == "smtps":
        with smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=secure) as server:
            _hand_over(server, address.username, address.password, message)
        return
    with smtplib.SMTP(host, port, timeout=TIMEOUT) as server:
        server.ehlo_or_helo_if_needed()
        if server.has_extn("starttls"):
            server.starttls(context=secure)
        elif address.username:
            raise smtplib.SMTPNotSupportedError("no TLS: the password would go in the clear")
        _hand_over(server, address.username, address.password, message)


def kept(recipient: str = "") -> Sequence[Letter]:
    """The newest letters of the demo's outbox, to one person or to all."""
    newest = select(Letter).order_by(Letter.id.desc()).limit(KEPT)
    return db.session.scalars(
        newest.where(Letter.recipient == recipient) if recipient else newest
    ).all()


def _hand_over(
    server: smtplib.SMTP, user: str | None, password: str | None, message: EmailMessage
) -> None:
    if user:
        server.login(unquote(user), unquote(password or ""))
    server.send_message(message)


def _keep(mail: Mail) -> None:
    letter = Letter(
        recipient=mail.recipient,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        created_at=clock.now(),
    )
    with transaction():
        db.session.add(letter)


def _message(mail: Mail) -> EmailMessage:
    sender = current_app.config["MAIL_FROM"]
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or None)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def _render(template: str, face: str, context: dict[str, Any]) -> str:
    env: Environment = current_app.extensions["letters"][face]
    parts = f"mail/_{face}.jinja"
    return env.get_template(f"mail/{template}.jinja").render(
        layout=parts,
        site_name=current_app.config["SITE_NAME"],
        base_url=current_app.config["BASE_URL"],
        **context,
    )
