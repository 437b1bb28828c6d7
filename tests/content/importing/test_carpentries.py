"""The Carpentries, of today and of the Jekyll years."""

from tests.content.importing.moved import Files, moved

OLD = """---
title: "Loops"
teaching: 20
exercises: 10
questions:
- "How do I do it *again*?"
objectives:
- "Repeat."
keypoints:
- "`for` repeats."
layout: page
custom: x
---
Text with [setup]({{ page.root }}{% link setup.md %}) and [next]({{ page.root }}/02-next/).

> ## Count
> What is it?
> ~~~
> for x in "abc":
>     print(x)
> ~~~
> {: .language-python}
>
> > ## Solution
> > ~~~
> > a
> > ~~~
> > {: .output}
> {: .solution}
{: .challenge}

~~~
boom
~~~
{: .error}

{% include figure.html url="" file="../fig/loop.png"
   alt="A loop" caption="Round and round" %}

| a  | b  |
|----+----|
| 1  | 2  |
|----+----|
| 3  | 4  |

A note.
{: .odd #id}

{% unknown tag %} Stays.
{% include links.md %}
"""


def old(**more: str) -> Files:
    return {
        "_config.yml": 'title: "Old lesson"\n',
        "_episodes/01-loops.md": OLD,
        "_episodes/02-next.md": "---\ntitle: Next\n---\nSee [py][python].\n"
        "\n{% include links.md %}\n",
        "_includes/links.md": "[python]: https://python.example/\n[r]: https://r.example/\n",
        "setup.md": "---\ntitle: Setup\n---\nInstall.\n",
        "index.md": "---\nlayout: lesson\n---\nWelcome.\n",
        "fig/loop.png": "picture",
        "_includes/x.html": "<b>",
    }


def test_an_old_lesson_comes_with_blocks_code_pictures_and_order() -> None:
    result = moved(old())
    assert result.kind == "Carpentries of the Jekyll years"
    assert result.titles == ["Loops", "Next", "Setup"]
    assert not result.compiled.has_errors
    text = result.text("episodes/01-loops.md")
    assert "::: questions\n\n- How do I do it *again*?\n\n:::" in text
    assert text.index("::: objectives") < text.index("::: challenge") < text.index("::: keypoints")
    assert '~~~python\nfor x in "abc":\n    print(x)\n~~~' in text
    assert "~~~output\na\n~~~" in text
    assert "~~~error\nboom\n~~~" in text
    assert '![A loop](../fig/loop.png "Round and round")' in text
    assert "[setup](../extras/setup.md) and [next](02-next.md)" in text
    assert result.written.files == {"fig/loop.png": "fig/loop.png"}


def test_old_blocks_nest_as_they_did() -> None:
    html = moved(old()).html
    challenge = html[html.index("callout--practice") :]
    assert (
        challenge.index("fold--solution")
        < challenge.index("code--output")
        < challenge.index("</details>")
    )
    assert "{:" not in html
    assert "{%" not in html
    assert "<td>3</td>" in html


def test_what_an_old_lesson_cannot_keep_is_told_with_its_line() -> None:
    told = moved(old()).told
    assert '_episodes/01-loops.md:12 front matter "custom" was left out' in told
    assert "_episodes/01-loops.md:47 {: } attributes of a block were left out" in told
    assert "_episodes/01-loops.md:49 {% unknown tag %} was left out" in told


def test_shared_addresses_come_to_the_pages_that_use_them() -> None:
    text = moved(old()).text("episodes/02-next.md")
    assert "[python]: https://python.example/" in text
    assert "r.example" not in text


def test_a_new_lesson_comes_in_the_order_of_its_configuration() -> None:
    files: Files = {
        "config.yaml": "title: 'New: lesson'\nlicense: CC-BY\n"
        "episodes:\n- b.md\n- a.Rmd\n- gone.md\n",
        "episodes/a.Rmd": "---\ntitle: A\nteaching: 5\nexercises: 5\n---\n\n"
        '```{r, fig.cap="x"}\n1 + 1\n```\n\n![](fig/x.png){alt=\'What it\nshows\' width="50%"}\n',
        "episodes/b.md": "---\ntitle: B\n---\n\n"
        ":::: challenge\n\n## Try\n\n::: solution\n\nSo.\n\n:::\n\n::::\n",
        "episodes/fig/x.png": "picture",
        "learners/setup.md": "---\ntitle: Setup\n---\n\n[b](../episodes/b.md), [a](a.html)\n",
        "instructors/notes.md": "---\ntitle: Notes\n---\n\nFor you.\n",
        "index.md": "---\nsite: sandpaper\n---\n\nWelcome to it.\n",
    }
    result = moved(files)
    assert (result.kind, result.titles) == ("Carpentries", ["B", "A", "Setup", "Notes"])
    assert not result.compiled.has_errors
    assert result.lessons[3].draft
    assert result.lessons[1].minutes == (10, 10)
    assert "```r\n1 + 1\n```" in result.text("episodes/a.md")
    assert '![What it shows](fig/x.png){width="50%"}' in result.text("episodes/a.md")
    assert "[b](../episodes/b.md), [a](../episodes/a.md)" in result.text("learners/setup.md")
    assert "Welcome to it." in result.text("course.md")


def test_code_in_old_lists_gets_its_language() -> None:
    text = "---\ntitle: A\n---\n1. ```\n   ls\n   ```\n   {: .language-bash}\n"
    text += "2. ```\n   cd\n   ```\n   {: .bash}\n"
    result = moved({**old(), "_episodes/03-a.md": text})
    assert "1. ```bash\n   ls\n   ```\n" in result.text("episodes/03-a.md")
    assert "2. ```bash\n   cd" in result.text("episodes/03-a.md")
    assert not result.compiled.has_errors
