"""Whether the minutes that a lesson promises have to do with its length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lms.content.findings import WARNING, Finding
from lms.content.locating import finding_at
from lms.content.parse import Parsed

WORDS, LINES = 200, 20
"""Words of prose and lines of code that are read in a minute."""
RUSHED = 1.5
"""How many times the promised minutes the mere reading may take."""
IDLE, EXERCISE = 12, 20
"""So many times the reading, and so many minutes of practice on top, are believed."""

_FENCE = re.compile(r"[ \t>]*(?:```|~~~)")


def wrong_minutes(parsed: Parsed) -> Iterator[Finding]:
    """A promise that reading alone breaks, or that the text is far too short for."""
    least, most = parsed.front.values.get("minutes", (0, 0))
    if not most:
        return
    reading = minutes_to_read(parsed.front.body)
    if reading <= RUSHED * most + 1 and least <= IDLE * reading + EXERCISE:
        return
    message = f"{most} minutes for a text that is read in {max(round(reading), 1)}"
    hint = "say how long a learner needs, practice included"
    spot = parsed.line_spot(parsed.key_spot("minutes").line)
    yield finding_at(spot, parsed.path, (WARNING, "C213"), message, hint)


def minutes_to_read(body: str) -> float:
    """How long somebody reads who does nothing else."""
    words = lines = 0
    inside = False
    for line in body.split("\n"):
        if _FENCE.match(line):
            inside = not inside
        elif inside:
            lines += bool(line.strip())
        else:
            words += len(line.split())
    return words / WORDS + lines / LINES
