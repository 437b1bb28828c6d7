"""What has changed between two pages, as a page that shows it: blocks first, then words.

Both pages are compiled HTML of ours, clean already. The blocks of one (paragraphs, list items,
headings, code, tables) are matched with those of the other by what can be read in them; where a
block was edited, its words are. What is new stands in <ins>, what is gone in <del>, each led by a
word for those who do not see colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

from markupsafe import Markup, escape

from lms.content.course import Part, Quiz, QuizSlot

_BLOCKS = (
    "p h1 h2 h3 h4 h5 h6 li dt dd blockquote summary pre table figure figcaption hr div section"
)
BLOCKS = frozenset(_BLOCKS.split(" "))
WHOLE = frozenset(("pre", "table", "figure", "math"))
"""What is compared and shown line by line or as one piece."""
ALIKE = 0.4
"""Share of words from which one block is the other, edited."""
CONTEXT = 1
"""Unchanged blocks shown around a change."""
MOST_BLOCKS = 2_000
"""Beyond, a page is not compared: nobody would read it."""
MOST_TRIED = 12
"""Old blocks that a new one is compared with: an edited paragraph stays near its place."""
MOST_WORDS = 800
"""Longer blocks are compared as wholes."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page as it is read."""

    tag: str
    text: str

    @property
    def words(self) -> list[str]:
        """Words and signs, each with the space after it."""
        return re.findall(r"\w+[^\S\n]*|[^\w\s][^\S\n]*|\n|[^\S\n]+", self.text)


@dataclass(frozen=True, slots=True)
class Words:
    """What is said to those who do not see what is struck out; in the reader's language."""

    added: str
    removed: str
    skipped: str
    """Stands for blocks that are the same."""


class _Reader(HTMLParser):
    """Text of a page, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._tag, self._text = "p", ""
        self._inside: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "div" and (self._unread or "code__head" in (said.get("class") or "")):
            self._unread += 1  # what a block of code is called is no part of it
        if tag in ("img", "video", "audio"):
            self._text += f" [{said.get('alt') or said.get('src') or tag}] "
        if self._inside or tag not in BLOCKS:
            if tag == "tr":
                self._text += "\n"
            elif tag in ("td", "th"):
                self._text += " | "
        else:
            self._end()
            self._tag = tag
        if tag in WHOLE:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._unread:
            self._unread -= 1
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
        if tag in BLOCKS and not self._inside:
            self._end()

    def handle_data(self, data: str) -> None:
        if self._unread:
            return
        if "table" not in self._inside:
            self._text += data
        elif data.strip():
            self._text += " ".join(data.split())

    def close(self) -> None:
        """The rest."""
        super().close()
        self._end()

    def _end(self) -> None:
        keep = self._tag in WHOLE
        text = self._text.strip("\n") if keep else " ".join(self._text.split())
        if text.strip():
            self.blocks.append(Block(self._tag, text))
        self._tag, self._text = "p", ""


def blocks_of(parts: Sequence[Part], quizzes: Sequence[Quiz]) -> list[Block]:
    """What can be read on a page by a learner: no key, no note for staff."""
    by_id = {quiz.id: quiz for quiz in quizzes}
    reader = _Reader()
    for part in parts:
        if isinstance(part, QuizSlot):
            quiz = by_id.get(part.quiz_id)
            reader.feed("".join(_of_quiz(quiz)) if quiz else "")
        elif isinstance(part, Markup):
            reader.feed(str(part))
    reader.close()
    return reader.blocks


def _of_quiz(quiz: Quiz) -> Iterator[str]:
    """The question and what there is to choose from; what an order would tell is sorted."""
    yield f"<p>{quiz.asked_html}</p>"
    choices = [option.html for option in quiz.options] + [pair.term_html for pair in quiz.pairs]
    hidden = [escape(pair.meaning) for pair in quiz.pairs] + list(quiz.items)
    yield from (f"<li>{choice}</li>" for choice in [*choices, *sorted(hidden)])


def difference(before: Sequence[Block], after: Sequence[Block], words: Words) -> Markup:
    """Both as one page of changes; empty when they read the same."""
    if max(len(before), len(after)) > MOST_BLOCKS or list(before) == list(after):
        return Markup("")
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces: list[str] = []
    for group in matcher.get_grouped_opcodes(CONTEXT):
        if pieces or group[0][1] > 0:
            pieces.append(f'<p class="diff__skip">{escape(words.skipped)}</p>')
        for kind, old, old_end, new, new_end in group:
            if kind == "equal":
                pieces += [_plain(block) for block in after[new:new_end]]
            else:
                pieces += _changed(before[old:old_end], after[new:new_end], words)
    return Markup("".join(pieces))  # noqa: S704 - every text in it was escaped


def _changed(before: Sequence[Block], after: Sequence[Block], words: Words) -> Iterator[str]:
    """Some blocks that became others: those that were edited word by word, the rest whole."""
    left = list(before)
    for block in after:
        place = _likest(left, block)
        if place is None:
            yield _whole(block, "ins", words.added)
            continue
        likest = left[place]
        yield from (_whole(old, "del", words.removed) for old in left[:place])
        left = left[place + 1 :]
        yield _edited(likest, block, words)
    yield from (_whole(old, "del", words.removed) for old in left)


def _likest(left: Sequence[Block], block: Block) -> int | None:
    """The place of the block that this one was before; None where it is new."""
    shares = [_share(old, block) for old in left[:MOST_TRIED]]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= ALIKE else None


def _share(old: Block, new: Block) -> float:
    before, after = old.words, new.words
    if len(before) * len(after) > MOST_WORDS**2:
        return float(old.text == new.text)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _edited(old: Block, new: Block, words: Words) -> str:
    before, after = old.words, new.words
    pieces: list[str] = []
    for kind, i, i_end, j, j_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        gone, come = "".join(before[i:i_end]), "".join(after[j:j_end])
        if kind == "equal":
            pieces.append(str(escape(come)))
            continue
        if gone:
            pieces.append(_marked(gone, "del", words.removed))
        if come:
            pieces.append(_marked(come, "ins", words.added))
    return _in_its_tag(new.tag, "".join(pieces), "diff__edited")


def _whole(block: Block, mark: str, said: str) -> str:
    return _in_its_tag(block.tag, _marked(block.text, mark, said), f"diff__{mark}")


def _plain(block: Block) -> str:
    return _in_its_tag(block.tag, str(escape(block.text)), "diff__same")


def _marked(text: str, mark: str, said: str) -> str:
    hidden = f'<span class="visually-hidden">{escape(said)} </span>' if text.strip() else ""
    return f"<{mark}>{hidden}{escape(text)}</{mark}>"


def _in_its_tag(tag: str, html: str, look: str) -> str:
    """Headings and items lose their rank here: this page has an outline of its own."""
    if tag in WHOLE:
        return f'<pre class="{look}" tabindex="0">{html}</pre>'
    kind = {"li": " diff__item", "dt": " diff__item"}.get(
        tag, " diff__head" if tag[:1] == "h" else ""
    )
    return f'<p class="{look}{kind}">{html}</p>'
