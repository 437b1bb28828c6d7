"""The shapes of what people type about their accounts."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from lms.accounts import passwords, rules
from lms.accounts.models import User
from lms.accounts.rules import PasswordFlaw
from lms.platform.forms import Form, ZoneField

FLAWS = {
    PasswordFlaw.SHORT: _("It is too short: eight letters or more are needed."),
    PasswordFlaw.LONG: _("It is too long: 200 letters are the most."),
    PasswordFlaw.COMMON: _("It is among the first that others would try. Choose another."),
    PasswordFlaw.PERSONAL: _("It contains your name or your address. Choose another."),
}
LANGUAGES = [SelectChoice("en", "English"), SelectChoice("it", "Italiano")]


def _email_shape(_form: Form, field: Field) -> None:
    if not rules.is_email(field.data):
        raise ValidationError(_("Write an address such as name@example.org."))


def _name_shape(_form: Form, field: Field) -> None:
    if not field.data:
        raise ValidationError(_("Write the name that others should call you by."))
    if rules.looks_like_a_link(field.data):
        raise ValidationError(_("A name cannot be a link."))


def _handle_shape(_form: Form, field: Field) -> None:
    if not rules.is_handle(field.data):
        raise ValidationError(
            _("Three to thirty small letters, digits and hyphens are needed, a letter first.")
        )


def _tidied(tidy: Callable[[str], str]) -> list[Callable[[str | None], str]]:
    return [lambda typed: tidy(typed or "")]


def _email(label: str) -> EmailField:
    shown = [InputRequired(_("Write your mail address.")), _email_shape]
    return EmailField(label, shown, filters=_tidied(rules.tidy_email))


def _name() -> StringField:
    limit = Length(max=rules.LONGEST_NAME, message=_("80 letters are the most."))
    return StringField(_("Name"), [limit, _name_shape], filters=_tidied(rules.tidy_name))


def _known_password(label: str) -> PasswordField:
    return PasswordField(label, [InputRequired(_("Write your password."))])


def _new_password(label: str) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired(_("Choose a password."))],
        description=_("Eight letters or more, better fifteen: a few words in a row."),
    )


def _take_good(field: Field, own_words: Iterable[str]) -> None:
    """Raise with the sentence for what is wrong with a new password."""
    if flaw := passwords.flaw_of(field.data or "", own_words):
        raise ValidationError(FLAWS[flaw])


class RegisterForm(Form):
    """Somebody who wants an account."""

    name = _name()
    email = _email(_("Mail address"))
    password = _new_password(_("Password"))

    def validate_password(self, field: Field) -> None:
        """Refuse what others would guess."""
        _take_good(field, rules.own_words(self.name.data or "", self.email.data or ""))


class LoginForm(Form):
    """Somebody who has an account; any shape is tried, so that none is told from another."""

    email = EmailField(
        _("Mail address"),
        [InputRequired(_("Write your mail address."))],
        filters=_tidied(rules.tidy_email),
    )
    password = _known_password(_("Password"))


class AddressForm(Form):
    """A mail address alone: to send a link there."""

    email = _email(_("Mail address"))


class NewPasswordForm(Form):
    """A new password of a person whom we know, by a mailed link."""

    new = _new_password(_("New password"))

    def __init__(self, user: User, **more: Any) -> None:  # noqa: ANN401 - as Form
        super().__init__(**more)
        self._own_words = rules.own_words(user.name, user.email)

    def validate_new(self, field: Field) -> None:
        """Refuse what others would guess."""
        _take_good(field, self._own_words)


class PasswordForm(NewPasswordForm):
    """A new password, by the old one."""

    current = _known_password(_("Current password"))


class NewEmailForm(Form):
    """Another address, by the password."""

    email = _email(_("New mail address"))
    password = _known_password(_("Password"))


class ProfileForm(Form):
    """What a person says about themselves."""

    name = _name()
    handle = StringField(
        _("Handle"),
        [_handle_shape],
        filters=_tidied(lambda typed: typed.strip().lower().removeprefix("@")),
        description=_("How others mention you: @handle."),
    )
    about = TextAreaField(
        _("About you"),
        [Length(max=rules.LONGEST_ABOUT, message=_("500 letters are the most."))],
        filters=_tidied(rules.tidy_about),
    )
    language = SelectField(_("Language"), choices=LANGUAGES)
    time_zone = ZoneField(_("Time zone"))
    picture = FileField(_("Picture"), description=_("PNG, JPEG or WebP, 512 KB at most."))
    no_picture = BooleanField(_("Show no picture"))

    def __init__(self, user: User) -> None:
        super().__init__(obj=user)
        self.time_zone.offer(user.time_zone)
