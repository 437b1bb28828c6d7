"""Exercism tracks."""

import json

from tests.content.importing.moved import Files, moved

CONFIG = {
    "language": "Python",
    "slug": "python",
    "blurb": "A track.",
    "tags": ["paradigm/functional", "odd"],
    "concepts": [{"slug": "loops", "name": "Loops"}, {"slug": "empty", "name": "Empty"}],
    "exercises": {
        "concept": [{"slug": "round", "name": "Round", "concepts": ["loops"]}],
        "practice": [
            {"slug": "zebra", "name": "Zebra"},
            {"slug": "ant", "name": "Ant"},
            {"slug": "old", "name": "Old", "status": "deprecated"},
            {"slug": "gone", "name": "Gone"},
        ],
    },
}
FILES: Files = {
    "config.json": json.dumps(CONFIG),
    "concepts/loops/about.md": "# About\n\nRound.\n",
    "concepts/loops/introduction.md": "# Introduction\n\nShort.\n",
    "concepts/loops/links.json": '[{"url": "https://x.example/a", "description": "More [x]"}]',
    "exercises/concept/round/.docs/introduction.md": "# Introduction\n\n"
    "See [concept:python/loops]().\n",
    "exercises/concept/round/.docs/instructions.md": "# Instructions\n\n## 1. Go\n\nGo.\n\n"
    "~~~~exercism/advanced\nDeep.\n~~~~\n",
    "exercises/concept/round/.docs/hints.md": "# Hints\n\n## General\n\nThink.\n",
    "exercises/concept/round/.meta/config.json": '{"files": {"solution": ["r.py"],'
    ' "test": ["r_test.py"]}}',
    "exercises/concept/round/r.py": "def go():\n    pass\n",
    "exercises/concept/round/r_test.py": "assert True\n",
    "exercises/practice/zebra/.docs/instructions.md": "# Instructions\n\nStripes.\n",
    "exercises/practice/ant/.docs/instructions.md": "# Instructions\n\nSmall.\n",
    "docs/ABOUT.md": "# About Python\n\nWords.\n",
}


def test_concepts_come_before_the_exercise_that_teaches_them_and_practice_follows() -> None:
    result = moved(FILES)
    assert result.kind == "Exercism track"
    assert result.titles == ["Loops", "Round", "Zebra", "Ant", "About Python"]
    assert not result.compiled.has_errors
    course = result.compiled.courses["en"]
    assert (course.title, course.summary, course.topics) == ("Python", "A track.", ("functional",))


def test_an_exercise_is_one_lesson_of_texts_folded_hints_and_its_stub() -> None:
    text = moved(FILES).text("concept/round.md")
    assert "# Instructions" not in text
    assert text.index("::: hint") < text.index('````python title="r.py"\ndef go():')
    assert "[loops](../concepts/loops.md)" in text
    assert "assert True" not in text
    assert "~~~~exercism/note" in text


def test_what_stays_behind_is_told() -> None:
    told = [f"{left.path} {left.what}" for left in moved(FILES).written.report]
    assert 'config.json the deprecated exercise "old" was left behind' in told
    assert 'config.json "exercises/practice/gone" is listed and has no text' in told
    assert "exercises/concept/round/r_test.py tests are not run here; left behind" in told
    assert "concepts/loops/introduction.md about.md says the same at length; left behind" in told


def test_a_track_whose_configuration_is_broken_still_says_so_without_a_crash() -> None:
    for broken in ("", "[]", "{", '{"exercises": 3}', '{"exercises": {"concept": [1, {}]}}'):
        assert moved({**FILES, "config.json": broken}).titles == ["About Python"]
