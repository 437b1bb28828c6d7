"""What staff fill in."""

from typing import Any

from babel.numbers import list_currencies
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from lms.accounts import rules as people
from lms.admin import words
from lms.cohorts import hours, roster, rules
from lms.cohorts.actions import Plan
from lms.cohorts.models import Cohort
from lms.platform.config import LANGUAGES
from lms.platform.currencies import minor_digits
from lms.platform.forms import Form, ZoneField
from lms.platform.i18n import gettext
from lms.platform.i18n import lazy_gettext as _


def tidy(typed: str | None) -> str:
    """One line, no blank ends, nothing invisible."""
    return people.tidy_name(typed or "")


class CohortForm(Form):
    """A cohort's dates, seats and price."""

    title = StringField(
        _("Name"), [DataRequired(), Length(max=rules.LONGEST_TITLE)], filters=[tidy]
    )
    starts_on = DateField(_("First day"), [Optional()])
    ends_on = DateField(_("Last day"), [Optional()])
    time_zone = ZoneField(_("Time zone"))
    language = SelectField(
        _("Language"),
        choices=[SelectChoice(code, words.LANGUAGES[code]) for code in ("", *LANGUAGES)],
        default="",
    )
    meets_on = SelectField(
        _("Meets on"),
        choices=[SelectChoice(value, word) for value, word in words.WEEKDAYS.items()],
        coerce=lambda typed: "" if typed is None else str(typed),
        default="",
    )
    meets_at = TimeField(_("At"), [Optional()])
    meets_minutes = IntegerField(
        _("Minutes"), [Optional(), NumberRange(min=hours.SHORTEST, max=hours.LONGEST)]
    )
    meets = StringField(_("More about it"), [Length(max=rules.LONGEST_MEETS)], filters=[tidy])
    seats = IntegerField(_("Seats"), [Optional(), NumberRange(min=0, max=rules.MOST_SEATS)])
    price = StringField(_("Price"), [Length(max=30)], filters=[tidy])

    def __init__(self, zone: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - as Form
        """`zone` is the one in force: it stays a choice, whatever its name."""
        super().__init__(**kwargs)
        self.time_zone.offer(zone)

    def validate_ends_on(self, field: DateField) -> None:
        """Not before the first day, nor years after it."""
        if field.data is None or self.starts_on.data is None:
            return
        if field.data < self.starts_on.data:
            raise ValidationError(gettext("The last day lies before the first."))
        if field.data - self.starts_on.data > rules.LONGEST_COHORT:
            raise ValidationError(gettext("A cohort lasts two years at most."))

    def validate_meets_on(self, field: SelectField) -> None:
        """A weekly hour is whole, or it is not there."""
        parts = [bool(field.data), self.meets_at.data is not None, bool(self.meets_minutes.data)]
        if any(parts) and not all(parts):
            sentence = gettext("A weekly hour needs its day, its time and how long it lasts.")
            raise ValidationError(sentence)

    def validate_price(self, field: StringField) -> None:
        """An amount, exactly; empty is the course's price."""
        try:
            self.money()
        except ValueError:
            sentence = gettext("Write an amount such as 240, 240,50 or 240.50 EUR; 0 is free.")
            raise ValidationError(sentence) from None

    def money(self) -> tuple[int | None, str | None]:
        """(minor units, currency) of the price; (None, None) when it is the course's."""
        if not self.price.data:
            return None, None
        amount, currency = rules.parse_money(self.price.data, minor_digits)
        if currency not in list_currencies():
            raise ValueError(currency)
        return amount, currency

    def plan(self) -> Plan:
        """What was decided."""
        amount, currency = self.money()
        return Plan(
            title=self.title.data,
            time_zone=self.time_zone.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            seats=self.seats.data,
            price_amount=amount,
            price_currency=currency,
            language=self.language.data,
            meets_on=int(self.meets_on.data) if self.meets_on.data else None,
            meets_at=self.meets_at.data,
            meets_minutes=self.meets_minutes.data,
            meets=self.meets.data,
        )

    def show(self, cohort: Cohort) -> None:
        """Fill in what a cohort has now."""
        self.process(obj=cohort)
        if cohort.price_amount is not None:
            currency = cohort.price_currency or "EUR"
            digits = minor_digits(currency)
            self.price.data = rules.typed_money(cohort.price_amount, currency, digits)


class NewCohortForm(CohortForm):
    """The same for a cohort that does not exist yet."""

    course = SelectField(_("Course"))
    starts_on = DateField(_("First day"), [DataRequired(_("A cohort needs a first day."))])


class PlaceForm(Form):
    """One person to be brought in."""

    email = StringField(
        _("E-mail"), [DataRequired(), Length(max=people.LONGEST_EMAIL)],
        filters=[lambda typed: people.tidy_email(typed or "")],
    )  # fmt: skip
    name = StringField(_("Name"), [Length(max=people.LONGEST_NAME)], filters=[tidy])
    source = SelectField(
        _("Source"),
        choices=[SelectChoice(source, words.SOURCES[source]) for source in rules.HAND_SOURCES],
    )
    reason = StringField(_("Reason"), [Length(max=rules.LONGEST_REASON)], filters=[tidy])

    def validate_email(self, field: StringField) -> None:
        """An address that can be written to."""
        if not people.is_email(field.data):
            raise ValidationError(gettext("This is no mail address."))

    def newcomer(self) -> roster.Newcomer:
        """Who was named."""
        return roster.Newcomer(
            name=self.name.data,
            email=self.email.data,
            source=self.source.data,
            reason=self.reason.data,
        )


class MentorForm(Form):
    """Somebody to be found."""

    who = StringField(_("Handle or e-mail"), [DataRequired(), Length(max=254)], filters=[tidy])


class ReasonForm(Form):
    """Why something is done; it stays in the journal."""

    reason = TextAreaField(
        _("Reason"), [DataRequired(), Length(max=rules.LONGEST_REASON)],
        filters=[lambda typed: people.tidy_about(typed or "")],
    )  # fmt: skip


class ElsewhereForm(ReasonForm):
    """How money went back that Stripe could not give back."""

    reason = TextAreaField(
        _("How and when"), [DataRequired(), Length(max=rules.LONGEST_REASON)],
        filters=[lambda typed: people.tidy_about(typed or "")],
    )  # fmt: skip


class CancelForm(ReasonForm):
    """Why a cohort is called off, and whether its money goes back."""

    give_back = BooleanField(_("Give back all that was paid for it"))


class ListForm(Form):
    """People as CSV: a file, or what was typed."""

    file = FileField(_("File"))
    text = TextAreaField(_("The list as text"))

    @property
    def source(self) -> Field:
        """Where the list is taken from: the file when there is one."""
        return self.file if self.file.data else self.text

    def typed(self) -> str:
        """The text of the file when there is one, else what was typed; roster.Unreadable."""
        if self.file.data:
            return roster.decoded(self.file.data.read(roster.MOST_BYTES + 1))
        return self.text.data or ""
