"""Where settings are given, the environment and a file, and how what stands there is read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

PREFIX = "LMS_"
ENVIRONMENT = "the environment"

Known = Mapping[str, "Field[Any]"]
"""Every setting by its name."""


class BadSettings(Exception):
    """The settings cannot be used; each problem names its setting."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def named_file(environ: Mapping[str, str]) -> Path | None:
    """The file of settings: the one that is named, else `bottega.toml` where one stands."""
    named = environ.get(PREFIX + "CONFIG")
    if named:
        return Path(named)
    usual = Path("bottega.toml")
    return usual if usual.is_file() else None


def read_file(file: Path | None) -> dict[str, Any]:
    """What a file of settings says; BadSettings where it cannot be read."""
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise BadSettings([f"{PREFIX}CONFIG: {file} cannot be read: {wrong}"]) from wrong


def places_of(
    spec: Field[Any], environ: Mapping[str, str], written: Mapping[str, Any]
) -> Iterator[tuple[str, object]]:
    """The places that give a setting, the stronger first, each with what it gives.

    A folder without a name is none: it would be the folder that one happens to be in.
    """
    is_folder = spec.type in (Path, "Path")
    found = ((ENVIRONMENT, environ.get(variable(spec.name))), ("", written.get(spec.name)))
    return ((at, raw) for at, raw in found if raw is not None and not (is_folder and raw == ""))


def variable(name: str) -> str:
    """How a setting is called in the environment."""
    return PREFIX + name.upper()


def strangers(
    environ: Mapping[str, str], written: Mapping[str, Any], known: Known
) -> Iterator[tuple[str, str]]:
    """What is given and no setting: the setting that was meant, if it can be told, and a sentence.

    Variables that are like none are let be: a cluster may put them there.
    """
    for key in written:
        if key not in known:
            near = _nearest(key.lower().removeprefix(PREFIX.lower()), known)
            yield near, _no_such(key, near)
    variables = {variable(name): name for name in known}
    for name in sorted(name for name in environ if name.startswith(PREFIX)):
        near = _nearest(name, [*variables, PREFIX + "CONFIG"])
        if near and near != name:
            yield variables.get(near, ""), _no_such(name, near)


def _no_such(name: str, near: str) -> str:
    return f"{name}: there is no such setting" + (f"; did you mean {near}?" if near else "")


def _nearest(name: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(name, known, n=1, cutoff=0.85)), "")


def converted(spec: Field[Any], raw: object) -> object:
    """What was given, as the setting has it; ValueError with a sentence where it is none."""
    if spec.type in (bool, "bool"):
        return _truth(raw)
    if spec.type in (int, "int"):
        try:
            return int(str(raw))
        except ValueError:
            raise ValueError(f"a whole number is needed, not {raw!r}") from None
    return Path(str(raw)) if spec.type in (Path, "Path") else str(raw)


def _truth(raw: object) -> bool:
    word = str(raw).strip().lower()
    if word in ("1", "true", "yes", "on"):
        return True
    if word in ("", "0", "false", "no", "off"):
        return False
    raise ValueError(f"true or false is needed, not {raw!r}")
