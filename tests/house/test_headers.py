"""What every answer says to the browser, whatever kind of answer it is; and what no log says."""

import gzip
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from flask import Flask

from lms.accounts import links
from lms.app import create_app
from lms.platform import logs
from tests.conftest import settings_in
from tests.house.school import School
from tests.people import PASSWORD, make_person
from tests.visitor import Page, Visitor

LogIn = Callable[..., Visitor]
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
YEAR = "31536000"


def policy_of(page: Page) -> dict[str, str]:
    """The content security policy: what may come from where."""
    rules = page.response.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, _, sources in (rule.strip().partition(" ") for rule in rules)}


def answers(school: School) -> dict[str, Page]:
    """One answer of every kind that the house itself gives."""
    browser, member = Visitor(school.app), school.browser_of("member")
    sheet = school.app.jinja_env.globals["static_url"]
    return {
        "page": browser.get("/"),
        "page of mine": member.get("/today"),
        "secret page": browser.get(f"/password/reset/{school.mine['reset_token']}"),
        "missing": browser.get("/nothing/here"),
        "forbidden": member.get("/admin"),
        "without token": member.post("/account", token=False),
        "wrong verb": browser.post("/courses"),
        "form to mend": browser.post("/login"),
        "led on": member.get("/login"),
        "asked to log in": browser.get("/today"),
        "json": browser.get("/healthz"),
        "not ready": browser.get("/readyz"),
        "text": browser.get("/robots.txt"),
        "table": school.browser_of("admin").get("/admin/cohorts/sinopia/members.csv"),
        "webhook": browser.post("/webhooks/stripe", token=False),
        "asset": member.get("/courses/clay/files/glaze.svg", buffered=True),
        "picture": browser.get(f"/pictures/{school.mine['picture']}"),
        "static": browser.get(sheet("css/site.css"), buffered=True),  # type: ignore[operator]
        "no static": browser.get("/static/none.css"),
    }


def test_every_kind_of_answer_says_it(school: School) -> None:
    for name, page in answers(school).items():
        headers = page.response.headers
        wanted = {**ALWAYS, "Content-Security-Policy": "", "X-Frame-Options": "DENY"}
        if name == "secret page":
            wanted["Referrer-Policy"] = "no-referrer"
        for header, value in wanted.items():
            assert value in headers.get(header, "(none)"), (name, header)
        assert "Server" not in headers, name


def test_nothing_but_ours_may_run_or_be_loaded(school: School) -> None:
    sandboxed = ("asset", "picture")
    for name, page in answers(school).items():
        policy = policy_of(page)
        assert policy["default-src"] == "'none'", name
        if name in sandboxed:
            assert "sandbox" in policy, name
            continue
        assert policy["frame-ancestors"] == "'none'", name
        assert policy["base-uri"] == "'none'", name
        assert not [rule for rule in policy.values() if "unsafe" in rule or "*" in rule], name
        elsewhere = {r for r, sources in policy.items() if "http" in sources}
        assert elsewhere <= {"form-action"}, name  # where the checkout form is led on to
        assert not [rule for rule in policy if "data:" in policy[rule] and rule != "img-src"], name


def test_every_answer_has_an_id(school: School) -> None:
    ids = [
        page.response.headers["X-Request-Id"]
        for name, page in answers(school).items()
        if name != "static"  # served before the house is asked
    ]
    assert all(len(one) >= 16 for one in ids)
    assert len(set(ids)) == len(ids)


def test_an_id_is_taken_over_only_if_it_is_plain(app: Flask, visitor: Visitor) -> None:
    given = "0af7651916cd43dd"
    assert (
        visitor.get("/", headers={"X-Request-Id": given}).response.headers["X-Request-Id"] == given
    )
    for odd in ("short", "x" * 33, "<script>alert", 'a"b,c:d{e}f', "../../etc/passwd", "ééééééééé"):
        echoed = visitor.get("/", headers={"X-Request-Id": odd}).response.headers["X-Request-Id"]
        assert odd not in echoed
    assert visitor.get("/", headers={"X-Request-Id": given + "\t"}).status == 200


def test_static_files_are_kept_for_a_year_under_names_of_their_content(school: School) -> None:
    names = school.app.jinja_env.globals["static_url"]
    for path in ("css/site.css", "img/icons.svg"):
        address = names(path)  # type: ignore[operator]
        stem, digest, _ = address.rsplit(".", 2)
        assert stem.endswith(Path(path).stem)
        assert len(digest) == 12
        page = Visitor(school.app).get(address, buffered=True)
        assert page.status == 200
        assert {"immutable", f"max-age={YEAR}"} <= kept(page)
        assert Visitor(school.app).get(f"/static/{path}").status == 404


def test_pages_are_kept_by_nobody_else(school: School) -> None:
    found = answers(school)
    for name in ("page", "page of mine", "missing", "led on", "table", "form to mend"):
        assert "private" in kept(found[name]), name
    assert "no-store" in kept(found["secret page"])
    assert {"immutable", f"max-age={YEAR}"} <= kept(found["picture"])


def kept(page: Page) -> set[str]:
    """What Cache-Control says."""
    return set(page.response.headers["Cache-Control"].replace(" ", "").split(","))


def test_cookies_are_ours_alone(app: Flask, visitor: Visitor) -> None:
    alice = make_person("Alice", password=PASSWORD)
    answers = [
        visitor.post("/login", {"email": alice.email, "password": PASSWORD}),
        visitor.post("/language", {"language": "it"}),
        visitor.post("/theme", {"theme": "dark"}),
    ]
    cookies = [c for page in answers for c in page.response.headers.getlist("Set-Cookie")]
    assert {cookie.partition("=")[0] for cookie in cookies} >= {"session", "language"}
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


def test_over_https_nothing_is_ever_said_in_the_clear(tmp_path: Path) -> None:
    """These answers need no database."""
    school = create_app(settings_in(tmp_path, LMS_BASE_URL="https://school.example"))
    client = school.test_client()
    for address in ("/healthz", "/robots.txt", "/static/none"):
        strict = client.get(address).headers["Strict-Transport-Security"]
        assert int(strict.partition("max-age=")[2].partition(";")[0]) >= int(YEAR)
    for address, fields in (("/theme", {"theme": "dark"}), ("/language", {"language": "it"})):
        cookie = client.post(address, data=fields).headers["Set-Cookie"]
        assert "; Secure" in cookie
    assert school.config["SESSION_COOKIE_NAME"] == "__Host-session"
    with school.test_request_context():
        from flask import session

        session["x"] = "y"
        answer = school.make_response("")
        school.session_interface.save_session(school, session._get_current_object(), answer)  # type: ignore[attr-defined]  # a proxy's
    cookie = answer.headers["Set-Cookie"]
    for word in ("__Host-session=", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"):
        assert word in cookie
    assert "Domain" not in cookie


@pytest.fixture
def log_lines(app: Flask) -> Iterator[Callable[[], str]]:
    """All that is logged during the test, as production would write it."""
    before, out = structlog.get_config(), io.StringIO()
    logs.configure("json")
    structlog.configure(logger_factory=structlog.WriteLoggerFactory(file=out))
    yield out.getvalue
    structlog.configure(**before)


def test_no_secret_is_ever_logged(app: Flask, log_lines: Callable[[], str]) -> None:
    alice = make_person("Alice", password=PASSWORD)
    nina = make_person("Nina", email_confirmed_at=None)
    browser, signature = Visitor(app), "t=1,v1=5f2a51ab9c"
    reset, confirm = links.reset_token(alice), links.email_token(nina, nina.email)
    browser.post("/login", {"email": alice.email, "password": PASSWORD + "x"})
    browser.post("/login", {"email": alice.email, "password": PASSWORD})
    cookie = browser.cookie("session")
    browser.get(f"/password/reset/{reset}")
    browser.post(f"/password/reset/{reset}", {"new": "a long new passphrase"})
    browser.get(f"/email/confirm/{confirm}")
    browser.get("/today?token=in-the-query&session_id=cs_secret")
    headers = {"Stripe-Signature": signature, "Authorization": "Bearer sk_live_x"}
    browser.post("/webhooks/stripe", token=False, raw=b'{"id": "evt_secret"}', headers=headers)
    told = log_lines()
    assert len(told.splitlines()) == 7
    assert all(json.loads(line)["event"] for line in told.splitlines())
    for secret in (
        PASSWORD, "a long new passphrase", reset, confirm, cookie, signature, "evt_secret",
        "sk_live_x", "in-the-query", "cs_secret", app.config["SECRET_KEY"], "whsec_tests",
        alice.email,
    ):  # fmt: skip
        assert secret
        assert secret not in told


@pytest.mark.parametrize("path", ["/login?next=/x", "/register", "/password/forgot"])
def test_a_forms_token_is_packed_with_no_other_words(app: Flask, path: str) -> None:
    """Else the length of a page that repeats what was asked tells how good a guess of it is."""
    answer = app.test_client().get(path, headers={"Accept-Encoding": "gzip"})
    page = gzip.decompress(answer.data)
    tokens = set(re.findall(rb'name="csrf_token"[^>]*value="([^"]+)"', page))
    assert len(tokens) == 1
    assert tokens.pop() in answer.data
    assert len(answer.data) < len(page) / 2


def test_a_cookie_that_no_browser_keeps_is_not_read(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def note(cookie: str) -> tuple[dict[str, str], float]:
        read.append(cookie)
        return {}, 0.0

    monkeypatch.setattr(app.session_interface, "_read", note)
    for length in (4_097, 4_096):
        cookie = {"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={'x' * length}"}
        page = app.test_client(use_cookies=False).get("/login", headers=cookie)
        assert page.status_code == 200
    assert {len(cookie) for cookie in read} == {4_096}
