"""The preview's own small server: this computer alone, one author, nothing written."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from lms.content.assets import media_type, shown_as
from lms.content.embeds import HOSTS
from lms.learning.preview import files
from lms.learning.preview.draft import Draft
from lms.learning.preview.eyes import Eyes
from lms.learning.preview.looking import changed_eyes, no_day, read_eyes
from lms.learning.preview.pages import View, diagram, explained, missing, page, refused
from lms.learning.preview.trying import asked, brings_token, page_after
from lms.platform.assets import FRAMED
from lms.platform.security import APART, CSP, HEADERS

LOCKED_UP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""For a file of the course: it may look as it likes and do nothing."""
PAGE = f"{CSP}; frame-src 'self' {' '.join(HOSTS)}"
"""For the preview's own pages: what the site allows, and the frames of lessons."""
SHOWN = CSP.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""For a document that a page shows in a frame: a browser's own reader opens in no sandbox."""
ALIVE = 15
"""Seconds after which a waiting page hears that nothing has changed."""
LONGEST_FORM = 200_000
"""Bytes: the longest answer, written in any alphabet."""
OLD = (
    "This form is of a preview that has ended since, or of no preview at all:"
    " load the page again, then answer"
)
HTML = "text/html; charset=utf-8"
OWN, ANYBODY = "same-origin", "cross-origin"
"""Who may load a file; a frame without an origin is anybody."""


def serve(folder: Path, port: int, eyes: Eyes, ready: Callable[[str], None]) -> None:
    """Serve the preview on this computer alone; KeyboardInterrupt ends it, at whatever moment."""
    draft = Draft(folder)
    threading.Thread(target=draft.follow, daemon=True).start()
    try:
        with server_of(draft, port, eyes) as server:
            ready(f"http://127.0.0.1:{server.server_port}/courses/{quote(draft.compiled.slug)}")
            server.serve_forever()
    finally:
        draft.ended.set()


def server_of(draft: Draft, port: int, eyes: Eyes) -> ThreadingHTTPServer:
    """The server, on this computer's own address."""
    handler = type("Handler", (_Handler,), {"draft": draft, "eyes": eyes})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    return server


class _Handler(BaseHTTPRequestHandler):
    draft: Draft
    eyes: Eyes

    def do_GET(self) -> None:
        """Answer with a page, a file, or the news of a change."""
        if not self._is_at_home():
            self._answer(b"Only for this computer.", "text/plain", 403)
            return
        path = unquote(urlsplit(self.path).path)
        for start, answer in (
            ("/-/changes", self._changes),
            ("/-/look", self._look),
            ("/-/codes/", self._code),
            ("/-/", self._own),
            ("/static/", self._static),
            ("/frames/diagram", self._diagram),
        ):
            if path.startswith(start):
                answer(path.removeprefix(start))
                return
        self._course(path)

    def do_POST(self) -> None:
        """Lead to the page that judges an answer; nothing is kept of it."""
        if not self._is_at_home():
            self._answer(b"Only for this computer.", "text/plain", 403)
            return
        form, path = self._form(), unquote(urlsplit(self.path).path)
        there = page_after(path, form) if path.startswith("/courses/") else None
        if there is None:
            self._html(None)
        elif not brings_token(form):
            self._refused(OLD, there.partition("?")[0], 403)
        else:
            self._redirect(there)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the author looks at the page."""

    def _is_at_home(self) -> bool:
        """Whether the browser came by this computer's name, not by one that was led here."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        return host in ("127.0.0.1", "localhost")

    def _course(self, path: str) -> None:
        """A page of the course, or a file that lies beside its texts."""
        compiled = self.draft.look()
        home = f"/courses/{compiled.slug}"
        if path.startswith(f"{home}/files/"):
            self._file(path.removeprefix(f"{home}/files/"))
        elif path == home or path.startswith(f"{home}/"):
            eyes = read_eyes(self._cookie(), self.eyes)
            address = path.removeprefix(home).strip("/")
            view = View(eyes, self.draft.version, asked(urlsplit(self.path).query))
            if (shown := page(compiled, address, view)) is not None:
                self._html(shown)
            elif there := self.draft.moves.now(address.removeprefix("lessons/")):
                self._redirect(quote(f"{home}/lessons/{there}"))
            else:
                self._answer(missing(compiled, view).encode(), HTML, 404)
        else:
            self._redirect(quote(home)) if path == "/" else self._html(None)

    def _html(self, html: str | None) -> None:
        missing = "<!doctype html><title>Not there</title><p>There is no such page."
        self._answer((html or missing).encode(), HTML, 200 if html else 404)

    def _file(self, path: str) -> None:
        asset = self.draft.compiled.assets.get(path)
        try:
            content = asset.file.read_bytes() if asset and asset.file else None
        except OSError:
            content = None
        if content is None:
            self._html(None)
            return
        kind = media_type(path) if shown_as(path) else "application/octet-stream"
        self._answer(content, kind, policy=SHOWN if kind == "application/pdf" else LOCKED_UP)

    def _static(self, path: str) -> None:
        found = files.static(path)
        reach = ANYBODY if path.startswith(FRAMED) else OWN
        self._answer(*found, reach=reach) if found else self._html(None)

    def _own(self, path: str) -> None:
        found = files.own(path)
        self._answer(*found) if found else self._html(None)

    def _diagram(self, _path: str) -> None:
        self._answer(diagram().encode(), HTML, policy=APART)

    def _code(self, code: str) -> None:
        self._html(explained(code))

    def _look(self, _path: str) -> None:
        """Remember with whose eyes to look, and go back to the page."""
        query = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        wishes = {name: said[0] for name, said in query.items()}
        back = quote(wishes.get("back", "/"), safe="/?=&#%")
        back = back if back.startswith("/courses/") else "/"
        if wishes.get("date") and (wrong := no_day(wishes["date"], self.eyes)):
            self._refused(wrong, back, 422)
            return
        cookie = changed_eyes(self._cookie(), wishes, self.eyes)
        self._redirect(back, f"eyes={cookie}; Path=/; HttpOnly; SameSite=Strict")

    def _refused(self, sentence: str, back: str, status: int) -> None:
        self._answer(refused(sentence, back).encode(), HTML, status)

    def _form(self) -> dict[str, list[str]]:
        """What a form holds; nothing where it is too long to be one of ours."""
        length = self.headers.get("Content-Length", "")
        is_sane = length.isdecimal() and len(length) < 8 and int(length) <= LONGEST_FORM
        sent = self.rfile.read(int(length)) if is_sane else b""
        return parse_qs(sent.decode("utf-8", "replace"), keep_blank_values=True)

    def _redirect(self, address: str, cookie: str = "") -> None:
        self.send_response(303)
        self.send_header("Location", address)
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _cookie(self) -> str:
        try:
            kept = SimpleCookie(self.headers.get("Cookie", "")).get("eyes")
        except CookieError:
            return ""
        return kept.value if kept else ""

    def _answer(
        self, content: bytes, kind: str, status: int = 200, policy: str = PAGE, reach: str = OWN
    ) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, "Cross-Origin-Resource-Policy": reach}.items():
            if name != "X-Frame-Options":  # the policies say it, and each its own way
                self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _changes(self, _path: str) -> None:
        """One event for each version after the one that the page shows."""
        since = parse_qs(urlsplit(self.path).query).get("since", [""])[0]
        seen = int(since) if since.isdecimal() and len(since) < 10 else self.draft.version
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            while True:
                if self.draft.wait(seen, ALIVE):
                    seen = self.draft.version
                    self.wfile.write(f"data: {seen}\n\n".encode())
                else:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        except OSError:
            return
