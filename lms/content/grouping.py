"""Which of a course's files are translations of one text, and what kind of text it is."""

from __future__ import annotations

from collections.abc import Mapping

from lms.content import banks
from lms.content.addresses import split_language
from lms.content.glossary import NAME as GLOSSARY
from lms.content.sources import plain_text

Groups = dict[str, dict[str, str]]
"""The path of each text by its language, by the stem that its translations share."""


def grouped(texts: Mapping[str, bytes], language: str) -> tuple[Groups, Groups]:
    """The texts that may be pages, and the banks of questions; `language` is the course's own.

    The glossary is a page too where SUMMARY.md lists it.
    """
    pages: Groups = {}
    questions: Groups = {}
    no_pages = {"SUMMARY"} if _lists_glossary(texts) else {"SUMMARY", GLOSSARY}
    for path in sorted(texts):
        stem, spoken = split_language(path)
        if stem.endswith(banks.SUFFIX):
            questions.setdefault(stem, {})[spoken or language] = path
        elif stem not in no_pages:
            pages.setdefault(stem, {}).setdefault(spoken or language, path)
    return pages, questions


def _lists_glossary(texts: Mapping[str, bytes]) -> bool:
    return f"{GLOSSARY}.md" in plain_text(texts.get("SUMMARY.md", b""))
