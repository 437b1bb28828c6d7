"""No sentence of WTForms' own is ever said."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import wtforms
from flask import Flask

import lms
from lms.platform.forms import COUNTED, SENTENCES, OurWords
from lms.platform.i18n import speaking

THEIRS = Path(wtforms.__file__).parent
OURS = Path(lms.__file__).parent


def said_by_wtforms() -> Iterator[str]:
    """Every sentence that it has."""
    for path in THEIRS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                named = node.func.attr in ("gettext", "ngettext") and node.args
                if named and isinstance(node.args[0], ast.Constant):
                    yield str(node.args[0].value)


def test_it_still_says_what_we_answer_for() -> None:
    assert {*SENTENCES, *COUNTED} <= {*said_by_wtforms()}


@pytest.mark.parametrize("language", ["en", "it"])
def test_none_of_it_comes_through(app: Flask, language: str) -> None:
    words, theirs = OurWords(), sorted({*said_by_wtforms()})
    assert len(theirs) > 20
    with app.test_request_context(), speaking(language):
        for sentence in theirs:
            assert words.gettext(sentence) != sentence
            assert words.ngettext(sentence, sentence, 3) != sentence


def test_it_speaks_the_readers_language(app: Flask) -> None:
    with app.test_request_context(), speaking("it"):
        assert OurWords().gettext("This field is required.") == "Qui serve qualcosa."


def test_every_form_is_made_of_it() -> None:
    made = [
        path.relative_to(OURS).as_posix()
        for path in OURS.rglob("*.py")
        if "import FlaskForm" in path.read_text(encoding="utf-8")
    ]
    assert made == ["platform/forms.py"]
