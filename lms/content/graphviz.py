"""A graph in Graphviz' language → a drawing, where Graphviz is installed.

What `dot` answers is trusted no more than what an author writes: only shapes and words are kept.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from functools import cache
from tempfile import TemporaryFile
from typing import IO

import nh3
from markupsafe import Markup

LONGEST = 20_000
"""Characters of a graph."""
LARGEST = 500_000
"""Characters of a drawing."""
TOO_LARGE = f"the drawing is larger than {LARGEST:,} characters"
SECONDS = 5
"""A graph that takes longer is not drawn."""
MEMORY = 512
"""Megabytes; a graph that needs more is not drawn. A drawing that may be shown needs a tenth."""
SPOKEN = 20
"""Megabytes of what may be answered; more is never read."""

LIMITED = 'ulimit -v "$1" && ulimit -f "$2" && shift 2 && exec "$@"'
"""The shell sets the limits for itself and becomes `dot`: between a fork and an exec of our own
nothing may be set, since other threads hold locks meanwhile."""

TAGS = frozenset({"svg", "g", "title", "path", "polygon", "polyline", "ellipse", "text", "tspan"})
ATTRIBUTES = frozenset(
    """
    cx cy d fill fill-opacity font-family font-size font-style font-weight height points rx ry
    stroke stroke-dasharray stroke-opacity stroke-width text-anchor transform viewbox viewBox width
    x y
    """.split()  # noqa: SIM905 - quoted one by one they would fill a page
)
_SVG = re.compile(r"<svg\b.*</svg>", re.DOTALL)
_BLACK = re.compile(r'(stroke|fill)="black"')
_UNNAMED = "<title>%3</title>"
"""What Graphviz calls a graph without a name."""
_ERROR = re.compile(r"^Error: (?:<stdin>: )?(.*)$", re.MULTILINE)


class CannotDraw(ValueError):
    """The graph is not understood, or takes too long; the message says why."""


@cache
def is_installed() -> bool:
    """Whether graphs can be drawn here."""
    return shutil.which("dot") is not None


def draw(source: str) -> Markup:
    """The drawing as SVG that takes the colour of the text; raises CannotDraw."""
    if len(source) > LONGEST:
        raise CannotDraw(f"longer than {LONGEST:,} characters")
    answer = _asked(source)
    drawn = _SVG.search(answer) if len(answer) <= LARGEST else None
    if drawn is None:
        raise CannotDraw(TOO_LARGE if len(answer) > LARGEST else "nothing is drawn")
    kept = nh3.clean(
        drawn[0],
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes={"*": set(ATTRIBUTES)},
        strip_comments=True,
    )
    drawing = _BLACK.sub(r'\1="currentColor"', kept.replace(_UNNAMED, ""))
    return Markup(drawing)  # noqa: S704 - cleaned just above


def _asked(source: str) -> str:
    """What `dot` answers: it may read no file, and take so much time and memory at most."""
    dot = [shutil.which("dot") or "dot", "-Tsvg", "-Gbgcolor=transparent", "-Gfontname=sans-serif"]
    dot += ["-Nfontname=sans-serif", "-Efontname=sans-serif"]
    limits = [str(MEMORY * 1024), str(SPOKEN * 2048)]  # in KB, and in blocks of 512 bytes
    apart = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "SERVER_NAME": "-"}
    with TemporaryFile() as drawing, TemporaryFile() as said:
        try:
            done = subprocess.run(  # noqa: S603 - the shell sees no word of the author's
                ["/bin/sh", "-c", LIMITED, "sh", *limits, *dot],
                input=source.encode("utf-8", "replace"),
                stdout=drawing,
                stderr=said,
                timeout=SECONDS,
                env=apart,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise CannotDraw(f"not drawn after {SECONDS} seconds") from None
        except OSError as wrong:
            raise CannotDraw(wrong.strerror or "Graphviz cannot be started") from None
        if done.returncode:
            raise CannotDraw(_why(done.returncode, _read(said)))
        return _read(drawing)


def _why(status: int, said: str) -> str:
    """What is told of a graph that was not drawn; a negative status is a signal's."""
    if status == -signal.SIGXFSZ:
        return TOO_LARGE
    if "memory" in said or status in (-signal.SIGKILL, -signal.SIGABRT):
        return f"needs more than {MEMORY} MB of memory"
    told = _ERROR.search(said)
    return told[1][:200] if told else "Graphviz refuses it"


def _read(answer: IO[bytes]) -> str:
    answer.seek(0)
    return answer.read(2 * LARGEST).decode("utf-8", "replace")
