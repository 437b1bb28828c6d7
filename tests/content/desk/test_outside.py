"""Links to other sites: asked only on request, for a bounded time, never inside a network."""

import ipaddress
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from lms.content.desk.asking import Answer, ask, is_public
from lms.content.desk.outside import dead_links


class Site(BaseHTTPRequestHandler):
    """A site on which much goes wrong."""

    asked: list[str]

    def do_HEAD(self) -> None:
        """Answer as the path says."""
        self.asked.append(f"{self.command} {self.path}")
        if self.path == "/slow":
            time.sleep(3)
        status = 404 if self.path == "/gone" else 405 if self.path == "/get-only" else 200
        status = 200 if self.command == "GET" else status
        moves = {"/old": (301, "/new"), "/today": (302, "/new"), "/round": (301, "/round")}
        moves["/away"] = (302, "http://10.0.0.1/")
        status, there = moves.get(self.path, (status, ""))
        self.send_response(status)
        if there:
            self.send_header("Location", there)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""


@pytest.fixture
def asked() -> list[str]:
    """What the site was asked."""
    return []


@pytest.fixture
def site(asked: list[str]) -> Iterator[str]:
    """The address of a site on this computer."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Asked", (Site,), {"asked": asked}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def here(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_loopback


def found(text: str, seconds: float = 20) -> list[str]:
    raw = {"1-a/1-x.md": text.encode()}
    return [
        f"{f.code} {f.line}:{f.column} {f.message} {f.hint}" for f in dead_links(raw, here, seconds)
    ]


def test_a_dead_link_is_told_where_it_is_written(site: str) -> None:
    text = f"[alive]({site}/) and\n\n[dead]({site}/gone), <{site}/gone>"
    where = f"{len(site) + 17}"
    assert found(text) == [
        "C409 3:8 answers 404 mend the link, or take it out",
        f"C409 3:{where} answers 404 mend the link, or take it out",
    ]


def test_what_moved_for_good_is_told_with_its_new_place(site: str) -> None:
    assert found(f"{site}/old {site}/today") == [f"C410 1:1 moved for good it is at {site}/new"]


def test_who_refuses_to_be_asked_briefly_is_asked_again(site: str, asked: list[str]) -> None:
    assert ask(f"{site}/get-only", here) == Answer()
    assert asked == ["HEAD /get-only", "GET /get-only"]


def test_going_round_in_circles_ends(site: str) -> None:
    assert "without end" in ask(f"{site}/round", here).problem


def test_an_address_is_asked_once_and_examples_never(site: str, asked: list[str]) -> None:
    found(f"{site}/a {site}/a\n\n`{site}/b`\n\n```\n{site}/c\n```\n\n({site}/d_(e)).")
    assert sorted(asked) == ["HEAD /a", "HEAD /d_(e)"]


def test_nobody_waits_longer_than_the_whole_time(site: str) -> None:
    began = time.monotonic()
    assert found(f"{site}/slow", seconds=0.3) == [
        "C409 1:1 did not answer in time mend the link, or take it out"
    ]
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::ffff:127.0.0.1]/",
    ],
)
def test_nothing_private_is_reached(address: str) -> None:
    assert ask(address).problem in ("leads into a private network", "there is no such site")


def test_a_redirect_into_a_private_network_is_not_followed(site: str) -> None:
    assert ask(f"{site}/away", here).problem == "leads into a private network"


@pytest.mark.parametrize(
    "address",
    ["http://", "http://a b/", "http://[/", "http://x:99999/", "http://\udcff/", "ftp://x/"],
)
def test_what_is_no_address_is_told(address: str) -> None:
    assert ask(address).problem


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
def test_the_open_network_is_open(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
