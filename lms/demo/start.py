"""Starting the demo from nothing: database, courses, people, the stand-in, and the site."""

import os
import secrets
import shutil
import sys
from functools import partial
from pathlib import Path

import click
from flask.cli import ScriptInfo
from flask_migrate import upgrade

from lms import serve
from lms.app import create_app
from lms.content.commands import sync as publish
from lms.demo import school
from lms.platform import assets, quick
from lms.platform.config import Settings, read_settings

FOLDER = Path("instance") / "demo"
ELSEWHERE = "start the demo with `lms demo --port 8100`, which takes that port and the next"
STANDIN_KEY = "sk_test_standin"


def run(port: int, fresh: bool) -> None:
    """Make the school unless it is there, print its log-ins, and serve it."""
    if fresh:
        shutil.rmtree(FOLDER, ignore_errors=True)
    settings = prepare(port)
    for needed in (port, port + 1):
        serve.require_free(settings.host, needed, ELSEWHERE)
    _build(settings)
    click.echo(school.welcome(settings))
    serve.serve(settings, [standin_command(settings, port + 1)])


def sync(port: int) -> None:
    """Publish what changed in the courses' folder, as `lms courses sync` does for a school."""
    school = ScriptInfo(create_app=partial(create_app, prepare(port)))
    publish.main(args=[], prog_name="lms demo --sync", obj=school)


def prepare(port: int) -> Settings:
    """Settings of the demo, also written to the environment for the processes that it starts."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    standin = f"http://127.0.0.1:{port + 1}"
    demo = {
        "LMS_MODE": "demo",
        "LMS_DATA_DIR": str(FOLDER),
        "LMS_COURSES_DIR": os.environ.get("LMS_COURSES_DIR") or str(_courses()),
        "LMS_HOST": "127.0.0.1",
        "LMS_PORT": str(port),
        "LMS_BASE_URL": f"http://127.0.0.1:{port}",
        "LMS_SECRET_KEY": _kept_secret("secret"),
        "LMS_LOG_FORMAT": "text",
        "LMS_STRIPE_SECRET_KEY": STANDIN_KEY,
        "LMS_STRIPE_WEBHOOK_SECRET": f"whsec_{_kept_secret('webhook')}",
        "LMS_STRIPE_API_BASE": standin,
    }
    os.environ.update(demo)
    return read_settings(os.environ)


def _build(settings: Settings) -> None:
    """The database and all that is in it; what is left half made is thrown away."""
    is_new = not (settings.data_dir / school.STANDIN_STATE).exists()
    if is_new:
        click.echo("Making the demo school: months of it, in about ten seconds …")
    try:
        app = create_app(settings)
        with app.app_context():
            upgrade()
            school.open_doors(settings)
        quick.hang_up(app)
    except BaseException:
        if is_new:  # half a school would be taken for a whole one at the next start
            shutil.rmtree(FOLDER, ignore_errors=True)
        raise


def standin_command(settings: Settings, port: int) -> list[str]:
    """How the stand-in for Stripe is started."""
    return [
        sys.executable,
        "-m",
        "lms.standin",
        "--port",
        str(port),
        "--state",
        str(settings.data_dir / "standin.db"),
        "--webhook",
        f"{settings.base_url}/webhooks/stripe",
        "--secret",
        settings.webhook_secrets[0],
    ]


def _courses() -> Path:
    return assets.folder("courses")


def _kept_secret(name: str) -> str:
    """A secret made at the first start and kept, so that log-ins survive a restart."""
    file = FOLDER / f"{name}.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="utf-8")
    return file.read_text(encoding="utf-8")
