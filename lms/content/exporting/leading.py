"""Where the links of a page lead once it has left the school's site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

_OUTSIDE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


_UNSAID = re.compile(r"""[\x00-\x20"<>\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})""")
"""What browsers forgive in an address and books do not."""
_WHOLE = re.compile(r"https?://[^/?#\[\]\s]+.*|(?!https?:)[a-z]+:.+", re.IGNORECASE | re.DOTALL)


def strict(address: str) -> str:
    """The address as a book has it; empty where it is none."""
    if _OUTSIDE.match(address) and not _WHOLE.fullmatch(address):
        return ""
    return _UNSAID.sub(lambda found: f"%{ord(found[0]):02X}", address)


@dataclass(frozen=True, slots=True)
class Way:
    """The links of one page of an export."""

    here: str
    """The page's own path in the export."""
    pages: Mapping[str, str]
    """Addresses of the school's site that went along, each with its path in the export."""
    home: str
    """The course's address on the site."""
    files: Mapping[str, str]
    """Paths of the course's files that went along, each with its path in the export."""
    school: str = ""
    """The site's own address, for what stayed behind; may be empty."""
    opens_files: bool = True
    """Whether a link may lead to a file: in a book only its pages can be opened."""
    root: str = ""
    """What stands before every path, where no page knows its own place."""

    def lead(self, address: str) -> str:
        """The address from here; empty when it leads nowhere any more."""
        if address.startswith("#") or _OUTSIDE.match(address):
            return address
        if not address.startswith("/") or address.startswith("//"):
            return ""
        path, mark, anchor = address.partition("#")
        file = self.file(path) if self.opens_files else ""
        target = self.pages.get(path) or file
        if target:
            return self.to(target) + mark + anchor
        return f"{self.school}{address}" if self.school else ""

    def file(self, address: str) -> str:
        """The path of the course's file that stands at this address; empty when it stayed."""
        return self.files.get(self.named(address), "")

    def named(self, address: str) -> str:
        """The path of a course's file, as its author names it; empty for any other address."""
        before = f"{self.home}/files/"
        return unquote(address.removeprefix(before)) if address.startswith(before) else ""

    def to(self, target: str) -> str:
        """From here to another path of the export."""
        if self.root:
            return self.root + quote(target)
        return quote(posixpath.relpath(target, posixpath.dirname(self.here) or "."))
