"""What is wrong with a course: where, what, and the right form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from typing import Any

CODES = {
    "C001": "The file is not UTF-8 text.",
    "C002": "The file is larger than a text may be.",
    "C003": "The file lies outside the course's folder, or is no plain file.",
    "C004": "The course has no course.md.",
    "C005": "The file holds characters that no text should.",
    "C006": "The text is nested too deeply to be read.",
    "C007": "The course has too many files.",
    "C008": "There is more wrong with the file than is told.",
    "C009": "The name of the course's folder cannot be its address.",
    "C010": "Two names differ only in small and capital letters.",
    "C011": "No text of the course names the file.",
    "C012": "The name of the file is longer than a disk takes.",
    "C101": "There is no block of this name.",
    "C102": "A block is opened and not closed.",
    "C103": "A closing line closes nothing.",
    "C104": "The block does not know this option.",
    "C105": "The option's value does not fit.",
    "C106": "There is no callout of this name.",
    "C107": "The language of the code is not known.",
    "C108": "The fence's option does not fit.",
    "C109": "HTML that a lesson may not hold was dropped.",
    "C110": "An anchor stands twice on the page.",
    "C111": "A second title was made a section.",
    "C112": "The attribute is not allowed here.",
    "C113": "A heading skips a level.",
    "C114": "A block inside raw HTML is not read.",
    "C115": "The footnote has no note.",
    "C116": "A block of code is opened and not closed.",
    "C117": "Nothing says where the reference leads.",
    "C118": "A block begins with too few colons.",
    "C119": "A heading has no space after its marks.",
    "C120": "The quiz has no question.",
    "C121": "The quiz has fewer than two answers, or nothing to answer with.",
    "C122": "No answer of the quiz is right.",
    "C123": "The quiz has no id.",
    "C124": "The quiz's id stands twice in the course.",
    "C125": "A line of the quiz belongs to nothing.",
    "C126": "The translation of the quiz has other right answers.",
    "C127": "A quiz stands outside a lesson, where nobody can answer it.",
    "C128": "Two answers of the quiz are equal.",
    "C129": "What should be a number, or how far one may be off, is none.",
    "C130": "A blank is not closed, is none, or stands where nobody can write.",
    "C131": "A blank holds no word.",
    "C132": "There is nothing to match: two pairs or more are needed.",
    "C133": "Half of a pair to match is missing.",
    "C134": "There is nothing to order: two things or more are needed.",
    "C135": "One question is answered in two ways.",
    "C136": "There is no such question bank.",
    "C137": "More questions are to be drawn than the bank holds.",
    "C138": "There is no bank to pick from.",
    "C139": "A draw from a bank holds a question of its own.",
    "C140": "What is more than text is lost where only text can be shown.",
    "C141": "The option changes nothing for a question of this kind.",
    "C142": "The bank holds text that nobody will see.",
    "C143": "Nobody draws from the bank.",
    "C144": "The translation draws other questions.",
    "C145": "The translation's checklists are others.",
    "C146": "Something is to finish the lesson that the lesson does not have.",
    "C147": "What is said of the quiz stands outside its braces.",
    "C150": "A set of tabs needs two tabs or more.",
    "C151": "The formula cannot be set.",
    "C152": "There is no such file to include.",
    "C153": "What is to be included lies outside the course.",
    "C154": "The file has no such anchor or lines.",
    "C155": "A file includes itself in the end.",
    "C156": "A page includes too much.",
    "C157": "The word after {{# is not known.",
    "C158": "The graph cannot be drawn.",
    "C159": "Graphs are not drawn here, as Graphviz is not installed.",
    "C160": "A file of this type cannot be shown; readers see a link.",
    "C161": "The film has no captions beside it.",
    "C170": "A paragraph of the glossary defines nothing.",
    "C171": "The glossary defines a term twice.",
    "C180": "The original has changed since it was translated.",
    "C181": "The translation does not say which state of the original it translates.",
    "C190": "This is not supported yet: it does nothing, or stands there as plain text.",
    "C191": "Another tool reads this; here it stands as plain text.",
    "C192": "A table lacks the line below its head, or cells of it.",
    "C193": "A box of a checklist is none: it is written [ ], with a space before and behind it.",
    "C201": "The file that SUMMARY.md names does not exist.",
    "C202": "The file is not in SUMMARY.md, so nobody can reach it.",
    "C203": "The line of SUMMARY.md is not understood.",
    "C204": "Two lessons have the same address.",
    "C205": "Two lessons have the same id.",
    "C206": "The lesson lies too deep; only SUMMARY.md can place it.",
    "C207": "The file stands twice in SUMMARY.md.",
    "C208": "The name holds nothing that an address can be made of.",
    "C209": "The course has no lessons.",
    "C210": "The lesson has no text.",
    "C211": "A translation has nothing it translates.",
    "C212": "The lesson's address is too long.",
    "C213": "The minutes do not fit the length of the text.",
    "C214": "The translation lacks a quiz of the original.",
    "C215": "The translation names an id of its own.",
    "C216": "The translation has a quiz that the original lacks.",
    "C301": "The front matter is not closed, is indented, or stands below empty lines.",
    "C302": "The front matter is not YAML.",
    "C303": "There is no such key.",
    "C304": "The key stands twice.",
    "C305": "The value does not fit the key.",
    "C306": "A key is missing.",
    "C307": "The lesson it requires does not exist.",
    "C308": "Lessons require each other in a circle.",
    "C309": "The lesson is free to read and has a date: it can be one of the two.",
    "C310": "The summary says nothing yet.",
    "C311": "The lesson it requires is a draft.",
    "C401": "The link leads to no file of this course.",
    "C402": "The link leaves the course's folder.",
    "C403": "The page has no such anchor.",
    "C404": "Files of this type are not published.",
    "C405": "The picture has no description.",
    "C406": "The picture comes from elsewhere; readers see a link.",
    "C407": "The address is not one that a page may link to.",
    "C408": "The link names a page of a site; the text is meant.",
    "C409": "The page on another site does not answer.",
    "C410": "The page on another site has moved.",
    "C411": "An address with a space makes no link.",
    "C412": "The words of a link and its address are apart, or each in the other's brackets.",
}
"""Every code with its sentence. A code is never reused for something else."""

ERROR, WARNING = "error", "warning"
LONGEST_WORD = 200
"""Characters; nothing that is known is like a longer word."""
FEW = 20
"""Words that are compared letter by letter."""
CLEARLY = 0.06
"""By how much a known word must be likelier than the next one to be offered alone."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, at one place."""

    severity: str
    """"error" keeps the course from being published; "warning" does not."""
    code: str
    """One of `CODES`; stays the same when the words change."""
    path: str
    """The file, relative to the course's folder."""
    line: int
    """From 1; 0 means the file as a whole."""
    column: int
    """From 1; 0 means the line as a whole."""
    message: str
    """What is wrong here, in a few words."""
    hint: str = ""
    """The right form, or what was probably meant."""
    source: str = ""
    """The line as it is written."""
    width: int = 1
    """How many characters the caret underlines."""
    via: tuple[tuple[str, int], ...] = ()
    """The texts that include the file, with the line (from 1) on which they do."""

    @property
    def is_error(self) -> bool:
        """Whether it keeps the course from being published."""
        return self.severity == ERROR

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each once, by file and line; what is wrong in an included file, with all that include it."""
    via: dict[Finding, set[tuple[str, int]]] = {}
    for finding in findings:
        via.setdefault(replace(finding, via=()), set()).update(finding.via)
    each = (replace(f, via=tuple(sorted(places))) for f, places in via.items())
    return tuple(sorted(each, key=lambda f: (f.path, f.line, f.column, f.code, f.message)))


def nearest(word: str, known: Iterable[str], least: float = 0.5) -> str:
    """A sentence that offers the likeliest of the known words; empty when none is as like it.

    Where two are about as likely both are offered, and nobody can choose for the author.
    """
    if len(word) > LONGEST_WORD:
        return ""
    close = get_close_matches(word.lower(), likely(word.lower(), known), n=2, cutoff=least)
    if len(close) == 2 and likeness(word, close[0]) - likeness(word, close[1]) < CLEARLY:
        return f'did you mean "{close[0]}" or "{close[1]}"?'
    return f'did you mean "{close[0]}"?' if close else ""


def likely(word: str, known: Iterable[str]) -> list[str]:
    """Of many words the few that share most pairs of letters: comparing all takes too long."""
    choices = sorted(known)
    if len(choices) <= FEW:
        return choices
    mine = _pairs(word)
    return nlargest(FEW, choices, key=lambda one: _shared(mine, _pairs(one)))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of two sets."""
    return 2 * len(one & other) / (len(one) + len(other) or 1)


@lru_cache(maxsize=30_000)
def _pairs(word: str) -> frozenset[str]:
    """With those of its ends: a word of one letter has some too."""
    return frozenset(map("".join, pairwise(f" {word} ")))


def likeness(word: str, known: str) -> float:
    """How alike two words are, from 0 to 1."""
    return SequenceMatcher(None, known, word.lower()).ratio()
