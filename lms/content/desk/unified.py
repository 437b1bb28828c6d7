"""The difference that mending makes, as a unified diff of no more lines than were touched.

Mending writes lines anew where they are and sets an id above them: lines are compared one by one.
Python's `unified_diff` looks for the most that two texts share and, where lines repeat a lot, takes
out and puts back hundreds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

Opcode = tuple[str, int, int, int, int]


def unified(old: Sequence[str], new: Sequence[str], name: str) -> Iterator[str]:
    """The lines of a diff that `git apply` takes."""
    yield f"--- a/{name}\n"
    yield f"+++ b/{name}\n"
    for group in _InPlace(old, new).get_grouped_opcodes(3):
        (_, old_start, _, new_start, _), (_, _, old_end, _, new_end) = group[0], group[-1]
        yield f"@@ -{_span(old_start, old_end)} +{_span(new_start, new_end)} @@\n"
        for tag, start, end, from_, to in group:
            if tag == "equal":
                yield from (f" {line}" for line in old[start:end])
            else:
                yield from (f"-{line}" for line in old[start:end])
                yield from (f"+{line}" for line in new[from_:to])


def changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, str | None, str]]:
    """Each line that is another or new: its number, and what differs, old (if any) and new."""
    for tag, start, _, from_, to in _InPlace(old, new).get_opcodes():
        for row in range(from_, to) if tag != "equal" else ():
            line = new[row].rstrip()
            if tag == "replace":
                yield row + 1, *_apart(old[start + row - from_].rstrip(), line)
            else:
                yield row + 1, None, line


def _apart(old: str, new: str) -> tuple[str, str]:
    """Two lines without the words with which both begin or end.

    They are whole where only spaces differ, or words were only put in or only taken out.
    """
    was, now = old.split(), new.split()
    most = min(len(was), len(now))
    head = next((n for n in range(most) if was[n] != now[n]), most)
    tail = next((n for n in range(most - head) if was[-1 - n] != now[-1 - n]), most - head)
    before, after = was[head : len(was) - tail], now[head : len(now) - tail]
    return (" ".join(before), " ".join(after)) if before and after else (old, new)


class _InPlace(SequenceMatcher[str]):
    """Two texts of which one has the lines of the other, some changed, and more at its top."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        super().__init__(None, old, new, autojunk=False)
        self.old, self.new = old, new

    def get_opcodes(self) -> list[Opcode]:  # type: ignore[override]  # its tuples have names
        """Which lines are the same, which are others, and which are new."""
        more = len(self.new) - len(self.old)
        top = int(more > 0 and self.old[:1] == self.new[:1])
        new = [("insert", top, top, top, top + more)] if more else []
        return [*self._runs(0, top, 0), *new, *self._runs(top, len(self.old), more)]

    def _runs(self, start: int, end: int, more: int) -> Iterator[Opcode]:
        """Rows of the old text that are the same `more` rows below, or are not, in turn."""
        for is_same, run in groupby(
            range(start, end), lambda row: self.old[row] == self.new[row + more]
        ):
            first, *_ = rows = [*run]
            last = rows[-1] + 1
            yield "equal" if is_same else "replace", first, last, first + more, last + more


def _span(start: int, end: int) -> str:
    """First line and count; the count is left out where it is one."""
    count = end - start
    return str(start + 1) if count == 1 else f"{start + bool(count)},{count}"
