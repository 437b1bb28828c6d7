"""What is said of a quiz on its first line, also where its author forgot the braces around it."""

from __future__ import annotations

import re
from dataclasses import replace

from lms.content.markdown.options import Head, read_options
from lms.content.markdown.quiz_options import KNOWN, OF_DRAWS
from lms.content.page import Page

RIGHT = "as in: ::: quiz "
"""Before the right form in the hint."""
NO_COMMAS = "no commas, as in: "
_OF_QUIZ = re.compile(r":{3,}[ \t]*\{?quiz\b\}?[ \t]*(.*?)[ \t]*:*[ \t]*$", re.IGNORECASE)
_BRACED = re.compile(r"\{([^{}]*)\}")
_WORD = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_NAME = re.compile(r"(?=\S*[0-9-])[A-Za-z][\w-]*", re.ASCII)
"""A word that is rather a name whose mark was forgotten than a title."""


def in_braces(head: Head, row: int, page: Page) -> Head:
    """The head with what stands outside of its braces read as if it stood within.

    That is told, and so are a title, which a quiz has not, and commas.
    """
    rows = [row, row + 1]
    head = _without_commas(head, rows, page)
    if not head.title:
        return head
    match = _OF_QUIZ.search(page.spot(rows).marked)
    words = match[1] if match else head.title
    meant = _meant(" ".join(words.replace("{", " ").replace("}", " ").split()))
    if not meant:
        hint = "write it into the question"
        title, braces = _parted(head.title)
        page.error("C147", page.spot(rows, title), "a quiz has no title", hint)
        return replace(head, title="", options={**head.options, **read_options(braces)})
    message = "what is said of a quiz stands in braces"
    page.error("C147", page.spot(rows, words), message, f"{RIGHT}{{{meant}}}")
    return replace(head, title="", options=read_options(meant))


def _without_commas(head: Head, rows: list[int], page: Page) -> Head:
    """The head whose options are told apart by space alone."""
    match = _BRACED.search(page.spot(rows).marked)
    if match is None or "," not in match[1] or not any(map(_has_comma, head.options.items())):
        return head
    right = " ".join(match[1].replace(",", " ").split())
    message, hint = "options have spaces between them", f"{NO_COMMAS}{{{right}}}"
    page.error("C105", page.spot(rows, match[0]), message, hint)
    return replace(head, options=read_options(right))


def _has_comma(option: tuple[str, str]) -> bool:
    """Whether a comma is taken for a part of an option that cannot hold one."""
    key, value = option
    return "," in key or (key != "from" and "," in value)


def _meant(words: str) -> str:
    """The words as they can stand in braces; empty when they are a title."""
    first, _, rest = words.partition(" ")
    name = _NAME if not rest else _WORD
    if _are_options(words) and not _NAME.fullmatch(words):
        return words
    is_named = name.fullmatch(first) and "#" not in rest and _are_options(rest)
    return f"#{words}" if is_named else ""


def _parted(title: str) -> tuple[str, str]:
    """A title, and what stands in braces behind or before it."""
    match = _BRACED.search(title)
    if match is None:
        return title, ""
    return f"{title[: match.start()]}{title[match.end() :]}".strip(), match[1]


def _are_options(words: str) -> bool:
    """Whether each of these words can stand in the braces of a quiz."""
    return all(
        key == "id" or key in KNOWN | OF_DRAWS or value != key
        for key, value in read_options(words).items()
    )
