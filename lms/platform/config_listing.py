"""The settings as `lms config` lists them: what each is for, and what is in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lms.platform.config import BY_NAME
from lms.platform.config_sources import named_file, places_of, read_file, variable

NOT_SHOWN = "set, not shown"


@dataclass(frozen=True, slots=True)
class Listed:
    """One setting."""

    variable: str
    says: str
    default: str
    value: str
    """As it was given, wrong or not; of a secret only that it was."""
    origin: str
    """The environment, or the name of a file; empty: the default is in force."""


def listed(environ: Mapping[str, str]) -> Iterator[Listed]:
    """Every setting in the order of `Settings`; BadSettings where the file cannot be read."""
    file = named_file(environ)
    written = read_file(file)
    for name, spec in BY_NAME.items():
        place, raw = next(places_of(spec, environ, written), (None, ""))
        value = NOT_SHOWN if raw and spec.metadata["secret"] else _shown(raw)
        origin = "" if place is None else place or str(file)
        yield Listed(variable(name), spec.metadata["says"], _shown(spec.default), value, origin)


def _shown(raw: object) -> str:
    """What was given, as it is written."""
    return str(raw).lower() if isinstance(raw, bool) else str(raw)
