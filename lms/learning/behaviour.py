"""Which scripts a text needs, and from where it shows frames: most texts need neither."""

from collections.abc import Iterable
from typing import NamedTuple

from lms.content.embeds import HOSTS

SCRIPTS = {
    "data-tabs=": "tabs",
    "data-diagram=": "diagrams",
    "data-player=": "players",
    'class="checklist ': "checklists",
}
"""What the compiler writes into a text, and the script that brings it to life."""


class Behaviour(NamedTuple):
    """What a page is sent along with a text."""

    scripts: list[str]
    """Names of files in static/js."""
    frames: list[str]
    """Sources for the policy; empty where the text shows no frame."""


def behaviour(texts: Iterable[object]) -> Behaviour:
    """What these pieces of HTML need; anything but text needs nothing."""
    whole = "".join(text for text in texts if isinstance(text, str))
    scripts = [name for mark, name in SCRIPTS.items() if mark in whole]
    if not {"diagrams", "players"} & set(scripts):
        return Behaviour(scripts, [])
    return Behaviour(scripts, ["'self'", *(h for h in HOSTS if f'data-player="{h}/' in whole)])
