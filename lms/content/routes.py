"""What code hosts tell us."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

from flask import Blueprint, current_app, request

from lms.content import actions
from lms.content.origins import BadRepositories, pushed, repositories
from lms.platform.config import Settings
from lms.platform.db import transaction
from lms.platform.security import csrf

bp = Blueprint("content", __name__)

LONGEST_PUSH = 5_000_000  # bytes; a push of thousands of commits names them all
ADDRESSES = ("clone_url", "ssh_url", "html_url", "git_http_url", "git_ssh_url", "homepage", "url")
"""Under which names GitHub, GitLab, Gitea and Forgejo tell where a repository is."""


@bp.post("/webhooks/git")
@csrf.exempt  # no browser sends this: it is believed for its signature, never for a cookie
def git_webhook() -> tuple[str, int]:
    """A branch was pushed: its courses are pulled soon, by a job; told twice it is done once."""
    settings: Settings = current_app.config["SETTINGS"]
    request.max_content_length = LONGEST_PUSH
    body = request.get_data()
    if not _is_believed(body, settings.push_secrets):
        return "bad signature", 400
    told = _read(body)
    try:
        known = repositories(settings.git_courses).values()
    except BadRepositories:
        return "no repository is known", 200
    meant = pushed(known, _addresses(told), str(told.get("ref", "")))
    with transaction():
        for repository in meant:
            actions.promise_pull(repository.course)
    return ("pulling" if meant else "nothing of ours"), (202 if meant else 200)


def _is_believed(body: bytes, secrets: tuple[str, ...]) -> bool:
    """GitHub, Gitea and Forgejo sign the body; GitLab sends the secret itself."""
    signed = request.headers.get("X-Hub-Signature-256", "")
    token = request.headers.get("X-Gitlab-Token", "")
    believed = False
    for secret in secrets:  # all of them, so that the time tells nothing
        right = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        by_signature = hmac.compare_digest(signed.encode(), right.encode())
        by_token = hmac.compare_digest(token.encode(), secret.encode())
        believed = believed or by_signature or by_token
    return believed


def _read(body: bytes) -> dict[str, Any]:
    """What was told; GitHub's older form wraps it in a form field."""
    if request.mimetype.endswith("form-urlencoded"):
        body = parse_qs(body).get(b"payload", [b""])[0]
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _addresses(told: dict[str, Any]) -> Iterator[str]:
    for name in ("repository", "project"):
        about = told.get(name)
        if isinstance(about, dict):
            yield from (str(about[key]) for key in ADDRESSES if about.get(key))
