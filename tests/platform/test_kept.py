"""Parts of pages that are drawn once."""

from flask import Flask

from lms.platform import i18n
from lms.platform.kept import kept

PARTS = """
{%- macro count(number) -%}
  {{ drawn.append(number) or "" }}{{ number }} {{ _("Courses") -}}
{%- endmacro -%}
"""


def test_a_part_is_drawn_once_for_each_language_and_fact(app: Flask) -> None:
    drawn: list[object] = []
    macro = app.jinja_env.from_string(PARTS, {"drawn": drawn}).module.count  # type: ignore[attr-defined]  # a macro
    for _ in range(2):
        with i18n.speaking("en"):
            assert kept(macro, 1) == "1 Courses"
        with i18n.speaking("it"):
            assert kept(macro, 1) == "1 Corsi"
    assert kept(macro, True) == "True Courses"
    assert drawn == [1, 1, True]


def test_what_a_part_is_given_is_escaped(app: Flask) -> None:
    macro = app.jinja_env.from_string(PARTS, {"drawn": []}).module.count  # type: ignore[attr-defined]  # a macro
    assert kept(macro, "<b>") == "&lt;b&gt; Courses"


def test_a_sentence_escapes_what_is_put_into_it(app: Flask) -> None:
    said = app.jinja_env.from_string("{{ _('Your account: %(name)s', name=name) }} {{ _('%%s') }}")
    assert said.render(name="<i>") == "Your account: &lt;i&gt; %s"
