"""`lms courses …`: check, sync, pull, import and export what authors write."""

from lms.content.commands.checking import check
from lms.content.commands.door import courses
from lms.content.commands.explaining import explain
from lms.content.commands.exporting import export
from lms.content.commands.importing import import_
from lms.content.commands.publishing import sync, sync_all, sync_folder, withdraw_missing
from lms.content.commands.pulling import pull
from lms.content.commands.starting import new

COMMANDS = (courses,)

__all__ = [
    "COMMANDS",
    "check",
    "courses",
    "explain",
    "export",
    "import_",
    "new",
    "pull",
    "sync",
    "sync_all",
    "sync_folder",
    "withdraw_missing",
]
