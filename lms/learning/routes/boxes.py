"""The boxes of a lesson's checklists, as this reader has ticked them."""

from collections.abc import Mapping
from functools import cached_property

from markupsafe import Markup

from lms.content.page import PLAIN_BOX
from lms.learning import outline, ticking
from lms.learning.routes.door import Opened
from lms.platform.i18n import gettext as _
from lms.platform.sheets import TOKEN

BOX = Markup(
    '<input type="checkbox" form="ticks_form" name="ticked" value="{}"{}>'
    '<input type="hidden" form="ticks_form" name="shown" value="{}">'
)
SAVE = Markup(
    '<p class="checklist__end" id="checklist-{0}"><button class="btn btn--sm" form="ticks_form"'
    ' name="at" value="{0}">{1}</button></p>'
)
FORM = Markup(
    '<form id="ticks_form" method="post" action="{}/ticks"{}>'
    '<input type="hidden" name="csrf_token" value="{}"></form>'
)


class Boxes:
    """Draws each box, a button below each list, and the one form to which they belong."""

    def __init__(self, found: Opened) -> None:
        self._found, self._ends, self._saves = found, 0, False

    @cached_property
    def _kept(self) -> frozenset[str]:
        """The keys of what this reader can tick."""
        tasks = self._found.tasks if self._found.reader.id else ()
        return frozenset(task.key for task in tasks)

    @cached_property
    def _ticked(self) -> Mapping[str, str]:
        found = self._found
        ticks = found.reading.past.ticks.get(found.lesson.id, {})
        return ticking.adopted(found.tasks, ticks)

    def box(self, key: str) -> str:
        """A box; for a visitor one that nobody can tick."""
        if key not in self._kept:
            return PLAIN_BOX
        self._saves = True
        return BOX.format(key, Markup(" checked") if key in self._ticked else "", key)

    def end(self) -> str:
        """The button that saves without JavaScript, and where one finds oneself after it."""
        saves, self._saves = self._saves, False
        self._ends += saves
        return SAVE.format(self._ends, _("Save my ticks")) if saves else ""

    def form(self) -> str:
        """The form, where anything belongs to it."""
        if not self._ends:
            return ""
        lesson = self._found.original
        waits = lesson.complete == "tasks" and lesson.id not in self._found.reading.past.done
        finishes = Markup(" data-finishes") if waits else ""
        return FORM.format(outline.address(self._found.course, lesson), finishes, TOKEN)
