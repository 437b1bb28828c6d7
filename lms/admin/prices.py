"""What a cohort costs, in words."""

from lms.cohorts import rules
from lms.content import shelf
from lms.platform import i18n
from lms.platform.i18n import gettext as _


def course_price(slug: str) -> str:
    """What a seat costs where a cohort has no price of its own; empty while the course is gone."""
    found = shelf.find(slug, i18n.language())
    if found is None:
        return ""
    own = shelf.own(found)
    amount, currency = rules.price((None, None), (own.price_amount, own.price_currency))
    return i18n.money(amount, currency) if amount else str(_("Free"))
