"""A PostgreSQL of the tests' own: on a Unix socket, thrown away afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, newest version first; None where there is no server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def cluster(options: str = QUICK) -> Iterator[str]:
    """Start one and give its SQLAlchemy address; it refuses to run as root, who lends it a user."""
    binaries = programs()
    if binaries is None:
        raise RuntimeError("PostgreSQL's initdb is not here")
    home = Path(tempfile.mkdtemp(prefix="bottega-pg-"))
    if os.getuid() == 0:
        shutil.chown(home, "postgres", "postgres")
    try:
        _run(
            binaries / "initdb",
            "-D",
            home / "db",
            "-U",
            "bottega",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
        )
        flags = f"-k {home} -c listen_addresses='' {options}"
        _run(binaries / "pg_ctl", "-D", home / "db", "-l", home / "log", "-o", flags, "-w", "start")
        yield f"postgresql+psycopg://bottega@/postgres?host={home}"
    finally:
        _run(binaries / "pg_ctl", "-D", home / "db", "-m", "immediate", "stop", check=False)
        shutil.rmtree(home, ignore_errors=True)


def _run(*command: str | Path, check: bool = True) -> None:
    words = [str(word) for word in command]
    if os.getuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    done = subprocess.run(
        words, cwd="/", capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if check and done.returncode:
        raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
