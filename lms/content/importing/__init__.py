"""Courses that were written for other tools, told apart and turned into ours, one format a file."""

from __future__ import annotations

from lms.content.importing import (
    carpentries,
    exercism,
    gift,
    jekyll,
    liascript,
    mdbook,
    mkdocs,
    myst,
    notebooks,
    plain,
    quarto,
    text2qti,
)
from lms.content.importing.finish import Written, written
from lms.content.importing.shape import Importer, NothingToImport, Source

FORMATS: dict[str, tuple[str, Importer]] = {
    "mdbook": ("mdBook", mdbook.carry),
    "carpentries": ("Carpentries", carpentries.carry),
    "jekyll": ("Carpentries of the Jekyll years", jekyll.carry),
    "exercism": ("Exercism track", exercism.carry),
    "myst": ("MyST or Jupyter Book", myst.carry),
    "quarto": ("Quarto", quarto.carry),
    "mkdocs": ("MkDocs", mkdocs.carry),
    "notebooks": ("Jupyter notebooks", plain.carry),
    "liascript": ("LiaScript", liascript.carry),
    "gift": ("GIFT questions", gift.carry),
    "text2qti": ("text2qti questions", text2qti.carry),
    "plain": ("plain Markdown", plain.carry),
}
"""The word for `--from`, the name for people, and who reads it."""


def detected(source: Source) -> str:
    """The format that lies in the folder, told by the files that only it has."""
    for name, signs in SIGNS.items():
        if signs(source):
            return name
    return "plain"


SIGNS = {
    "mdbook": lambda source: "book.toml" in source.paths,
    "carpentries": carpentries.fits,
    "jekyll": jekyll.fits,
    "exercism": exercism.fits,
    "myst": myst.fits,
    "quarto": quarto.fits,
    "mkdocs": mkdocs.fits,
    "liascript": liascript.fits,
    "gift": gift.fits,
    "text2qti": text2qti.fits,
    "notebooks": notebooks.fits,
}


def carried(source: Source, slug: str, name: str = "") -> tuple[str, Written]:
    """What the source is for people, and the course that it becomes, named `slug`."""
    title, carry = FORMATS[name or detected(source)]
    moved = carry(source)
    if not moved.texts:
        raise NothingToImport(f"{source.name} holds no text that {title} would have")
    return title, written(source, moved, slug)


__all__ = ["FORMATS", "NothingToImport", "Source", "Written", "carried", "detected"]
