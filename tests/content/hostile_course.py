"""A course whose every place for words holds what an attacker would write there."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
TOGETHER = 24
"""Payloads of one lesson, unless more are asked for."""
QUIZ = """::: quiz {{#q-{number}}}
{0}

- [x] {1}
  > {2}
- [ ] other {0}

? {1}
> {2}
:::
"""


def payloads() -> list[str]:
    """Every payload of the corpora; empty where they are not beside the project."""
    attacks, naughty = CORPORA / "xss-markdown.jsonl", CORPORA / "naughty-strings.json"
    if not attacks.exists() or not naughty.exists():
        return []
    lines = attacks.read_text(encoding="utf-8").splitlines()
    found = [json.loads(line)["payload"] for line in lines]
    return [text for text in [*found, *json.loads(naughty.read_text("utf-8"))] if _is_text(text)]


def hostile_files(words: Sequence[str], together: int = TOGETHER) -> dict[str, str]:
    """Path to text: titles, front matter, names of folders and files, quizzes and plain text."""
    files = {"course.md": _course(words)}
    for number, group in enumerate(_groups(words, together)):
        chapter = f"{number // 20 + 1:02}-{_name(group[0])}"
        files.setdefault(f"{chapter}/index.md", f"# {_line(group[1])}\n\n{group[2]}\n")
        path = f"{chapter}/{number:03}-{_name(group[-1])}.md"
        files[path] = "".join(_lesson(number, group))
    return files


def _groups(words: Sequence[str], together: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(words), together):
        yield tuple((*words[start : start + together], *words[:3]))


def _course(words: Sequence[str]) -> str:
    keys = ("title", "summary", "level", "license", "cover")
    facts = [f"{key}: {json.dumps(word)}" for key, word in zip(keys, words[100:], strict=False)]
    facts += [f"{key}: {json.dumps(words[200:206])}" for key in ("topics", "instructors")]
    return "\n".join(["---", *facts, "---", "", *words[300:310]])


def _lesson(number: int, group: tuple[str, ...]) -> Iterator[str]:
    """A lesson whose title stands in its front matter, or in its heading, or in its file's name."""
    front = [f"summary: {json.dumps(group[0])}", f"authors: [{json.dumps(group[-1])}]"]
    front += [f"title: {json.dumps(group[1])}"] if number % 3 == 0 else []
    yield "\n".join(["---", "preview: true", *front, "---", ""])
    yield f"# {_line(group[-2])}\n\n" if number % 3 == 1 else ""
    yield QUIZ.format(*map(_line, [*group, "", ""]), number=number)
    for word in group:
        yield f"\n{word}\n\n[{_line(word)}]({_line(word)}) ![{_line(word)}](<{_line(word)}>)\n"


def _name(word: str) -> str:
    """As much of the word as a file's name can hold."""
    return re.sub(r"[/\0\\\r\n]", "", word).encode()[:80].decode("utf-8", "ignore").strip() or "x"


def _line(word: str) -> str:
    return " ".join(word.split())


def _is_text(word: str) -> bool:
    try:
        word.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
