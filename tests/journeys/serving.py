"""A whole school in processes of its own, and ways to hurt it: only what was started here."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from flask import Flask
from flask_migrate import upgrade

from lms.app import create_app
from lms.content.commands import sync_all
from lms.platform.config import read_settings
from lms.platform.db import db
from lms.standin import Settings as StandinSettings
from lms.standin import Standin
from tests.conftest import COURSES
from tests.ports import free_port

SECRET = "whsec_of_the_kills"
PATIENCE = 30  # seconds for a start or a stop on a busy machine


@dataclass
class Served:
    """The site that `lms serve` runs, the stand-in beside it, and its database seen from here."""

    app: Flask
    standin: Standin
    address: str
    environ: dict[str, str]
    process: subprocess.Popen[bytes]

    def open(self) -> None:
        """Serve, also again after an end, and wait until the site is ready."""
        self.begin()
        assert soon(lambda: self.is_ready() and self.is_whole()), self._children()

    def begin(self) -> None:
        """Serve again after an end, without waiting until it does."""
        if self.process.poll() is not None:
            self.process = _serve(self.environ)

    def is_whole(self) -> bool:
        """Whether each process is there that should be."""
        here = (len(self.web_processes()), len(self.workers()))
        return here == (int(self.environ["LMS_WORKERS"]), 1)

    def is_ready(self) -> bool:
        """Whether the site says that it can do its work."""
        try:
            return requests.get(f"{self.address}/readyz", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def web_processes(self) -> list[int]:
        """The processes that answer requests."""
        return [pid for pid, words in self._children() if words.split()[-1:] == ["serve"]]

    def workers(self) -> list[int]:
        """The process that carries out jobs."""
        return [pid for pid, words in self._children() if "worker" in words.split()]

    def _children(self) -> list[tuple[int, str]]:
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(stat.read_text().rpartition(")")[2].split()[1])
                words = (stat.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (OSError, ValueError):  # it has just ended
                continue
            if parent == self.process.pid:
                found.append((int(stat.parent.name), words))
        return found

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def said(self) -> str:
        """All that it has told on its way."""
        return _log(self.environ).read_text(encoding="utf-8", errors="replace")

    def interrupt(self) -> int:
        """Press Ctrl+C in its terminal, of which its whole group is told; its exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)


def kill(pid: int) -> None:
    """As `kill -9` does; it may have ended by itself."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def is_alive(pid: int) -> bool:
    """Whether a process still runs; one that ended and was not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def soon(true: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether it becomes true within so many seconds."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if true():
            return True
        time.sleep(0.1)
    return False


@contextmanager
def served(folder: Path, database: str) -> Iterator[Served]:
    """A migrated school with its courses, being served; everything ends with the test."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    state = folder / "standin.db"
    webhook, again = f"{address}/webhooks/stripe", (0.3,) * 40
    bank = StandinSettings(state=state, webhook=webhook, secret=SECRET, retries=again)
    with Standin(bank) as standin:
        environ = _environ(folder, database, port) | {"LMS_STRIPE_API_BASE": standin.address}
        app = create_app(read_settings(environ))
        with app.app_context():
            upgrade()
            sync_all(COURSES, app.extensions["library"])
        site = Served(app, standin, address, environ, _serve(environ))
        try:
            site.open()
            with app.app_context():
                yield site
                db.session.remove()
                db.engine.dispose()
        finally:
            _end(site)


def _environ(folder: Path, database: str, port: int) -> dict[str, str]:
    return {
        "LMS_MODE": "test",
        "LMS_SECRET_KEY": "k" * 40,
        "LMS_BASE_URL": f"http://127.0.0.1:{port}",
        "LMS_PORT": str(port),
        "LMS_WORKERS": "2",
        "LMS_DATA_DIR": str(folder / "data"),
        "LMS_COURSES_DIR": str(COURSES),
        "LMS_DATABASE_URL": database,
        "LMS_STRIPE_SECRET_KEY": "sk_test_standin",
        "LMS_STRIPE_WEBHOOK_SECRET": SECRET,
    }


def _serve(environ: dict[str, str]) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "lms", "serve"]
    with _log(environ).open("ab") as log:
        return subprocess.Popen(
            words,
            env=os.environ | environ,
            stdout=log,  # where granian tells whom it had to kill
            stderr=log,
            start_new_session=True,
        )


def _log(environ: dict[str, str]) -> Path:
    return Path(environ["LMS_DATA_DIR"]) / "serve.log"


def _end(site: Served) -> None:
    """Leave nothing running, whatever the test has done."""
    left = site.web_processes() + site.workers()
    if site.process.poll() is None:
        site.process.terminate()
        try:
            site.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            site.process.kill()
            site.process.wait()
    for pid in left:
        if is_alive(pid):
            kill(pid)
