"""What is wrong with settings, in sentences that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import available_timezones

if TYPE_CHECKING:
    from lms.platform.config import Settings

MODES = ("demo", "production", "test")
LANGUAGES = ("en", "it")
DATABASES = ("postgresql+psycopg://", "sqlite:///")
SHORTEST_SECRET = 32  # characters; 256 bits as hex are 64
SHORTEST_PUSH_SECRET = 16  # characters; who guesses it can only make us pull what we pull anyway
WEAK_SECRETS = ("change", "secret", "password", "example", "dev")


def always_wrong(s: Settings) -> list[str]:
    """What no school can work with, each with the name of its setting."""
    return [*_wrong_words(s), *_wrong_numbers(s), *_wrong_for_git(s)]


def _wrong_words(s: Settings) -> list[str]:
    wrong = []
    if s.mode not in MODES:
        wrong.append(f"MODE: one of {', '.join(MODES)} is needed, not {s.mode!r}")
    if s.language not in LANGUAGES:
        wrong.append(f"LANGUAGE: one of {', '.join(LANGUAGES)} is needed, not {s.language!r}")
    if s.database_url and not s.database_url.startswith(DATABASES):
        wrong.append(
            "DATABASE_URL: postgresql+psycopg://USER@HOST/NAME, sqlite:///FILE or nothing is needed"
        )
    if s.sqlite_synchronous not in ("FULL", "NORMAL", "OFF"):
        wrong.append("SQLITE_SYNCHRONOUS: FULL, NORMAL or OFF is needed")
    if s.log_format not in ("json", "text"):
        wrong.append("LOG_FORMAT: json or text is needed")
    if s.time_zone not in available_timezones():
        wrong.append(f"TIME_ZONE: a name such as Europe/Rome is needed, not {s.time_zone!r}")
    if s.stripe_api_base and not s.stripe_secret_key.startswith("sk_test_"):
        wrong.append("STRIPE_API_BASE: only test keys may go to another address than Stripe's")
    return wrong


def _wrong_numbers(s: Settings) -> list[str]:
    wrong = []
    if not 0 < s.port < 65536:
        wrong.append(f"PORT: a number from 1 to 65535 is needed, not {s.port}")
    if s.workers < 1:
        wrong.append(f"WORKERS: one or more are needed, not {s.workers}")
    if s.trusted_proxies < 0:
        wrong.append(f"TRUSTED_PROXIES: none or more are needed, not {s.trusted_proxies}")
    return wrong


def _wrong_for_git(s: Settings) -> list[str]:
    wrong = []
    if not all(host and token for host, token in s.git_tokens.items()):
        wrong.append("GIT_TOKEN: HOST=TOKEN is needed, as in example.org=…")
    if any(len(secret) < SHORTEST_PUSH_SECRET for secret in s.push_secrets):
        wrong.append(f"GIT_WEBHOOK_SECRET: {SHORTEST_PUSH_SECRET} unguessable characters or more")
    return wrong


def wrong_in_production(s: Settings) -> list[str]:
    """What is good enough for a demo, and not for a school that people trust."""
    wrong = []
    if len(s.secret_key) < SHORTEST_SECRET or _is_weak(s.secret_key):
        wrong.append(
            f"SECRET_KEY: {SHORTEST_SECRET} unguessable characters: see `lms config --secret`"
        )
    if s.debug:
        wrong.append("DEBUG: must be off in production")
    if not s.uses_https or urlsplit(s.base_url).path not in ("", "/"):
        wrong.append("BASE_URL: an address that begins with https:// and has no path is needed")
    if not s.smtp_url.startswith(("smtp://", "smtps://")):
        wrong.append(
            "SMTP_URL: smtp://… or smtps://… is needed, so that people can confirm and pay"
        )
    if "@" not in s.mail_from:
        wrong.append("MAIL_FROM: a sender such as School <hello@school.org> is needed")
    if s.stripe_secret_key and not s.webhook_secrets:
        wrong.append("STRIPE_WEBHOOK_SECRET: needed where LMS_STRIPE_SECRET_KEY is set")
    if s.sqlite_synchronous == "OFF":
        wrong.append("SQLITE_SYNCHRONOUS: OFF may lose what was acknowledged; FULL or NORMAL")
    return wrong


def _is_weak(secret: str) -> bool:
    return len(set(secret)) < 10 or any(word in secret.lower() for word in WEAK_SECRETS)
