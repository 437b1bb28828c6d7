"""Reading the mail that the school has sent, as its receiver would."""

import re

from lms.platform import jobs, mail
from lms.platform.db import db


def mail_to(address: str) -> list[mail.Letter]:
    """Every letter to an address, newest first, after all that was promised has been sent."""
    jobs.run_due()
    db.session.rollback()
    return list(mail.kept(address))


def subjects_to(address: str) -> list[str]:
    """What the letters are about, newest first."""
    return [letter.subject for letter in mail_to(address)]


def link_to(address: str) -> str:
    """The path of the first link in the newest letter."""
    found = re.search(r"http://localhost(/\S+)", mail_to(address)[0].text)
    assert found, "the letter holds no link"
    return found[1]
