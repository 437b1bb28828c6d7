"""Keys, versions, and asking twice."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
import stripe
from stripe import StripeClient

from lms.standin import LiveKeyFound, Settings, Standin
from tests.standin.shop import order


def create(client: StripeClient, key: str, **more: Any) -> Any:
    return client.v1.checkout.sessions.create(order(**more), {"idempotency_key": key})


def test_another_key_does_not_open(standin: Standin) -> None:
    stranger = StripeClient("sk_test_other", base_addresses={"api": standin.address})
    with pytest.raises(stripe.AuthenticationError, match="Invalid API Key"):
        stranger.v1.events.list()
    assert requests.get(f"{standin.address}/v1/events", timeout=5).status_code == 401


def test_a_key_with_a_suffix_opens(standin: Standin) -> None:
    client = StripeClient("sk_test_standin_of_ada", base_addresses={"api": standin.address})
    assert client.v1.events.list().data == []


def test_another_api_version_is_refused(standin: Standin) -> None:
    headers = {"Authorization": "Bearer sk_test_standin", "Stripe-Version": "2020-08-27"}
    answer = requests.get(f"{standin.address}/v1/events", headers=headers, timeout=5)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "Invalid Stripe API version: 2020-08-27"


def test_the_same_key_gives_the_same_session(client: StripeClient) -> None:
    first, second = create(client, "order-42"), create(client, "order-42")
    assert first == second
    assert len(client.v1.checkout.sessions.list().data) == 1


def test_the_same_key_with_other_parameters_is_refused(client: StripeClient) -> None:
    create(client, "order-42")
    with pytest.raises(stripe.IdempotencyError, match="same parameters"):
        create(client, "order-42", locale="it")
    with pytest.raises(stripe.IdempotencyError):
        client.v1.customers.create({}, {"idempotency_key": "order-42"})


def test_a_refused_request_leaves_its_key_free(client: StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        create(client, "order-42", amount=1)
    assert create(client, "order-42").status == "open"


def test_forty_at_once_with_one_key_open_one_session(client: StripeClient) -> None:
    with ThreadPoolExecutor(12) as crowd:
        ids = set(crowd.map(lambda _: create(client, "order-42").id, range(40)))
    assert len(ids) == 1
    assert len(client.v1.checkout.sessions.list().data) == 1


def test_forty_at_once_with_their_own_keys_open_forty(client: StripeClient) -> None:
    with ThreadPoolExecutor(12) as crowd:
        ids = set(crowd.map(lambda n: create(client, f"order-{n}").id, range(40)))
    assert len(ids) == 40
    assert {s.id for s in client.v1.checkout.sessions.list({"limit": 100}).data} == ids


@pytest.mark.parametrize("body", ["a[b]=1&a=2", "a=1&a[b]=2", "[x]=1", "a[[]=1", "a[b][c]" * 9])
def test_a_garbled_body_is_a_bad_request(standin: Standin, body: str) -> None:
    answer = requests.post(
        f"{standin.address}/v1/checkout/sessions",
        body,
        headers={
            "Authorization": "Bearer sk_test_standin",
            "Content-Type": "application/x-www-form-urlencoded",
        },
        timeout=5,
    )
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    "live", [{"key": "sk_live_1"}, {"secret": "sk_live_1"}, {"webhook": "rk_live_1"}]
)
def test_it_does_not_start_with_a_live_key(tmp_path: Path, live: dict[str, Any]) -> None:
    with pytest.raises(LiveKeyFound):
        Settings(state=tmp_path / "state", **live)


def test_it_does_not_start_beside_a_live_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LMS_STRIPE_SECRET_KEY", "sk_live_1")
    with pytest.raises(LiveKeyFound):
        Settings(state=tmp_path / "state")
