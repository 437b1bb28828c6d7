"""Settings from the environment and an optional file: typed, and checked before anything starts."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from lms.platform import config_checks
from lms.platform.config_checks import LANGUAGES, MODES
from lms.platform.config_sources import (
    PREFIX,
    BadSettings,
    converted,
    named_file,
    places_of,
    read_file,
    strangers,
    variable,
)

__all__ = ["LANGUAGES", "MODES", "BadSettings"]


def setting(default: Any, says: str, *, secret: bool = False) -> Any:  # noqa: ANN401 - of any type
    """A field of `Settings` with the sentence that `lms config` prints for it.

    Of a secret, which may also be a password in an address, it prints no value.
    """
    return field(default=default, metadata={"says": says, "secret": secret})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that differs between one school and another."""

    mode: str = setting("production", "What this is: production, demo or test.")
    secret_key: str = setting(
        "", "Signs cookies and links; 32 characters or more, kept secret.", secret=True
    )
    base_url: str = setting("", "The site's address as people type it, https:// and no path.")
    database_url: str = setting(
        "", "SQLAlchemy address; empty: SQLite in the data folder.", secret=True
    )
    redis_url: str = setting(
        "", "Redis for the job queue; empty: PostgreSQL or a local file.", secret=True
    )
    data_dir: Path = setting(Path("instance"), "Folder for what the site writes.")
    courses_dir: Path = setting(Path("courses"), "Folder of the Markdown courses.")
    site_name: str = setting("Bottega", "The school's name.")
    language: str = setting("en", "Language for those who have chosen none: en or it.")
    time_zone: str = setting("Europe/Rome", "Time zone for those who have chosen none.")
    mail_from: str = setting("", "Sender of all mail, as Name <address@host>.")
    smtp_url: str = setting(
        "", "smtp://user:password@host:587, or smtps://…:465; demo: kept at /outbox.", secret=True
    )
    stripe_secret_key: str = setting(
        "", "Stripe's secret key, sk_…; empty in the demo: the stand-in.", secret=True
    )
    stripe_webhook_secret: str = setting(
        "", "Stripe's whsec_…; several, separated by commas, rotate.", secret=True
    )
    stripe_api_base: str = setting("", "Another address for Stripe's API: the stand-in's.")
    git_courses: str = setting(
        "", "Courses to pull from git, parted by ;: NAME ADDRESS [BRANCH [FOLDER]].", secret=True
    )
    git_token: str = setting(
        "",
        "Tokens for private https repositories: HOST=TOKEN, several parted by commas.",
        secret=True,
    )
    git_key: str = setting("", "File of the private deploy key for ssh repositories.")
    git_known_hosts: str = setting("", "File of ssh host keys (known_hosts); needed with ssh.")
    git_webhook_secret: str = setting(
        "",
        "What GitHub signs pushes with and GitLab sends; several, by commas, rotate.",
        secret=True,
    )
    host: str = setting("127.0.0.1", "Address that `lms serve` listens on.")
    port: int = setting(8000, "Port that `lms serve` listens on.")
    workers: int = setting(2, "Web processes of `lms serve`.")
    trusted_proxies: int = setting(
        0, "How many proxies in front set X-Forwarded-*; 0: none is believed."
    )
    debug: bool = setting(False, "Flask's debug pages; refused in production.")
    log_format: str = setting("json", "json for machines, text for people.")
    sqlite_synchronous: str = setting("FULL", "SQLite's PRAGMA synchronous: FULL, NORMAL or OFF.")

    @property
    def database(self) -> str:
        """The SQLAlchemy address in force."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'bottega.db').absolute()}"

    @property
    def library_dir(self) -> Path:
        """Where compiled courses are kept."""
        return self.data_dir / "library"

    @property
    def git_dir(self) -> Path:
        """Where what was pulled from git, or uploaded, lies."""
        return self.data_dir / "git"

    @property
    def git_tokens(self) -> dict[str, str]:
        """By host, in small letters, the token for its private repositories."""
        pairs = (pair.partition("=") for pair in self.git_token.split(",") if pair.strip())
        return {host.strip().lower(): token.strip() for host, _, token in pairs}

    @property
    def is_demo(self) -> bool:
        """Whether this is the keyless demo."""
        return self.mode == "demo"

    @property
    def is_production(self) -> bool:
        """Whether people's money and words are at stake."""
        return self.mode == "production"

    @property
    def uses_https(self) -> bool:
        """Whether people reach the site over TLS."""
        return self.base_url.startswith("https://")

    @property
    def webhook_secrets(self) -> tuple[str, ...]:
        """Every secret that a Stripe signature may have been made with."""
        return _parted(self.stripe_webhook_secret)

    @property
    def push_secrets(self) -> tuple[str, ...]:
        """Every secret with which a code host may announce a push."""
        return _parted(self.git_webhook_secret)


def read_settings(environ: Mapping[str, str], file: Path | None = None) -> Settings:
    """`LMS_…` variables over a TOML file over the defaults; BadSettings names what is wrong."""
    written = read_file(file or named_file(environ))
    values: dict[str, Any] = {}
    strange = list(strangers(environ, written, BY_NAME))
    problems = [problem for _, problem in strange]
    unsure = {name for name, _ in strange}
    for name, spec in BY_NAME.items():
        for _, raw in list(places_of(spec, environ, written))[:1]:
            try:
                values[name] = converted(spec, raw)
            except ValueError as wrong:
                problems.append(f"{variable(name)}: {wrong}")
                unsure.add(name)
    settings = _completed(Settings(**values))
    problems += [p for p in _wrong(settings, unsure) if _name_in(p) not in unsure]
    if problems:
        raise BadSettings(problems)
    return settings


def given(name: str, environ: Mapping[str, str]) -> str:
    """What one setting was given, else its default, whatever may be wrong with the others."""
    places = places_of(BY_NAME[name], environ, read_file(named_file(environ)))
    return str(next((raw for _, raw in places), BY_NAME[name].default))


def courses_dir(environ: Mapping[str, str]) -> Path:
    """The folder of the courses as it is set: all that an author's commands need to know."""
    return Path(given("courses_dir", environ))


def _wrong(settings: Settings, unsure: Collection[str] = ()) -> list[str]:
    """Every reason why settings cannot be used; what is told of `unsure` ones may not be true."""
    as_production = settings.is_production and "mode" not in unsure
    problems = [
        *config_checks.always_wrong(settings),
        *(config_checks.wrong_in_production(settings) if as_production else ()),
    ]
    return [PREFIX + problem for problem in problems]


def _name_in(problem: str) -> str:
    """Of which setting the sentence tells."""
    return problem.partition(":")[0].removeprefix(PREFIX).lower()


def _parted(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def _completed(settings: Settings) -> Settings:
    """Folders in full; the demo and the tests need no secret of anybody's: theirs is made here."""
    settings = replace(
        settings, data_dir=settings.data_dir.absolute(), courses_dir=settings.courses_dir.absolute()
    )
    if settings.is_production:
        return settings
    return replace(
        settings,
        secret_key=settings.secret_key or secrets.token_hex(32),
        base_url=settings.base_url or f"http://{settings.host}:{settings.port}",
        mail_from=settings.mail_from or f"{settings.site_name} <hello@bottega.example>",
        smtp_url=settings.smtp_url or "outbox:",
    )


BY_NAME: dict[str, "Field[Any]"] = {f.name: f for f in fields(Settings)}
"""Every setting; `says` and `secret` stand in its metadata."""
