"""Parts of pages that look the same to many people: drawn once in each process, then joined in."""

from collections.abc import Callable, Hashable, MutableMapping
from functools import lru_cache
from typing import Any

from flask import Flask
from flask.templating import Environment
from markupsafe import Markup

from lms.platform import i18n

MOST_KEPT = 2_000  # parts, of some hundred bytes to some kilobytes each

Macro = Callable[..., str]


class SharedNames(Environment):
    """Templates that all see the same names.

    Jinja gives each template a map of its own over these, for names that nobody gives it here, and
    goes through that map at every import: a third of what a page takes.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names a template sees."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Let templates say `kept(macro, …)` for `macro(…)`."""
    app.jinja_env.globals["kept"] = kept


def kept(macro: Macro, *facts: Hashable) -> Markup:
    """What a macro draws of these facts; it may depend on nothing else but the language."""
    return _drawn(macro, i18n.language(), *facts)


@lru_cache(maxsize=MOST_KEPT, typed=True)
def _drawn(macro: Macro, _language: str, *facts: Hashable) -> Markup:
    return Markup(macro(*facts))  # noqa: S704 - a macro's output is escaped already
