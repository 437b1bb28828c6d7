"""MDX: what is for machines and authors alone is left out, and told once with its lines."""

import pytest

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
    assert [(left.line, *left.more) for left in result.report] == [(3, 4, 8, 10), (17, 19, 21)]


def test_elsewhere_they_are_words() -> None:
    assert "@theme" in moved({"01-a.md": f"# A\n\n{TEXT}"}).html


@pytest.mark.parametrize("begun", ["import {\n", "export const a = (\n", "{/*\n"])
def test_what_never_ends_stays(begun: str) -> None:
    result = moved({"01-a.mdx": f"# A\n\n{begun * 3000}\nEnd."})
    assert "End." in result.html
