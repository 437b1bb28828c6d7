"""Starting the demo where it cannot start: it says what to do."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click import ClickException

from lms import serve
from tests.ports import free_port


def test_a_taken_port_is_told_with_the_option_that_exists(tmp_path: Path) -> None:
    port = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        told = subprocess.run(
            [sys.executable, "-m", "lms", "demo", "--port", str(port)],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.getcwd()},
        )
    assert told.returncode == 1
    assert f"port {port} of 127.0.0.1 cannot be used (Address already in use)" in told.stderr
    assert "lms demo --port" in told.stderr
    assert "LMS_PORT" not in told.stderr


def test_a_school_is_told_its_setting() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ClickException, match="LMS_PORT"):
            serve.require_free("127.0.0.1", taken.getsockname()[1])
