"""The catalogues of translated strings: `python -m lms.platform.catalogue` collects and compiles.

Strings are written in English in code and templates; Italian stands in `lms/translations`. The
compiled catalogues are committed beside their sources, so that nothing is built at start.
"""

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from lms.platform import assets
from lms.platform.config import LANGUAGES

TRANSLATIONS = Path(__file__).parents[1] / "translations"
SOURCE_LANGUAGE = "en"
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def collect() -> Catalog:
    """Every string to translate, from code and from templates."""
    found = Catalog(charset="utf-8")
    for folder, method in (
        (Path(__file__).parents[1], "python"),
        (assets.folder("templates"), "jinja2"),
    ):
        for name, line, message, _comments, context in extract_from_dir(
            folder, [("**.py" if method == "python" else "**.*", method)], keywords=KEYWORDS
        ):
            if "standin" not in Path(name).parts:
                found.add(message, locations=[(f"{folder.name}/{name}", line)], context=context)
    return found


def file(language: str, suffix: str) -> Path:
    """Where a language's catalogue stands: `.po` for people, `.mo` for the machine."""
    return TRANSLATIONS / language / "LC_MESSAGES" / f"messages{suffix}"


def read(language: str) -> Catalog:
    """A language's catalogue; empty where there is none yet."""
    path = file(language, ".po")
    if not path.exists():
        return Catalog(
            locale=language,
            charset="utf-8",
            project="Bottega",
            header_comment="# Bottega's strings; see lms/platform/catalogue.py.",
            fuzzy=False,
        )
    with path.open("rb") as source:
        return read_po(source, locale=language, charset="utf-8")


def compiled(catalogue: Catalog) -> bytes:
    """What `gettext` reads."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def problems(language: str) -> list[str]:
    """What is missing or wrong: untranslated, fuzzy, left over, other placeholders."""
    wanted = {_key(m) for m in collect() if m.id}
    have = {_key(m): m for m in read(language) if m.id}
    missing = [f"not in the catalogue: {key}" for key in sorted(wanted - have.keys())]
    left_over = [f"no longer used: {key}" for key in sorted(have.keys() - wanted)]
    wrong = [told for key in sorted(wanted & have.keys()) for told in _wrong(have[key])]
    return [*missing, *left_over, *wrong]


def write(language: str) -> None:
    """Bring a catalogue up to date with the sources, keep what is translated, and compile it."""
    catalogue = read(language)
    catalogue.update(collect(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    path = file(language, ".po")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(
            target, catalogue, width=100, sort_by_file=True, no_location=True, omit_header=False
        )
    file(language, ".mo").write_bytes(compiled(catalogue))


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _wrong(message: Message) -> list[str]:
    texts = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    key = _key(message)
    if not all(texts) or "fuzzy" in message.flags:
        return [f"not translated: {key}"]
    source = message.id if isinstance(message.id, str) else message.id[1]
    named = set(PLACEHOLDER.findall(source))
    return [
        f"other placeholders: {key} → {text}"
        for text in texts
        if not set(PLACEHOLDER.findall(text)) <= named | {"num"}
    ]


if __name__ == "__main__":
    for tongue in LANGUAGES:
        if tongue != SOURCE_LANGUAGE:
            write(tongue)
