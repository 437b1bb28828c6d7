"""What a person writes in a thread."""

import re
import unicodedata

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from lms.discussion import rules
from lms.platform.forms import Form
from lms.platform.i18n import lazy_gettext as _

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters but tab and line feed; PostgreSQL refuses NUL, screens the rest."""
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows: in a title they would turn the page."""


def tidy_text(typed: str | None) -> str:
    """A text with plain line ends, without unseen characters and blank lines around it."""
    lines = (typed or "").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\A(?:[ \t]*\n)+", "", UNSEEN.sub("", lines)).rstrip()


def tidy_line(typed: str | None) -> str:
    """A text as one line, single blanks between its words."""
    return " ".join(TURNING.sub("", UNSEEN.sub(" ", typed or "")).split())


def can_be_seen(_form: Form, field: StringField) -> None:
    """Refuse what is made of blanks and invisible characters only."""
    if all(unicodedata.category(letter)[0] in "ZC" for letter in field.data):
        raise ValidationError(field.gettext("This field is required."))


class PostForm(Form):
    """A reply, or a post that is changed."""

    body = TextAreaField(
        _("Your reply"),
        [InputRequired(), can_be_seen, Length(max=rules.LONGEST_POST)],
        filters=[tidy_text],
    )


class TitleForm(Form):
    """What a thread is called."""

    title = StringField(
        _("Title"),
        [InputRequired(), can_be_seen, Length(max=rules.LONGEST_TITLE)],
        filters=[tidy_line],
    )


class ThreadForm(TitleForm):
    """A new thread with its first post."""

    lesson = SelectField(_("About"), default="")
    body = TextAreaField(
        _("Your post"),
        [InputRequired(), can_be_seen, Length(max=rules.LONGEST_POST)],
        filters=[tidy_text],
    )
