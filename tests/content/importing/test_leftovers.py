"""Marks of Obsidian, MkDocs and Pandoc in plain folders: what they mean, or a line told."""

from tests.content.importing.moved import Files, in_a_vault, moved


def one(text: str, **more: str | bytes) -> str:
    """The page that a text of this body becomes, beside these files."""
    files: Files = {"01-a.md": f"# A\n\n{text}", "p.png": b"x"}
    return moved(files | {name.replace("_", "."): told for name, told in more.items()}).html


def test_wiki_links_lead_to_the_notes_that_they_name() -> None:
    files: Files = {
        "01-a.md": "# A\n\n[[Bread]], [[bread|a loaf]], [[Bread#The crumb]], [[more/Bread\\|two]]\n"
        "[[#End]], `[[Bread]]` and [[Bread#^x1]].\n\n## End\n\nx\n",
        "Bread.md": "# Bread\n\n## The crumb\n\nx\n",
        "more/Bread.md": "# More\n\nx\n",
    }
    result = moved(files)
    bread = '<a href="/courses/new/lessons/bread'
    assert f'{bread}">Bread</a>, {bread}">a loaf</a>' in result.html
    assert f'{bread}#the-crumb">The crumb</a>' in result.html
    assert '<a href="/courses/new/lessons/more/bread">two</a>' in result.html
    assert '<a href="#end">End</a>' in result.html
    assert "<code>[[Bread]]</code>" in result.html
    assert result.told == ["01-a.md:4 a link to a paragraph leads to its whole page"]
    assert not result.compiled.has_errors


def test_wiki_links_lead_to_headings_with_signs_accents_and_numbers() -> None:
    text = "# A\n\n[[#Date & time]] [[B#Già 1.2 fatto?]]:\n\n## Date & time\n\nx\n"
    result = moved({"01-a.md": text, "B.md": "# B\n\n## Già 1.2 fatto?\n\nx\n"})
    assert result.told == []
    assert "[Già 1.2 fatto?](B.md#già-12-fatto):" in result.text("01-a.md")
    assert '<a href="#date--time">Date &amp; time</a>' in result.html


def test_wiki_links_that_lead_nowhere_are_words_and_told_with_their_line() -> None:
    result = moved(
        {"01-a.md": "# A\n\nSee [[Cake]] and [[cake|this]], [[1, 2]], [[x]](01-a.md).\n"}
    )
    assert "See Cake and this, [[1, 2]], <a" in result.html
    nowhere = "a link to what the course does not hold became plain words"
    assert result.told == [f"01-a.md:3 {nowhere}: {to}" for to in ("Cake", "cake")]


def test_embedded_files_are_pictures_with_their_width_and_embedded_notes_are_links() -> None:
    files: Files = {
        "01-a.md": "# A\n\n![[p.png|300]]\n\n![[p.png|A loaf|200x100]]\n\n![[B]]\n\n![[q.png]]\n",
        "B.md": "# B two\n\nx\n",
        "pictures/p.png": "x",
    }
    result = moved(files)
    assert 'alt="" loading="lazy" width="300"' in result.html
    assert 'alt="A loaf" loading="lazy" width="200" height="100"' in result.html
    assert '<a href="/courses/new/lessons/b">B</a>' in result.html
    assert [told for told in result.told if "C405" not in told] == [
        "01-a.md:7 an embedded text became a link to it",
        "01-a.md:9 a picture that is not there became its words: q.png",
    ]


def test_admonitions_are_callouts_with_what_stands_in_them() -> None:
    html = one(
        "!!! note\n    One *two*.\n\n    Three.\nAfter.\n\n"
        '!!! warning "Mind **this**"\n\n    ```python\n    if x:\n        y\n    ```\n\n'
        "!!! danger\n\tHot.\n"
    )
    assert '<div class="callout callout--note">\n<p class="callout__title">Note</p>' in html
    assert "<p>One <em>two</em>.</p>\n<p>Three.</p>\n</div>\n<p>After.</p>" in html
    assert "Mind <strong>this</strong></p>" in html
    assert "<code" in html
    assert "<p>Hot.</p>" in html
    assert "!!!" not in html


def test_callouts_of_obsidian_are_those_of_ours_that_they_look_like() -> None:
    text = "> [!info] *Mind* it\n> x\n\n> [!danger]\n> y\n"
    result = moved({"01-a.md": f"# A\n\n{text}"})
    assert "> [!NOTE] *Mind* it\n> x\n\n> [!CAUTION] Danger\n" in result.text("01-a.md")
    assert result.told == [
        '01-a.md:6 unknown callout "danger": it became a caution',
        '01-a.md:3 unknown callout "info": it became a note',
    ]


def test_folded_admonitions_fold_and_others_within_each_other_stay_so() -> None:
    html = one(
        '??? tip "More"\n    Behind.\n\n    !!! question\n        Why?\n\n'
        "???+ bug\n    Open.\n\n- item\n\n    !!! example\n        In it.\n"
    )
    assert "<details" in html
    assert html.index("<details") < html.index("Behind.") < html.index("Why?")
    assert html.index("Why?") < html.index("</details>") < html.index("Open.")
    assert "Bug</p>" in html
    assert html.index("<li>") < html.index("In it.") < html.index("</li>")
    assert "???" not in html
    assert "!!!" not in html


def test_what_an_admonition_loses_is_told_with_its_line() -> None:
    text = "# A\n\n!!! weird inline end\n    Body.\n\n!!! note\n\nNo body.\n\nHey\n!!! note that\n"
    result = moved({"01-a.md": text})
    assert "Weird</p>\n<p>Body.</p>" in result.html
    assert result.told == [
        '01-a.md:3 "inline end" of an admonition was left out',
        "01-a.md:3 the admonition weird became a note",
        "01-a.md:6 an admonition without a text stands there as it is written",
        "01-a.md:11 an admonition without a text stands there as it is written",
    ]


def test_tabs_of_mkdocs_are_tabs() -> None:
    html = one('=== "Rye"\n\n    Dark.\n\n=== "Wheat"\n\n    Light.\n\nAfter.\n')
    assert "tabset" in html
    assert "<span>Wheat</span>" in html
    assert html.index("Light.") < html.index("After.")
    assert "===" not in html


def test_the_front_page_has_callouts_and_links_too() -> None:
    result = moved({"index.md": "# C\n\n!!! tip\n    Try [[b]].\n", "b.md": "# B\n\nx\n"})
    landing = result.text("course.md")
    assert "::: tip" in landing
    assert "Try [b](b.md)." in landing


def test_sizes_of_pictures_are_read_however_they_are_written() -> None:
    for written in (
        "![P](p.png){width=50%}",
        "![P](p.png) {width=50%}",
        "![P](p.png){ style='width: 50%;' }",
        "![P](p.png){: width=50% }",
    ):
        html = one(f"{written}\n")
        assert '<img src="/courses/new/files/p.png" alt="P" loading="lazy" width="50%">' in html
        assert "{" not in html
    assert 'width="300" height="200"' in one("![P](p.png =300x200)\n")
    assert 'alt="P" loading="lazy" width="300"' in one("![P|300](p.png)\n")
    assert 'width="189"' in one("![P](p.png){width=5cm}\n")


def test_attributes_without_a_meaning_here_are_told_and_not_seen() -> None:
    text = (
        "# A\n\n![P](p.png){width=9 align=left wide}\n\n*a*{.x} b.\n\nText.\n{ .annotate }\n\n"
        "The sum $\\sum_{i=1}^{n} i$ of {a, b} and `x {.y}`.\n"
    )
    result = moved({"01-a.md": text, "p.png": "x"})
    assert "{" not in result.html.replace("{a, b}", "").replace("x {.y}", "").partition("<math")[0]
    assert result.told == [
        '01-a.md:3 "wide" of a picture was left out',
        "01-a.md:5 {.x} was left out",
        "01-a.md:8 { .annotate } was left out",
        '01-a.md:3 C112 "align" was left out',
    ]


def test_braces_of_which_a_sentence_speaks_stay_in_it() -> None:
    text = "# A\n\nUse {.class} to give one, or\nwrite {#id}\nat the end.\n\nText. { .lead }\n"
    result = moved({"01-a.md": text})
    assert "Use {.class} to give one, or\nwrite {#id}\nat the end." in result.html
    assert result.told == ["01-a.md:7 { .lead } was left out"]


def test_braces_with_which_a_sentence_ends_stay_and_lists_at_links_go() -> None:
    words = "To colour it, add {.red}\n\n- in CSS: {.red}\n\n| written | {.red} |\n| --- | --- |\n"
    assert moved({"01-a.md": f"# A\n\n{words}"}).text("01-a.md") == f"# A\n\n{words}"
    linked = (
        "[B](https://b.example/) {.button}\n\n[C](https://c.example/){ .button }\n\n- so { .x }\n"
    )
    result = moved({"01-a.md": f"# A\n\n{linked}"})
    assert "{" not in result.html
    assert result.told == ["01-a.md:3 {.button} was left out", "01-a.md:7 { .x } was left out"]


def test_the_size_of_a_picture_in_a_table_leaves_no_backslash() -> None:
    html = one("| a |\n|---|\n| ![P\\|300](p.png) |\n")
    assert 'alt="P" loading="lazy" width="300"' in html


def test_remarks_and_names_of_paragraphs_of_a_vault_are_not_shown() -> None:
    text = (
        "# A\n\nOne %%mine%% two. ^p1\n\n%%\nAll [[of]]\nthis.\n%%\n\nThree `%%kept%%`.\n\n"
        "```\n%% code ^x\n```\n\n%% never closed\n"
    )
    result = moved({"01-a.md": text, ".obsidian/app.json": "{}"})
    for gone in ("mine", "this.", "^p1"):
        assert gone not in result.html
    for kept in ("<p>One  two.</p>", "%%kept%%", "%% code ^x", "never closed"):
        assert kept in result.html
    remark = "a remark between %% and %% was left out"
    assert sorted(result.told) == [
        "01-a.md:16 %% that is not closed stands there, and what follows it",
        f"01-a.md:3 {remark}",
        "01-a.md:3 the name of a paragraph was left out",
        f"01-a.md:5 {remark}",
    ]
    assert "%%mine%%" in moved({"01-a.md": text.replace("[[of]]", "of")}).html


def test_elsewhere_only_what_is_plainly_meant_is_a_remark_or_a_name() -> None:
    text = (
        "# A\n\n[[B]], [[B#^here]], 50%% off, 60%% on. x ^2\n\n%% mine %% A [x](B.md).\n\n"
        "$$\ny\n^2\n$$\n\n$a %% b %% c$ of\n\n    %% code %%\n    x ^here\n"
    )
    result = moved({"01-a.md": text, "B.md": "# B\n\nx ^here\n"})
    for kept in ("50%% off, 60%% on. x ^2", "%% code %%\nx ^here"):
        assert kept in result.html
    assert "$$\ny\n^2\n$$\n\n$a %% b %% c$ of" in result.text("01-a.md")
    assert "mine" not in result.html
    assert "^here" not in result.text("B.md")
    assert [told for told in result.told if "formula" not in told and "set" not in told] == [
        "01-a.md:5 a remark between %% and %% was left out",
        "01-a.md:3 a link to a paragraph leads to its whole page",
        "B.md:3 the name of a paragraph was left out",
    ]


def test_a_remark_that_begins_within_a_line_goes_on_to_its_end_in_its_paragraph() -> None:
    text = (
        "# A\n\nSeen %%one%% so %% never\nshown %%\n\nAfter.\n\n50%% off\n\n%%\nmine\n%%\n\nEnd.\n"
    )
    result = in_a_vault({"01-a.md": text})
    for kept in ("Seen  so</p>", "After.", "50%% off", "End."):
        assert kept in result.html
    for gone in ("never", "shown", "mine"):
        assert gone not in result.html
    assert "01-a.md:8 %% that is not closed stands there, and what follows it" in result.told


def test_boxes_of_other_states_are_told_once_with_their_lines() -> None:
    result = in_a_vault(
        {"01-a.md": "# A\n\n- [ ] a\n- [/] b\n- [-] c\n- [x] d\n- [y](https://y.example)\n"}
    )
    assert result.told == ["01-a.md:4 boxes such as [/] and [-] stand there as words"]
    assert result.report[0].more == (5,)


def test_the_words_of_a_link_may_have_more_lines_between_them() -> None:
    result = in_a_vault({"01-a.md": "# A\n\n[[02-b|this | that]]\n", "02-b.md": "# B\n\nx\n"})
    assert ">this | that</a>" in result.html


def test_a_picture_that_is_not_there_leaves_no_list_of_attributes() -> None:
    result = moved(
        {"01-a.md": "# A\n\n![img](img.png){ width=300 } and [b](gone.md){ .button }.\n"}
    )
    assert "<p>img and b.</p>" in result.html


def test_titles_of_admonitions_and_tabs_may_hold_quotation_marks() -> None:
    note = '!!! note "The \\"right\\" way"\n    One.\n'
    text = f'{note}\n=== "A "x""\n\n    Two.\n\n=== "B"\n\n    Three.\n'
    result = moved({"01-a.md": f"# A\n\n{text}"})
    assert '::: note The "right" way' in result.text("01-a.md")
    assert ':::{tab-item} A "x"' in result.text("01-a.md")
    assert result.told == []


def test_tags_of_a_vault_are_told_once_with_their_lines() -> None:
    text = "# A\n\nOf #bread and #1.\n\n`#code` [x](#tag)\n\n## Tag\n\nMore #bread/rye.\n"
    result = moved({"01-a.md": text, ".obsidian/app.json": "{}"})
    assert result.told == ["01-a.md:3 tags such as #this stand there as words"]
    assert result.report[0].more == (9,)
    assert moved({"01-a.md": text}).told == []
