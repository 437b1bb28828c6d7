"""Chapter introductions on the one page of their course."""

import re

from tests.content.courses import compiled

LANDING = (
    "---\ntitle: Bread\nsummary: From flour to loaf.\nlanguage: en\n---\n\n## Programme\n\nMuch."
)
INTRODUCTION = (
    "# {title}\n\n## Before you begin\n\nWait.[^1] See [above](#before-you-begin).\n\n[^1]: Long."
)
FILES: dict[str, str | bytes] = {
    "course.md": LANDING,
    "01-flour/index.md": INTRODUCTION.format(title="Flour"),
    "01-flour/01-bag.md": "# The bag\n\nSee [the introduction](index.md#before-you-begin).",
    "02-water/index.md": INTRODUCTION.format(title="Water"),
    "02-water/01-well.md": "# The well\n\nRead [before](../01-flour/index.md#before-we-begin).",
}


def test_no_anchor_stands_twice_on_the_landing_page() -> None:
    course = compiled(FILES).courses["en"]
    html = str(course.html) + "".join(chapter.html for chapter in course.chapters)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert {"programme", "flour.before-you-begin", "water.before-you-begin"} <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_tabs_of_two_introductions_are_two_sets() -> None:
    tabs = "\n\n::: tabs\n## One\na\n## Two\nb\n:::\n"
    both = {path: str(FILES[path]) + tabs for path in ("01-flour/index.md", "02-water/index.md")}
    course = compiled({**FILES, **both}).courses["en"]
    names = [set(re.findall(r'\bname="([^"]+)"', str(one.html))) for one in course.chapters]
    assert [len(found) for found in names] == [1, 1]
    assert names[0] != names[1]


def test_links_to_an_introduction_find_its_anchor() -> None:
    result = compiled(FILES)
    (lesson,) = result.courses["en"].chapters[0].lessons
    assert 'href="/courses/bread#flour.before-you-begin"' in str(lesson.parts[0])
    (finding,) = [one for one in result.findings if one.code == "C403"]
    assert (finding.path, finding.hint) == (
        "02-water/01-well.md",
        'did you mean "before-you-begin"?',
    )
