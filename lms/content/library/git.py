"""git, as far as courses need it: fetch one branch, read its tree, see what moved.

The real git runs without a shell, without hooks, submodules, filters, prompts or anybody's own
configuration, in an environment of its own, for a bounded time and size. Nothing is ever checked
out: files are read from the object store. Secrets travel in the environment of git alone, never in
arguments, addresses or messages.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from lms.content.library.git_environ import Keys, environ_of
from lms.content.origins import COMMIT, Repository

LONGEST_FETCH = 120.0
"""Seconds."""
LONGEST_LOOK = 60.0
"""Seconds for what needs no network."""
LARGEST_STORE = 2_000_000_000
"""Bytes that the objects of one course may take."""
PLAIN = ("100644", "100755")
INCOMING, BASE = "refs/lms/incoming", "refs/lms/base"


class GitFailed(Exception):
    """git could not do it; the sentence is fit to be shown to those who teach."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a tree."""

    path: str
    """From the course's folder; names that are no UTF-8 hold surrogates."""
    blob: str
    size: int
    is_plain: bool
    """False for links and for whole other repositories."""


class Store:
    """The objects of one repository, below a folder of ours."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fetch(self, source: Repository, keys: Keys) -> str:
        """Bring the newest commit of the branch here; its name."""
        if not (self.folder / "HEAD").is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._ask("init", "--bare", "--quiet", "--template=", ".")
        for half in self.folder.glob("objects/pack/tmp_*"):  # of a fetch that was ended
            half.unlink(missing_ok=True)
        what = f"+refs/heads/{source.branch}:{INCOMING}"
        how = ("--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head")
        words = ("fetch", "--quiet", *how, "--end-of-options", source.address, what)
        self._watched(words, environ_of(self.folder, source, keys))
        commit_id = self._ask("rev-parse", "--verify", f"{INCOMING}^{{commit}}").decode().strip()
        if not COMMIT.fullmatch(commit_id):
            raise GitFailed("git answered with something that is no commit")
        return commit_id

    def has(self, commit_id: str) -> bool:
        """Whether a commit is here."""
        if not COMMIT.fullmatch(commit_id):
            return False
        try:
            self._ask("cat-file", "-e", f"{commit_id}^{{tree}}")
        except GitFailed:
            return False
        return True

    def entries(self, commit_id: str, folder: str) -> Iterator[Entry]:
        """Every file of the folder in this commit."""
        tree = f"{commit_id}:{folder}"
        try:
            listed = self._ask("ls-tree", "-r", "-z", "-l", "--full-tree", tree)
        except GitFailed:
            raise GitFailed(f'there is no folder "{folder or "/"}" in this branch') from None
        for line in filter(None, listed.split(b"\0")):
            facts, _, name = line.partition(b"\t")
            mode, kind, blob, size = facts.decode("ascii", "replace").split()
            is_plain = kind == "blob" and mode in PLAIN
            path = name.decode("utf-8", "surrogateescape")
            yield Entry(path, blob, int(size) if size.isdigit() else 0, is_plain)

    def contents(self, blobs: Iterable[str]) -> Iterator[bytes]:
        """What these blobs hold, in order."""
        wanted = "".join(f"{blob}\n" for blob in blobs).encode()
        with tempfile.TemporaryFile() as asked:  # a pipe would have to be fed while it is read
            asked.write(wanted)
            asked.seek(0)
            process = subprocess.Popen(
                ["git", "cat-file", "--batch"],  # noqa: S607
                env=environ_of(self.folder),
                cwd=self.folder,
                stdin=asked,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                yield from _read_batch(process.stdout)
            finally:
                _end(process)

    def moves(self, before: str, after: str, folder: str) -> dict[str, str]:
        """New path to old path of every file that git takes for renamed between two commits.

        Files that were wholly rewritten are broken up (-B), so that an exchange of two is seen.
        """
        if not self.has(before):
            return {}
        trees = (f"{before}:{folder}", f"{after}:{folder}")
        how = (
            "-r",
            "-z",
            "--name-status",
            "-B",
            "-M",
            "-l5000",
            "--diff-filter=R",
            "--no-ext-diff",
        )
        try:
            told = self._ask("diff-tree", *how, *trees).decode("utf-8", "surrogateescape")
        except GitFailed:
            return {}
        words = iter(told.split("\0")[:-1])
        return {new: old for _, old, new in zip(words, words, words, strict=False)}

    def remember(self, commit_id: str) -> None:
        """Keep this commit as the one to compare the next with, and let go of older ones."""
        self._ask("update-ref", BASE, commit_id)
        self.tidy()

    def tidy(self) -> None:
        """Let go of what neither the newest commit nor the one to compare with needs."""
        with contextlib.suppress(GitFailed):  # tidying is not worth failing for
            self._ask("gc", "--quiet", "--prune=now")

    def _ask(self, *words: str) -> bytes:
        """What git answers to what needs no network."""
        try:
            told = subprocess.run(  # noqa: S603 - fixed words, no shell
                ["git", *words],  # noqa: S607 - the one on the PATH of whoever runs the site
                env=environ_of(self.folder),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=LONGEST_LOOK,
                check=False,
            )
        except FileNotFoundError:
            raise GitFailed("git is not installed on this machine") from None
        except subprocess.TimeoutExpired:
            raise GitFailed(f"git {words[0]} took too long") from None
        if told.returncode:
            raise GitFailed(_sentence(told.stderr))
        return told.stdout

    def _watched(self, words: tuple[str, ...], environ: Mapping[str, str]) -> None:
        """Run what fetches, and end it when it takes too long or brings too much."""
        until = time.monotonic() + LONGEST_FETCH
        log = self.folder / "fetch.log"
        with log.open("w+b") as said:
            process = subprocess.Popen(  # noqa: S603 - the address is one of the settings
                ["git", *words],  # noqa: S607
                env=dict(environ),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
            try:
                self._wait(process, until)
            finally:
                _end(process)
            said.seek(0)
            if process.returncode:
                raise GitFailed(_sentence(said.read(4_000)))

    def _wait(self, process: subprocess.Popen[bytes], until: float) -> None:
        pause = 0.01
        while process.poll() is None:
            if time.monotonic() > until:
                raise GitFailed(f"the code host did not finish within {LONGEST_FETCH:.0f} seconds")
            if pause >= 1 and _size(self.folder) > LARGEST_STORE:
                raise GitFailed(f"the repository holds more than {LARGEST_STORE:,} bytes")
            time.sleep(pause)
            pause = min(pause * 1.5, 1)


def _read_batch(stream: IO[bytes] | None) -> Iterator[bytes]:
    while stream and (head := stream.readline()):
        words = head.split()
        if len(words) != 3 or not words[2].isdigit():
            raise GitFailed("a file of the repository is missing")
        content = stream.read(int(words[2]))
        stream.read(1)
        yield content


def _end(process: subprocess.Popen[bytes]) -> None:
    """No helper of git's outlives it."""
    if process.stdout:
        process.stdout.close()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _sentence(said: bytes) -> str:
    """The last line of what git said, without what is no text."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    line = next(
        (x for x in lines if x.startswith(("fatal:", "error:"))), lines[-1] if lines else ""
    )
    plain = "".join(c for c in line if c.isprintable())
    return f"git says: {plain.removeprefix('fatal:').strip()[:300] or 'nothing'}"
