"""Graphs are drawn where Graphviz is, and nothing of them comes alive."""

import re
from pathlib import Path

import pytest

from lms.content import graphviz
from tests.content.hostile import wrong_in
from tests.content.pages import as_fixture, rendered

GRAPH = '```dot title="Bread"\ndigraph { flour -> dough }\n```\n'
drawn = pytest.mark.skipif(not graphviz.is_installed(), reason="Graphviz is not installed")


@drawn
def test_a_graph_becomes_a_drawing_in_the_colour_of_the_text() -> None:
    page = as_fixture(rendered(GRAPH))
    assert '<div class="diagram__art" role="img" aria-label="Bread"><svg' in page
    assert "<figcaption>Bread</figcaption>" in page
    assert "currentColor" in page
    assert 'stroke="black"' not in page


@drawn
def test_a_mistake_is_told_at_its_line_and_the_source_stays() -> None:
    page = as_fixture(rendered("Text.\n\n```dot\ndigraph {\n  a -> ->\n}\n```\n"))
    assert re.search(r"error C158 5:\d+ this cannot be drawn: syntax error in line 2", page)
    assert "<pre" in page


@drawn
@pytest.mark.parametrize(
    "attributes",
    [
        'URL="javascript:alert(1)"',
        'href="https://evil.example" target="_top"',
        'image="/etc/passwd"',
        'label=<<TABLE><TR><TD HREF="javascript:alert(1)">x</TD></TR></TABLE>>',
        'class="x" id="main" tooltip="<script>alert(1)</script>"',
    ],
)
def test_nothing_in_a_graph_comes_alive(attributes: str) -> None:
    page = as_fixture(rendered(f"```dot\ndigraph {{ a [{attributes}] }}\n```\n"))
    assert wrong_in(page) == []
    assert "evil" not in page.partition("</pre>")[0].partition("<svg")[2]


@drawn
def test_a_graph_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "SECONDS", 0.001)
    assert "not drawn after" in as_fixture(rendered(GRAPH))


@drawn
def test_a_graph_that_would_fill_the_memory_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "SECONDS", 120)  # a slow machine needs more than five to fill it
    names = " ".join(f"n{n}" for n in range(1_800))
    page = as_fixture(rendered(f"```dot\ndigraph {{ {{{names}}} -> {{{names}}} }}\n```\n"))
    assert "this cannot be drawn: needs more than 512 MB of memory" in page
    assert "<svg" not in page


@drawn
def test_a_graph_whose_drawing_is_too_large_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "LARGEST", 500)
    assert "this cannot be drawn: the drawing is larger than 500,000 characters" in as_fixture(
        rendered(GRAPH)
    )


def test_a_graph_that_is_too_long_is_not_even_tried() -> None:
    with pytest.raises(graphviz.CannotDraw):
        graphviz.draw("x" * (graphviz.LONGEST + 1))


def test_without_graphviz_readers_see_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "is_installed", lambda: False)
    page = as_fixture(rendered(GRAPH))
    assert "digraph { flour" in page
    assert "warning C159 1:1 Graphviz is not installed here" in page


def test_a_program_that_cannot_be_started_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(graphviz, "is_installed", lambda: True)
    monkeypatch.setattr("lms.content.graphviz.shutil.which", lambda _: str(tmp_path / "none"))
    assert "error C158" in as_fixture(rendered(GRAPH))
