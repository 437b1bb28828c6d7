"""Walking through the site by its links: one or two pages of each kind, as somebody."""

import re
from collections import Counter
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
    seen, waiting, known = Walk(), [(start, "")], {start}
    kinds: Counter[str] = Counter()
    while waiting and len(seen.pages) < MOST_PAGES:
        path, source = waiting.pop(0)
        kind = _kind(routes, path)
        if kinds[kind] >= PER_KIND:
            continue
        kinds[kind] += 1
        for link in _open(request, base, (path, source), seen):
            if link not in known:
                known.add(link)
                waiting.append((link, path))
        if kinds[kind] == 1 and path in seen.pages:
            seen.first_of_each_kind.append(path)
    return seen


def _open(request: APIRequestContext, base: str, link: tuple[str, str], seen: Walk) -> list[str]:
    """Open a path that stands on a page, note it, and give the links on it."""
    path, source = link
    answer = request.get(base + path)
    if answer.status >= 400:
        seen.dead.append(f"{answer.status} {path} (on {source})")
        return []
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return []
    seen.pages[path] = answer.text()
    if path.startswith(EVERYBODYS_MAIL):
        return []  # it holds the mail of all, with links that are for its readers alone
    return _links(base, answer.url, seen.pages[path])


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
