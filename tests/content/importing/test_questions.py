"""GIFT and text2qti: questions as banks."""

import pytest

from lms.content.importing import NothingToImport
from tests.content.importing.moved import moved

GIFT = r"""// a comment
$CATEGORY: loops

::One:: [markdown] What is 2 \= 1 \+ 1? {
  =yes #Right.
  ~no #It is.
  ~perhaps
  ####Because.
}

Two is even. {T}

The word for {=rope =line} at sea.

::Number:: How far? {#3.5:0.5}

Between? {#1..5}

Several {~%50%a ~%50%b ~%-100%c}

Match { =port -> left =starboard -> right }

Say why. {}

::Text:: Only read this.

Nothing right {~a ~b}
"""


def test_every_kind_of_gift_becomes_one_of_ours() -> None:
    bank = moved({"knots.gift": GIFT}).text("knots.quiz.md")
    assert (
        "::: quiz {#knots-one}\nWhat is 2 = 1 \\+ 1?\n\n- [x] yes\n  > Right.\n- [ ] no\n  > It is."
        in bank
    )
    assert "> Because.\n:::" in bank
    assert "Two is even.\n\n- [x] True\n- [ ] False" in bank
    assert "The word for {{blank: rope | line}} at sea." in bank
    assert "= 3.5 +- 0.5" in bank
    assert "= 3 +- 2" in bank
    assert "- [x] a\n- [x] b\n- [ ] c" in bank
    assert "- port :: left\n- starboard :: right" in bank
    assert "Say why.\n\n____\n" in bank


def test_a_bank_has_a_lesson_that_asks_it_and_descriptions_stand_there() -> None:
    result = moved({"knots.gift": GIFT})
    assert result.kind == "GIFT questions"
    lesson = result.text("knots.md")
    assert "## Text\n\nOnly read this." in lesson
    assert "from=knots.quiz.md pick=8" in lesson


def test_what_gift_says_and_we_do_not_is_told() -> None:
    told = moved({"knots.gift": GIFT}).told
    assert "knots.gift:27 a question without a right answer was left out" in told
    assert any("parts of the points" in line for line in told)


def test_half_right_stays_wrong_beside_what_is_right_and_nothing_unclosed_is_shown() -> None:
    text = "::A:: Flour? {=Strong ~Soft ~%50%Medium}\n\n::B:: What is {=this ~or that\n"
    result = moved({"knots.gift": text})
    bank = result.text("knots.quiz.md")
    assert "- [x] Strong\n- [ ] Soft\n- [ ] Medium" in bank
    assert "this" not in bank + result.text("knots.md")
    assert "knots.gift:3 a question whose braces are not closed was left out" in result.told


NAMED = r"""// one file, three categories
::Before all:: First? {T}

$CATEGORY: $course$/top/Ropes/Loops

::Q1 \: the *bowline*:: Loop? {T}

::Q1 \: the *bowline*:: Again? {F}

::結び目:: Knot? {T}

$CATEGORY: $course$/top/Ropes/Bends // and hitches

::Q1:: Bend? {T}

$CATEGORY: $course$/top/Empty
"""


def test_titles_of_gift_become_ids() -> None:
    result = moved({"knots.gift": NAMED})
    ids = [quiz.id for lesson in result.lessons for quiz in lesson.quizzes]
    ids = [name.rpartition(".")[2] for name in ids]
    assert ids == [
        "knots-before-all",
        "knots-loops-q1-the-bowline",
        "knots-loops-q1-the-bowline-2",
        "knots-loops-3",
        "knots-bends-and-hitches-q1",
    ]
    assert "knots.gift:10 a title of which no id can be made was left out" in result.told
    assert result.codes == {"C310"}


def test_categories_of_gift_are_lessons_in_chapters() -> None:
    result = moved({"knots.gift": NAMED})
    chapters = next(iter(result.compiled.courses.values())).chapters
    assert [(c.title, [lesson.title for lesson in c.lessons]) for c in chapters] == [
        ("Questions", ["Knots"]),
        ("Ropes", ["Loops", "Bends / and hitches"]),
    ]
    one = moved({"q.gift": "$CATEGORY: Loops\n\n::A:: Yes? {T}\n"})
    assert one.titles == ["Loops"]
    assert "q.quiz.md" in one.written.texts


def test_a_heading_before_the_questions_names_their_lesson() -> None:
    assert moved({"q.gift": "# All about loops\n\n::A:: Yes? {T}\n"}).titles == ["All about loops"]


QTI = """Quiz title: Knots
Quiz description: Read *first*.
shuffle answers: true

Title: one
Points: 2
1.  Which holds?

    It is **wet**.
a)  A granny
... Slips.
*b) A bowline
... It does.
... and more

2.  All that float
[*] cork
[ ] lead
[*] wood

3.  How long?
=   1.41 +- 0.01

4.  Which range?
=   [1, 3]

5.  A word
*   rope
*   line

6.  Write.
____

COMMENT
7.  Not this
END_COMMENT
% nor this

GROUP
pick: 1
points per question: 3

8.  Eight
*a) x
b)  y

9.  Nine
a)  x
*b) y

END_GROUP
odd line
"""


def test_every_kind_of_text2qti_becomes_one_of_ours() -> None:
    result = moved({"k.txt": QTI})
    assert result.kind == "text2qti questions"
    first, second = result.text("k-1.quiz.md"), result.text("k-2.quiz.md")
    assert "::: quiz {#k-one points=2}\nWhich holds?\n\nIt is **wet**.\n" in first
    assert "- [ ] A granny\n  > Slips.\n- [x] A bowline\n" in first
    assert "- [x] cork\n- [ ] lead\n- [x] wood" in first
    assert "= 1.41 +- 0.01" in first
    assert "= 2 +- 1" in first
    assert "= rope | line" in first
    assert "____" in first
    assert "Not this" not in first
    assert "::: quiz {#k-7 points=3}\nEight" in second
    assert "pick=1" in result.text("k.md")
    assert "Read *first*." in result.text("k.md")
    assert {"k.txt:3 a setting of the questions was left out"} <= set(result.told)
    assert any("odd" in left.source for left in result.report)


@pytest.mark.parametrize(
    "text", ["", "{", "}{", "::a", "::a::{", "::a::{=", "::a::{#}", "a {~}", "\\", "{{{{" * 999]
)
def test_broken_gift_is_no_crash(text: str) -> None:
    try:
        moved({"a.gift": text})
    except NothingToImport:
        return


def test_a_line_of_a_question_is_never_taken_for_its_answer() -> None:
    bank = moved({"a.gift": "::x:: Choose\n\\= not this\n? nor this {=a ~b}\n"}).text("a.quiz.md")
    assert "\n\\= not this\n\\? nor this\n" in bank


def test_the_compiler_finds_nothing_wrong_with_the_banks() -> None:
    assert moved({"knots.gift": GIFT}).codes == {"C310"}
    assert moved({"k.txt": QTI}).codes == {"C310"}


@pytest.mark.parametrize(
    ("path", "text", "title"),
    [
        ("my_bread.gift", "::A:: Yes? {T}\n", "My bread"),
        ("q.gift", "$CATEGORY: $course$/top/Ropes/Loops\n\n::A:: Yes? {T}\n", "Loops"),
        ("knots.gift", NAMED, "Knots"),
        ("knots.gift", NAMED.partition("\n\n")[2], "Ropes"),
        ("q.txt", "Quiz title: Knots at sea\n\n1. Yes?\n*a) Yes\nb) No\n", "Knots at sea"),
    ],
)
def test_a_course_of_one_file_is_called_by_what_it_holds(path: str, text: str, title: str) -> None:
    assert moved({path: text}, only=path).compiled.courses["en"].title == title


def test_a_picture_without_an_address_is_its_words() -> None:
    pictures = '<img src\\="" alt\\="A loaf"> <img src\\="@@PLUGINFILE@@/p.png">'
    text = f"::A:: [html]<p>Rye? {pictures}</p> {{T}}"
    result = moved({"q.gift": f"{text}\n"})
    assert "<p>Rye? A loaf </p>" in result.text("q.quiz.md")
    assert result.told == [
        "q.gift:1 a picture without an address became its words",
        "q.gift:1 a picture that is not there became its words: @@PLUGINFILE@@/p.png",
    ]
    page = moved({"a.md": "# A\n\n[here]() <img alt='x' src='p.png'>\n", "p.png": "x"})
    assert 'here <img alt="x" src=' in page.html.replace("'", '"')
    assert page.told == ["a.md:3 a link without an address became plain words"]


def test_comments_of_gift_are_never_shown() -> None:
    text = (
        "// name: Switch category to $course$/top/Bread\n$CATEGORY: $course$/top/Bread\n"
        "<!-- Flour and water -->\n\n::A:: Yes? {T}\n"
    )
    result = moved({"q.gift": text})
    assert result.titles == ["Bread"]
    assert "CATEGORY" not in result.html
    assert "Flour" not in result.text("q.md")
