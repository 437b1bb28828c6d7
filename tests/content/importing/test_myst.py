"""MyST and Quarto: directives, roles, labels, references."""

from tests.content.importing.moved import Files, moved

MYST = """# One

(here)=
## There

```{note} Mind
Nested {math}`x^2`.

~~~python
1
~~~
```

:::{figure} a.png
:alt: A rope
A caption with {ref}`there <here>`.
:::

```{code-cell} ipython3
:tags: [hide]
print(1)
```

```{exercise-start}
:label: e
```
Do it.

```{exercise-end}
```

```{prf:theorem} Big
It holds.
```

```{bibliography}
```

Say `{literally}` and {cite:t}`who`.
"""


def test_directives_and_roles_become_what_they_mean() -> None:
    result = moved(
        {
            "README.md": "# Book\n",
            "01-one.md": MYST,
            "a.png": "x",
            "myst.yml": "project:\n  toc:\n  - file: 01-one.md\n",
        }
    )
    text = result.text("01-one.md")
    assert not result.compiled.has_errors
    assert "::: note Mind\n\nNested $x^2$." in text
    assert "![A rope](a.png)\n\nA caption with [there](#here)." in text
    assert "## There {#here}" in text
    assert "```python\nprint(1)\n```" in text
    assert text.index("::: challenge") < text.index("Do it.") < text.rindex(":::")
    assert "::: note Big" in text
    assert "Say `{literally}` and *who*." in text
    told = {line.partition(" ")[2] for line in result.told}
    assert {
        "the directive prf:theorem became a note",
        "the directive bibliography was left out",
    } <= told


def test_labels_of_myst_are_anchors_that_links_of_every_file_find() -> None:
    one = """(top)=
# One

(toc/structure)=
(second)=
## Tying `it`

(the block)=
> Words.

[](#top), [](#second), [back](#TOC/structure), {ref}`unknown`, {ref}`said <gone>`, [](#nothing).
"""
    two = (
        "# Two\n\nSee {ref}`top`, {ref}`how <second>`, {ref}`the block`"
        " and [x](toc/structure), [](second).\n"
    )
    result = moved({"01-one.md": one, "02-two.md": two})
    first, second = result.text("01-one.md"), result.text("02-two.md")
    assert '<a id="toc-structure"></a>\n\n## Tying `it` {#second}' in first
    assert '<a id="the-block"></a>\n\n> Words.' in first
    assert (
        "[One](01-one.md), [Tying `it`](#second), [back](#toc-structure), unknown, said, nothing."
        in first
    )
    assert (
        "See [One](01-one.md), [how](01-one.md#second), [the block](01-one.md#the-block)"
        " and [x](01-one.md#toc-structure), [Tying `it`](01-one.md#second)." in second
    )
    assert not result.compiled.has_errors
    assert ")=" not in result.html
    assert {line.partition(" ")[0] for line in result.told} == {"01-one.md:11"}


def test_quarto_comes_with_its_parts_includes_and_references() -> None:
    files: Files = {
        "_quarto.yml": "book:\n  title: R\n  chapters:\n  - index.qmd\n"
        "  - part: Basics\n    chapters: [b.qmd, gone.qmd]\n",
        "index.qmd": "# Hello {#sec-hello}\n\n"
        "See @sec-rope and @fig-x.\n\n{{< include _part.qmd >}}\n",
        "b.qmd": "---\ntitle: B\nexecute: x\n---\n\n## Rope {#sec-rope}\n\n"
        "::: {.callout-tip}\n## T\nx\n:::\n\n"
        "::: {layout-ncol=2}\ny\n:::\n\n```{python}\n#| echo: false\n1\n```\n",
        "_part.qmd": "From the *part*.\n",
    }
    result = moved(files)
    assert (result.kind, result.titles) == ("Quarto", ["Hello", "B"])
    assert not result.compiled.has_errors
    assert "[Rope](b.md#sec-rope) and the figure" in result.text("index.md")
    assert "From the *part*." in result.text("index.md")
    assert "```python\n1\n```" in result.text("b.md")
    assert "callout--tip" in result.html
