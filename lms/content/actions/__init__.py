"""What a course's comings and goings write down."""

from lms.content.actions.compiling import (
    compiled_from,
    compiled_to_look_at,
    publish,
    show_newest,
)
from lms.content.actions.identities import write_identities
from lms.content.actions.origins import note_problem, promise_archive, take_base
from lms.content.actions.pulling import promise_pull, repository_of
from lms.content.actions.restoring import restore
from lms.content.actions.syncing import FIRST_SYNC, Synced, sync_course, withdraw_course

__all__ = [
    "FIRST_SYNC",
    "Synced",
    "compiled_from",
    "compiled_to_look_at",
    "note_problem",
    "promise_archive",
    "promise_pull",
    "publish",
    "repository_of",
    "restore",
    "show_newest",
    "sync_course",
    "take_base",
    "withdraw_course",
    "write_identities",
]
