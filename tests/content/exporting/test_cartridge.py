"""A course as a cartridge for another school's software."""

from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from lms.content.exporting.cartridge import cartridge
from lms.content.exporting.edition import Edition, Files
from lms.content.exporting.qti import spellings
from lms.content.questions import Number
from tests.content.courses import compiled
from tests.content.exporting.editions import EVERY_KIND, HOSTILE, SLUGS, edition, editions
from tests.content.exporting.profile import fields, wrong_in_manifest, wrong_in_questions
from tests.content.exporting.shapes import QTI, misshapen


def xml(files: Files, path: str) -> ElementTree.Element:
    """A file of the cartridge."""
    content = files[path]
    assert isinstance(content, bytes)
    return ElementTree.fromstring(content)  # noqa: S314 - our own output


def wrong(files: Files) -> list[str]:
    """Everything that keeps it from the profile."""
    held = {quote(path) for path in files if path != "imsmanifest.xml"}
    found = wrong_in_manifest(xml(files, "imsmanifest.xml"), held)
    for path in files:
        if path.startswith("questions/"):
            found += wrong_in_questions(xml(files, path))
        elif path.startswith("pages/"):
            xml(files, path)
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_our_own_courses_keep_to_the_profile(slug: str) -> None:
    assert [told for of in editions(slug) for told in wrong(cartridge(of))] == []


@pytest.mark.parametrize("texts", [EVERY_KIND, HOSTILE], ids=["every kind", "hostile"])
def test_every_kind_of_question_and_every_ill_will_keep_to_it(
    texts: dict[str, str | bytes],
) -> None:
    assert wrong(cartridge(edition(texts))) == []


@pytest.mark.parametrize(
    ("path", "was", "becomes", "told"),
    [
        ("imsmanifest.xml", "<schema>", "words<schema>", "<metadata> holds words"),
        ("imsmanifest.xml", 'structure="rooted-hierarchy"', 'structure="flat"', 'structure="flat"'),
        ("imsmanifest.xml", 'identifier="root"', 'identifier="1 root"', "1 root is no name"),
        ("imsmanifest.xml", 'identifierref="style"', 'identifierref="gone"', "gone is nowhere"),
        (
            "imsmanifest.xml",
            'href="style.css"',
            'href="my style.css"',
            "my style.css is no address",
        ),
        ("imsmanifest.xml", "<lomm:language>en</lomm:language>", "<lomm:cost/>", "is unknown"),
        ("questions/lesson-0001.xml", 'rcardinality="Single"', 'rcardinality="Some"', "Some"),
        ("questions/lesson-0001.xml", 'case="No"', 'sense="No"', 'sense="No"'),
        ("questions/lesson-0001.xml", "<other/>", "<any/>", "any"),
        ("questions/lesson-0001.xml", ' linkrefid="hint"', "", "lacks linkrefid"),
    ],
)
def test_whatever_the_schemas_refuse_is_found(path: str, was: str, becomes: str, told: str) -> None:
    content = cartridge(edition(EVERY_KIND))[path]
    assert isinstance(content, bytes)
    assert was.encode() in content
    root = ElementTree.fromstring(content.replace(was.encode(), becomes.encode()))  # noqa: S314 - ours
    assert [x for x in misshapen(root) if told in x]


def keys(files: Files) -> dict[str, tuple[str, list[str]]]:
    """Each item's profile and what is right, in order; without what must not be chosen."""
    found = {}
    for item in xml(files, "questions/lesson-0001.xml").iter(f"{QTI}item"):
        keyed = [c for c in item.iter(f"{QTI}respcondition") if c.find(f"{QTI}setvar") is not None]
        equal = [e for c in keyed for e in c.iter(f"{QTI}varequal")]
        dont = {e for c in keyed for n in c.iter(f"{QTI}not") for e in n}
        right = [str(e.text) for e in equal if e not in dont]
        profile = fields(item[0])["cc_profile"].split(".")[1]
        found[str(item.get("ident"))] = (profile, right)
    return found


def test_every_kind_goes_along_with_its_key() -> None:
    found = keys(cartridge(edition(EVERY_KIND)))
    assert found["one"] == ("multiple_choice", ["2"])
    assert found["two"] == ("true_false", ["1"])
    assert found["many"] == ("multiple_response", ["1", "3"])
    assert found["number"] == ("fib", ["3.13", "3,13", "3.14", "3,14", "3.15", "3,15"])
    assert found["about"] == ("essay", [])
    assert found["word"] == ("fib", ["let", "LET"])
    assert found["long"] == ("essay", [])
    assert found["gaps-1"] == ("fib", ["water"])
    assert found["gaps-2"] == ("fib", ["salt", "sale"])
    assert [found[f"pairs-{n}"][0] for n in (1, 2, 3)] == ["multiple_choice"] * 3
    assert len({found[f"pairs-{n}"][1][0] for n in (1, 2, 3)}) == 3
    assert len({found[f"order-{n}"][1][0] for n in (1, 2, 3)}) == 3
    assert found["drawn-1"] == ("true_false", ["2"])


def test_pictures_of_pages_and_questions_are_found_in_the_cartridge() -> None:
    texts: dict[str, str | bytes] = {
        "01-a/01-b.md": "# B\n\n![A loop](<loop é.svg>)\n\n::: quiz {#q}\n![A knot](knot.svg)\n\n"
        "- [x] [this](01-b.md)\n- [ ] that\n:::\n"
    }
    made = compiled(texts, assets=("01-a/loop é.svg", "01-a/knot.svg"))
    files = cartridge(Edition(made.courses["en"], made.assets))
    assert wrong(files) == []
    page, questions = (files[p] for p in ("pages/lesson-0001.html", "questions/lesson-0001.xml"))
    assert isinstance(page, bytes)
    assert isinstance(questions, bytes)
    assert b'src="../files/01-a/loop%20%C3%A9.svg"' in page
    assert b"$IMS-CC-FILEBASE$/files/01-a/knot.svg" in questions
    assert b"$IMS-CC-FILEBASE$/pages/lesson-0001.html" in questions
    assert "A question about this is in" in page.decode()


@pytest.mark.parametrize(
    ("number", "spelt"),
    [
        (Number("3"), ["3"]),
        (Number("1.5"), ["1.5", "1,5"]),
        (Number("-2E+3", "1"), ["-2001", "-2000", "-1999"]),
        (Number("2", "0.5"), ["1.5", "1,5", "1.6", "1,6"]),
    ],
)
def test_a_number_is_right_however_it_is_spelt(number: Number, spelt: list[str]) -> None:
    assert spellings(number)[: len(spelt)] == spelt


def test_a_number_that_may_be_anything_ends_soon() -> None:
    assert spellings(Number("1E+6000", "1E-6000")) == []
    assert spellings(Number("1E+999999999")) == []


def test_what_no_page_and_no_question_shows_stays_behind() -> None:
    texts: dict[str, str | bytes] = {
        "01-a.md": "# A\n\n![é](<so so & é.png>) [csv](rows.csv)\n\n"
        "::: instructor\n![n](note.png)\n:::\n\n"
        "::: quiz {#q}\nWhich?\n\n- [x] a\n- [ ] b\n  > ![r](remark.png)\n\n"
        "> ![t](told.png)\n:::\n",
        "02-b.md": "---\ndraft: true\n---\n# B\n\n![d](draft.png)\n",
    }
    shown = {"so so & é.png", "rows.csv", "remark.png", "told.png"}
    made = compiled(texts, assets=(*shown, "note.png", "draft.png", "unused.png"))
    files = cartridge(Edition(made.courses["en"], made.assets))
    kept = {path.removeprefix("files/") for path in files if path.startswith("files/")}
    assert kept == shown
    assert wrong(files) == []
