"""A code host says that something was pushed: who is believed, and what is done."""

import hashlib
import hmac
import json
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.content import queries
from lms.content.library.pulling import Workplace
from lms.platform.db import db
from lms.platform.jobs import Job
from tests.content.pulling import SECRET, addresses
from tests.content.pulling import pulled as pulled
from tests.content.pulling import repo as repo
from tests.content.repos import Repo
from tests.visitor import Visitor


def push(repo: Repo, ref: str = "refs/heads/main") -> bytes:
    return json.dumps({"ref": ref, "repository": {"clone_url": str(repo.folder)}}).encode()


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    right = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={right}"}


def promised() -> int:
    return db.session.scalar(select(func.count(Job.id)).where(Job.name == "content.pull")) or 0


def test_a_signed_push_is_pulled_by_a_job(
    repo: Repo, pulled: Callable[[], None], visitor: Visitor, work: Callable[[], int]
) -> None:
    body = push(repo)
    for _ in range(5):
        answer = visitor.post("/webhooks/git", raw=body, headers=signed(body), token=False)
        assert answer.status == 202
    assert promised() == 1
    work()
    assert addresses() == ["flour/grain", "flour/water"]
    visitor.post("/webhooks/git", raw=body, headers=signed(body), token=False)
    work()
    latest = queries.latest_revision("loaf")
    assert latest is not None
    assert latest.number == 1


def test_a_push_during_a_pull_waits_and_is_no_problem(
    app: Flask, repo: Repo, pulled: Callable[[], None], visitor: Visitor, work: Callable[[], int]
) -> None:
    pulled()
    body = push(repo)
    visitor.post("/webhooks/git", raw=body, headers=signed(body), token=False)
    with Workplace(app.config["SETTINGS"].git_dir, "loaf").locked():
        assert work() == 0
    sync = queries.last_sync("loaf")
    assert sync is not None
    assert sync.problem == ""
    assert promised() == 1


def test_gitlab_sends_the_secret_itself(
    repo: Repo, pulled: Callable[[], None], visitor: Visitor
) -> None:
    token = {"X-Gitlab-Token": SECRET}
    assert visitor.post("/webhooks/git", raw=push(repo), headers=token, token=False).status == 202
    assert promised() == 1


def test_a_push_that_nobody_signed_does_nothing(
    repo: Repo, pulled: Callable[[], None], visitor: Visitor
) -> None:
    body = push(repo)
    forged: list[dict[str, str]] = [
        {},
        signed(body, "another-secret-than-ours"),
        signed(body + b" "),
        {"X-Hub-Signature-256": "sha256="},
        {"X-Hub-Signature-256": "sha1=é"},
        {"X-Gitlab-Token": ""},
        {"X-Gitlab-Token": SECRET + "x"},
    ]
    for headers in forged:
        answer = visitor.post("/webhooks/git", raw=body, headers=headers, token=False)
        assert answer.status == 400
    assert promised() == 0


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"ref": 3, "repository": 4}', b"\xff", b"[" * 9999]
)
def test_a_signed_push_of_nonsense_is_answered(
    pulled: Callable[[], None], visitor: Visitor, body: bytes
) -> None:
    answer = visitor.post("/webhooks/git", raw=body, headers=signed(body), token=False)
    assert (answer.status, promised()) == (200, 0)


def test_a_push_to_another_branch_is_not_ours(
    repo: Repo, pulled: Callable[[], None], visitor: Visitor
) -> None:
    body = push(repo, "refs/heads/other")
    answer = visitor.post("/webhooks/git", raw=body, headers=signed(body), token=False)
    assert (answer.status, promised()) == (200, 0)
