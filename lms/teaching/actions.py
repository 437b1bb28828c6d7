"""What those who teach change in the memory of their courses."""

from collections.abc import Collection

from sqlalchemy import update

from lms.content.models import Revision
from lms.platform.db import db


def forget_states(kept: Collection[str]) -> None:
    """Write down that revisions of other states than these are not kept any more."""
    gone = update(Revision).where(Revision.state != "", Revision.state.not_in(kept))
    db.session.execute(gone.values(state=""))
