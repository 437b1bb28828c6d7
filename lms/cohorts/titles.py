"""What cohorts are called: the one without dates by its kind, in the language of whoever reads."""

from functools import cache
from typing import Any

from sqlalchemy import String
from sqlalchemy.types import TypeDecorator

from lms.platform import i18n
from lms.platform.i18n import gettext as _


def shown(title: str) -> str:
    """A title as it is kept, or the words for "at your own pace" in this reader's language."""
    return _own_pace() if title in _in_any_language() else title


class Title(TypeDecorator[str]):
    """A column of titles whose rows say what is shown."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Any) -> str:  # noqa: ANN401 - as the base class
        """As people read it."""
        return shown(value)


def _own_pace() -> str:
    return str(_("At your own pace"))


@cache
def _in_any_language() -> frozenset[str]:
    """Under which of these it was opened depends on who opened it."""
    return frozenset(
        i18n.catalogue(tongue).gettext("At your own pace") for tongue in i18n.LANGUAGES
    )
