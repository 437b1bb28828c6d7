"""`lms …`: gathers each slice's commands and adds those of the house as a whole."""

import os
import secrets
import sqlite3
import sys
from importlib import import_module
from typing import NoReturn

import click
from flask import Flask
from flask.cli import NoAppException, ScriptInfo

from lms import __version__
from lms.content.origins import BadRepositories, repositories
from lms.platform.config import BadSettings, Settings, given, read_settings
from lms.platform.config_listing import listed
from lms.start import ENDED_BY_HAND

DATABASE = "db"
WITH_COMMANDS = ("lms.accounts", "lms.content", "lms.cohorts", "lms.learning", "lms.teaching")


def settings() -> Settings:
    """The settings of this shell; prints every problem and ends with 2 if there is one."""
    try:
        return _checked_settings()
    except BadSettings as bad:
        _refuse(bad)


def app() -> Flask:
    """The app of this shell, for commands that need it; says what is wrong where there is none."""
    from lms.app import create_app  # only commands that need the whole house pay for it

    try:
        return create_app(_checked_settings())
    except BadSettings as bad:
        raise NoAppException("\n".join(bad.problems)) from bad


def _refuse(bad: BadSettings) -> NoReturn:
    for problem in bad.problems:
        click.echo(f"lms: {problem}", err=True)
    sys.exit(2)


def _checked_settings() -> Settings:
    """Settings whose repositories are understood too, which only the courses' slice can tell."""
    problems: list[str] = []
    found = None
    try:
        found = read_settings(os.environ)
    except BadSettings as bad:
        problems = bad.problems
    problems = [*problems, *_wrong_repositories()]
    if found is None or problems:
        raise BadSettings(problems)
    return found


def _wrong_repositories() -> list[str]:
    try:
        repositories(given("git_courses", os.environ))
    except BadRepositories as bad:
        return [f"LMS_GIT_COURSES: {bad}"]
    except BadSettings:  # of a file that cannot be read, which is told already
        return []
    return []


class Words(click.Group):
    """Commands that are listed and explained without any settings.

    Flask's own group makes the app to look for more commands in it; here each command that needs
    the app makes it. `db` is Flask-Migrate's, and read only where it is meant: it takes its time.
    """

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: object,
    ) -> click.Context:
        """With the way to the app, made anew each time."""
        extra.setdefault("obj", ScriptInfo(create_app=app, set_debug_flag=False))
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """The command; where the database does not answer, one line that names its setting.

        Ctrl+C ends it without a word and with 130, as shells have it.
        """
        from sqlalchemy.exc import OperationalError  # help and mistyped commands need it not

        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.exceptions.Exit(ENDED_BY_HAND) from None
        except OperationalError as silent:
            reason = str(silent.orig).strip().partition("\n")[0]
            if reason.startswith("no such table"):
                raise click.ClickException(f"{reason}: run `lms db upgrade`") from silent
            if not _is_unreachable(silent.orig, reason):
                raise
            sentence = f"LMS_DATABASE_URL, LMS_DATA_DIR: the database does not answer ({reason})"
            raise click.ClickException(sentence) from silent

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, by its name."""
        return sorted([*super().list_commands(ctx), DATABASE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        return _database() if cmd_name == DATABASE else super().get_command(ctx, cmd_name)


def _is_unreachable(wrong: BaseException | None, reason: str) -> bool:
    """Whether a database could not be asked at all; PostgreSQL names what else is wrong."""
    if isinstance(wrong, sqlite3.Error):
        return reason.startswith("unable to open")
    return getattr(wrong, "sqlstate", None) is None


class Migrations(click.Group):
    """Commands of a group that makes the app before it looks at them."""

    def invoke(self, ctx: click.Context) -> object:
        """The command, or help on it: that needs no app."""
        if set(ctx.help_option_names) & set(ctx.args):
            self.callback = None
        return super().invoke(ctx)


def _database() -> click.Group:
    theirs: click.Group = import_module("flask_migrate.cli").db
    made = Migrations(DATABASE, theirs.commands, params=theirs.params, help=theirs.help)
    made.callback = theirs.callback
    return made


@click.group(cls=Words)
@click.version_option(__version__, prog_name="lms")
def main() -> None:
    """Bottega: a course site for people who learn together."""


@main.command()
@click.option("--secret", is_flag=True, help="Print a fresh secret key and nothing else.")
def config(secret: bool) -> None:
    """List every setting, what it is for and what is in force; then check that it can be used."""
    if secret:
        click.echo(secrets.token_hex(32))
        return
    try:
        every = list(listed(os.environ))
    except BadSettings as bad:
        _refuse(bad)
    for one in every:
        here = f"  = {one.value or 'empty'}  (from {one.origin})" if one.origin else ""
        click.echo(f"{one.variable}{here}  (default: {one.default or 'empty'})\n    {one.says}")
    chosen = settings()
    click.echo("\nThe settings in force are good.")
    if not chosen.stripe_secret_key:
        click.echo("LMS_STRIPE_SECRET_KEY is empty: nobody can pay, and only free seats are given.")


@main.command()
def serve() -> None:
    """Serve the site: web and worker together, until stopped."""
    from lms import serve as serving

    chosen = settings()
    serving.require_migrated(chosen)
    serving.serve(chosen)


@main.command()
@click.option("--parent", type=int, hidden=True, help="End when this process has ended.")
def worker(parent: int | None) -> None:
    """Carry out jobs, and nothing else; `lms serve` starts one by itself."""
    from lms import serve as serving

    serving.work(settings(), parent)


@main.command()
@click.option("--port", default=8000, show_default=True, help="The stand-in takes the next one.")
@click.option("--fresh", is_flag=True, help="Forget the demo school and make it anew.")
@click.option("--sync", is_flag=True, help="Publish what changed in courses/, also while it runs.")
def demo(port: int, fresh: bool, sync: bool) -> None:
    """Start the demo school: nothing to configure, no mail leaves it, no money moves."""
    from lms.demo import start

    if sync:
        start.sync(port)
    else:
        start.run(port, fresh)


for name in WITH_COMMANDS:
    for command in import_module(f"{name}.commands").COMMANDS:
        main.add_command(command)
