"""The yardstick: Flask that gives 30 KB of ready bytes, and a server for it or for the school."""

import sys

from flask import Flask, Response, request
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from lms.platform.db import THREADS
from lms.serve import STOP_SECONDS

READY = b"<!doctype html>" + b"bread " * 5_000
TAG = '"ready"'


def bare() -> Flask:
    """An app of one view; it knows its page by an ETag."""
    app = Flask("bare", static_folder=None)

    @app.get("/")
    def ready() -> Response:
        if request.headers.get("If-None-Match") == TAG:
            return Response(status=304, headers={"ETag": TAG})
        return Response(READY, mimetype="text/html", headers={"ETag": TAG})

    return app


def serve(factory: str, port: int, workers: int) -> None:
    """Serve an app as `lms serve` does, until told to stop."""
    Granian(
        factory,
        factory=True,
        interface=Interfaces.WSGI,
        address="127.0.0.1",
        port=port,
        workers=workers,
        blocking_threads=THREADS,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.error,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
