"""LiaScript."""

from tests.content.importing.moved import moved

HEADER = "<!--\nauthor: Ada\nlanguage: de\nversion: 1\ncomment: For those\n  who sail.\nscript: https://x.example/a.js\n-->\n\n"
TEXT = (
    HEADER
    + """# Knots

                 --{{0}}--
Spoken words.

      {{1}}
***********
Shown later.
***********

See [hitches](#hitches) and {2}{this} and @macro(x) and ada\\@x.example.

## Quiz

Which holds?

    [[X]] bowline
    [[ ]] granny
    [[?]] Think of a *loop*.
***********
It does.
***********

Which one?

- [( )] left
- [(X)] right

What word?

[[rope]]

Choose:

[[one
| (two) | three]]

![p](p.png "It is [[red]]")

A [[sheet]] is a [[(line)|sail]] at sea.

[[!]]
<script>
  input == 1
</script>

Do you like it?

[(1)] yes
[(2)] no

## Hitches

### Deep

``` js  +run.js
1
```

!?[film](https://www.youtube.com/watch?v=abc)

?[sound](a.mp3)<!-- style="x" -->

```ascii
+--+
```
"""
)


def test_a_document_becomes_lessons_at_its_headings() -> None:
    result = moved({"README.md": TEXT, "a.mp3": "sound"})
    course = result.compiled.courses["de"]
    assert result.kind == "LiaScript"
    assert (course.title, course.summary, course.instructors) == (
        "Knots",
        "For those who sail.",
        ("Ada",),
    )
    assert result.titles == ["Knots", "Quiz", "Hitches"]
    assert result.written.files == {"a.mp3": "a.mp3"}


def test_its_quizzes_become_ours() -> None:
    text = moved({"README.md": TEXT}).text("02-quiz.md")
    assert (
        "::: quiz {#quiz-2-1}\nWhich holds?\n\n- [x] bowline\n- [ ] granny\n\n"
        "? Think of a *loop*.\n\n> It does.\n:::" in text
    )
    assert "Which one?\n\n- [ ] left\n- [x] right\n" in text
    assert "What word?\n\n= rope\n" in text
    assert "- [ ] one\n- [x] two\n- [ ] three" in text
    assert "It is …" in text or "\np\n" in text
    assert "A {{blank: sheet}} is a {{blank: line}} at sea." in text


def test_what_only_it_can_show_is_told_and_leaves_no_marks() -> None:
    result = moved({"README.md": TEXT, "a.mp3": "sound"})
    assert {line.partition(" ")[2] for line in result.told} >= {
        'the header\'s "script" was left out',
        "spoken text is there to be read",
        "a step of an animation was left out",
        "a macro was left out",
        "a <script> was left out",
        "a quiz that a script judges is not asked; its words stand there",
        "a survey is not asked; its words stand there",
        "attributes in a comment were left out",
        "a drawing of characters stands there as code",
    }
    first = result.text("01-knots.md")
    assert "[hitches](03-hitches.md) and this and  and ada\\@x.example" in first
    assert "Shown later." in first
    assert "***" not in first
    third = result.text("03-hitches.md")
    assert '``` js title="run.js"' in third.replace("```js", "``` js")
    assert "\nhttps://www.youtube.com/watch?v=abc\n" in third
    assert "[sound](a.mp3)" in third
    assert "## Deep" in third


def test_each_line_of_a_matrix_is_a_quiz_of_its_own() -> None:
    matrix = "# A\n\nWhich side?\n\n- [[left (port)] (right [star]) [up]]\n"
    matrix += "- [ (X) ( ) ( ) ] Red\n- [ [ ] [X] [X] ] Green\n"
    result = moved({"README.md": HEADER + matrix})
    text = result.text("01-a.md")
    assert "Red\n\n- [x] left (port)\n- [ ] right [star]\n- [ ] up\n" in text
    assert "Green\n\n- [ ] left (port)\n- [x] right [star]\n- [x] up\n" in text
    assert not result.compiled.has_errors


def test_the_compiler_finds_nothing_wrong_with_its_quizzes() -> None:
    result = moved({"README.md": TEXT, "a.mp3": "sound", "p.png": "x"})
    assert not result.codes


def test_notes_within_a_line_and_spans_with_a_backtick_are_read() -> None:
    text = (
        "<!--\nauthor: Ada\nlanguage: en\n-->\n\n# A\n\n"
        "Rope[^x](of __hemp__), line[^x](or (thin) rope), `[^x](no)` and three `\\`` of them.\n"
    )
    result = moved({"README.md": text}, "liascript")
    assert result.html.count("<sup") == 2
    assert "<strong>hemp</strong>" in result.html
    assert "or (thin) rope" in result.html
    assert "<code>[^x](no)</code>" in result.html
    assert "<code>`</code>" in result.html
