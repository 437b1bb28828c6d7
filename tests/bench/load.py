"""Asking a server for as much as it gives: `wrk` where it is installed, else threads of ours."""

import http.client
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from tests.ports import free_port

WORKERS = 2
SECONDS = 1
"""Of each round and side."""
CONNECTIONS = (8, 64, 8, 64)
"""One round each."""
WARM_UP = 3
"""Requests of each connection before its own are timed."""
PATIENCE = 30
"""Seconds for a server to come up."""


@dataclass(frozen=True)
class Ask:
    """A request that is sent over and over."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: str = ""


class Server(NamedTuple):
    """A server that runs."""

    port: int
    pid: int


@contextmanager
def serving(factory: str, environ: Mapping[str, str]) -> Iterator[Server]:
    """A server with two workers."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.bare", factory, str(port), str(WORKERS)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=dict(environ), stdout=quiet, stderr=quiet)
    try:
        _wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


Asked = tuple[Server, Sequence[Ask]]


def ratio(one: Asked, other: Asked) -> float:
    """How much of the other's requests a second one gets, round by round."""
    pairs = [(rate(*one, connections), rate(*other, connections)) for connections in CONNECTIONS]
    return median(mine / theirs for mine, theirs in pairs)


def rate(
    server: Server, asks: Sequence[Ask], connections: int = 8, seconds: int = SECONDS
) -> float:
    """Requests a second, the asks in turn; an answer from 400 on is an error."""
    port = server.port
    answer(server, asks[0])
    if shutil.which("wrk"):
        return _wrk(port, asks, connections, seconds)
    return _threads(port, asks, connections, seconds)


def _wrk(port: int, asks: Sequence[Ask], connections: int, seconds: int) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_lua(asks))
        script.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script.name]
        address = f"http://127.0.0.1:{port}/"
        done = subprocess.run([*command, address], capture_output=True, text=True, check=True)
    if "Non-2xx" in done.stdout:
        raise RuntimeError(f"{asks[0].path}: {done.stdout}")
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", done.stdout)[0])


def _lua(asks: Sequence[Ask]) -> str:
    lines = ["local asks, at = {}, 0", "function init(args)"]
    for ask in asks:
        headers = ", ".join(f'["{name}"] = "{value}"' for name, value in ask.headers.items())
        call = f'wrk.format("{ask.method}", "{ask.path}", {{{headers}}}, "{ask.body}")'
        lines.append(f"asks[#asks + 1] = {call}")
    turn = "function request() at = at % #asks + 1 return asks[at] end"
    return "\n".join([*lines, "end", turn, ""])


def _threads(port: int, asks: Sequence[Ask], connections: int, seconds: int) -> float:
    counts = [0] * connections
    ends = time.monotonic() + seconds

    def go_on(number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port)
        while time.monotonic() < ends:
            _send(line, asks[(number + counts[number] * connections) % len(asks)])
            counts[number] += 1
        line.close()

    threads = [threading.Thread(target=go_on, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def slowest(server: Server, ask: Ask, connections: int = 8, each: int = 25) -> float:
    """Milliseconds that nineteen of twenty requests stay below, asked by several at once.

    Before, each of them asks a few times: processes read their templates at the first request.
    """
    spent: list[float] = []

    def go_on() -> None:
        line = http.client.HTTPConnection("127.0.0.1", server.port)
        for _ in range(WARM_UP):
            _send(line, ask)
        for _ in range(each):
            began = time.monotonic()
            _send(line, ask)
            spent.append(time.monotonic() - began)
        line.close()

    threads = [threading.Thread(target=go_on) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(spent)[len(spent) * 19 // 20] * 1_000


def answer(server: Server, ask: Ask) -> Mapping[str, str]:
    """The headers with which one request is answered."""
    line = http.client.HTTPConnection("127.0.0.1", server.port)
    headers = _send(line, ask)
    line.close()
    return headers


def _send(line: http.client.HTTPConnection, ask: Ask) -> Mapping[str, str]:
    line.request(ask.method, ask.path, ask.body or None, dict(ask.headers))
    answered = line.getresponse()
    answered.read()
    if answered.status >= 400:
        raise RuntimeError(f"{ask.path}: {answered.status}")
    return {name.lower(): value for name, value in answered.getheaders()}


def _wait_for(port: int) -> None:
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port)
            line.request("GET", "/")
            line.getresponse().read()
            return
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
