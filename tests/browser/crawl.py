"""Walking through the site by its links: one or two pages of each kind, as somebody."""

import re
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.sync_api import APIRequestContext
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

HREF = re.compile(r'<a\b[^>]*?\shref="([^"]+)"')
PER_KIND = 2
EVERYBODYS_MAIL = "/outbox"
MOST_PAGES = 120


@dataclass
class Walk:
    """What was seen on the way."""

    pages: dict[str, str] = field(default_factory=dict)
    """HTML by path."""
    first_of_each_kind: list[str] = field(default_factory=list)
    """One path for each route."""
    dead: list[str] = field(default_factory=list)
    """Links that lead nowhere, with the page on which they stand."""


def walk(request: APIRequestContext, base: str, routes: Map, start: str = "/") -> Walk:
    """Follow links from `start`, at most a few pages for each route."""
    seen, waiting = Walk(), [(start, "")]
    kinds: dict[str, int] = {}
    known = {start}
    while waiting and len(seen.pages) < MOST_PAGES:
        path, source = waiting.pop(0)
        kind = _kind(routes, path)
        if kinds.get(kind, 0) >= PER_KIND:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = request.get(base + path)
        if answer.status >= 400:
            seen.dead.append(f"{answer.status} {path} (on {source})")
            continue
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        html = answer.text()
        seen.pages[path] = html
        if kinds[kind] == 1:
            seen.first_of_each_kind.append(path)
        if path.startswith(EVERYBODYS_MAIL):
            continue  # the outbox holds the mail of all, and links that are for its readers alone
        for link in _links(base, answer.url, html):
            if link not in known:
                known.add(link)
                waiting.append((link, path))
    return seen


def _links(base: str, page: str, html: str) -> list[str]:
    found = []
    for href in HREF.findall(html):
        address = urldefrag(urljoin(page, href.replace("&amp;", "&"))).url
        if address.startswith(base + "/"):
            found.append(address.removeprefix(base))
    return found


def _kind(routes: Map, path: str) -> str:
    try:
        endpoint, _ = routes.bind("").match(urlsplit(path).path)
    except HTTPException:
        return path
    return str(endpoint)
