"""Links to other sites, tried when their author asks for it: few at a time, never for long."""

from __future__ import annotations

import ipaddress
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lms.content.desk.asking import Answer, ask, is_public
from lms.content.findings import WARNING, Finding
from lms.content.sources import as_text

AT_ONCE = 8
MOST_ASKED = 500
"""Addresses; the rest is left for another day."""
WHOLE = 60.0
"""Seconds for all of them together."""

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\]\\]+", re.IGNORECASE)
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?:(?!\1).)+\1")

Allowed = Callable[[ipaddress.IPv4Address | ipaddress.IPv6Address], bool]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address is written."""

    path: str
    line: int
    column: int
    source: str


def dead_links(
    texts: Mapping[str, bytes], allowed: Allowed = is_public, seconds: float = WHOLE
) -> Iterator[Finding]:
    """Findings for addresses that do not answer, or that answer from somewhere else for good."""
    places = _places(texts)
    asked = list(places)[:MOST_ASKED]
    answers = _ask_all(asked, allowed, seconds)
    for address in asked:
        answer = answers.get(address, Answer(problem="did not answer in time"))
        for place in places[address] if answer.problem or answer.moved_to else ():
            yield _finding(address, place, answer)
    if len(places) > MOST_ASKED:
        message = f"{len(places) - MOST_ASKED} more links to other sites were not tried"
        yield Finding(WARNING, "C409", "course.md", 0, 0, message)


def _finding(address: str, place: Place, answer: Answer) -> Finding:
    spot = (place.path, place.line, place.column)
    if answer.problem:
        hint = "mend the link, or take it out"
        return Finding(
            WARNING, "C409", *spot, answer.problem, hint, place.source[:400], len(address)
        )
    hint = f"it is at {answer.moved_to}"
    return Finding(WARNING, "C410", *spot, "moved for good", hint, place.source[:400], len(address))


def _places(texts: Mapping[str, bytes]) -> dict[str, list[Place]]:
    """Every address of the course, and where it is written; what stands in code is an example."""
    places: dict[str, list[Place]] = {}
    for path, raw in sorted(texts.items()):
        fence = ""
        for number, line in enumerate(as_text(path, raw).content.split("\n"), 1):
            if (match := _FENCE.match(line)) and (not fence or match[1].startswith(fence)):
                fence = "" if fence else match[1]
            elif not fence:
                for address, column in _addresses(line):
                    places.setdefault(address, []).append(Place(path, number, column, line))
    return places


def _addresses(line: str) -> Iterator[tuple[str, int]]:
    bare = _CODE.sub(lambda match: " " * len(match[0]), line)
    for match in _ADDRESS.finditer(bare):
        address = match[0].rstrip(".,;:!?*_")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(".,;:!?*_")
        yield address, match.start() + 1


def _ask_all(addresses: list[str], allowed: Allowed, seconds: float) -> dict[str, Answer]:
    """The answers that came within the time; threads that still wait end with the process."""
    left: queue.SimpleQueue[str] = queue.SimpleQueue()
    for address in addresses:
        left.put(address)
    answers: dict[str, Answer] = {}

    def work() -> None:
        while True:
            try:
                address = left.get_nowait()
            except queue.Empty:
                return
            answers[address] = ask(address.partition("#")[0], allowed)

    ends = time.monotonic() + seconds
    threads = [threading.Thread(target=work, daemon=True) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(ends - time.monotonic(), 0))
    return dict(answers)
