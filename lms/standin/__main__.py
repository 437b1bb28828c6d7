"""`python -m lms.standin`: run until told to stop; prints its address once it is ready."""

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from lms.standin import LiveKeyFound, Settings, Standin
from lms.standin.settings import THREE_DAYS


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM; 2 when a live key is configured."""
    try:
        settings = _settings(_parser().parse_args(arguments))
    except (LiveKeyFound, ValueError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    with Standin(settings) as standin:
        sys.stdout.write(f"The stand-in for Stripe listens at {standin.url}\n")
        sys.stdout.flush()
        over.wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m lms.standin", description="A local stand-in for Stripe: no money moves."
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--state", type=Path, required=True, help="the SQLite file to remember in")
    parser.add_argument("--webhook", help="address that events are posted to")
    parser.add_argument("--secret", default="whsec_standin", help="signs the events")
    parser.add_argument("--key", default="sk_test_standin", help="what API keys begin with")
    parser.add_argument("--public-url", help="address that browsers use")
    parser.add_argument(
        "--arrives-after",
        type=float,
        default=THREE_DAYS,
        metavar="SECONDS",
        help="until a delayed payment arrives by itself (three days)",
    )
    return parser


def _settings(told: argparse.Namespace) -> Settings:
    return Settings(**vars(told))


if __name__ == "__main__":
    sys.exit(main())
