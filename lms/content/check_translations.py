"""Whether translations still say what their originals say.

A translation names the state of the original that it was made of: `translated_from: 3f9a2c1b`, the
beginning of the SHA-256 of the original's text. It lies in git beside the words, so that the check,
the site and every clone know the same without a database.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping

from lms.content.addressed import AWAY, readdressed
from lms.content.addresses import NUMBER, stem
from lms.content.findings import WARNING, Finding
from lms.content.locating import finding_at
from lms.content.order import INTRODUCTIONS
from lms.content.parse import Parsed

KEY = "translated_from"
_TOLD = ("title", "summary")
"""What of the front matter is translated too."""


def fingerprint(original: Parsed) -> str:
    """Stands for what the original says; blanks at line ends and settings change nothing.

    Nor do links to a file that lies elsewhere now, or has another number: they are mended in the
    original and need not be translated.
    """
    return _fingerprint(original, readdressed(original.front.body, _named))


def is_stale(translation: Parsed, original: Parsed) -> bool:
    """Whether the original has changed since; one that tells nothing is believed.

    Those that were told before links to moved files changed nothing hold as they are.
    """
    told = translation.front.values.get(KEY)
    if told is None or told == _fingerprint(original, original.front.body):
        return False
    return bool(told != fingerprint(original))


def _fingerprint(original: Parsed, body: str) -> str:
    values = original.front.values
    lines = [str(values.get(key, "")) for key in _TOLD]
    lines += [line.rstrip() for line in body.strip().split("\n")]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:8]


def _named(address: str) -> str:
    """Of an address within the course what stays when the file moves: its name, and what follows.

    A name that every folder may have stands for the folder's.
    """
    if AWAY.match(address):
        return address
    whole, mark, anchor = address.partition("#")
    path, asks, query = whole.partition("?")
    name = path.rstrip("/")
    if posixpath.basename(stem(name)) in INTRODUCTIONS:
        name = posixpath.dirname(name)
    return f"{NUMBER.sub('', posixpath.basename(name))}{asks}{query}{mark}{anchor}"


def stale(
    parsed: Mapping[str, Parsed], groups: Mapping[str, Mapping[str, str]], language: str
) -> Iterator[Finding]:
    """Translations of an older original; and, where others say of which, those that do not."""
    is_used = any(KEY in text.front.values for text in parsed.values())
    for paths in groups.values():
        original = parsed.get(paths.get(language, ""))
        if original is None:
            continue
        for path in (path for spoken, path in paths.items() if spoken != language):
            text = parsed.get(path)
            if text is None or not is_used:
                continue
            if KEY not in text.front.values:
                add = f"add {_right(original)}, and it is told when it grows old"
                words = (f'"{KEY}" is missing', add)
                yield Finding(WARNING, "C181", path, 1, 0, *words)
            elif is_stale(text, original):
                words = (
                    f"{original.path} has changed since",
                    f"translate the change, then {_right(original)}",
                )
                yield _at_key(text, words)


def _right(original: Parsed) -> str:
    """The row that a translation of this original should have; to work it out takes its time."""
    return f"{KEY}: {fingerprint(original)}"


def _at_key(text: Parsed, words: tuple[str, str]) -> Finding:
    return finding_at(text.line_spot(text.key_spot(KEY).line), text.path, (WARNING, "C180"), *words)
