"""Bad configuration is refused at start, and the answer names the setting."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from lms.cli import main
from lms.platform.config import BadSettings, courses_dir, read_settings
from lms.platform.config_listing import listed

GOOD = {
    "LMS_SECRET_KEY": "9f3b1c7d5e2a8406bd91c3f7e5a20846",
    "LMS_BASE_URL": "https://school.example",
    "LMS_SMTP_URL": "smtps://user:word@mail.example:465",
    "LMS_MAIL_FROM": "School <hello@school.example>",
}


def problems(**changes: str) -> str:
    with pytest.raises(BadSettings) as bad:
        read_settings(GOOD | changes)
    return str(bad.value)


def test_a_good_production_is_accepted() -> None:
    settings = read_settings(GOOD)
    assert settings.is_production
    assert settings.uses_https


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("LMS_SECRET_KEY", ""),
        ("LMS_SECRET_KEY", "short"),
        ("LMS_SECRET_KEY", "change-me-change-me-change-me-change-me"),
        ("LMS_SECRET_KEY", "a" * 64),
        ("LMS_BASE_URL", "http://school.example"),
        ("LMS_BASE_URL", "https://school.example/lms"),
        ("LMS_DEBUG", "yes"),
        ("LMS_DEBUG", "perhaps"),
        ("LMS_SMTP_URL", ""),
        ("LMS_MAIL_FROM", "School"),
        ("LMS_STRIPE_WEBHOOK_SECRET", ""),
        ("LMS_STRIPE_API_BASE", "http://127.0.0.1:9"),
        ("LMS_PORT", "eighty"),
        ("LMS_PORT", "0"),
        ("LMS_TIME_ZONE", "Europe/Atlantis"),
        ("LMS_TIME_ZONE", ""),
        ("LMS_WORKERS", "0"),
        ("LMS_TRUSTED_PROXIES", "-1"),
        ("LMS_MODE", "prod"),
        ("LMS_LANGUAGE", "fr"),
        ("LMS_SQLITE_SYNCHRONOUS", "OFF"),
        ("LMS_LOG_FORMAT", "xml"),
        ("LMS_DATABASE_URL", "postgres://school@localhost/school"),
        ("LMS_DATABASE_URL", "school.db"),
    ],
)
def test_a_bad_setting_is_named(variable: str, value: str) -> None:
    also = {"LMS_STRIPE_SECRET_KEY": "sk_live_x"} if "STRIPE" in variable else {}
    assert variable in problems(**(also | {variable: value}))


def test_every_problem_is_told_at_once() -> None:
    told = problems(LMS_SECRET_KEY="", LMS_BASE_URL="", LMS_DEBUG="1")
    assert "LMS_SECRET_KEY" in told
    assert "LMS_BASE_URL" in told
    assert "LMS_DEBUG" in told


def test_a_file_is_read_and_the_environment_is_stronger(tmp_path: Path) -> None:
    file = tmp_path / "school.toml"
    file.write_text('site_name = "Scuola"\nport = 9000\n', encoding="utf-8")
    settings = read_settings(GOOD | {"LMS_CONFIG": str(file), "LMS_PORT": "9001"})
    assert settings.site_name == "Scuola"
    assert settings.port == 9001


@pytest.mark.parametrize("file", ["", 'courses_dir = ""\n', 'courses_dir = "lessons"\n'])
@pytest.mark.parametrize("variable", [None, "", "texts"])
def test_authors_and_the_site_mean_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, variable: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bottega.toml").write_text(file, encoding="utf-8")
    environ = GOOD if variable is None else GOOD | {"LMS_COURSES_DIR": variable}
    meant = variable or ("lessons" if "lessons" in file else "courses")
    assert read_settings(environ).courses_dir == tmp_path / meant
    assert courses_dir(environ).absolute() == tmp_path / meant


def test_an_unknown_key_in_the_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "school.toml"
    file.write_text('sitename = "Scuola"\n', encoding="utf-8")
    assert "sitename" in problems(LMS_CONFIG=str(file))


def test_a_missing_file_is_named() -> None:
    assert "nowhere.toml" in problems(LMS_CONFIG="nowhere.toml")


def test_the_demo_needs_nothing() -> None:
    settings = read_settings({"LMS_MODE": "demo"})
    assert len(settings.secret_key) >= 32
    assert settings.smtp_url == "outbox:"


def test_lms_config_documents_every_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in GOOD.items():
        monkeypatch.setenv(variable, value)
    told = CliRunner().invoke(main, ["config"])
    assert told.exit_code == 0, told.output
    for one in listed(GOOD):
        assert one.variable in told.output
        assert one.says in told.output


def test_lms_config_shows_what_is_in_force_and_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "school.toml"
    file.write_text("port = 9000\n", encoding="utf-8")
    for variable, value in (GOOD | {"LMS_CONFIG": str(file)}).items():
        monkeypatch.setenv(variable, value)
    told = CliRunner().invoke(main, ["config"]).output
    assert f"LMS_PORT  = 9000  (from {file})  (default: 8000)" in told
    assert "LMS_SMTP_URL  = set, not shown  (from the environment)" in told
    assert "LMS_HOST  (default: 127.0.0.1)" in told
    assert GOOD["LMS_SECRET_KEY"] not in told
    assert "user:word" not in told
    assert "LMS_STRIPE_SECRET_KEY is empty: nobody can pay" in told


def test_a_variable_that_is_nearly_a_setting_is_refused() -> None:
    assert "LMS_SMPT_URL: there is no such setting; did you mean LMS_SMTP_URL?" in problems(
        LMS_SMPT_URL="smtp://mail.example"
    )
    assert read_settings(GOOD | {"LMS_SERVICE_HOST": "10.0.0.1", "LMS_TEST_CORPORA": "x"}).port


def test_a_misspelt_setting_hides_nothing_else_that_is_wrong() -> None:
    told = problems(
        LMS_SMPT_URL="smtp://mail.example", LMS_SMTP_URL="", LMS_PORT="a", LMS_DEBUG="1"
    )
    assert told.split("\n") == [
        "LMS_SMPT_URL: there is no such setting; did you mean LMS_SMTP_URL?",
        "LMS_PORT: a whole number is needed, not 'a'",
        "LMS_DEBUG: must be off in production",
    ]
    with pytest.raises(BadSettings) as bad:
        read_settings({"LMS_MOED": "demo"})
    assert bad.value.problems == ["LMS_MOED: there is no such setting; did you mean LMS_MODE?"]


def test_a_variable_in_the_file_is_told_by_the_name_that_it_has_there(tmp_path: Path) -> None:
    file = tmp_path / "school.toml"
    file.write_text('LMS_MAIL_FROM = "a@b.example"\nSite_Nme = "x"\n', encoding="utf-8")
    told = problems(LMS_CONFIG=str(file))
    assert "LMS_MAIL_FROM: there is no such setting; did you mean mail_from?" in told
    assert "Site_Nme: there is no such setting; did you mean site_name?" in told


def test_no_and_nought_are_listed_as_they_were_given_and_whence(tmp_path: Path) -> None:
    file = tmp_path / "school.toml"
    file.write_text('debug = false\ntrusted_proxies = 0\ndata_dir = "d"\n', encoding="utf-8")
    environ = {"LMS_CONFIG": str(file), "LMS_DATA_DIR": ""}
    shown = {one.variable: one for one in listed(environ)}
    assert (shown["LMS_DEBUG"].value, shown["LMS_DEBUG"].default) == ("false", "false")
    assert shown["LMS_TRUSTED_PROXIES"].value == "0"
    assert (shown["LMS_DATA_DIR"].value, shown["LMS_DATA_DIR"].origin) == ("d", str(file))


def test_a_file_that_cannot_be_read_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LMS_CONFIG", "nowhere.toml")
    told = CliRunner().invoke(main, ["config"])
    assert told.exit_code == 2
    assert told.output.startswith("lms: LMS_CONFIG: nowhere.toml cannot be read")
    assert told.output.count("\n") == 1


def test_repositories_are_told_with_all_else_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LMS_GIT_COURSES", "knots")
    monkeypatch.setenv("LMS_PORT", "a")
    told = CliRunner().invoke(main, ["config"]).output
    assert "lms: LMS_PORT: a whole number" in told
    assert "lms: LMS_GIT_COURSES: NAME ADDRESS" in told


def test_lms_config_ends_with_2_and_the_name_of_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LMS_MODE", "production")
    told = CliRunner().invoke(main, ["config"])
    assert told.exit_code == 2
    assert "LMS_SECRET_KEY" in told.output


def test_a_database_without_tables_is_told_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in (GOOD | {"LMS_DATA_DIR": str(tmp_path)}).items():
        monkeypatch.setenv(variable, value)
    told = CliRunner().invoke(main, ["cohorts", "list"])
    assert told.exit_code == 1
    assert "no such table: cohorts: run `lms db upgrade`" in told.output


@pytest.mark.parametrize("words", [["--help"], ["db", "--help"], ["db", "upgrade", "--help"], []])
def test_help_needs_no_settings(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.setenv("LMS_MODE", "production")
    told = CliRunner().invoke(main, words)
    assert told.output.startswith("Usage: main")
    assert "LMS_" not in told.output.replace("LMS_GIT_COURSES", "")


def test_help_lists_every_command() -> None:
    told = CliRunner().invoke(main, ["--help"]).output.split("Commands:")[1]
    found = [
        line.split()[0] for line in told.splitlines() if line.startswith("  ") and line[2] != " "
    ]
    assert found == ["cohorts", "config", "courses", "db", "demo", "people", "serve", "worker"]


@pytest.mark.parametrize("words", [["db", "upgrade"], ["cohorts", "list"], ["courses", "prune"]])
def test_a_command_that_needs_settings_names_those_that_are_missing(
    monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("LMS_MODE", "production")
    told = CliRunner().invoke(main, words)
    assert told.exit_code == 2
    for name in GOOD:
        assert f"{name}: " in told.output


def test_a_repository_that_cannot_be_fetched_is_named_at_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (GOOD | {"LMS_GIT_COURSES": "loaf ext::sh"}).items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(main, ["config"])
    assert result.exit_code == 2
    assert "LMS_GIT_COURSES: loaf" in result.output


def test_a_fresh_secret_is_long_and_never_the_same() -> None:
    first, second = (CliRunner().invoke(main, ["config", "--secret"]).output for _ in range(2))
    assert len(bytes.fromhex(first.strip())) == 32
    assert first != second


def test_a_database_that_does_not_answer_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for variable, value in {
        "LMS_MODE": "test",
        "LMS_DATA_DIR": str(tmp_path),
        "LMS_DATABASE_URL": "sqlite:////nowhere/at/all/school.db",
    }.items():
        monkeypatch.setenv(variable, value)
    told = CliRunner().invoke(main, ["db", "upgrade"])
    assert told.exit_code == 1
    assert "LMS_DATABASE_URL" in told.output
    assert "Traceback" not in told.output
    assert told.output.count("\n") == 1
