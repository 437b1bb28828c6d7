"""What new courses, chapters and lessons begin with, in the language in which they are written."""

from __future__ import annotations

from dataclasses import dataclass

from lms.content.check import STUB_SUMMARIES

COURSE = """---
title: {title}
summary: {summary}
language: {language}
---

{landing}
"""
CHAPTER = "# {title}\n\n{chapter}\n"
LESSON = """---
id: {id}
---

# {title}

{lesson}
"""


@dataclass(frozen=True, slots=True)
class Stub:
    """The sentences to be written over."""

    summary: str
    landing: str
    """Of the course's own page."""
    chapter: str
    """Of a chapter's introduction."""
    lesson: str
    first_chapter: str
    first_lesson: str
    new_lesson: str
    """The title of a lesson that nobody has named."""


ENGLISH = Stub(
    summary=STUB_SUMMARIES["en"],
    landing="Say here who this course is for, and what they will be able to do after it.",
    chapter="What this chapter is about, in two sentences.",
    lesson="Begin with what the reader will be able to do.",
    first_chapter="First steps",
    first_lesson="The first lesson",
    new_lesson="A new lesson",
)
STUBS = {
    "it": Stub(
        summary=STUB_SUMMARIES["it"],
        landing="Di’ qui per chi è questo corso, e che cosa si saprà fare alla fine.",
        chapter="Di che cosa parla questo capitolo, in due frasi.",
        lesson="Comincia da ciò che chi legge saprà fare.",
        first_chapter="Primi passi",
        first_lesson="La prima lezione",
        new_lesson="Una nuova lezione",
    )
}


def stub(language: str) -> Stub:
    """The sentences in this language; in English where there are none."""
    return STUBS.get(language, ENGLISH)
