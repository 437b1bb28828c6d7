"""The door of `lms …`: Ctrl+C ends it without a word also while the house is still being read."""

import os
import signal
from types import FrameType

ENDED_BY_HAND = 130
"""128 and the number of the signal, as shells have it."""


def main() -> None:
    """Read what the commands need, which takes its time, and carry out the one that is meant."""
    is_heard = signal.getsignal(signal.SIGINT) == signal.default_int_handler  # else it is ignored
    if is_heard:
        signal.signal(signal.SIGINT, _end)
    from lms.cli import main as command  # here, so that the signal is in good hands until it stands

    if is_heard:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    command()


def _end(number: int, frame: FrameType | None) -> None:
    """End at once: nothing was begun yet, and an exception could be lost in what is being read."""
    os._exit(ENDED_BY_HAND)
