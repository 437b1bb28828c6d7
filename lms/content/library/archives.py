"""Courses sent as a zip: what is hostile is refused, what is no part of a course is left out.

What an archive says of itself (sizes, counts, names) is believed only where it speaks against it:
bytes are counted while they are unpacked.
"""

from __future__ import annotations

import posixpath
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lms.content.library.reading import is_hidden, is_writable
from lms.platform.i18n import gettext as _

MOST_ENTRIES = 5_000
LARGEST_UNPACKED = 500_000_000
"""Bytes of all files together."""
MOST_SQUEEZED = 200
"""How often larger than in the archive a file may be; texts are some ten times."""
LONGEST_PATH = 400
CHUNK = 1 << 20


class BadArchive(ValueError):
    """The archive is not taken; the sentence says why."""


def unpack(archive: IO[bytes], folder: Path) -> None:
    """Write the course of this archive below a folder; BadArchive for one that is not taken."""
    try:
        with zipfile.ZipFile(archive) as opened:
            _unpack(opened, folder)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError) as wrong:
        if isinstance(wrong, BadArchive):
            raise
        raise BadArchive(_("This is no zip archive that can be read.")) from wrong
    except (OSError, zlib.error) as wrong:
        raise BadArchive(_("A file of the archive cannot be unpacked.")) from wrong


def _unpack(opened: zipfile.ZipFile, folder: Path) -> None:
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    if len(entries) > MOST_ENTRIES:
        raise BadArchive(_("The archive holds more than %(most)s files.", most=MOST_ENTRIES))
    for entry in entries:
        _require_harmless(entry)
    names = [entry.filename for entry in entries]
    if len({name.casefold() for name in names}) < len(names):
        raise BadArchive(_("Two files of the archive have the same name."))
    root, left = _root(names), LARGEST_UNPACKED
    for entry in entries:
        path = entry.filename.removeprefix(root)
        if entry.filename.startswith(root) and _is_wanted(path):
            left -= _write(opened, entry, folder / path, left)


def _require_harmless(entry: zipfile.ZipInfo) -> None:
    name, mode = entry.filename, entry.external_attr >> 16
    parts = name.split("/")
    leads_out = name.startswith("/") or ".." in parts or "" in parts[:-1] or ":" in parts[0]
    if leads_out or "\\" in name or "\0" in (entry.orig_filename or ""):
        raise BadArchive(_("A name in the archive leads out of it: %(name)s", name=name[:80]))
    if len(name) > LONGEST_PATH or any(len(part.encode()) > 255 for part in parts):
        raise BadArchive(_("A name in the archive is too long: %(name)s", name=name[:80]))
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise BadArchive(_("The archive holds a link or a device: %(name)s", name=name[:80]))
    if entry.flag_bits & 0x1:
        raise BadArchive(_("The archive is locked with a password."))
    if entry.file_size > max(CHUNK, entry.compress_size * MOST_SQUEEZED):
        raise BadArchive(_("A file of the archive would grow too large: %(name)s", name=name[:80]))


def _root(names: list[str]) -> str:
    """The folder that holds course.md: the archive itself, or a folder in it."""
    found = [name for name in names if posixpath.basename(name) == "course.md"]
    if not found:
        raise BadArchive(_("There is no course.md in the archive."))
    return min(found, key=lambda name: (name.count("/"), name)).removesuffix("course.md")


def _is_wanted(path: str) -> bool:
    """Whether a course may name it: a text may include any file that is not hidden."""
    return is_writable(path) and not any(map(is_hidden, path.split("/")))


def _write(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Path, most: int) -> int:
    """Unpack one file; how many bytes it really had."""
    file.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with opened.open(entry) as packed, file.open("xb") as target:
        for chunk in _chunks(packed):
            written += len(chunk)
            if written > most:
                raise BadArchive(_("The archive would unpack to too many bytes."))
            target.write(chunk)
    return written


def _chunks(packed: IO[bytes]) -> Iterator[bytes]:
    while chunk := packed.read(CHUNK):
        yield chunk
