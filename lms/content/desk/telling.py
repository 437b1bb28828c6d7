"""Findings for a person at a terminal: coloured there, plain in a pipe."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from lms.content.compile import Compiled
from lms.content.findings import Finding
from lms.content.report import as_text

COLOURS = {"error": "red", "warning": "yellow"}


def from_here(folder: Path) -> str:
    """The folder as an editor or a terminal opens it from here."""
    beside = os.path.relpath(folder)
    return str(folder.resolve()) if beside.startswith("..") else beside


def wants_colour() -> bool | None:
    """False where NO_COLOR is set (no-color.org); None leaves it to whether it is a terminal."""
    return False if os.environ.get("NO_COLOR") else None


def tell(folder: Path, compiled: Compiled) -> None:
    """Every finding at a path that opens from here, and how many there are."""
    tell_all(compiled.slug, compiled.findings, from_here(folder))


def tell_all(slug: str, findings: Sequence[Finding], here: str) -> None:
    """Every finding of a course that lies `here`, and how many there are."""
    colour = wants_colour()
    for finding in findings:
        click.echo(coloured(finding, here), color=colour)
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    click.echo(f"{slug}: {counted(errors, 'error')}, {counted(warnings, 'warning')}")


def coloured(finding: Finding, folder: str) -> str:
    """The finding as text, its weight and its caret in colour."""
    colour = COLOURS[finding.severity]
    head, *excerpt = as_text(finding, folder).split("\n")
    weight, _, rest = head.partition(" ")
    lines = [f"{click.style(weight, fg=colour, bold=True)} {rest}"]
    if len(excerpt) == 2:
        bar, caret = excerpt[1].split("|", 1) if "|" in excerpt[1] else ("", excerpt[1])
        excerpt[1] = f"{bar}|{click.style(caret, fg=colour)}"
    return "\n".join(lines + excerpt)


def counted(number: int, what: str) -> str:
    """ "1 error", "2 errors"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
