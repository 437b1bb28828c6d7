"""The processes of `lms serve`: there again when they die, and ended when they are told to."""

import subprocess
import sys
import threading
from typing import Any

import pytest

from lms import serve

SECONDS = 20
TOLD_AT_ONCE = """
import os, signal, time
from lms import serve

signal.signal(signal.SIGTERM, lambda *_: None)
serve.hear_from_the_fork_on()
for _ in range(20):
    child = os.fork()
    if not child:
        time.sleep(%d)
        os._exit(0)
    os.kill(child, signal.SIGTERM)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGTERM
"""


def test_a_process_that_cannot_be_started_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "LOOK_SECONDS", 0.05)
    really, asked, there = subprocess.Popen, [0], threading.Event()

    def start(*args: Any, **kwargs: Any) -> "subprocess.Popen[bytes]":
        asked[0] += 1
        if asked[0] == 2:
            raise OSError("Resource temporarily unavailable")
        if asked[0] == 3:
            there.set()
        return really(*args, **kwargs)

    monkeypatch.setattr(subprocess, "Popen", start)
    kept = serve.Kept([sys.executable, "-c", "pass"])
    kept.start()
    try:
        assert there.wait(SECONDS)
    finally:
        kept.stop()


def test_a_process_that_is_told_to_end_in_its_first_moment_ends() -> None:
    words = [sys.executable, "-c", TOLD_AT_ONCE % SECONDS]
    subprocess.run(words, check=True, timeout=SECONDS)  # as long as one that did not hear it
