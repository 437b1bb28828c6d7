"""Settings from the environment and an optional file: typed, and checked before anything starts."""

import secrets
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lms.platform import config_checks
from lms.platform.config_checks import LANGUAGES, MODES

__all__ = ["LANGUAGES", "MODES"]

PREFIX = "LMS_"


class BadSettings(Exception):
    """The settings cannot be used; each problem names its setting."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


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
    problems = [_no_such(key, BY_NAME) for key in written if key not in BY_NAME]
    problems += _misspelt(environ)
    for name, spec in BY_NAME.items():
        raw = given(name, environ, written)
        if raw is None:
            continue
        try:
            values[name] = _convert(spec, raw)
        except ValueError as wrong:
            problems.append(f"{PREFIX}{name.upper()}: {wrong}")
    if problems:
        raise BadSettings(problems)
    return checked(_completed(Settings(**values)))


def courses_dir(environ: Mapping[str, str]) -> Path:
    """The folder of the courses as it is set: all that an author's commands need to know."""
    named = given("courses_dir", environ, read_file(named_file(environ)))
    return Path(str(named or BY_NAME["courses_dir"].default))


def checked(settings: Settings) -> Settings:
    """The same settings, or BadSettings with every reason why they cannot be used."""
    problems = [
        *config_checks.always_wrong(settings),
        *(config_checks.wrong_in_production(settings) if settings.is_production else ()),
    ]
    if problems:
        raise BadSettings([PREFIX + problem for problem in problems])
    return settings


def _misspelt(environ: Mapping[str, str]) -> list[str]:
    """Variables that are nearly a setting's. Others are let be: a cluster may put them there."""
    known = [PREFIX + name.upper() for name in (*BY_NAME, "config")]
    strange = sorted(name for name in environ if name.startswith(PREFIX) and name not in known)
    return [_no_such(name, known) for name in strange if _nearest(name, known)]


def _no_such(name: str, known: Iterable[str]) -> str:
    near = _nearest(name, known)
    return f"{name}: there is no such setting" + (f"; did you mean {near}?" if near else "")


def _nearest(name: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(name, known, n=1, cutoff=0.85)), "")


def given(name: str, environ: Mapping[str, str], written: Mapping[str, Any]) -> object:
    """What a setting was given, in the environment or the file; None leaves it at its default.

    A folder without a name is none: it would be the folder that one happens to be in.
    """
    found = (environ.get(PREFIX + name.upper()), written.get(name))
    is_folder = BY_NAME[name].type in (Path, "Path")
    return next((raw for raw in found if raw is not None and not (is_folder and raw == "")), None)


def _parted(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def named_file(environ: Mapping[str, str]) -> Path | None:
    """The file of settings: the one that is named, else `bottega.toml` where one stands."""
    named = environ.get(PREFIX + "CONFIG")
    if named:
        return Path(named)
    usual = Path("bottega.toml")
    return usual if usual.is_file() else None


def read_file(file: Path | None) -> dict[str, Any]:
    """What a file of settings says; BadSettings where it cannot be read."""
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise BadSettings([f"{PREFIX}CONFIG: {file} cannot be read: {wrong}"]) from wrong


def _convert(spec: "Field[Any]", raw: object) -> object:
    if spec.type in (bool, "bool"):
        return _truth(raw)
    if spec.type in (int, "int"):
        try:
            return int(str(raw))
        except ValueError:
            raise ValueError(f"a whole number is needed, not {raw!r}") from None
    return Path(str(raw)) if spec.type in (Path, "Path") else str(raw)


def _truth(raw: object) -> bool:
    word = str(raw).strip().lower()
    if word in ("1", "true", "yes", "on"):
        return True
    if word in ("", "0", "false", "no", "off"):
        return False
    raise ValueError(f"true or false is needed, not {raw!r}")


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
