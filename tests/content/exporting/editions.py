"""Courses to export: those that come with the house, and ones that mean ill."""

from functools import cache
from pathlib import Path

from lms.content.compile import Compiled, compile_course
from lms.content.exporting.edition import Edition
from lms.content.library.reading import read_course
from tests.content.courses import COURSE, QUIZ, compiled

ROOT = Path(__file__).parents[3]
SLUGS = ("community-business", "python-accounts", "writing-courses")


@cache
def demo(slug: str) -> Compiled:
    """A course that comes with the house."""
    return compile_course(read_course(ROOT / "courses" / slug))


def editions(slug: str) -> list[Edition]:
    """It in each of its languages."""
    made = demo(slug)
    return [Edition(course, made.assets) for course in made.courses.values()]


def edition(texts: dict[str, str | bytes], school: str = "") -> Edition:
    """The course of these files, in English."""
    made = compiled(texts)
    return Edition(made.courses["en"], made.assets, school)


HOSTILE: dict[str, str | bytes] = {
    "course.md": "---\ntitle: '<b>&amp; \"]]>\x0b\U0001f9fd'\nsummary: '&nbsp;<x'\n---\n\n"
    "[a](/x) &zwj;\n",
    "01-é <&>/index.md": "---\ntitle: '</section>'\n---\n\n<a name='two words'>x</a>\n",
    "01-é <&>/01-a.md": f"---\ntitle: '<script>'\n---\n\n## One\n\n## One\n{QUIZ}\n\n"
    '<p id="one" align="left">a<p id="one">b\n\n<img src="https://x.example/a.png" alt="&">\n\n'
    "<details><summary>More</summary>\n\n- [ ] to do\n- [x] done\n\n</details>\n\n"
    "[out](https://x.example/?a=1&b=2) <td dir=up>cell</td> ![](x.png)\n",
    "02-b.md": "# \u202e Right\n\n::: instructor\nno\n:::\n\n"
    "| a |\n|---|\n| b[^1] |\n\n[^1]: Note.\n",
}

EVERY_KIND: dict[str, str | bytes] = {
    "drawn.quiz.md": "::: quiz {#drawn-1}\nDrawn?\n\n- [ ] no\n- [x] yes\n:::\n\n"
    "::: quiz {#drawn-2}\nAlso?\n\n- [x] aye\n- [ ] nay\n:::\n",
    "01-a.md": """# Every kind

::: quiz {#one points=3 attempts=2 shuffle}
One of three?

- [ ] salt
  > Feedback-secret.
- [x] yeast
- [ ] ash

? A hint-secret.
> Explanation-secret.
:::

::: quiz {#two}
One of two?

- [x] true
- [ ] false
:::

::: quiz {#many points=200}
Several?

- [x] a
- [ ] b
- [x] c
:::

::: quiz {#number}
Pi?

= 3.14 +- 0.01
:::

::: quiz {#about}
Far?

= 1000000 +- 5000
:::

::: quiz {#word}
Keyword?

= let | LET
:::

::: quiz {#long}
Tell me.

____
:::

::: quiz {#gaps}
Bread is flour, {{blank: water}} and {{blank: salt | sale}}.
:::

::: quiz {#pairs}
Match.

- crust :: outside
- crumb :: inside
- peel :: shovel
:::

::: quiz {#order}
Order.

order:

1. mix
2. prove
3. bake
:::

::: quiz {from=drawn.quiz.md pick=1}
:::

- [ ] knead it
- [x] fold it
""",
}
"""Each kind of question, a bank, and a checklist."""

FEATURES: dict[str, str | bytes] = {
    "glossary.md": "# Glossary\n\nDough\n: Flour and water.\n",
    "01-a/01-b.md": """# B

Let $a^2 = \\frac{c}{\\sqrt{2}}$, and

$$\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} \\sum_{i=0}^n \\overline{x} \\text{ if }$$

```dot title="Two things"
digraph { a -> b [label="x & y"]; }
```

```mermaid
graph TD; A-->B;
```

::: tabs {group=os}
## One

first way

## Other

other way
:::

![A film](clip.mp4)

![A paper](a paper.pdf)

https://www.youtube.com/watch?v=abcdefghijk

```python title="a.py" hl_lines="2" linenos
a = 1
b = 2
```

[the table](rows.csv) of dough

| | b |
|---|--:|
| 1 | 2 |
""".replace("a paper.pdf", "<a paper.pdf>"),
}
BESIDE = {
    "clip.mp4": b"film",
    "clip.vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n",
    "a paper.pdf": b"%PDF",
    "rows.csv": b"a,b\n",
}
"""Whatever needs a browser, a player or a script on the school's own site, and the files of it."""


def with_features(folder: Path) -> Edition:
    """The course of these, in a folder of the test's own."""
    (folder / "bread" / "01-a").mkdir(parents=True)
    for name, content in BESIDE.items():
        (folder / "bread" / "01-a" / name).write_bytes(content)
    (folder / "bread" / "course.md").write_text(COURSE, encoding="utf-8")
    for path, text in FEATURES.items():
        (folder / "bread" / path).write_text(str(text), encoding="utf-8")
    made = compile_course(read_course(folder / "bread"))
    assert not made.has_errors
    return Edition(made.courses["en"], made.assets)
