"""What `pip install` brings is the whole site: installed into an empty environment, it serves."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.xdist_group("heavy")


def run(*command: str | Path, cwd: Path, **environ: str) -> str:
    """Run a command; its output. A failure is told with all that was printed."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_carries_what_the_site_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "lms/templates/layouts/base.html",
        "lms/static/css/tokens.css",
        "lms/migrations/env.py",
        "lms/translations/it/LC_MESSAGES/messages.mo",
        "lms/courses/writing-courses/course.md",
        "lms/standin/static/pay.css",
        "lms/accounts/common_passwords.txt",
    ):
        assert part in names
    assert not [n for n in names if "__pycache__" in n or n.startswith("tests")]


def test_an_empty_environment_serves_pages(wheel: Path, tmp_path: Path) -> None:
    run("uv", "venv", "--python", sys.executable, tmp_path / "venv", cwd=tmp_path, **BESIDE)
    python = tmp_path / "venv" / "bin" / "python"
    install = ("uv", "pip", "install", "--python", python)
    run(*install, "--require-hashes", "-r", ROOT / "requirements/run.lock", cwd=tmp_path, **BESIDE)
    run(*install, "--no-deps", wheel, cwd=tmp_path, **BESIDE)
    port = free_port()
    school = {
        "LMS_MODE": "test",
        "LMS_DATA_DIR": str(tmp_path / "data"),
        "LMS_COURSES_DIR": str(ROOT / "tests" / "courses"),
        "LMS_PORT": str(port),
        "LMS_WORKERS": "1",
        "LMS_SECRET_KEY": "k" * 40,
    }
    lms = tmp_path / "venv" / "bin" / "lms"
    run(lms, "db", "upgrade", cwd=tmp_path, **school)
    run(lms, "courses", "sync", cwd=tmp_path, **school)
    serving = subprocess.Popen([lms, "serve"], cwd=tmp_path, env={**os.environ, **school})
    try:
        page = wait_for(f"http://127.0.0.1:{port}/courses")
        assert "Bread for the neighbourhood" in page
        assert wait_for(f"http://127.0.0.1:{port}/readyz")
    finally:
        serving.terminate()
        assert serving.wait(30) == 0


BESIDE = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def wait_for(address: str, seconds: float = 40) -> str:
    """The page, as soon as it answers 200."""
    give_up = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)
