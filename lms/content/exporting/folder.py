"""The course itself, as its author wrote it, with the id of every lesson written into its file."""

from __future__ import annotations

from lms.content.compile import Compiled
from lms.content.desk.ids import with_ids
from lms.content.exporting.edition import Files
from lms.content.sources import CourseSources


def folder(sources: CourseSources, compiled: Compiled) -> Files:
    """Every file that the course is made of; whatever names its id stays byte for byte."""
    texts = {**sources.included, **sources.texts, **with_ids(sources, compiled)}
    return {**{path: asset.file or b"" for path, asset in sources.assets.items()}, **texts}
