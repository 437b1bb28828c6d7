"""A course as it will look, for its author: compiled again and shown again at each change."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape
from watchfiles import watch

from lms.content.assets import media_type
from lms.content.compile import Compiled, compile_course
from lms.content.course import Course, Lesson, Part, QuizSlot, StaffOnly
from lms.content.findings import as_text
from lms.content.library.reading import read_course

STYLES = Path(__file__).parents[3] / "static" / "css"
"""The site's own, where the preview runs from its sources."""
ORDER = ("tokens.css", "base.css", "utilities.css", "layout.css")
"""Layers are declared in the first; the rest may follow in any order."""

POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
SCRIPT = b"new EventSource('/-/changes').onmessage = () => location.reload();"
FRAME = Markup(
    '<!doctype html><html lang="{}"><meta charset="utf-8"><title>{}</title>'
    '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/-/style.css">'
    '<script src="/-/reload.js" defer></script><body><div class="page">{}'
    '<main><h1>{}</h1><article class="prose">{}</article></main></div></body></html>'
)


class Desk:
    """The course that is being written, as it is now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changed = threading.Condition()
        self.compiled = self._compile()

    def _compile(self) -> Compiled:
        return compile_course(read_course(self.folder))

    def follow(self) -> None:
        """Compile again whenever a file changes; never returns."""
        for _ in watch(self.folder, debounce=50, step=10):
            self.compiled = self._compile()
            with self.changed:
                self.changed.notify_all()


def serve(folder: Path, port: int, ready: Callable[[str], None]) -> None:
    """Serve the preview on this computer alone until it is interrupted."""
    desk = Desk(folder)
    threading.Thread(target=desk.follow, daemon=True).start()
    handler = type("Handler", (_Handler,), {"desk": desk})
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.daemon_threads = True
        ready(f"http://127.0.0.1:{server.server_port}/courses/{desk.compiled.slug}")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


class _Handler(BaseHTTPRequestHandler):
    desk: Desk

    def do_GET(self) -> None:
        """Answer with a page, a file, the style or the news of a change."""
        path = unquote(urlsplit(self.path).path)
        home = f"/courses/{self.desk.compiled.slug}"
        if path == "/-/changes":
            self._wait()
        elif path == "/-/reload.js":
            self._answer(SCRIPT, "text/javascript")
        elif path == "/-/style.css":
            self._answer(style(), "text/css")
        elif path.startswith(f"{home}/files/"):
            self._file(path.removeprefix(f"{home}/files/"))
        else:
            html = page(self.desk.compiled, path.removeprefix(home).removeprefix("/lessons/"))
            self._answer(html.encode(), "text/html; charset=utf-8")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the author looks at the page."""

    def _file(self, path: str) -> None:
        asset = self.desk.compiled.assets.get(path)
        if asset is None or asset.file is None:
            self.send_error(404)
            return
        self._answer(asset.file.read_bytes(), media_type(path))

    def _answer(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _wait(self) -> None:
        """One event per change, and a sign of life between them."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                with self.desk.changed:
                    news = self.desk.changed.wait(15)
                self.wfile.write(b"data: changed\n\n" if news else b": still here\n\n")
                self.wfile.flush()
        except OSError:
            return


def page(compiled: Compiled, address: str) -> str:
    """The lesson at this address, else the landing page, below what is wrong with the course."""
    course = next(iter(compiled.courses.values()))
    lesson = course.lesson(address)
    body = _lesson_html(lesson) if lesson else course.html + _contents(course)
    title = lesson.title if lesson else course.title
    return FRAME.format(course.language, title, _findings(compiled), title, body)


def style() -> bytes:
    """The site's style sheets in one; empty where they are not beside the code."""
    names = sorted((file.name for file in STYLES.glob("*.css")), key=lambda n: (n not in ORDER, n))
    first = [name for name in ORDER if name in names]
    rest = [name for name in names if name not in ORDER]
    return b"\n".join((STYLES / name).read_bytes() for name in first + rest)


def _findings(compiled: Compiled) -> Markup:
    told = "\n".join(as_text(finding) for finding in compiled.findings)
    return (
        Markup('<div class="code"><pre tabindex="0">{}</pre></div>').format(told)
        if told
        else Markup("")
    )


def _contents(course: Course) -> Markup:
    items = [
        Markup('<li><a href="/courses/{}/lessons/{}">{}</a></li>').format(
            course.slug, x.address, x.title
        )
        for x in course.lessons
    ]
    return Markup("<ol>{}</ol>").format(Markup("").join(items))


def _lesson_html(lesson: Lesson) -> Markup:
    return Markup("").join(_shown(part, lesson) for part in lesson.parts)


def _shown(part: Part, lesson: Lesson) -> Markup:
    """A part as its author should see it: notes for staff and keys included."""
    if isinstance(part, StaffOnly):
        return part.html
    if not isinstance(part, QuizSlot):
        return part
    quiz = lesson.quiz(part.quiz_id)
    if quiz is None:
        return Markup("")
    options = Markup("").join(
        Markup('<p class="quiz__opt{}">{}</p>{}').format(
            " is-right" if option.correct else "", option.html, option.feedback_html
        )
        for option in quiz.options
    )
    hints = Markup("").join(quiz.hints)
    return Markup('<section class="quiz" id="{}">{}{}{}{}</section>').format(
        escape(quiz.id), quiz.prompt_html, options, hints, quiz.explanation_html
    )
