"""The demo school as `make run` starts it, and a real Chromium in front of it."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
PASSWORD = "bottega-demo"
LOG_INS = {
    "learner": "amina@bottega.example",
    "mentor": "ugo@bottega.example",
    "instructor": "caterina@bottega.example",
    "admin": "ada@bottega.example",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process runs all of them, beside one demo school; without Chromium they say so."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))
            if CHROMIUM is None and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@dataclass(frozen=True)
class Demo:
    """The running demo school."""

    url: str
    folder: Path

    @property
    def courses(self) -> Path:
        """Its own copy of the courses, for tests that edit."""
        return self.folder / "courses"

    def lms(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run `lms …` as somebody at this school's shell, who types this when asked."""
        data = self.folder / "instance" / "demo"
        environ = os.environ | {
            "LMS_MODE": "demo",
            "LMS_DATA_DIR": str(data),
            "LMS_COURSES_DIR": str(self.courses),
            "LMS_SECRET_KEY": (data / "secret.key").read_text(encoding="utf-8"),
            "LMS_BASE_URL": self.url,
        }
        command = [sys.executable, "-m", "lms", *words]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=environ,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """`lms demo` in a folder of its own, on ports of its own."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "courses", folder / "courses")
    port = free_port()
    environ = os.environ | {"LMS_COURSES_DIR": str(folder / "courses")}
    log = (folder / "log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "lms", "demo", "--port", str(port)],
        cwd=folder,
        env=environ,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    running = Demo(f"http://127.0.0.1:{port}", folder)
    try:
        wait_until_ready(running, process)
        yield running
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def wait_until_ready(demo: Demo, process: "subprocess.Popen[bytes]", seconds: float = 120) -> None:
    """Until /readyz says so; what the demo printed is told when it ends before."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{demo.url}/readyz", timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError((demo.folder / "log").read_text(encoding="utf-8", errors="replace"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The real browser."""
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


Surf = Callable[..., Page]


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def script(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs JavaScript: every journey must end well both ways."""
    return bool(request.param)


@pytest.fixture
def surf(chromium: Browser, demo: Demo) -> Iterator[Surf]:
    """Open a window: `surf("learner", script=False, theme="dark", width=390, language="it")`.

    Whatever the page complains of in the console fails the test when the window closes.
    """
    complaints: list[str] = []
    with ExitStack() as closing:

        def opened(who: str = "", **how: object) -> Page:
            context = new_context(chromium, demo, **how)
            closing.callback(context.close)
            page = context.new_page()
            page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            if who:
                log_in(page, LOG_INS[who])
            return page

        yield opened
    assert [c for c in complaints if "status of 4" not in c] == []


def new_context(chromium: Browser, demo: Demo, **how: object) -> BrowserContext:
    """A window of its own cookies, language, theme, width and with or without scripts."""
    width = how.get("width", 1440)
    assert isinstance(width, int)
    return chromium.new_context(
        base_url=demo.url,
        java_script_enabled=bool(how.get("script", True)),
        color_scheme="dark" if how.get("theme") == "dark" else "light",
        locale=str(how.get("language", "en")),
        viewport={"width": width, "height": 900},
    )


def log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fill in the log-in form and send it."""
    page.goto("/login")
    page.fill("main [name=email]", email)
    page.fill("main [name=password]", password)
    page.click("main form[method=post] [type=submit]")
    page.wait_for_url(lambda url: not url.endswith("/login"))
