"""MDX: what is for machines and authors alone is left out, and told once with its lines."""

from time import process_time

import pytest

from lms.content.importing.report import as_page
from tests.content.importing.moved import moved

TEXT = """import Tabs from '@theme/Tabs';
import {
  One,
  Two,
} from "../two";
import './style.css';

export const Mark = ({children}) => (
  <b>

    {children}
  </b>
);

{/* for me */}

Seen {/* mine */} so.

{/*
  long
*/}

```js
import x from 'x';
```

Duties: import
import taxes from 'abroad' too, and `{/* code */}`.
"""


@pytest.mark.parametrize(
    "files",
    [
        {"01-a.mdx": f"# A\n\n{TEXT}"},
        {"01-a.md": f"# A\n\n{TEXT}", "docusaurus.config.js": "module.exports = {};"},
    ],
)
def test_imports_exports_and_remarks_are_left_out(files: dict[str, str]) -> None:
    result = moved({**files})
    for gone in ("@theme", "One", "style.css", "Mark", "children", "for me", "mine", "long"):
        assert gone not in result.html
    for kept in ("<p>Seen  so.</p>", "import taxes from", "{/* code */}"):
        assert kept in result.html
    assert "import x from 'x';" in result.text("01-a.md")
    assert [left.what for left in result.report] == [
        "imports and exports of MDX were left out",
        "a remark between {/* and */} was left out",
    ]
    assert [(left.line, *left.more) for left in result.report] == [
        (3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15),
        (17, 19, 21, 22, 23),
    ]


def test_elsewhere_they_are_words() -> None:
    assert "@theme" in moved({"01-a.md": f"# A\n\n{TEXT}"}).html


@pytest.mark.parametrize(
    "script",
    [
        "export const face = ':('",
        "export const x = 1 // (",
        "export const x = 1 /* (\n{ */",
        'export const s = "\\"(" + `(\n\n${"["}`;',
        "export const open = /[(]\\(/;",
        "export const Mark = () => (\n  <a href='x'>see https://x.example/a</a>)",
        "import A, {\n  B, // (\n\n  C\n} from 'a' // d",
        "import * as all from 'a'; import b from 'b';",
        "import type { A } from './a.json' with { type: 'json' };",
    ],
)
def test_what_is_left_out_ends_where_the_script_ends(script: str) -> None:
    result = moved({"01-a.mdx": f"# A\n\n{script}\n\nMany words :-).\n\nMore of them."})
    assert result.html == "<p>Many words :-).</p>\n<p>More of them.</p>"
    (told,) = result.report
    assert (told.line, *told.more) == (3, *range(4, 4 + script.count("\n")))
    if told.more:
        assert f"01-a.mdx:3–{told.more[-1]}  imports" in as_page("MDX", result.report)


@pytest.mark.parametrize(
    "words",
    [
        "import duties rose in 2019.\n\nMany words.\n\nThe word is from 'abroad'.",
        "import duties rose.\nThe word is from 'abroad'",
        "import taxes from 'abroad'.",
        "export const a = (\n\nMany words.\n\nA smile :] and an end)",
        "export const a = f) (\n\nMany words.",
        "export defaults to no.\n\nMany words.",
    ],
)
def test_words_that_begin_like_a_script_stay(words: str) -> None:
    result = moved({"01-a.mdx": f"# A\n\n{words}\n\nEnd."})
    assert words in result.text("01-a.md")
    assert result.report == ()


def test_many_remarks_that_do_not_end_take_no_time() -> None:
    begun = "{/* " * 4_500
    start = process_time()
    for text in (begun, f"{begun}*/ a", "{/*a*/" * 3_000):
        assert "{/*" in moved({"01-a.mdx": f"# A\n\nSee {text}\n"}).text("01-a.md")
    assert process_time() - start < 2


@pytest.mark.parametrize("begun", ["import {\n", "export const a = (\n", "{/*\n"])
def test_what_never_ends_stays(begun: str) -> None:
    result = moved({"01-a.mdx": f"# A\n\n{begun * 3000}\nEnd."})
    assert "End." in result.html
