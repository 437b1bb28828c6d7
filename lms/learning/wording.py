"""Words that several pages put into what they draw."""

from lms.content.difference import Words
from lms.platform.i18n import gettext as _


def of_differences() -> Words:
    """What stands between the marks of a difference, in the reader's language."""
    return Words(_("added:"), _("removed:"), _("Unchanged text is left out here."))
