"""The shared parser says what the specification says, but where it knows more."""

import json
from pathlib import Path

import pytest

from lms.platform.markup import base_parser

SPEC = Path(__file__).parents[3] / "shared" / "corpora" / "commonmark-0.31.2-tests.json"
EXTENDED = {608, 611, 612}
"""Examples of text that GitHub's autolinks turn into links."""


@pytest.mark.skipif(
    not SPEC.exists(), reason="the specification's examples are not beside the project"
)
def test_the_examples_of_the_specification() -> None:
    md = base_parser(html=True)
    md.options["xhtmlOut"] = True
    examples = json.loads(SPEC.read_text())
    wrong = {e["example"] for e in examples if _lined(md.render(e["markdown"])) != e["html"]}
    assert len(examples) == 652
    assert wrong == EXTENDED


def _lined(html: str) -> str:
    """An empty quotation is written on one line or on two."""
    return html.replace("<blockquote></blockquote>", "<blockquote>\n</blockquote>")
