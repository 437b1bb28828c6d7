"""What cohorts are called: the one without dates by its kind, in the language of whoever reads."""

from functools import cache
from typing import Any

from sqlalchemy import String
from sqlalchemy.types import TypeDecorator

from lms.platform import i18n
from lms.platform.i18n import gettext as _

EARLIER = ["At your own pace", "Al tuo ritmo"]
"""What the cohort without dates was called before, and is in the rows of many a school."""


def shown(title: str) -> str:
    """A title as it is kept, or the name of the one without dates in this reader's language."""
    return own_pace() if title in _in_any_language() else title


class Title(TypeDecorator[str]):
    """A column of titles whose rows say what is shown."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Any) -> str:  # noqa: ANN401 - as the base class
        """As people read it."""
        return shown(value)


def own_pace() -> str:
    """What the cohort without dates is called, in the language that is spoken now."""
    return str(_("Self-paced group"))


@cache
def _in_any_language() -> frozenset[str]:
    """Under which of these it was opened depends on who opened it."""
    return frozenset(
        [i18n.catalogue(tongue).gettext("Self-paced group") for tongue in i18n.LANGUAGES] + EARLIER
    )
