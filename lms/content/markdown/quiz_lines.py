"""The lines of a quiz: what tells each kind from the others, and where what they begin ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
ANSWER = re.compile(r"( {0,3}[-*+] +)\[([ xX])\](?: +(.*)|$)")
_TICKS = "xX✓✔✅☑√"
"""What people write into the box of a right answer, or a v or y, where a bracket is no number."""
_BOX = (
    rf"(?:\[ {{0,9}}([{_TICKS}vVyY]?)\ufe0f? {{0,9}}\](?![(\[:])"
    rf"|\( {{0,9}}([{_TICKS}]?)\ufe0f? {{0,9}}\)(?= ))"
)
SLOPPY = re.compile(rf"( {{0,3}}(?:[-*+]|\d{{1,9}}[.)]))( *){_BOX}([ \t]*)(.*)")
"""Every answer, and what seems meant as one: its box holds too little or too much, is none, or has
no space around it, or there is a number before it."""
BARE = re.compile(rf"()(){_BOX}([ \t]+)(\S.*)")
"""The same without its dash."""
KEY = re.compile(r" {0,3}=(?: +|(?=[\d\"+-]))(.*)")
LINE = re.compile(r" {0,3}_{4,}\s*$")
PAIR = re.compile(r"( {0,3}[-*+] +)(?!\[[ xX]\](?: |$))(.*?)(?<=\s)::(?:\s+|$)(.*)")
ALMOST = re.compile(r" {0,3}[-*+] +(?!\[[ xX]\](?: |$))\S.*?:")
"""Would be a pair, if it had two colons with space around them."""
SHORT_LINE = re.compile(r" {0,3}_{2,3}\s*$")
CLOSE_KEY = re.compile(r" {0,3}=([^\s=].*)")
"""Would be the line of a long answer, and a key."""
BULLET = re.compile(r" {0,3}[-*+] +")
ORDER = re.compile(r" {0,3}order: *$", re.IGNORECASE)
ITEM = re.compile(r"( {0,3}\d{1,9}[.)] +)(.*)")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
BLANK = "{{blank:"
LONGEST_LINE = 4_000  # in longer ones the search for code would take its time


def end_of_question(lines: Sequence[str]) -> tuple[int, bool]:
    """Where the question ends, and whether it has gaps: code is never looked into."""
    marks, blanks = list[int](), 0
    for place, line in outside_fences(lines):
        if any(pattern.match(line) for pattern in (ANSWER, KEY, LINE, PAIR, ORDER)):
            return place, blanks > 0
        if BLANK in line and BLANK in without_code(line):
            marks, blanks = [], blanks + 1
        elif line.startswith(("?", ">")):
            marks.append(place)
    return (marks[0] if marks and blanks else len(lines)), blanks > 0


def outside_fences(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that are in no block of code, with their places."""
    fence = ""
    for place, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
        elif not fence:
            yield place, line


def without_code(line: str) -> str:
    """The line without its code; one too long to be anybody's prose as it is."""
    return line if len(line) > LONGEST_LINE else _CODE.sub("", line)


def end_of_item(lines: Sequence[str], place: int, indent: int, start: re.Pattern[str]) -> int:
    """An item goes on while lines are empty or indented below its text, or simply run on."""
    end, place = place + 1, place + 1
    while place < len(lines):
        line = lines[place]
        inside = line.startswith(" " * min(indent, 2))
        runs_on = bool(lines[place - 1].strip()) and not re.match(r"[?>]", line)
        if not line.startswith(" " * indent) and (start.match(line) or BULLET.match(line)):
            return end
        if line.strip() and not inside and not runs_on:
            return end
        place += 1
        end = place if line.strip() else end
    return end


def end_of_mark(lines: Sequence[str], place: int) -> int:
    """A hint ends before an empty line or another mark; an explanation with its last `>`."""
    mark = lines[place][0]
    end = place + 1
    while end < len(lines) and lines[end].strip():
        starts_other = re.match(r"[?>]|[-*+] +\[", lines[end])
        if (mark == "?" and starts_other) or (mark == ">" and not lines[end].startswith(">")):
            break
        end += 1
    return end
