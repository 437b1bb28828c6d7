"""One address asked whether it is there, without ever reaching into a private network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

PATIENCE = 5.0
"""Seconds for each step of a conversation."""
MOST_MOVES = 5
GONE, MOVED, FOR_GOOD = 400, (301, 302, 303, 307, 308), (301, 308)
ASK_AGAIN = (403, 405, 501)
"""Answers of those who do not like HEAD."""
CLOSED = (401, 403, 429)
"""The page is there, for others or later."""
AGENT = "bottega-check (looks whether a link of a course leads somewhere)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking."""

    problem: str = ""
    """Why the link is dead; empty when it is not."""
    moved_to: str = ""
    """Where it has moved for good."""


def is_public(address: Ip) -> bool:
    """Whether it belongs to the open network."""
    return address.is_global and not address.is_multicast


def ask(address: str, allowed: Callable[[Ip], bool] = is_public) -> Answer:
    """Whether the page is there: HEAD, and GET for those who refuse that; no body is read."""
    here, moved_to, for_good = address, "", True
    try:
        for _ in range(MOST_MOVES + 1):
            status, there = _status(here, allowed)
            if status not in MOVED or not there:
                dead = status >= GONE and status not in CLOSED
                return Answer(f"answers {status}") if dead else Answer(moved_to=moved_to)
            here = urljoin(here, there)
            for_good = for_good and status in FOR_GOOD
            moved_to = here if for_good else moved_to
    except (OSError, ValueError, http.client.HTTPException) as wrong:
        return Answer(_said(wrong))
    return Answer("leads from one address to the next without end")


def _status(address: str, allowed: Callable[[Ip], bool]) -> tuple[int, str]:
    status, there = _speak("HEAD", address, allowed)
    return _speak("GET", address, allowed) if status in ASK_AGAIN else (status, there)


def _speak(method: str, address: str, allowed: Callable[[Ip], bool]) -> tuple[int, str]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is no address of a page")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    target += f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    line = _Line(parts.scheme == "https", parts.hostname, parts.port, allowed)
    try:
        line.request(method, target, headers={"Host": _host(parts.netloc), "User-Agent": AGENT})
        answer = line.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        line.close()


def _host(netloc: str) -> str:
    """What stands after any name and password, in letters that a header may hold."""
    return netloc.rpartition("@")[2].encode("idna").decode()


class _Line(http.client.HTTPConnection):
    """A connection to the very address that was looked at, whatever the name means later."""

    def __init__(
        self, secure: bool, host: str, port: int | None, allowed: Callable[[Ip], bool]
    ) -> None:
        super().__init__(host, port or (443 if secure else 80), timeout=PATIENCE)
        self.secure, self.allowed = secure, allowed

    def connect(self) -> None:
        """Resolve, refuse what is private, and connect."""
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = [str(item[4][0]) for item in found]
        if not all(self.allowed(ipaddress.ip_address(a.partition("%")[0])) for a in addresses):
            raise ValueError("leads into a private network")
        plain = socket.create_connection((addresses[0], self.port), PATIENCE)
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(plain, server_hostname=self.host) if self.secure else plain


def _said(wrong: Exception) -> str:
    """The reason in a few words."""
    if isinstance(wrong, socket.gaierror):
        return "there is no such site"
    if isinstance(wrong, TimeoutError):
        return "did not answer in time"
    if isinstance(wrong, ssl.SSLError):
        return "its certificate is not valid"
    if isinstance(wrong, ValueError) and not isinstance(wrong, UnicodeError):
        return str(wrong) or "is no address of a page"
    return "does not answer"
