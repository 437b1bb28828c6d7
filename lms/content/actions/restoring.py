"""Going back to an earlier revision."""

from __future__ import annotations

from datetime import datetime

from lms.content import queries
from lms.content.models import Revision
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.journal import Actor, record


def restore(course: str, number: int, by: Actor, now: datetime) -> Revision:
    """Make an earlier revision the newest one again, as a revision of its own.

    What was gone back from is held: the same texts are not published again until they change. The
    caller shows the state in the library after the commit.
    """
    latest, wanted = queries.latest_revision(course), queries.revision(course, number)
    if latest is None or latest.number == wanted.number:
        raise Refused(_("This is what is read already."))
    if not wanted.state:
        raise Refused(_("This revision is not kept any more."))
    again = Revision(
        course=course,
        number=latest.number + 1,
        digest=wanted.digest,
        created_at=now,
        findings=wanted.findings,
        lessons=wanted.lessons,
        state=wanted.state,
        commit_id=wanted.commit_id,
        restores=wanted.number,
        held="" if latest.digest == wanted.digest else latest.held or latest.digest,
    )
    db.session.add(again)
    facts = {"course": course, "number": again.number, "restores": number}
    record("course.restored", actor=by, subject=again, **facts)
    return again
