"""The templates of an export, filled in without an app: in the language that the course speaks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from lms.content.exporting.edition import direction
from lms.content.exporting.xhtml import legal
from lms.platform import assets, i18n


def printed(template: str, tongue: str, **values: object) -> Markup:
    """A template of `templates/export` with these values; its own words in this language."""
    page = _environment(tongue).get_template(f"export/{template}").render(tongue=tongue, **values)
    return Markup(page)  # noqa: S704 - the templates escape


def sentence(tongue: str) -> Callable[..., str]:
    """`_` of this language, for plain text: `_("%(number)s left", number=2)`."""

    def said(message: str, **values: object) -> str:
        return i18n.catalogue(tongue).gettext(message) % values

    return said


def sheet(name: str) -> bytes:
    """A style sheet that lies beside the templates."""
    return (assets.folder("templates") / "export" / name).read_bytes()


@cache
def _environment(tongue: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(assets.folder("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    made.globals.update(i18n.words(tongue), direction=direction)
    return made


def _clean(value: object) -> object:
    """Text without what XML may not hold."""
    if isinstance(value, Markup):
        return Markup(legal(value))  # noqa: S704 - as safe as it was
    return legal(value) if isinstance(value, str) else value
