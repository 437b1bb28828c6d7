"""`lms people …`: accounts from the shell, for the first admin and when nobody can get in."""

import sys

import click
from flask.cli import AppGroup

from lms.accounts import actions, links, passwords, queries, rules
from lms.accounts.models import User
from lms.platform import i18n
from lms.platform.db import transaction
from lms.platform.errors import Refused

people = AppGroup("people", help="Create people, give them roles, let them in or out.")
COMMANDS: tuple[click.Command, ...] = (people,)


@people.command("create")
@click.argument("name")
@click.argument("email")
@click.option("--admin", is_flag=True, help="Let them run the school.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create(name: str, email: str, admin: bool, password_stdin: bool) -> None:
    """Create a person; without a password, print the link by which they choose one."""
    name, email = rules.tidy_name(name), rules.tidy_email(email)
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else ""
    _check(name, email, password if password_stdin else None)
    password_hash = passwords.hashed(password) if password else ""
    with transaction():
        if queries.person_by_email(email):
            raise click.ClickException(f"{email} has an account already")
        user = actions.register(name, email, password_hash, i18n.language(), i18n.chosen_zone())
        actions.confirm_email(user, email)
        if admin:
            actions.make_admin(user, None)
    click.echo(f"Created {email}, @{user.handle}.")
    if not password:
        _print_link(user)


@people.command("promote")
@click.argument("email")
@click.option("--admin", is_flag=True, help="Let them run the school.")
@click.option("--course", metavar="SLUG", default="", help="The course that --instructor is about.")
@click.option("--instructor", is_flag=True, help="Make them an instructor of the course.")
def promote(email: str, admin: bool, course: str, instructor: bool) -> None:
    """Give a person a role; they sign in anew."""
    if not (admin or instructor) or bool(course) != instructor:
        raise click.UsageError("say --admin, or --course SLUG --instructor, or both")
    with transaction():
        user = _person(email)
        if admin:
            actions.make_admin(user, None)
        if instructor:
            actions.make_instructor(user, course, None)
    click.echo(f"{user.email} is promoted.")


@people.command("reset")
@click.argument("email")
def reset(email: str) -> None:
    """Print a link by which a person chooses a password; it works once.

    It lives an hour, or two weeks for somebody who has no password yet.
    """
    _print_link(_person(email))


@people.command("close")
@click.argument("email")
def close(email: str) -> None:
    """Shut a person out, at once and everywhere; what they wrote stays."""
    try:
        with transaction():
            user = _person(email)
            actions.close_account(user, None)
    except Refused as no:
        raise click.ClickException(str(no)) from None
    click.echo(f"{user.email} is closed.")


def _person(email: str) -> User:
    user = queries.person_by_email(rules.tidy_email(email))
    if user is None:
        raise click.ClickException(f"nobody has the address {email}")
    return user


def _check(name: str, email: str, password: str | None) -> None:
    """End with a sentence if the site would not take this; None is no password at all."""
    if not name or len(name) > rules.LONGEST_NAME:
        raise click.BadParameter(f"1 to {rules.LONGEST_NAME} letters are needed", param_hint="NAME")
    if not rules.is_email(email):
        raise click.BadParameter("name@example.org is the form", param_hint="EMAIL")
    own_words = rules.own_words(name, email)
    if password is not None and (flaw := passwords.flaw_of(password, own_words)):
        raise click.ClickException(f"the password is not taken: {flaw.value}")


def _print_link(user: User) -> None:
    click.echo(f"Choose a password within {'an hour' if user.password_hash else 'two weeks'}:")
    click.echo(links.choose_url(user))
