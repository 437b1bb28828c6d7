"""A judge of HTML: whether a browser would run anything in it."""

import re
from html.parser import HTMLParser

ACTIVE = frozenset(
    {"script", "style", "iframe", "object", "embed", "applet", "base", "meta", "link", "form"}
    | {"frame", "frameset", "animate", "set", "foreignobject", "template", "textarea"}
    | {"maction", "annotation-xml", "semantics", "mglyph", "malignmark"}
)
ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "data", "poster"})
SAFE = re.compile(r"(?:https?:|mailto:|tel:|/|#)", re.IGNORECASE)


class Judge(HTMLParser):
    """Collects what should not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "")
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.wrong.append(f"{tag} {name}")
            if name in ADDRESSES and address and not SAFE.match(address):
                self.wrong.append(f"{tag} {name}={value}")


def wrong_in(html: str) -> list[str]:
    """Every active element, handler, style or hostile address."""
    judge = Judge()
    judge.feed(html)
    judge.close()
    return judge.wrong
