"""Where courses come from: which are pulled from git, and what a pushing host may mean."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from lms.content.addresses import can_be_address

FOLDER, GIT, ZIP = "folder", "git", "zip"
SCHEMES = ("https", "ssh", "file")
COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
SCP_FORM = re.compile(r"(?:[\w.-]+@)?([\w.-]+):(?!//)([^\s]+)")
"""git's short form of an SSH address: git@host:owner/name.git"""
BRANCH = re.compile(r"(?!-)(?!.*(?:\.\.|//|@\{|\.lock$|/$|\.$))[\w][\w./+-]{0,199}")
"""A part of what git allows (git-check-ref-format), enough for people and harmless in a line."""


@dataclass(frozen=True, slots=True)
class Origin:
    """From what a course was read."""

    kind: str = FOLDER
    commit_id: str = ""
    """Of git; else empty."""


@dataclass(frozen=True, slots=True)
class Repository:
    """Where one course lies in git."""

    course: str
    address: str
    """As git takes it; never with a password inside."""
    branch: str = "main"
    folder: str = ""
    """Of the course inside the repository; empty for its root."""

    @property
    def scheme(self) -> str:
        """https, ssh or file."""
        if self.address.startswith("/"):
            return "file"
        return urlsplit(self.address).scheme if "://" in self.address else "ssh"

    @property
    def host(self) -> str:
        """The machine's name; empty on this one."""
        return _split(self.address)[0]

    def is_at(self, address: str) -> bool:
        """Whether this address, in whatever spelling, names the same repository."""
        return bool(address) and _split(address) == _split(self.address)

    def page(self, commit_id: str, path: str, line: int = 0) -> str:
        """Where a file of the course is shown on the code host; empty where there is none."""
        host, name = _split(self.address)
        if self.scheme == "file" or not host:
            return ""
        part = "-/blob" if "gitlab" in host else "src/commit" if _is_forgejo(host) else "blob"
        place = posixpath.join(self.folder, path)
        anchor = f"#L{line}" if line else ""
        plain = "?plain=1" if line and part == "blob" and path.endswith(".md") else ""
        return f"https://{host}/{name}/{part}/{commit_id}/{quote(place)}{plain}{anchor}"


class BadRepositories(ValueError):
    """A line of the setting is not understood; the sentence says which and why."""


def repositories(setting: str) -> dict[str, Repository]:
    """The courses of the setting: a line each (or parts by `;`), NAME ADDRESS [BRANCH [FOLDER]]."""
    found: dict[str, Repository] = {}
    for line in filter(None, map(str.strip, re.split(r"[;\n]", setting))):
        made = _repository(line.split())
        if made.course in found:
            raise BadRepositories(f'"{made.course}" stands twice')
        found[made.course] = made
    return found


def _repository(words: list[str]) -> Repository:
    if not 2 <= len(words) <= 4:
        raise BadRepositories("NAME ADDRESS [BRANCH [FOLDER]] is needed")
    branch, folder = (words[2:] + ["main", ""][len(words) - 2 :])[:2]
    made = Repository(words[0], words[1], branch, folder.strip("/"))
    if not can_be_address(made.course):
        raise BadRepositories(f'"{made.course}" cannot be the name of a course')
    return checked(made)


def checked(made: Repository) -> Repository:
    """The same, or BadRepositories with the reason why nothing may be fetched from there."""
    if not is_branch(made.branch):
        raise BadRepositories(f'"{made.branch}" cannot be a branch')
    if made.scheme not in SCHEMES or made.address.startswith("-") or "::" in made.address:
        raise BadRepositories(f"{made.course}: only https, ssh and local addresses are fetched")
    if made.scheme != "file" and not made.host:
        raise BadRepositories(f"{made.course}: the address names no host")
    if urlsplit(made.address).password or "@" in _authority(made.address, "https"):
        raise BadRepositories(f"{made.course}: the token belongs into GIT_TOKEN")
    if any(part in ("", ".", "..") for part in made.folder.split("/")) and made.folder:
        raise BadRepositories(f'"{made.folder}" is no folder inside a repository')
    return made


def is_branch(name: str) -> bool:
    """Whether this can be the name of a branch."""
    return BRANCH.fullmatch(name) is not None


def pushed(known: Iterable[Repository], addresses: Iterable[str], ref: str) -> list[Repository]:
    """Those whose branch `ref` ("refs/heads/main") is, in a repository at one of the addresses."""
    wanted = list(addresses)
    return [
        one
        for one in known
        if ref == f"refs/heads/{one.branch}" and any(one.is_at(address) for address in wanted)
    ]


def _split(address: str) -> tuple[str, str]:
    """(host, path without .git), in small letters, of every spelling of a repository's address."""
    short = SCP_FORM.fullmatch(address)
    if short and "://" not in address:
        host, path = short[1], short[2]
    else:
        try:
            parts = urlsplit(address)
            host, path = parts.hostname or "", parts.path
        except ValueError:
            return "", ""
    return host.lower(), path.strip("/").removesuffix(".git").lower()


def _authority(address: str, scheme: str) -> str:
    parts = urlsplit(address)
    return parts.netloc if parts.scheme == scheme else ""


def _is_forgejo(host: str) -> bool:
    return host == "codeberg.org" or any(name in host for name in ("gitea", "forgejo"))
