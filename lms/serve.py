"""Web and worker together, for the demo the stand-in too: started, watched, stopped as one."""

import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait

import click
from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from lms.app import create_app
from lms.platform import health, quick, worker
from lms.platform.config import Settings, read_settings
from lms.platform.db import THREADS
from lms.platform.logs import log

STOP_SECONDS = 20  # for requests and jobs in hand
PARENT_SECONDS = 1  # between two looks whether the parent still lives
TOLD = (signal.SIGTERM, signal.SIGINT)  # how a process is told to stop
NUDGE = signal.SIGALRM  # nobody else sends it
LOOK_SECONDS = 0.5  # between two looks whether a helper still runs
PAUSE_SECONDS = 30  # at most, before a helper that ends at once each time is started again

Act = Callable[..., object]


def web() -> Flask:
    """The app of one web process, connected to the queue; its settings stand in the environment.

    The process leaves the terminal's group: one that is told to stop by Ctrl+C and then again by
    its parent stops at neither (granian 2.8).
    """
    os.setpgrp()
    signal.signal(NUDGE, lambda *_: None)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    settings = read_settings(os.environ)
    app = create_app(settings)
    worker.connect(app, worker.queue(settings))
    gc.collect()
    gc.freeze()  # what stands now stands for ever: collections need not look through it
    return app


def _end_with(parent: int) -> None:
    """A web process whose parent was killed would hold the port, and nobody would stop it.

    The main thread is woken meanwhile: a signal that came just before it lay down to wait is
    heard only then.
    """
    while os.getppid() == parent:
        time.sleep(PARENT_SECONDS)
        signal.pthread_kill(threading.main_thread().ident or 0, NUDGE)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)


def work(settings: Settings, parent: int | None = None) -> None:
    """Carry out jobs until told to stop, or until the parent process has ended."""
    app = create_app(settings)
    huey = worker.queue(settings)
    worker.connect(app, huey)
    worker.Worker(app, huey, parent=parent).work()


def require_migrated(settings: Settings) -> None:
    """End with a sentence when the database is not as this version needs it."""
    app = create_app(settings)
    with app.app_context():
        is_migrated = health.is_migrated()
    quick.hang_up(app)
    if not is_migrated:
        raise click.ClickException("The database is behind: run `lms db upgrade` first.")


def require_free(host: str, port: int, otherwise: str = "set LMS_PORT to another") -> None:
    """End with a sentence when the port is taken, and with what to do, before anything starts."""
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as taken:
        words = f"port {port} of {host} cannot be used ({taken.strerror}): {otherwise}"
        raise click.ClickException(words) from None


def serve(settings: Settings, helpers: Sequence[Sequence[str]] = ()) -> None:
    """Serve until SIGTERM or SIGINT; `helpers` are further commands to keep running meanwhile."""
    require_free(settings.host, settings.port)
    jobs = [sys.executable, "-m", "lms", "worker", "--parent", str(os.getpid())]
    kept = [Kept(command) for command in (jobs, *helpers)]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until granian sets its own
    hear_from_the_fork_on()
    server = Web(
        "lms.serve:web",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    )
    try:
        for process in kept:
            process.start()
        server.serve()
    finally:
        for process in kept:
            process.stop()


def hear_from_the_fork_on() -> None:
    """Have each process that is forked from now on end when it is told to, at any moment."""
    os.register_at_fork(before=_hold, after_in_parent=_let_go, after_in_child=_end_when_told)


def _hold() -> None:
    """Python forgets what a process is told between its fork and its first own step."""
    signal.pthread_sigmask(signal.SIG_BLOCK, TOLD)


def _let_go() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TOLD)


def _end_when_told() -> None:
    """A web process that is told to end while it starts has nothing in hand.

    It was forked with its parent's handlers, which would keep the signal to themselves; once it
    serves, granian sets its own. Nobody may tell it twice then: granian (2.8) waits for ever
    to pass on what it is told a third time, with all that the process has in hand.
    """
    for told in TOLD:
        signal.signal(told, signal.SIG_DFL)
    _let_go()


class Web(MPServer):
    """Granian's processes, each started again whenever it dies.

    Granian ends when one dies twice within seconds, and forgets a death that it is told of while
    it answers another; so the dead are counted anew each time, and looked for each second. On a
    busy machine it also takes one for alive whose end another of its threads is just told of
    (2.8), and says that it refused to stop; so here the pipe is asked that closes with it.
    """

    def shutdown(self, exit_code: int = 0) -> None:
        """End; a stop that was asked for is no failure, whoever died before or meanwhile."""
        try:
            super().shutdown(exit_code)  # type: ignore[no-untyped-call]  # granian's
        except SystemExit:
            if not self.interrupt_signal:
                raise

    def _stop_workers(self) -> None:
        ends = time.monotonic() + STOP_SECONDS
        for one in self.wrks:
            one.terminate()  # type: ignore[no-untyped-call]  # granian's
        for number, one in enumerate(self.wrks):
            if not wait([one.inner.sentinel], max(0, ends - time.monotonic())):
                log.warning("web process killed, which did not end in time", number=number)
                one.kill()  # type: ignore[no-untyped-call]  # granian's
            one.join()  # type: ignore[no-untyped-call]  # granian's
        self.wrks.clear()

    def _serve_loop(self, spawn_target: Act, target_loader: Act) -> None:
        threading.Thread(target=self._look_for_the_dead, daemon=True).start()
        super()._serve_loop(spawn_target, target_loader)  # type: ignore[no-untyped-call]  # granian's

    def _look_for_the_dead(self) -> None:
        while not self.interrupt_signal:
            time.sleep(1)
            if fallen := self._fallen():
                self.interrupt_children.extend(fallen)
                self.main_loop_interrupt.set()
        self.main_loop_interrupt.set()  # the loop may have cleared it together with the stop's

    def _fallen(self) -> list[int]:
        return [number for number, one in enumerate(self.wrks) if one.inner.exitcode is not None]

    def _respawn_workers(
        self, workers: Sequence[int], spawn_target: Act, target_loader: Act, delay: float = 0
    ) -> None:
        """Start again all that have died; with a delay (a reload) those that are named."""
        numbers = list(workers) if delay else self._fallen()
        if numbers:
            said = "web processes replaced" if delay else "web processes ended, started again"
            log.warning(said, numbers=numbers)
        super()._respawn_workers(numbers, spawn_target, target_loader, delay)
        self.respawned_wrks.clear()


class Kept:
    """A process that is started again when it dies, until it is stopped."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Start it and watch it."""
        self._process = self._begun()
        self._watcher.start()

    def _begun(self) -> "subprocess.Popen[bytes]":
        """In a session of its own: a Ctrl+C is for us alone, who stop it in its turn."""
        return subprocess.Popen(self._command, start_new_session=True)  # noqa: S603 - our own command

    def _begin_again(self) -> None:
        """A machine that has no room for a process now may have it at the next look."""
        try:
            self._process = self._begun()
        except OSError as lack:
            log.error("process not started", command=self._command[1:4], reason=str(lack))

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        self._stopping.set()
        if self._process is None:
            return
        self._watcher.join()  # it may be starting another one at this moment
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _watch(self) -> None:
        pause = LOOK_SECONDS
        while not self._stopping.wait(pause):
            if self._process is None or self._process.poll() is None:
                pause = LOOK_SECONDS
                continue
            log.warning("process ended, started again", command=self._command[1:4])
            self._begin_again()
            pause = min(pause * 2, PAUSE_SECONDS)
