"""The settings as `lms config` lists them: what each is for, and what is in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lms.platform.config import BY_NAME, PREFIX, given, named_file, read_file

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
        variable, raw = PREFIX + name.upper(), given(name, environ, written)
        value = NOT_SHOWN if raw and spec.metadata["secret"] else str(raw or "")
        origin = "" if raw is None else "the environment" if variable in environ else str(file)
        yield Listed(variable, spec.metadata["says"], str(spec.default), value, origin)
