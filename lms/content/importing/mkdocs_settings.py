"""The settings of MkDocs, with those that they inherit, and the extensions of Markdown they name.

Source: https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance
"""

from __future__ import annotations

import posixpath
from typing import Any

from lms.content.addresses import joined
from lms.content.importing.front import as_yaml, mapping
from lms.content.importing.shape import Source

DEEPEST = 5
_INHERIT = "INHERIT"
_EXTENSIONS = "markdown_extensions"
_OWN = "markdown.extensions."
"""What stands before the names of Python-Markdown's own extensions, which may be left out."""
_ALWAYS = ("toc", "tables", "fenced_code")
"""Those that MkDocs has without being told to."""
_EXTRA = (
    *("abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables"),
    *("fenced_code", "pymdownx.superfences"),
)
_BUNDLES = {"extra": _EXTRA, "pymdownx.extra": _EXTRA}


def settings_in(source: Source, path: str, depth: int = 0) -> dict[str, Any]:
    """The settings in a file, over those of the file that they inherit; none where it is no YAML.

    `INHERIT` stays in them where that file is not in the source.
    """
    found = mapping(as_yaml(source.text(path)))
    named = str(found.get(_INHERIT) or "")
    parent = joined(posixpath.dirname(path), named) if named else None
    if parent is None or parent not in source.paths or depth >= DEEPEST:
        return found
    del found[_INHERIT]
    return _over(settings_in(source, parent, depth + 1), found)


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """The settings below, with those above in their place; lists of keys are merged."""
    merged = dict(below)
    for key, value in above.items():
        inherited = merged.get(key)
        is_both = isinstance(inherited, dict) and isinstance(value, dict)
        merged[key] = _over(mapping(inherited), mapping(value)) if is_both else value
    return merged


def extensions(settings: dict[str, Any]) -> dict[str, Any] | None:
    """What is set for each extension of Markdown, by its name; None where that cannot be known."""
    if _EXTENSIONS not in settings and _INHERIT in settings:
        return None
    listed = settings.get(_EXTENSIONS)
    entries = listed if isinstance(listed, list) else [listed]
    named = [{one: None} if isinstance(one, str) else mapping(one) for one in entries]
    found: dict[str, Any] = dict.fromkeys(_ALWAYS)
    for one in named:
        for name, options in one.items():
            plain = name.removeprefix(_OWN)
            found |= dict.fromkeys(_BUNDLES.get(plain, ())) | {plain: options}
    return found


def words_in(found: object) -> list[str]:
    """The words of a list, or the one word that stands in its place."""
    listed = found if isinstance(found, list) else [found]
    return [word for word in listed if isinstance(word, str)]
