"""An export as one file: a ZIP whose bytes depend on nothing but what lies in it."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from lms.content.exporting.edition import Content

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest time that the format knows, of every file in it."""
UNPACKED = ("mimetype",)
"""What lies in it as it is: by this file a reader tells a book from any archive."""
READABLE = 0o100644 << 16


def write_archive(files: Mapping[str, Content], target: IO[bytes]) -> None:
    """Write the files in their order."""
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in files.items():
            line = zipfile.ZipInfo(path, LONG_AGO)
            line.external_attr = READABLE
            line.create_system = 3  # as on Unix, wherever it is written
            line.compress_type = zipfile.ZIP_STORED if path in UNPACKED else zipfile.ZIP_DEFLATED
            if isinstance(content, bytes):
                archive.writestr(line, content)
            else:
                _write_file(archive, line, content)


def _write_file(archive: zipfile.ZipFile, line: zipfile.ZipInfo, file: Path) -> None:
    line.file_size = file.stat().st_size
    with file.open("rb") as source, archive.open(line, "w") as packed:
        shutil.copyfileobj(source, packed)
