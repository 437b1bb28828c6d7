"""A web process hears that it is to stop, also when it is told while its main thread waits."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 20.0  # seconds; the main thread is woken each second, on an idle machine
LYING_DOWN = 0.5  # seconds until a thread that is about to wait does
HEARD = 7

WEB_PROCESS = f"""
import os, signal, threading
from lms import serve

serve.read_settings = serve.create_app = lambda *_: None
serve.worker.connect = lambda *_: None
serve.worker.queue = lambda *_: None
serve.web()
signal.signal(signal.SIGTERM, lambda *_: os._exit({HEARD}))
{{masked}}
print("waits", flush=True)
threading.Event().wait()
"""
ELSEWHERE = "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])"
"""The signal comes to another thread, so that it does not wake the one that acts on it, as with
one that comes a moment before that lies down."""


@contextmanager
def waiting(masked: str = "") -> Iterator["subprocess.Popen[str]"]:
    """A web process whose main thread waits without an end, as granian's does."""
    command = [sys.executable, "-c", WEB_PROCESS.format(masked=masked)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        assert process.stdout.readline() == "waits\n"
        time.sleep(LYING_DOWN)
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_signal_that_does_not_wake_the_main_thread_is_heard_nevertheless() -> None:
    with waiting(ELSEWHERE) as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == HEARD


def test_who_is_only_woken_goes_on_waiting() -> None:
    with waiting() as process:
        process.send_signal(signal.SIGALRM)
        time.sleep(LYING_DOWN)
        assert process.poll() is None
