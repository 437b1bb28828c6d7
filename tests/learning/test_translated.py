"""What readers are told of a translation."""

from tests.learning.conftest import Publish
from tests.visitor import Visitor

LESSON = "/courses/clay/lessons/a"
OLD = "L’originale è cambiato da quando questo testo è stato tradotto."


def test_an_old_translation_says_so_and_its_original_does_not(
    visitor: Visitor, publish: Publish
) -> None:
    publish(
        {
            "a.md": "---\npreview: true\n---\n# Grain\n\nText.\n",
            "a.it.md": "---\ntranslated_from: 00000000\n---\n# Grano\n\nTesto.\n",
        }
    )
    page = visitor.get(LESSON, headers={"Accept-Language": "it"})
    assert "Testo." in page.text
    assert OLD in page.text
    page = visitor.get(LESSON, headers={"Accept-Language": "en"})
    assert "has changed since this was translated" not in page.text


def test_a_missing_translation_falls_back_and_says_so(visitor: Visitor, publish: Publish) -> None:
    publish(
        {
            "a.md": "---\npreview: true\n---\n# Grain\n\nText.\n",
            "b.md": "# B\n\nb\n",
            "b.it.md": "# B\n\nb\n",
        }
    )
    page = visitor.get(LESSON, headers={"Accept-Language": "it"})
    assert "Non ancora tradotta" in page.text
    assert "Text." in page.text


def test_a_text_in_arabic_runs_from_right_to_left(visitor: Visitor, publish: Publish) -> None:
    front = "---\ntitle: Clay\nsummary: x\nlanguage: ar\n---\n"
    publish({"course.md": front, "a.md": "---\npreview: true\n---\n# الطين\n\nنص.\n"})
    page = visitor.get(LESSON)
    assert '<article class="prose" lang="ar" dir="rtl">' in page.html
    assert '<h1 dir="auto">' in page.html
