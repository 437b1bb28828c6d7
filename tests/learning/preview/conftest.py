"""An author's preview of a small course, and a browser that asks it."""

import http.client
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from lms.learning.preview.draft import Draft
from lms.learning.preview.eyes import Eyes
from lms.learning.preview.server import server_of
from tests.content.courses import COURSE, QUIZ

NOW = datetime.fromisoformat("2026-03-10T12:00")
LESSONS = {
    "01-a/01-free.md": f"---\npreview: true\n---\n# Free\n\nOpen to all.\n{QUIZ}",
    "01-a/02-kept.md": "# Kept\n\nFor those inside.\n\n::: instructor\nAsk them.\n:::\n",
    "01-a/03-draft.md": "---\ndraft: true\n---\n# Unfinished\n\nSoon.\n",
    "01-a/04-wrong.md": "# Wrong\n\nOne.\n\nTwo [x](nowhere.md).\n\nThree.\n",
}
Ask = Callable[..., tuple[int, str, dict[str, str]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course of four lessons."""
    root = tmp_path / "bread"
    for path, text in {"course.md": COURSE, **LESSONS}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    (root / "01-a" / "sack.svg").write_text("<svg onload='alert(1)'/>")
    return root


@pytest.fixture
def ask(folder: Path) -> Iterator[Ask]:
    """Ask a preview that an author has begun, as mentor."""
    draft = Draft(folder)
    server = server_of(draft, 0, Eyes("mentor", NOW, NOW.date()))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def asked(path: str, form: str = "", **headers: str) -> tuple[int, str, dict[str, str]]:
        line = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        line.request("POST" if form else "GET", path, form or None, headers)
        answer = line.getresponse()
        told = (answer.status, answer.read().decode(), dict(answer.getheaders()))
        line.close()
        return told

    yield asked
    server.shutdown()
    server.server_close()


def seen(ask: Ask, path: str, who: str, **more: str) -> str:
    """A page after its reader was chosen in the form."""
    wishes = "&".join(f"{name}={value}" for name, value in {"who": who, **more}.items())
    cookie = ask(f"/-/look?{wishes}")[2]["Set-Cookie"].split(";")[0]
    return ask(path, Cookie=cookie)[1]
