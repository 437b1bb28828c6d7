"""A graph in Graphviz' language → a drawing, where Graphviz is installed.

What `dot` answers is trusted no more than what an author writes: only shapes and words are kept.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache

import nh3
from markupsafe import Markup

LONGEST = 20_000
"""Characters of a graph."""
LARGEST = 500_000
"""Characters of a drawing."""
SECONDS = 5
"""A graph that takes longer is not drawn."""

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
    drawn = _SVG.search(_asked(source))
    if drawn is None or len(drawn[0]) > LARGEST:
        raise CannotDraw("too large" if drawn else "nothing is drawn")
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
    """What `dot` answers: it may read no file, and runs for a few seconds at most."""
    command = [
        shutil.which("dot") or "dot",
        "-Tsvg",
        "-Gbgcolor=transparent",
        "-Gfontname=sans-serif",
    ]
    command += ["-Nfontname=sans-serif", "-Efontname=sans-serif"]
    apart = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "SERVER_NAME": "-"}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, no argument of the author's
            command,
            input=source,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            env=apart,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotDraw(f"not drawn after {SECONDS} seconds") from None
    except OSError as wrong:
        raise CannotDraw(wrong.strerror or "Graphviz cannot be started") from None
    if done.returncode:
        said = _ERROR.search(done.stderr)
        raise CannotDraw(said[1][:200] if said else "Graphviz refuses it")
    return done.stdout
