"""CPU of a request, without a server: calls of the WSGI app in this process."""

import io
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder

CALLS = 100
ROUNDS = 5


Got = tuple[Flask, str, Mapping[str, str]]
"""A GET: of which app, at which path, with which headers."""


def ratio(one: Got, other: Got) -> float:
    """How many times the CPU of the other one takes; rounds of both in turn, the median."""
    return median(seconds(*one) / seconds(*other) for _ in range(ROUNDS))


def seconds(app: Flask, path: str, headers: Mapping[str, str], calls: int = CALLS) -> float:
    """CPU seconds of one GET, the mean of some."""
    environ = EnvironBuilder(path=path, headers=[*headers.items()]).get_environ()
    _call(app, environ)
    began = time.process_time()
    for _ in range(calls):
        _call(app, environ)
    return (time.process_time() - began) / calls


def body(app: Flask, path: str, headers: Mapping[str, str]) -> bytes:
    """What a GET is answered with."""
    return _call(app, EnvironBuilder(path=path, headers=[*headers.items()]).get_environ())


def _call(app: Flask, environ: Mapping[str, Any]) -> bytes:
    statuses: list[str] = []

    def start(status: str, headers: Sequence[tuple[str, str]], _info: object = None) -> Any:
        statuses.append(status)

    answer = app({**environ, "wsgi.input": io.BytesIO()}, start)
    content = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    if statuses[0] >= "4":
        raise RuntimeError(f"{environ['PATH_INFO']}: {statuses[0]}")
    return content
