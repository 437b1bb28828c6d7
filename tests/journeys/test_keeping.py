"""A process that `lms serve` keeps is there again, also after a moment without room for it."""

import subprocess
import sys
import threading
from typing import Any

import pytest

from lms import serve

SECONDS = 20


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
