"""Whatever stands in an address is answered, and never by a broken page."""

from urllib.parse import quote

import pytest
from flask import Flask

from tests.house.school import School
from tests.house.table import TABLE, routes
from tests.house.test_routes import ask, filled
from tests.visitor import Visitor

ODD = (
    "%00", "a%00b", "a" * 300, "..%2f..%2fetc%2fpasswd", quote("😀"), "-1", "9" * 30, "%ff",
    "%ed%a0%80", "%0d%0aX-Odd:%201", "'%20OR%201=1--", "%7B%7B7*7%7D%7D", "%25", "%E2%80%AE", ".",
)  # fmt: skip
QUERIES = (
    "page", "q", "name", "state", "who", "person", "before", "next", "lesson", "fragment",
    "quiz", "hint", "again", "session_id",
)  # fmt: skip
PAGES = sorted(route for route in TABLE if route.startswith("GET"))
WITH_ARGUMENTS = sorted(route for route in TABLE if "<" in route)


def statuses(browser: Visitor, method: str, addresses: list[str]) -> dict[str, object]:
    """How each address is answered, where that is not as it should be."""
    broken: dict[str, object] = {}
    for address in addresses:
        try:
            page = ask(browser, method, address)
        except Exception as error:
            broken[address] = repr(error)
            continue
        if page.status >= 500 and address.partition("?")[0] != "/readyz":
            broken[address] = page.status
        if "X-Odd" in page.response.headers:
            broken[address] = "splits its headers"
    return broken


@pytest.mark.parametrize("route", WITH_ARGUMENTS)
def test_odd_arguments(school: School, app: Flask, route: str) -> None:
    method, rule = route.split(" ")[0], routes(app)[route]
    addresses = []
    for odd in ODD:
        addresses += [school.address(rule, {name: odd}) for name in rule.arguments]
    for role in ("admin", "visitor"):
        assert statuses(school.browser_of(role), method, addresses) == {}


@pytest.mark.parametrize("route", PAGES)
def test_odd_queries(school: School, app: Flask, route: str) -> None:
    here = filled(school, route, app)
    odd = [
        *(f"page={number}" for number in ("0", "-1", "abc", "1" + "0" * 30, "1e9", "%D9%A1")),
        *(f"before={number}" for number in ("0", "-1", "9" * 30)),
        *(f"quiz=b-1&hint={number}" for number in ("-1", "9" * 30, "abc")),
        *("&".join(f"{name}={text}" for name in QUERIES) for text in ODD),
    ]
    browser = school.browser_of("admin")
    assert statuses(browser, "GET", [f"{here}?{query}" for query in odd]) == {}


@pytest.mark.parametrize("address", ["/", "/courses", "/login", "/threads/x", "/nothing/here"])
def test_odd_verbs(school: School, app: Flask, address: str) -> None:
    client = app.test_client()
    for verb in ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "BREW"):
        assert client.open(address, method=verb).status_code < 500


def test_odd_cookies_and_headers(school: School) -> None:
    browser = school.browser_of("member")
    for text in ("\x7f", "é" * 200, "a" * 4000, "%00", '"', ";;=;"):
        for cookie in ("language", "theme"):
            browser.set_cookie(cookie, text)
        assert browser.get("/today").status == 200
    for header in ("Accept-Language", "X-Request-Id", "Referer", "If-None-Match", "Range", "Host"):
        for text in ("é", "a" * 4000, "%00", "q=x;q=,,,", "bytes=9-1"):
            assert browser.get("/", headers={header: text}).status < 500
    browser.set_cookie("session", "not.a.session")
    assert browser.get("/today").status == 302
