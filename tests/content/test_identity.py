"""Which lesson is which after files have changed their names."""

from dataclasses import replace

from lms.content.identity import Found, Known, identify
from tests.pace import within

WORDS = ["flour", "and", "water", "and", "salt", "and", "a", "long", "night", "then", "heat"]
LONG = " ".join(WORDS * 5)


def known(path: str, text: str = LONG, lesson_id: str = "") -> Known:
    return Known(lesson_id or path, path, text, str(hash(text)))


def found(path: str, text: str = LONG, wanted: str = "") -> Found:
    return Found(path, text, str(hash(text)), path, wanted)


def test_a_new_lesson_is_called_by_its_address() -> None:
    assert identify([], [found("a/x")]).ids == {"a/x": "a/x"}


def test_a_lesson_keeps_its_id_while_its_text_changes() -> None:
    assert identify([known("a/x", lesson_id="one")], [found("a/x", "new")]).ids == {"a/x": "one"}


def test_a_renamed_file_keeps_its_id() -> None:
    result = identify([known("a/x", lesson_id="one")], [found("b/y")])
    assert result.ids == {"b/y": "one"}
    assert result.renamed == [("a/x", "b/y")]
    assert result.removed == []


def test_a_renamed_and_edited_file_keeps_its_id() -> None:
    edited = LONG.replace("night", "day") + " and an evening"
    assert identify([known("a/x", lesson_id="one")], [found("b/y", edited)]).ids == {"b/y": "one"}


def test_another_text_is_another_lesson() -> None:
    result = identify([known("a/x", lesson_id="one")], [found("b/y", "about something else")])
    assert result.ids == {"b/y": "b/y"}
    assert result.removed == ["one"]


def test_the_likest_text_takes_the_id() -> None:
    near = LONG.replace("salt", "sugar")
    result = identify([known("a/x", lesson_id="one")], [found("b/near", near), found("b/same")])
    assert result.ids == {"b/same": "one", "b/near": "b/near"}


def test_two_files_that_change_places_take_their_ids_along() -> None:
    other = " ".join(["oven", "stone", "steam", "crust", "crumb", "door", "peel"] * 6)
    before = [known("a/x", LONG, "one"), known("a/y", other, "two")]
    result = identify(before, [found("a/x", other), found("a/y", LONG)])
    assert result.ids == {"a/x": "two", "a/y": "one"}
    assert sorted(result.renamed) == [("a/x", "a/y"), ("a/y", "a/x")]


def test_they_do_so_although_both_were_edited_meanwhile() -> None:
    other = " ".join(["oven", "stone", "steam", "crust", "crumb", "door", "peel"] * 6)
    before = [known("a/x", LONG, "one"), known("a/y", other, "two")]
    edited = [found("a/x", other + " and a cloth"), found("a/y", LONG.replace("salt", "honey"))]
    assert identify(before, edited).ids == {"a/x": "two", "a/y": "one"}


def test_a_ring_of_names_is_followed() -> None:
    texts = [" ".join([letter * 3, "rest", "fold"] * 10) for letter in "pqr"]
    before = [known(f"a/{n}", text, f"id-{n}") for n, text in enumerate(texts)]
    now = [found(f"a/{(n + 1) % 3}", text) for n, text in enumerate(texts)]
    assert identify(before, now).ids == {"a/1": "id-0", "a/2": "id-1", "a/0": "id-2"}


def test_texts_too_short_to_be_told_apart_stay_with_their_paths() -> None:
    before = [known("a/x", "To do.", "one"), known("a/y", "To be done.", "two")]
    assert identify(before, [found("a/x", "To be done."), found("a/y", LONG)]).ids == {
        "a/x": "one",
        "a/y": "two",
    }


def test_a_new_text_at_an_old_path_does_not_inherit_when_the_old_one_moved() -> None:
    result = identify([known("a/x", lesson_id="one")], [found("b/y"), found("a/x", "all new")])
    assert result.ids == {"b/y": "one", "a/x": "a/x"}


def test_what_git_saw_move_is_the_same_lesson_however_much_was_edited() -> None:
    moves = {"b/y": "a/x"}
    after = [found("b/y", "hardly a word of it is left")]
    assert identify([known("a/x", lesson_id="one")], after, moves).ids == {"b/y": "one"}


def test_of_a_text_that_was_split_the_larger_part_stays_the_lesson() -> None:
    words = [f"w{n}" for n in range(100)]
    parts = [found("a/one", " ".join(words[:65])), found("a/two", " ".join(words[65:]))]
    result = identify([known("a/x", " ".join(words), "one")], parts)
    assert result.ids == {"a/one": "one", "a/two": "a/two"}


def test_a_name_that_changes_its_case_alone_is_the_same_name() -> None:
    before = [known("a/Intro.md", "hello", "one")]
    now = [Found("a/intro.md", "entirely new", "h", "a/intro")]
    assert identify(before, now).ids == {"a/intro.md": "one"}


def test_a_rewritten_lesson_whose_number_changed_keeps_its_address_and_its_id() -> None:
    before = [known("01-a/02-x.md", "hello", "one")]
    now = [Found("01-a/03-x.md", "entirely new", "h", "a/x")]
    assert identify(before, now).ids == {"01-a/03-x.md": "one"}


def test_equal_drafts_move_with_their_names() -> None:
    before = [known(f"a/{name}", "To do.", name) for name in ("one", "two", "six")]
    now = [found(f"b/{name}", "To do.") for name in ("six", "one", "two")]
    assert identify(before, now).ids == {"b/six": "six", "b/one": "one", "b/two": "two"}


def test_an_id_in_the_front_matter_wins() -> None:
    result = identify([known("a/x", lesson_id="one")], [found("b/y", "other", wanted="one")])
    assert result.ids == {"b/y": "one"}
    assert result.removed == []


def test_a_new_lesson_at_an_old_address_gets_an_id_of_its_own() -> None:
    before = [known("b/y", LONG, "a/x")]
    assert identify(before, [found("b/y"), found("a/x", "new text")]).ids == {
        "b/y": "a/x",
        "a/x": "a/x-2",
    }


def test_a_lesson_that_returns_is_itself_again() -> None:
    gone = replace(known("a/x", lesson_id="one"), removed=True)
    assert identify([gone], [found("a/x", "rewritten")]).ids == {"a/x": "one"}


def test_a_removed_lesson_returns_elsewhere_only_as_it_was() -> None:
    gone = replace(known("a/x", lesson_id="one"), removed=True)
    assert identify([gone], [found("a/z")]).ids == {"a/z": "one"}
    assert identify([gone], [found("a/z", LONG + " more")]).ids == {"a/z": "a/z"}


def test_many_texts_are_told_apart_by_equality_alone() -> None:
    before = [known(f"a/{n}", f"{LONG} {n}", f"id-{n}") for n in range(60)]
    now = [found(f"b/{n}", f"{LONG} {n}") for n in range(60)]
    assert identify(before, now).ids == {f"b/{n}": f"id-{n}" for n in range(60)}


def test_many_texts_that_were_moved_and_edited_are_found_quickly() -> None:
    texts = [
        "\n".join(f"Line {line} of lesson {n}, told once and for all." for line in range(40))
        for n in range(400)
    ]
    before = [known(f"a/{n}", text, f"id-{n}") for n, text in enumerate(texts)]
    now = [found(f"b/{n}", text.replace("Line 7", "Row 7")) for n, text in enumerate(texts)]
    with within(5):
        assert identify(before, now).ids == {f"b/{n}": f"id-{n}" for n in range(400)}
