"""`lms courses …`: check, sync, preview and import what authors write."""

from lms.content.commands.checking import check
from lms.content.commands.door import courses
from lms.content.commands.explaining import explain
from lms.content.commands.importing import import_
from lms.content.commands.previewing import preview
from lms.content.commands.publishing import sync, sync_all, sync_folder, withdraw_missing

COMMANDS = (courses,)

__all__ = [
    "COMMANDS",
    "check",
    "courses",
    "explain",
    "import_",
    "preview",
    "sync",
    "sync_all",
    "sync_folder",
    "withdraw_missing",
]
