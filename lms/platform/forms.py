"""The form that all forms are: what is wrong is said in our words, never in WTForms' own."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field, SelectField
from wtforms.fields.choices import Choice, SelectChoice
from wtforms.widgets import Select

from lms.platform.i18n import gettext as _
from lms.platform.i18n import lazy_gettext, ngettext, zones

MOST_OPTIONS = 2_000  # time zones are some five hundred
OTHER = lazy_gettext("This does not fit here.")
SENTENCES: Mapping[str, Any] = {
    "This field is required.": lazy_gettext("Something is needed here."),
    "Not a valid choice.": lazy_gettext("Choose one of those that are offered."),
    "Invalid Choice: could not coerce.": lazy_gettext("Choose one of those that are offered."),
    "Not a valid integer value.": lazy_gettext("Write a whole number, such as 20."),
    "Not a valid date value.": lazy_gettext("Write a day that exists, such as 2027-04-05."),
    "Not a valid time value.": lazy_gettext("Write a time of day, such as 18:30."),
    "Number must be at least %(min)s.": lazy_gettext("%(min)s is the least."),
    "Number must be at most %(max)s.": lazy_gettext("%(max)s is the most."),
    "Number must be between %(min)s and %(max)s.": lazy_gettext(
        "A number from %(min)s to %(max)s is needed."
    ),
}
"""By WTForms' sentence ours; whatever is not here is OTHER."""
COUNTED: Mapping[str, Callable[[int], str]] = {
    "Field cannot be longer than %(max)d character.": lambda most: ngettext(
        "One letter is the most.", "%(num)d letters are the most.", most
    ),
}


class LongSelect(Select):
    """A choice of hundreds, of which each is drawn once, for everybody."""

    @classmethod
    def render_option(cls, choice: Choice) -> Markup:
        """One of them."""
        return _option(choice.value, choice.label or "", bool(choice.selected))


@lru_cache(maxsize=MOST_OPTIONS)
def _option(value: str, label: str, selected: bool) -> Markup:
    drawn: Markup = Select.render_option(Choice(value, label, selected, {}))
    return drawn


class ZoneField(SelectField):
    """A time zone."""

    widget = LongSelect()

    def offer(self, own: str = "") -> None:
        """All there are; the one in force (`own`) stays a choice, whatever its name."""
        known = zones()
        names = known if not own or own in known else (own, *known)
        self.choices = [SelectChoice(name, name.replace("_", " ")) for name in names]


class OurWords:
    """What WTForms asks for its sentences."""

    def gettext(self, sentence: str) -> str:
        """Our sentence for one of theirs; its placeholders are filled in by them."""
        return str(SENTENCES.get(sentence, OTHER))

    def ngettext(self, one: str, _many: str, number: int) -> str:
        """The same for a sentence that counts."""
        say = COUNTED.get(one)
        return say(number) if say else _("This does not fit here.")


class Form(FlaskForm):
    """A form with its secret token, speaking as the house does."""

    class Meta(FlaskForm.Meta):
        """How WTForms is to treat it."""

        def get_translations(self, form: FlaskForm) -> OurWords:
            """Ours, in the reader's language."""
            return OurWords()

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Markup:
            """Without maxlength: browsers cut what is pasted, and nobody is told."""
            drawn: Markup = super().render_field(field, {"maxlength": False} | render_kw)
            return drawn
