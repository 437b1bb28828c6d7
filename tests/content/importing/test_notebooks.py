"""Jupyter notebooks."""

import base64

from tests.content.importing.moved import code, moved, notebook, prose

PNG = base64.b64encode(b"\x89PNG picture").decode()


def test_texts_code_and_outputs_come_in_their_order() -> None:
    cells = [
        prose("# First *steps*\n\nText."),
        code("print(1)", {"output_type": "stream", "name": "stdout", "text": ["1\n", "2\n"]}),
        code("x", {"output_type": "execute_result", "data": {"text/plain": "3"}}),
    ]
    result = moved({"01-a.ipynb": notebook(*cells)})
    assert (result.kind, result.titles) == ("Jupyter notebooks", ["First steps"])
    text = result.text("01-a.md")
    assert "```python\nprint(1)\n```\n\n```output\n1\n2\n```\n\n```python\nx\n```" in text
    assert "code--output" in result.html


def test_pictures_become_files_beside_the_lesson() -> None:
    cells = [
        prose(
            "# A\n\n![own](attachment:my pic.png)", attachments={"my pic.png": {"image/png": PNG}}
        ),
        code(
            "plot()",
            {"output_type": "display_data", "data": {"image/png": PNG, "text/plain": "<f>"}},
        ),
    ]
    result = moved({"part/01-a.ipynb": notebook(*cells)})
    assert not result.compiled.has_errors
    assert sorted(result.written.made) == ["part/01-a_files/2.png", "part/01-a_files/my-pic.png"]
    assert set(result.written.made.values()) == {b"\x89PNG picture"}
    assert result.html.count("<img") == 2


def test_pictures_that_a_cell_holds_are_found_by_either_spelling_and_others_are_told() -> None:
    held = {"my pic.png": {"image/png": PNG}, "my pic.png.png": {"image/png": PNG}}
    words = (
        "![a](attachment:my%20pic.png) ![b](<attachment:my pic.png.png>) ![c](attachment:d%20e.png)"
    )
    result = moved({"01-a.ipynb": notebook(prose("# A"), prose(words, attachments=held))})
    made = result.text("01-a.md")
    assert "![a](01-a_files/my-pic.png) ![b](01-a_files/my-pic.png.png) c" in made
    assert not result.compiled.has_errors
    assert result.told == [
        '01-a.ipynb:2 the picture "d e.png" is not in its cell and became its words'
    ]


def test_an_error_loses_its_colours_and_a_progress_bar_its_past() -> None:
    trace = {"output_type": "error", "ename": "E", "traceback": ["\x1b[0;31mE\x1b[0m: boom"]}
    bar = {"output_type": "stream", "text": "10%\r 50%\r100%\n"}
    text = moved({"a.ipynb": notebook(code("1/0", bar, trace))}).text("a.md")
    assert "```output\n100%\n```" in text
    assert "```error\nE: boom\n```" in text


def test_what_only_a_browser_could_show_becomes_its_text_and_is_told() -> None:
    table = {"output_type": "execute_result", "data": {"text/html": "<table>", "text/plain": "a b"}}
    widget = {"output_type": "display_data", "data": {"application/x-w": {}}}
    result = moved({"a.ipynb": notebook(prose("# A"), code("t", table, widget))})
    assert "```output\na b\n```" in result.text("a.md")
    assert [t.partition(" ")[2] for t in result.told] == [
        "an output of text/html became its plain text",
        "an output of application/x-w was left out",
    ]
    assert [left.line for left in result.report] == [2, 2]  # the second cell


def test_fences_in_a_notebook_close_nothing() -> None:
    text = moved({"a.ipynb": notebook(code('"""\n```\n"""'))}).text("a.md")
    assert '````python\n"""\n```\n"""\n````' in text


def test_old_and_broken_notebooks_are_no_crash() -> None:
    old = '{"worksheets": [{"cells": [{"cell_type": "heading", "level": 1, "source": "Old"},'
    old += ' {"cell_type": "code", "input": "x",'
    old += ' "outputs": [{"output_type": "pyout", "text": "1"}]}]}]}'
    files = {
        "a.ipynb": old,
        "b.ipynb": "{",
        "c.ipynb": '{"cells": [3, {"cell_type": 4}]}',
        "d.ipynb": "[]",
    }
    result = moved(dict(files))
    assert result.titles == ["Old"]
    told = {left.path: left.what for left in result.written.report if not left.line}
    assert told["b.ipynb"] == "is no notebook that can be read; left behind"
    assert told["c.ipynb"] == "the text is empty; left behind"


def test_a_jupyter_book_comes_in_the_order_of_its_contents() -> None:
    toc = "format: jb-book\nroot: intro\nparts:\n"
    toc += "- caption: Rope\n  chapters:\n  - file: b\n    sections:\n    - file: a\n"
    files = {
        "book/_toc.yml": toc + "  - file: gone\n",
        "book/_config.yml": "title: Knots\nauthor: Ada\n",
        "book/intro.md": "# Intro\n\nSee {doc}`the a <a>`.\n",
        "book/a.ipynb": notebook(prose("# A\n\ntext")),
        "book/b.md": "# B\n\ntext\n",
    }
    result = moved(dict(files))
    assert (result.kind, result.titles) == ("MyST or Jupyter Book", ["Intro", "B", "A"])
    assert "[the a](a.md)" in result.text("intro.md")
    assert any('"gone" is listed and is no text' in left.what for left in result.written.report)


def test_a_single_notebook_names_the_course_by_its_first_heading() -> None:
    headed = notebook(prose("Text."), code("# no heading"), prose("## The *lab*\n\n## Then"))
    for book, title in ((headed, "The lab"), (notebook(code("x")), "Lab")):
        made = moved({"01-lab.ipynb": book}, only="01-lab.ipynb").compiled.courses["en"]
        assert made.title == title
