"""What is said of a quiz on its first line, also where its author forgot the braces around it."""

from __future__ import annotations

import re
from dataclasses import replace

from lms.content.markdown.options import Head, read_options
from lms.content.markdown.quiz_options import KNOWN, OF_DRAWS
from lms.content.page import Page

RIGHT = "as in: ::: quiz "
"""Before the right form in the hint."""
_OF_QUIZ = re.compile(r":{3,}[ \t]*\{?quiz\b\}?[ \t]*(.*?)[ \t]*:*[ \t]*$", re.IGNORECASE)
_NAME = re.compile(r"(?=\S*[0-9-])[A-Za-z][\w-]*", re.ASCII)
"""A word that is rather a name whose mark was forgotten than a title."""


def in_braces(head: Head, row: int, page: Page) -> Head:
    """The head with what stands outside of its braces read as if it stood within.

    That is told, and so is a title, which a quiz has not.
    """
    if not head.title:
        return head
    rows = [row, row + 1]
    match = _OF_QUIZ.search(page.spot(rows).marked)
    words = match[1] if match else head.title
    meant = " ".join(words.replace("{", " ").replace("}", " ").split())
    if _NAME.fullmatch(meant):
        meant = f"#{meant}"
    if not _are_options(meant):
        hint = "write it into the question"
        page.error("C147", page.spot(rows, head.title), "a quiz has no title", hint)
        return head
    message = "what is said of a quiz stands in braces"
    page.error("C147", page.spot(rows, words), message, f"{RIGHT}{{{meant}}}")
    return replace(head, title="", options=read_options(meant))


def _are_options(words: str) -> bool:
    """Whether each of these words can stand in the braces of a quiz."""
    return all(
        key == "id" or key in KNOWN | OF_DRAWS or value != key
        for key, value in read_options(words).items()
    )
