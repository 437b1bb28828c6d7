"""A stand-in on a port of its own, the real client, and a webhook that listens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import stripe

from lms.standin import Settings, Standin
from tests.standin.shop import SECRET, Webhook


class Clock:
    """Shows the time that a test wants."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    webhook = Webhook()
    yield webhook
    webhook.close()


@pytest.fixture
def settings(tmp_path: Path, webhook: Webhook) -> Settings:
    return Settings(
        state=tmp_path / "standin.sqlite", webhook=webhook.url, secret=SECRET, retries=(0, 0)
    )


@pytest.fixture
def standin(settings: Settings) -> Iterator[Standin]:
    """It carries events when told to: the tests call `deliver`, or `resume` first."""
    with Standin(settings) as standin:
        standin.pause()
        yield standin


@pytest.fixture
def client(standin: Standin) -> stripe.StripeClient:
    return client_of(standin)


def client_of(standin: Standin) -> stripe.StripeClient:
    return stripe.StripeClient("sk_test_standin", base_addresses={"api": standin.address})
