"""`lms courses explain`: what a code means, and the right form."""

from __future__ import annotations

import click

from lms.content.commands.door import courses
from lms.content.desk.explaining import explanations, for_a_terminal
from lms.content.desk.telling import wants_colour
from lms.content.findings import CODES, nearest


@courses.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say why a finding's CODE matters, and the wrong and the right form; without one, list all."""
    if code is None:
        for known, sentence in sorted(CODES.items()):
            click.echo(f"{known}  {sentence}")
        return
    code = code.strip("[]").upper()
    if code not in CODES:
        raise click.UsageError(f'there is no code "{code}"; {nearest(code, CODES)}'.strip("; "))
    told = explanations().get(code)
    head = click.style(f"{code}: {CODES[code]}", bold=True)
    click.echo(head, color=wants_colour())
    click.echo(f"\n{for_a_terminal(told.text)}" if told else "")
