"""The queue that makes jobs quick: huey on a local file, PostgreSQL or Redis."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Any

from flask import Flask
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from lms.platform import health, jobs, sweeping
from lms.platform.config import Settings
from lms.platform.db import transaction
from lms.platform.logs import log

THREADS = 2
BROOM_EVERY = timedelta(hours=1)


def queue(settings: Settings) -> "Huey":
    """Redis if it is named; else the PostgreSQL that is there anyway; else a file of our own."""
    if settings.redis_url:
        return RedisHuey("bottega", url=settings.redis_url, results=False)
    if settings.database.startswith("postgresql"):
        dsn = settings.database.replace("postgresql+psycopg://", "postgresql://")
        return PostgresHuey("bottega", dsn=dsn, results=False)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("bottega", filename=str(settings.data_dir / "queue.db"), results=False)


def connect(app: Flask, huey: "Huey") -> None:
    """From now on a committed job is told to the queue at once."""

    @huey.task(name="carry_out")
    def carry_out(job_id: int) -> None:
        with app.app_context():
            jobs.carry_out(job_id)

    @huey.periodic_task(crontab(minute="*"), name="sweep")
    def sweep() -> None:
        with app.app_context():
            jobs.run_due()

    def tell(job_id: int) -> None:
        try:
            carry_out(job_id)
        except Exception:  # the row is safe: the sweep will find it
            log.exception("queue unreachable", job_id=job_id)

    jobs.poke[:] = [tell]


class Worker(Consumer):
    """huey's consumer, stopped by us, with a sweep of the rows every few seconds."""

    def __init__(
        self, app: Flask, huey: "Huey", sweep_seconds: float = 2.0, parent: int | None = None
    ) -> None:
        super().__init__(huey, workers=THREADS, initial_delay=0.05, max_delay=0.2, backoff=1.2)
        self._app = app
        self._sweep_seconds = sweep_seconds
        self._parent = parent or os.getppid()
        self._stopping = threading.Event()
        self._sweeper = threading.Thread(target=self._sweep, name="sweeper", daemon=True)

    def _set_signal_handlers(self) -> None:
        """The one who starts us handles signals."""

    def work(self) -> None:
        """Work until SIGTERM or SIGINT; jobs in hand are finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self.start()
        self._sweeper.start()
        self._stopping.wait()
        self.stop(graceful=True)

    def _stop(self, number: int, frame: FrameType | None) -> Any:  # noqa: ANN401 - signal's own type
        self._stopping.set()

    def _sweep(self) -> None:
        """Find what the queue has lost, and retries whose time has come; say that we are here."""
        others = (Every(health.BEAT_EVERY, _beat), Every(BROOM_EVERY, sweeping.sweep))
        while not self._stopping.wait(self._sweep_seconds):
            if os.getppid() != self._parent:  # whoever started us was killed: leave nothing running
                self._stopping.set()
            try:
                with self._app.app_context():
                    jobs.run_due()
                    for other in others:
                        other.turn()
            except Exception:
                log.exception("sweep failed")


class Every:
    """Something done when first asked, and then once in a while; a failure waits for its turn."""

    def __init__(self, pause: timedelta, act: Callable[[], None]) -> None:
        self._pause = pause.total_seconds()
        self._act = act
        self._due = 0.0

    def turn(self) -> None:
        """Do it, if it is time."""
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + self._pause
        self._act()


def _beat() -> None:
    with transaction():
        health.beat(f"{socket.gethostname()}:{os.getpid()}"[:64])
