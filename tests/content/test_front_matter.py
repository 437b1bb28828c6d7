"""What texts say about themselves, and what is said when they say it wrong."""

import re

import pytest

from lms.content.course import Lesson
from lms.content.report import as_text
from tests.content.courses import codes, compiled, course


def lesson(front: str) -> Lesson:
    return course({"1-a/1-x.md": f"---\n{front}\n---\n\ntext", "1-a/2-y.md": "y"}).lessons[0]


def told(front: str, file: str = "1-a/1-x.md") -> list[str]:
    result = compiled({"1-a/1-x.md": "x", file: f"---\n{front}\n---\n\ntext"})
    return [f"{f.code} {f.line}:{f.column} {f.message} | {f.hint}" for f in result.findings]


def course_front(more: str) -> str:
    return f"title: Bread\nsummary: Flour.\n{more}"


def test_a_lesson_says_everything() -> None:
    made = lesson(
        "id: grain\ntitle: 'Grain: what it is'\nsummary: Short.\nminutes: 15-25\ncomplete: quiz\n"
        "requires: [a/y]\npreview: true\ndraft: true\n"
        "authors: [Ada, Bo]\nbreaking: yes"
    )
    assert (made.id, made.title, made.summary) == ("grain", "Grain: what it is", "Short.")
    assert (made.minutes, made.complete, made.requires) == ((15, 25), "quiz", ("a/y",))
    assert made.authors == ("Ada", "Bo")
    assert made.preview
    assert made.draft
    assert made.breaking


def test_a_lesson_may_say_nothing() -> None:
    made = course({"1-a/1-x.md": "text"}).lessons[0]
    assert (made.id, made.title, made.minutes, made.complete) == ("a/x", "X", None, "button")


def test_teaching_and_exercises_make_minutes() -> None:
    assert lesson("teaching: 20\nexercises: 10").minutes == (30, 30)


@pytest.mark.parametrize(
    ("written", "price"),
    [
        ("149 EUR", (14900, "EUR")),
        ("149.50 EUR", (14950, "EUR")),
        ("1500 JPY", (1500, "JPY")),
        ("1.234 KWD", (1234, "KWD")),
        ("free", (None, "")),
        ("0 EUR", (None, "")),
    ],
)
def test_a_price_is_minor_units_and_a_currency(written: str, price: tuple[int, str]) -> None:
    made = course(
        {"course.md": f"---\ntitle: B\nsummary: s\nprice: {written}\n---", "1-a/1-x.md": "x"}
    )
    assert (made.price_amount, made.price_currency) == price


def test_a_course_says_everything() -> None:
    front = course_front(
        "language: it\ninstructors: [ada]\nlevel: beginner\ntopics: [bread, ovens]\nlicense: CC0\n"
        "certificate: {lessons: 90%, quizzes: 70%}\nrefund: {full until: lesson 1 | 14 days}\n"
        "discussion: off\ncover: cover.svg"
    )
    made = compiled({"course.md": f"---\n{front}\n---", "1-a/1-x.md": "x"}, assets=("cover.svg",))
    course = made.courses["it"]
    assert codes(made) == ["C190 course.md:9"]
    assert (course.instructors, course.topics, course.discussion) == (
        ("ada",),
        ("bread", "ovens"),
        "off",
    )
    assert (course.certificate, course.refund) == (
        (("lessons", 90), ("quizzes", 70)),
        ("lesson 1", "14 days"),
    )


@pytest.mark.parametrize("date", ["+7d", "week 2", "2027-01-12T18:00"])
def test_a_lesson_may_have_a_date(date: str) -> None:
    result = compiled({"1-a/1-x.md": f"---\nminutes: 5\nrelease: {date}\n---\n\ntext"})
    assert not result.findings
    assert result.courses["en"].lessons[0].release == date


def test_a_free_lesson_has_none() -> None:
    result = compiled({"1-a/1-x.md": "---\npreview: true\nrelease: +7d\n---\n\ntext"})
    assert as_text(result.findings[0], "bread").splitlines() == [
        "error[C309] bread/1-a/1-x.md:3:1  free to read, and with a date",
        "    3 | release: +7d",
        "      | ^^^^^^^ leave out preview or release",
    ]


@pytest.mark.parametrize("date", ["1999-12-31", "2101-01-01T00:00", "9999-12-31T23:59"])
def test_a_date_beyond_every_calendar_is_a_slip(date: str) -> None:
    result = compiled({"1-a/1-x.md": f"---\nrelease: {date}\n---\n\ntext"})
    assert [finding.code for finding in result.findings] == ["C305"]


def test_what_has_no_effect_yet_is_told_and_hinders_nothing() -> None:
    certificate = course_front("certificate: {lessons: 90%}")
    assert told(certificate, "course.md") == [
        "C190 4:1 certificate is not supported yet | no certificate is given yet"
    ]
    assert told(course_front("discussion: blocks"), "course.md")[0].startswith("C190 4:1")
    assert told(course_front("discussion: lesson"), "course.md") == []
    assert told("complete: visit") == []
    assert not compiled({"1-a/1-x.md": "---\ncomplete: tasks\n---\n\ntext"}).has_errors


def test_every_fault_is_told_at_once_where_it_stands() -> None:
    assert told("titel: x\nminutes: soon\ndraft: maybe\ndraft: true\nid: Not An Id") == [
        'C303 2:1 unknown key "titel" | did you mean "title"?',
        "C305 3:10 minutes: a number of minutes or a span is needed | as in: 15-25",
        "C305 4:8 draft: true or false is needed | ",
        "C305 6:5 id: small letters, digits, dots and hyphens are needed | as in: loops-while",
    ]


@pytest.mark.parametrize(
    "front",
    [
        "price: 149",
        "price: 149 euro",
        "price: 1.5 JPY",
        "language: klingon",
        "certificate: all",
        "certificate: {lessons: 900%}",
        "certificate: {posts: 9%}",
        "refund: whenever",
        "refund: {full until: someday}",
        "discussion: loud",
        "topics: {a: b}",
        "cover:",
    ],
)
def test_a_value_that_does_not_fit_a_course_is_told(front: str) -> None:
    assert any(line.startswith("C305 4:") for line in told(course_front(front), "course.md"))


@pytest.mark.parametrize(
    "front", ["release: soon", "minutes: 9-3", "teaching: many", "requires: {}"]
)
def test_a_value_that_does_not_fit_a_lesson_is_told(front: str) -> None:
    assert [line[:9] for line in told(front)] == ["C305 2:" + line[7:9] for line in told(front)]
    assert len(told(front)) == 1


@pytest.mark.parametrize("front", ["a: [", "a: b: c", "- list", "x", "? ", "!!python/object:x {}"])
def test_what_is_not_yaml_is_told(front: str) -> None:
    assert told(front)


def test_yaml_cannot_make_objects_or_endless_texts() -> None:
    assert told("title: !!python/object/apply:os.system [ls]")[0].startswith("C305")
    bomb = "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(50))
    assert all(line.startswith("C303") for line in told(bomb))
    assert told("[" * 5000)[0].startswith("C302")


def test_front_matter_that_is_not_closed_is_told() -> None:
    assert codes(compiled({"1-a/1-x.md": "---\ntitle: x\n\ntext"})) == ["C301 1-a/1-x.md:1"]


def test_a_course_needs_a_title_and_a_summary() -> None:
    assert codes(compiled({"course.md": "text", "1-a/1-x.md": "x"})) == [
        "C306 course.md:1",
        "C306 course.md:1",
    ]


def test_a_misspelt_title_is_told_once() -> None:
    text = "---\ntitel: Bread\nsummary: s\n---\ntext"
    (found,) = compiled({"course.md": text, "1-a/1-x.md": "x"}).findings
    assert (found.code, found.hint) == ("C303", 'did you mean "title"?')
    text = "---\ntitle: []\nsummary: s\n---\ntext"
    assert codes(compiled({"course.md": text, "1-a/1-x.md": "x"})) == ["C305 course.md:2"]


def test_a_language_by_its_name_is_told_the_tag() -> None:
    text = "---\ntitle: Bread\nsummary: s\nlanguage: english\n---\ntext"
    found = compiled({"course.md": text, "1-a/1-x.md": "x"}).findings[0]
    assert (found.code, found.hint) == ("C305", "a language tag is needed, such as en or it")


def test_a_finding_shows_its_line_and_points() -> None:
    result = compiled({"1-a/1-x.md": "---\ntitel: x\n---\n\ntext"})
    assert as_text(result.findings[0], "bread").splitlines() == [
        'error[C303] bread/1-a/1-x.md:2:1  unknown key "titel"',
        "    2 | titel: x",
        '      | ^^^^^ did you mean "title"?',
    ]


def test_requirements_must_exist_and_must_not_run_in_a_circle() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": "---\nrequires: [a/y]\n---\nx",
        "1-a/2-y.md": "---\nrequires: [a/x, nothing]\n---\ny",
    }
    assert codes(compiled(texts)) == ["C308 1-a/1-x.md:2", "C308 1-a/2-y.md:2", "C307 1-a/2-y.md:2"]


def test_brackets_without_end_are_told_where_they_become_too_many() -> None:
    result = compiled({"1-a/1-x.md": "---\ntitle: x\ntopics: " + "[" * 9_000 + "\n---\ntext"})
    found = result.findings[0]
    assert (found.code, found.line, found.column) == ("C302", 3, 59)
    assert found.message == "nested too deeply"


@pytest.mark.parametrize(
    "late",
    [
        "\n---\n# about\ndraft: true\n---\nx",
        "\n---\n\ndraft: true\n---\nx",
        "\n---\nDraft: true\n---\nx",
        "\n---\nopens-after: 3\ndraft: true\n---\nx",
    ],
)
def test_front_matter_below_an_empty_line_is_told_however_it_is_written(late: str) -> None:
    assert codes(compiled({"1-a/1-x.md": late})) == ["C301 1-a/1-x.md:2"]


@pytest.mark.parametrize("text", ["\n---\nnote: prose\n", "\n---\nnote: prose\n---\nx"])
def test_a_line_and_prose_below_an_empty_line_are_no_front_matter(text: str) -> None:
    assert codes(compiled({"1-a/1-x.md": text})) == []


def test_front_matter_below_empty_lines_is_told_and_publishes_no_draft() -> None:
    late = "\n\n---\ntitle: Six\ndraft: true\n---\n\ntext"
    assert codes(compiled({"1-a/1-x.md": late})) == ["C301 1-a/1-x.md:3"]
    assert codes(compiled({"1-a/1-x.md": "\n---\n\na line above"})) == []


def test_what_could_not_be_read_is_not_called_missing() -> None:
    broken = "---\ntitle: Bread\nsummary: A course: many\n---\n"
    found = codes(compiled({"1-a/1-x.md": "x", "course.md": broken}))
    assert [code[:4] for code in found] == ["C302"]


def marked(texts: dict[str, str | bytes], assets: tuple[str, ...] = ()) -> list[str]:
    """File, line and what the caret marks of each finding, and its hint."""
    return [
        f"{f.code} {f.path}:{f.line} {f.source[max(f.column - 1, 0) :][: f.width]} | {f.hint}"
        for f in compiled(texts, assets=assets).findings
    ]


def test_a_missing_cover_is_told_at_its_line_and_the_one_that_is_meant_is_offered() -> None:
    front = "title: Bread\nsummary: Flour.\ncover: covr.svg"
    texts: dict[str, str | bytes] = {"course.md": f"---\n{front}\n---\ntext", "1-a/1-x.md": "x"}
    assert marked(texts, ("cover.svg",)) == [
        'C401 course.md:4 covr.svg | did you mean "cover.svg"?'
    ]


def test_a_file_that_is_offered_for_a_wrong_link_is_not_called_unused_as_well() -> None:
    texts: dict[str, str | bytes] = {"1-a/1-x.md": "# X\n\n![sack](sak.png)\n"}
    assert marked(texts, ("1-a/sack.png",)) == [
        'C401 1-a/1-x.md:3 sak.png | did you mean "sack.png"?'
    ]


def test_each_wrong_requirement_is_told_where_it_is_listed() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": "---\nid: x\nrequires:\n  - nope\n  - y\n  - 'zz'\n---\nrequires",
        "1-a/2-y.md": "---\nid: y\nrequires: [nope, x]\n---\ntext",
        "1-a/3-z.md": "---\nrequires: nope\n---\ntext",
    }
    assert {line.split(" |")[0] for line in marked(texts)} == {
        "C308 1-a/1-x.md:3 requires",
        "C307 1-a/1-x.md:4 nope",
        "C307 1-a/1-x.md:6 'zz'",
        "C308 1-a/2-y.md:3 requires",
        "C307 1-a/2-y.md:3 nope",
        "C307 1-a/3-z.md:2 nope",
    }


@pytest.mark.parametrize(
    ("front", "place", "hint"),
    [
        ("title: a: b", "2:9", 'quote a value that holds ": "'),
        ("title: X\n  minutes: 3", "3:10", "let each key begin at the margin"),
        ("title X\nminutes: 3", "2:1", "each line is `key: value`"),
        ("title: [a\nminutes: 3", "2:8", "close the list with ]"),
        ("title: {a\nminutes: 3", "2:8", "close the braces with }"),
        ('title: "a\nminutes: 3', "2:8", "close the quotation mark"),
        ("title:\ta", "2:7", "write a space instead of the tab"),
        ("title: @a", "2:8", "quote a value that begins with @"),
        ("title: `a`", "2:8", "quote a value that begins with `"),
        ("title: *Bold*", "2:8", "quote a value that begins with *"),
        ("title: *", "2:8", "quote a value that begins with *"),
        ("title: %x", "2:8", "quote a value that begins with %"),
        ('title: "a" b', "2:12", "quote the whole value, or none of it"),
        ("title: 'it's'", "2:12", 'within "…" an apostrophe may stand'),
        ("authors: [a]]", "2:13", "leave out the second ]"),
    ],
)
def test_the_hint_of_a_slip_in_yaml_fits_it(front: str, place: str, hint: str) -> None:
    (found,) = told(front, "1-a/2-y.md")
    code, where, words = found.split(" ", 2)
    assert (code, where) == ("C302", place)
    assert words.partition(" | ")[2] == hint


def test_after_a_slip_in_yaml_the_other_keys_are_read() -> None:
    found = told('title: "a\ntitel: b\nminutes: many\nsummary: c: d\ndraft: yes', "1-a/2-y.md")
    assert [line.split(" ")[:2] for line in found] == [
        ["C302", "2:8"],
        ["C303", "3:1"],
        ["C305", "4:10"],
        ["C302", "5:11"],
    ]
    assert lesson('title: "a\ndraft: yes\nminutes: 3').draft


def test_an_empty_value_is_told_with_the_key_in_its_hint() -> None:
    assert told("summary:\nid: y", "1-a/2-y.md") == [
        'C305 2:1 summary: a text is needed | as in: summary: "…"'
    ]
    assert told("requires:\n  - a/x\n  -\nid: y", "1-a/2-y.md") == [
        "C305 4:3 requires: a text is needed | as in: [one, two]"
    ]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("tags", '"topics" is said in course.md'),
        ("level", '"level" is said in course.md'),
        ("description", 'did you mean "summary"?'),
        ("duration", 'did you mean "minutes"?'),
        ("prerequisites", 'did you mean "requires"?'),
        ("titel", 'did you mean "title"?'),
        ("weight", "known are id, title,"),
    ],
)
def test_an_unknown_key_is_offered_what_it_may_mean(key: str, hint: str) -> None:
    (found,) = told(f"{key}: x", "1-a/2-y.md")
    assert found.partition(" | ")[2].startswith(hint)


def test_a_key_of_lessons_in_course_md_is_told_where_it_belongs() -> None:
    text = "---\ntitle: Bread\nsummary: s\nminutes: 3\ntags: [a]\n---\ntext"
    found = compiled({"course.md": text, "1-a/1-x.md": "x"}).findings
    assert [f.hint for f in found] == ['"minutes" is said in a lesson', 'did you mean "topics"?']


def test_requiring_a_draft_is_told() -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": "---\nrequires:\n  - a/y\n---\nx",
        "1-a/2-y.md": "---\ndraft: true\n---\ny",
        "1-a/3-z.md": "---\ndraft: true\nrequires: a/y\n---\nz",
    }
    assert marked(texts) == [
        "C311 1-a/1-x.md:3 a/y | learners are not asked to finish it while it is one"
    ]


def test_a_refund_until_a_lesson_that_is_not_there_is_told() -> None:
    front = "title: Bread\nsummary: Flour.\nrefund: 'full until: lesson 3 | 14 days'"
    texts: dict[str, str | bytes] = {
        "course.md": f"---\n{front}\n---\ntext",
        "1-a/1-x.md": "x",
        "1-a/2-y.md": "y",
        "1-a/3-z.md": "---\ndraft: true\n---\nz",
    }
    found = marked(texts)
    assert found == ["C305 course.md:4 'full until: lesson 3 | 14 days' | lesson 2 is the last one"]
    texts["1-a/3-z.md"] = "z"
    assert marked(texts) == []
    texts["course.md"] = f"---\n{front.replace('lesson 3', 'lesson 9')}\n---\ntext"
    found = marked(texts)
    assert found == ["C305 course.md:4 'full until: lesson 9 | 14 days' | lesson 3 is the last one"]
    texts["course.md"] = "---\ntitle: B\nsummary: s\nrefund:\n  full until: lesson 9\n---\ntext"
    assert marked(texts) == ["C305 course.md:4 refund | lesson 3 is the last one"]


def test_what_is_named_in_another_key_is_no_slip_of_its_own() -> None:
    found = told("title: &name X\nsummary: *name\nminutes: [5\nauthors: *nobody")
    assert [one.partition(" |")[0] for one in found] == [
        "C302 4:10 not YAML: expected ',' or ']', but got '<stream end>'",
        "C302 5:10 not YAML: found undefined alias 'nobody'",
    ]


@pytest.mark.parametrize("written", ["2-y.md", "1-a/2-y.md", "../1-a/2-y.md", "1-a/2-y"])
def test_a_lesson_that_is_required_by_its_file_is_offered_by_its_id(written: str) -> None:
    texts: dict[str, str | bytes] = {
        "1-a/1-x.md": f"---\nrequires: [{written}]\n---\nx",
        "1-a/2-y.md": "y",
    }
    assert [(f.code, f.hint) for f in compiled(texts).findings] == [("C307", 'did you mean "a/y"?')]


def test_a_lesson_that_requires_itself_is_told_so() -> None:
    assert told("requires: a/x") == [
        "C308 2:1 requires itself | leave it out, or name the lesson that comes before"
    ]


def test_an_example_of_terms_is_one_when_it_is_copied() -> None:
    (found,) = told(course_front("refund: never"), "course.md")
    for example in re.findall(r"\{.*?\}", found):
        assert told(course_front(f"refund: {example}"), "course.md")[1:] == []
        assert "|" not in example


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (" ---\ndraft: true\n---\ntext", "1:2", "indented, this begins no front matter"),
        ("---\ndraft: true\n ---\ntext", "3:2", "indented, this does not close the front matter"),
        (
            "---\ndraft: true\n  ---\ntext\n\n---\n\nmore",
            "3:3",
            "indented, this does not close the front matter",
        ),
    ],
)
def test_indented_lines_of_dashes_are_told(text: str, place: str, message: str) -> None:
    found = compiled({"1-a/1-x.md": text, "1-a/2-y.md": "y"}).findings
    assert [(f.code, f"{f.line}:{f.column}", f.message, f.hint) for f in found] == [
        ("C301", place, message, "let --- begin at the margin")
    ]


@pytest.mark.parametrize(
    "text",
    [" ---\n\nText: prose\n\n ---\n", "---\nsummary: |\n  a\n  ---\n  b\n---\ntext"],
)
def test_dashes_that_mean_something_else_are_left_alone(text: str) -> None:
    assert codes(compiled({"1-a/1-x.md": text})) == []


def test_topics_and_required_lessons_may_stand_between_commas() -> None:
    front = course_front("topics: rope, sailing , knots,")
    made = course({"course.md": f"---\n{front}\n---", "1-a/1-x.md": "x"})
    assert made.topics == ("rope", "sailing", "knots")
    assert lesson("requires: a/y, ").requires == ("a/y",)
    assert told("requires: a/y, nope")[0].startswith("C307 2:1")
