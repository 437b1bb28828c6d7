"""`lms …`: gathers each slice's commands and adds those of the house as a whole."""

import os
import secrets
import sys
from importlib import import_module

import click
from flask import Flask
from flask.cli import FlaskGroup, NoAppException

from lms import __version__
from lms.content.origins import BadRepositories, repositories
from lms.platform.config import BadSettings, Settings, described, read_settings

WITH_COMMANDS = ("lms.accounts", "lms.content", "lms.cohorts", "lms.learning", "lms.teaching")


def settings() -> Settings:
    """The settings of this shell; prints every problem and ends with 2 if there is one."""
    try:
        return _checked_settings()
    except BadSettings as bad:
        for problem in bad.problems:
            click.echo(f"lms: {problem}", err=True)
        sys.exit(2)


def app() -> Flask:
    """The app of this shell; without good settings there is none, and `lms --help` still helps."""
    from lms.app import create_app  # only commands that need the whole house pay for it

    try:
        return create_app(_checked_settings())
    except BadSettings as bad:
        raise NoAppException("\n".join(bad.problems)) from bad


def _checked_settings() -> Settings:
    """Settings whose repositories are understood too, which only the courses' slice can tell."""
    found = read_settings(os.environ)
    try:
        repositories(found.git_courses)
    except BadRepositories as bad:
        raise BadSettings([f"LMS_GIT_COURSES: {bad}"]) from bad
    return found


@click.group(cls=FlaskGroup, create_app=app, add_default_commands=False, add_version_option=False)
@click.version_option(__version__, prog_name="lms")
def main() -> None:
    """Bottega: a course site for people who learn together."""


@main.command(with_appcontext=False)
@click.option("--secret", is_flag=True, help="Print a fresh secret key and nothing else.")
def config(secret: bool) -> None:
    """List every setting, its default and what it is for; then check those in force."""
    if secret:
        click.echo(secrets.token_hex(32))
        return
    for variable, default, says in described():
        click.echo(f"{variable}  (default: {default or 'empty'})\n    {says}")
    settings()
    click.echo("\nThe settings in force are good.")


@main.command(with_appcontext=False)
def serve() -> None:
    """Serve the site: web and worker together, until stopped."""
    from lms import serve as serving

    chosen = settings()
    serving.require_migrated(chosen)
    serving.serve(chosen)


@main.command(with_appcontext=False)
@click.option("--parent", type=int, hidden=True, help="End when this process has ended.")
def worker(parent: int | None) -> None:
    """Carry out jobs, and nothing else; `lms serve` starts one by itself."""
    from lms import serve as serving

    serving.work(settings(), parent)


@main.command(with_appcontext=False)
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
