"""The preview: what is saved is seen, with the eyes and on the day that are asked for."""

import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from lms.learning.commands import preview
from lms.learning.preview import draft
from lms.learning.preview.eyes import WHO, moment
from tests.content.courses import QUIZ
from tests.content.hostile import wrong_in
from tests.learning.preview.conftest import NOW, Ask, seen


def test_what_is_on_the_disk_is_what_is_shown(ask: Ask, folder: Path) -> None:
    for number in range(3):
        (folder / "01-a" / "02-kept.md").write_text(f"# Kept\n\nEdition {number}")
        assert f"Edition {number}" in ask("/courses/bread/lessons/a/kept")[1]
    (folder / "01-a" / "05-new.md").write_text("# New\n\ntext")
    assert ask("/courses/bread/lessons/a/new")[0] == 200
    (folder / "01-a" / "05-new.md").unlink()
    assert ask("/courses/bread/lessons/a/new")[0] == 404


def test_an_included_file_is_followed_and_its_findings_stand_where_it_is_shown(
    ask: Ask, folder: Path
) -> None:
    (folder / "_shared").mkdir()
    (folder / "_shared/note.md").write_text("Edition 1 [x](gone.md)")
    text = "# Kept\n\nOne.\n\n{{#include ../_shared/note.md}}\n\nThree.\n"
    (folder / "01-a/02-kept.md").write_text(text)
    page = ask("/courses/bread/lessons/a/kept")[1]
    told = page.index("<code>_shared/note.md</code>")
    assert page.index("<p>One.") < told < page.index("<p>Edition 1") < page.index("<p>Three.")
    (folder / "_shared/note.md").write_text("Edition 2")
    assert "Edition 2" in ask("/courses/bread/lessons/a/kept")[1]


def test_a_finding_stands_before_the_block_it_means(ask: Ask) -> None:
    page = ask("/courses/bread/lessons/a/wrong")[1]
    assert page.index("<p>One.") < page.index('id="finding-5"') < page.index("<p>Two")
    assert "      |     ^^^^^^^^^^" not in page.split("<p>One.")[0]
    assert "    5 | Two [x](nowhere.md)." in page
    assert 'href="/courses/bread/lessons/a/wrong#finding-5"' in page
    assert "data-line" not in page


def test_of_very_many_findings_those_of_the_page_are_listed_and_the_rest_counted(
    ask: Ask, folder: Path
) -> None:
    wrong = "".join(f"Line [x](gone-{number}.md).\n\n" for number in range(150))
    (folder / "01-a/01-free.md").write_text(f"# Free\n\n{wrong}")
    page = ask("/courses/bread/lessons/a/wrong")[1]
    listed = re.findall(r"<code>(01-a/[^<]+)</code>", page.split("<main")[0])
    assert listed[0] == "01-a/04-wrong.md:5"
    assert len(listed) == 100
    said = re.findall(r"<summary>(\d+) findings</summary>|(\d+) more: ", page)
    assert int(said[0][0]) == 100 + int(said[1][1]) > 150


def test_a_finding_in_a_translation_leads_to_its_page_in_its_language(
    ask: Ask, folder: Path
) -> None:
    turned = QUIZ.replace("[ ]", "[?]").replace("[x]", "[ ]").replace("[?]", "[x]")
    (folder / "01-a/01-free.it.md").write_text(f"# Libera\n\nAperta.\n{turned}")
    kept = ask("/courses/bread/lessons/a/kept")[1]
    (address,) = re.findall(r'<a href="([^"]+)"><code>01-a/01-free.it.md:5<', kept)
    status, _, headers = ask(unescape(address))
    assert (status, headers["Location"]) == (303, "/courses/bread/lessons/a/free#finding-5")
    cookie = headers["Set-Cookie"].split(";")[0]
    page = ask("/courses/bread/lessons/a/free", Cookie=cookie)[1]
    assert page.index("<p>Aperta") < page.index('id="finding-5"') < page.index("What rises?")
    assert 'href="/courses/bread/lessons/a/free#finding-5"' in page


def test_each_reader_sees_what_is_theirs(ask: Ask) -> None:
    kept, free = "/courses/bread/lessons/a/kept", "/courses/bread/lessons/a/free"
    mentor, learner, visitor = (seen(ask, kept, who) for who in ("mentor", "learner", "visitor"))
    assert "Ask them." in mentor
    assert "For those inside." in learner
    assert "Ask them." not in learner
    assert "For those inside." not in visitor
    assert "Closed to a visitor" in visitor
    assert "Unfinished" not in seen(ask, free, "learner").replace("03-draft", "")
    assert "Open to all." in seen(ask, free, "visitor")


def test_it_is_begun_with_the_eyes_of_a_learner() -> None:
    (who,) = (option for option in preview.params if option.name == "who")
    assert who.default == "learner"


def test_one_click_shows_the_page_as_somebody_else(ask: Ask) -> None:
    kept = "/courses/bread/lessons/a/kept"
    for who in ("visitor", "learner", "mentor"):
        page = seen(ask, kept, who)
        (chosen,) = re.findall(r'<a href="[^"]+" aria-current="true">(\w+)</a>', page)
        assert chosen == who
        switch = page.split('aria-label="Seen by"')[1].split("</nav>")[0]
        addresses = [unescape(one) for one in re.findall(r'<a href="([^"]+)"', switch)]
        assert [re.findall(r"who=(\w+)", one)[0] for one in addresses] == [*WHO]
        assert {ask(one)[2]["Location"] for one in addresses} == {kept}


def test_what_a_learner_cannot_see_is_a_click_away(ask: Ask) -> None:
    draft = "/courses/bread/lessons/a/draft"
    page = seen(ask, draft, "learner")
    assert "1 draft left out." in page
    assert "draft left out" not in seen(ask, draft, "mentor")
    closed = page.split('id="closed"')[1]
    _, _, headers = ask(unescape(re.findall(r'<a href="([^"]+)"', closed)[0]))
    cookie = headers["Set-Cookie"].split(";")[0]
    assert "Soon." in ask(headers["Location"], Cookie=cookie)[1]


def test_a_learner_is_not_shown_the_key(ask: Ask) -> None:
    page = seen(ask, "/courses/bread/lessons/a/free", "learner")
    assert "What rises?" in page
    assert "is-right" not in page
    assert "Never." not in page
    assert "Yeast." not in page
    assert "is-right" in seen(ask, "/courses/bread/lessons/a/free", "mentor")


def test_a_day_that_is_none_is_refused(ask: Ask) -> None:
    for day in ("2026-02-30", "soon", "%2B9999999d"):
        status, page, headers = ask(f"/-/look?who=learner&date={day}&back=/courses/bread")
        assert status == 422
        assert "is no day: write it as in 2026-02-01, 2026-02-01T18:00, +10d or week 2." in page
        assert 'href="/courses/bread"' in page
        assert "Set-Cookie" not in headers


@pytest.mark.parametrize("option", ["--date", "--start"])
@pytest.mark.parametrize("day", ["soon", "2026-02-30", ""])
def test_the_command_refuses_a_day_that_is_none(folder: Path, option: str, day: str) -> None:
    words = ["bread", "--folder", str(folder.parent), option, day]
    told = CliRunner().invoke(preview, words)
    assert told.exit_code == 2
    assert f'"{day}" is no day: write it as in 2026-02-01,' in told.output


@pytest.mark.parametrize(
    ("release", "opens"),
    [
        ("+7d", "2026-03-17 00:00:00"),
        ("+2w", "2026-03-24 00:00:00"),
        ("week 2", "2026-03-17 00:00:00"),
        ("2026-05-01T18:00", "2026-05-01 18:00:00"),
        ("", "None"),
        ("soon", "None"),
    ],
)
def test_a_lesson_opens_on_its_day(release: str, opens: str) -> None:
    assert str(moment(release, NOW.date())) == opens


def test_it_speaks_to_this_computer_alone(ask: Ask) -> None:
    assert ask("/courses/bread", Host="evil.example:80")[0] == 403
    assert ask("/courses/bread", Host="localhost:80")[0] == 200


def test_its_pages_may_run_nothing_but_its_own(ask: Ask) -> None:
    _, page, headers = ask("/courses/bread/lessons/a/wrong")
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert [w for w in wrong_in(page) if w not in ("<meta>", "<link>", "<script>", "<form>")] == []
    assert "sandbox" in ask("/courses/bread/files/01-a/sack.svg")[2]["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../pyproject.toml",
        "/static/%2e%2e/pyproject.toml",
        "/static/%00",
        "/-/../page.html",
        "/-/page.html",
        "/-/codes/C999",
        "/courses/bread/files/../course.md",
        "/courses/bread/files/01-a/01-free.md",
        "/courses/breadsticks",
        "/etc/passwd",
        "/courses/bread/lessons/%ff",
    ],
)
def test_only_what_belongs_to_the_course_is_there(ask: Ask, path: str) -> None:
    assert ask(path)[0] == 404


def test_the_form_leads_nowhere_else(ask: Ask) -> None:
    for back in ("https://evil.example/", "//evil.example", "/%0d%0aX:y"):
        assert ask(f"/-/look?who=learner&back={back}")[2]["Location"] == "/"


def test_style_script_and_what_a_code_means_are_there(ask: Ask) -> None:
    assert "@layer" in ask("/static/css/site.css")[1]
    assert ".found" in ask("/-/preview.css")[1]
    assert "EventSource" in ask("/-/preview.js")[1]
    assert "The block does not know this option." in ask("/-/codes/C104")[1]


def test_a_folder_that_goes_away_is_told_and_not_the_end(ask: Ask, folder: Path) -> None:
    folder.rename(folder.with_name("gone"))
    assert "there is no course.md" in ask("/courses/bread")[1]


def test_a_chapters_introduction_stands_on_the_landing_page(ask: Ask, folder: Path) -> None:
    (folder / "01-a" / "index.md").write_text("# Beginnings\n\nThe base.")
    page = ask("/courses/bread")[1]
    assert page.index("Beginnings") < page.index("<p>The base.</p>")


def test_a_frame_without_an_origin_may_load_what_it_draws_with(ask: Ask) -> None:
    headers = ask("/static/frames/diagram.css")[2]
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert ask("/static/css/site.css")[2]["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_page_whose_file_is_renamed_leads_to_its_new_place(ask: Ask, folder: Path) -> None:
    kept = "/courses/bread/lessons/a/kept"
    assert ask(kept)[0] == 200
    (folder / "01-a" / "02-kept.md").rename(folder / "01-a" / "02-held.md")
    status, _, headers = ask(kept)
    assert (status, headers["Location"]) == (303, "/courses/bread/lessons/a/held")
    (folder / "01-a").rename(folder / "01-b")
    assert ask(kept)[2]["Location"] == "/courses/bread/lessons/b/held"
    assert ask("/courses/bread/lessons/a/free")[2]["Location"] == "/courses/bread/lessons/b/free"
    (folder / "01-b" / "02-kept.md").write_text("# Another\n\nNew.")
    (folder / "01-b").rename(folder / "01-a")
    assert "New." in ask(kept)[1]


def test_a_lesson_that_is_renamed_and_changed_is_found_by_its_id(ask: Ask, folder: Path) -> None:
    file, free = folder / "01-a" / "01-free.md", "/courses/bread/lessons/a/free"
    file.write_text("---\nid: free\n---\n# Free\n\nOpen.\n")
    assert "Open." in ask(free)[1]
    file.unlink()
    assert ask(free)[0] == 404
    (folder / "01-a" / "01-loose.md").write_text("---\nid: free\n---\n# Loose\n\nOther.\n")
    assert ask(free)[2]["Location"] == "/courses/bread/lessons/a/loose"


def test_of_two_lessons_that_are_just_begun_one_that_is_deleted_is_gone(
    ask: Ask, folder: Path
) -> None:
    for name in ("05-new.md", "06-newer.md"):
        (folder / "01-a" / name).write_text("# A new lesson\n\nBegin here.\n")
    new = "/courses/bread/lessons/a/new"
    assert ask(new)[0] == 200
    (folder / "01-a" / "05-new.md").unlink()
    assert ask(new)[0] == 404


def test_a_page_that_is_gone_says_so_and_leads_on(ask: Ask, folder: Path) -> None:
    (folder / "01-a" / "02-kept.md").unlink()
    status, page, _ = ask("/courses/bread/lessons/a/kept")
    assert status == 404
    assert "There is no lesson here: its file was deleted, or renamed and changed." in page
    assert '<a href="/courses/bread">Bread</a>' in page


def test_who_ends_it_while_the_course_is_read_is_told_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(draft, "read_course", interrupted)
    told = CliRunner().invoke(preview, ["bread", "--folder", str(folder.parent), "--port", "0"])
    assert (told.exit_code, told.output) == (0, "")
