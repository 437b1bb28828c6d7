"""Before and after a sync is written down: compiling what was read, showing what was kept."""

from __future__ import annotations

from collections.abc import Mapping

from lms.content import queries
from lms.content.actions.syncing import Synced
from lms.content.compile import Compiled, compile_course
from lms.content.library import Kept, Library
from lms.content.library.keeping import KeptPages
from lms.content.sources import CourseSources
from lms.platform.db import db


def compiled_from(
    sources: CourseSources, library: Library, moves: Mapping[str, str] | None = None
) -> tuple[Compiled, Kept | None]:
    """Compile what was read, and keep it in the library where nobody is shown it yet.

    With errors nothing is kept.
    """
    known = queries.known_lessons(sources.slug)
    db.session.rollback()  # compiling may take long, and no transaction waits for it
    compiled = compile_course(sources, known, KeptPages(library.folder / "kept"), moves)
    if compiled.has_errors:
        return compiled, None
    shown = library.state(compiled.slug)
    if shown and library.holds(compiled.slug, compiled.digest):
        return compiled, Kept(shown.name)
    return compiled, library.keep(compiled)


def compiled_to_look_at(sources: CourseSources, library: Library) -> Compiled:
    """Compile what nobody will publish: with its errors it is whole enough to be looked at."""
    known = queries.known_lessons(sources.slug)
    db.session.rollback()
    return compile_course(sources, known, KeptPages(library.folder / "kept"))


def publish(library: Library, synced: Synced) -> None:
    """Show what was synced, after the commit.

    What was as before or is held back shows again what should be read, if it is not.
    """
    if synced.accepted:
        show_newest(library, synced.compiled.slug)
        db.session.rollback()  # whatever the caller does next, no transaction waits for it


def show_newest(library: Library, course: str) -> None:
    """Have the library show the newest revision; after the commit that made it."""
    library.show_newest(course, lambda: queries.newest_edition(course))
