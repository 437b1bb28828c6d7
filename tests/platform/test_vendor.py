"""What others made and we serve is what they published, with their licence beside it."""

import hashlib
import json
from pathlib import Path

import pytest

from lms.platform import assets

FOLDERS = sorted((assets.folder("static") / "vendor").iterdir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_it_is_unchanged_and_licensed(folder: Path) -> None:
    told = json.loads((folder / "vendor.json").read_text())
    assert folder.name == f"{told['name']}-{told['version']}"
    content = (folder / told["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == told["sha256"]
    assert "Permission is hereby granted" in (folder / "LICENSE.txt").read_text()
