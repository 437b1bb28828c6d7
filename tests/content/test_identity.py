"""Which lesson is which after files have changed their names."""

from dataclasses import replace

from lms.content.identity import Found, Known, identify

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


def test_two_files_that_change_places_keep_their_paths_ids() -> None:
    before = [known("a/x", "one text", "one"), known("a/y", "two text", "two")]
    assert identify(before, [found("a/x", "two text"), found("a/y", "one text")]).ids == {
        "a/x": "one",
        "a/y": "two",
    }


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


def test_a_lesson_that_was_removed_is_not_revived_by_a_like_text() -> None:
    gone = replace(known("a/x", lesson_id="one"), removed=True)
    assert identify([gone], [found("a/z")]).ids == {"a/z": "a/z"}


def test_many_texts_are_told_apart_by_equality_alone() -> None:
    before = [known(f"a/{n}", f"{LONG} {n}", f"id-{n}") for n in range(60)]
    now = [found(f"b/{n}", f"{LONG} {n}") for n in range(60)]
    assert identify(before, now).ids == {f"b/{n}": f"id-{n}" for n in range(60)}
