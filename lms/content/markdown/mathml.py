"""A formula in TeX → MathML that a strict policy lets stand: classes where math-core writes styles.

MathML Core: https://www.w3.org/TR/mathml-core/. Only this file speaks to math-core, whose names
change from one 0.x to the next.
"""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup
from math_core import LatexError, LatexToMathML

LONGEST = 5_000
"""Characters of a formula; a longer one is an accident."""
MACROS = {"substack": r"\begin{matrix}#1\end{matrix}"}
"""What math-core lacks."""
CLASSES = {
    "text-align: right": "m-end",
    "text-align: left": "m-start",
    "text-align: center": "m-mid",
    "width: 100%": "m-all",
    "width: 50%": "m-half",
    "padding-left: 0": "m-tight-start",
    "padding-right: 0": "m-tight-end",
    "border-top": "m-above",
    "border-bottom": "m-below",
    "border-left": "m-before",
    "border-right": "m-after",
}
"""What a style says, or its property alone, to the class that says the same."""

_STYLE = re.compile(r' style="([^"]*)"')
_COLOUR = re.compile(r"(background-)?color: ?(#[0-9A-Fa-f]{3,8})")
_PLACE = re.compile(r"^(\d+): ")


class CannotSet(ValueError):
    """The formula is not understood; the message says why."""


def set_formula(tex: str, *, display: bool) -> Markup:
    """The formula as MathML; raises CannotSet."""
    if len(tex) > LONGEST:
        raise CannotSet(f"longer than {LONGEST:,} characters")
    try:
        found = _setter().convert_with_local_state(tex, displaystyle=display)
    except LatexError as wrong:
        raise CannotSet(_PLACE.sub("", str(wrong).strip()).rstrip(".")) from None
    return Markup(_STYLE.sub(_as_classes, found))  # noqa: S704 - math-core escapes what it is given


@cache
def _setter() -> LatexToMathML:
    return LatexToMathML(macros=MACROS, fancy_error=False)


def _as_classes(style: re.Match[str]) -> str:
    said = [part.strip() for part in style[1].split(";")]
    names = (CLASSES.get(part) or CLASSES.get(part.partition(":")[0]) for part in said)
    css = " ".join(name for name in names if name)
    colours = (_COLOUR.fullmatch(part) for part in said)
    more = "".join(f' math{"background" if c[1] else "color"}="{c[2]}"' for c in colours if c)
    return (f' class="{css}"' if css else "") + more
