"""Ctrl+C at any moment after `lms` was typed."""

import subprocess
import sys

import click
from click.testing import CliRunner

from lms.cli import Words

ENDED_WHILE_IT_STARTS = """
import os, signal, sys
from lms.start import main

class Hand:
    def find_spec(self, name, path=None, target=None):
        if name == "lms.accounts.commands":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Hand())
main()
"""


def test_ending_a_command_while_it_starts_is_quiet() -> None:
    words = [sys.executable, "-c", ENDED_WHILE_IT_STARTS, "config"]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_a_command_that_is_ended_says_nothing_and_ends_with_130() -> None:
    @click.group(cls=Words)
    def main() -> None:
        """A group as the house's own."""

    @main.command()
    def wait() -> None:
        raise KeyboardInterrupt

    told = CliRunner().invoke(main, ["wait"])
    assert (told.exit_code, told.output) == (130, "")
