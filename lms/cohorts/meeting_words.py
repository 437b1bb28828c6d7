"""When a cohort meets, in words: by the reader's clock first, by the cohort's second."""

from datetime import datetime
from zoneinfo import ZoneInfo

from lms.cohorts import hours
from lms.cohorts.models import Cohort
from lms.platform.i18n import format_date, format_datetime, zone_city
from lms.platform.i18n import gettext as _


def meets(cohort: Cohort, reader_zone: str, now: datetime) -> list[str]:
    """Lines to be read one under the other; none for a cohort that says nothing about it.

    `reader_zone` is empty for visitors, whose clock is not known.
    """
    zone = cohort.time_zone
    kept = hours.hour(cohort.meets_on, cohort.meets_at, cohort.meets_minutes, zone)
    note = [cohort.meets] if cohort.meets else []
    if kept is None:
        return [_in_town(text, zone) for text in note]
    meeting = hours.meeting(kept, now, cohort.starts_on, cohort.ends_on)
    there = _span(meeting, zone)
    if not reader_zone or meeting.looks_the_same_in(reader_zone, zone):
        return [_in_town(there, zone), *note]
    here = _span(meeting, reader_zone)
    own = _("%(when)s your time (%(city)s)", when=here, city=zone_city(reader_zone))
    return [own, _in_town(there, zone), *note]


def coming(cohort: Cohort, zone: str, now: datetime) -> str:
    """What somebody wants to know on the day, by the clock of `zone`; empty once all are over."""
    kept = hours.hour(cohort.meets_on, cohort.meets_at, cohort.meets_minutes, cohort.time_zone)
    if kept is None:
        return ""
    meeting = hours.meeting(kept, now, cohort.starts_on, cohort.ends_on)
    day = meeting.begins_at.date()
    if meeting.ends_at <= now or (cohort.starts_on and day < cohort.starts_on):
        return ""
    until = format_datetime(meeting.ends_at, zone, "HH:mm")
    if meeting.begins_at <= now:
        return str(_("Meets now, until %(time)s.", time=until))
    begins = meeting.begins_at.astimezone(ZoneInfo(zone))
    span = f"{format_datetime(meeting.begins_at, zone, 'HH:mm')}–{until}"
    if begins.date() == now.astimezone(begins.tzinfo).date():
        return str(_("Meets today, %(time)s.", time=span))
    on = format_date(begins.date(), "EEEE d MMMM")
    return str(_("Meets next on %(day)s, %(time)s.", day=on, time=span))


def _in_town(when: str, zone: str) -> str:
    return str(_("%(when)s, %(city)s time", when=when, city=zone_city(zone)))


def _span(meeting: hours.Meeting, zone: str) -> str:
    """ "Thursday 18:30–20:00"."""
    begins = format_datetime(meeting.begins_at, zone, "EEEE HH:mm")
    return f"{begins}–{format_datetime(meeting.ends_at, zone, 'HH:mm')}"
