"""Git repositories of a course, made by hand: what a test writes, commits and moves about."""

import os
import subprocess
from pathlib import Path

from tests.content.courses import COURSE

WORDS = "flour water salt and a long night in a cool place, then heat and steam and patience"


def text_about(what: str) -> str:
    """A lesson that is not like any other."""
    lines = (f"{what} {number}: {what} needs {WORDS} {what}." for number in range(12))
    return f"# {what}\n\n" + "\n\n".join(lines) + "\n"


class Repo:
    """A working repository; commits are made at once and by nobody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "-b", "main")
        self.write("course.md", COURSE)

    def git(self, *words: str) -> str:
        """Run git here."""
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
        made = subprocess.run(
            ["git", *who, *words], cwd=self.folder, env=environ, capture_output=True, check=True
        )
        return made.stdout.decode().strip()

    def write(self, path: str, content: str) -> None:
        """Write a file."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)

    def move(self, old: str, new: str) -> None:
        """Rename a file."""
        (self.folder / new).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", "-f", old, new)

    def commit(self) -> str:
        """Commit all there is; the commit's name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "so")
        return self.git("rev-parse", "HEAD")
