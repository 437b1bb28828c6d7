"""Addresses of films on other sites that may be played on a page, once a reader asks for it."""

from __future__ import annotations

import re

PLAYERS = (
    (
        r"https://(?:www\.|m\.)?youtube\.com/watch\?(?:[^#]*&)?v=([\w-]{6,20})(?:[&#].*)?",
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    (
        r"https://youtu\.be/([\w-]{6,20})(?:[?#].*)?",
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    (
        r"https://(?:www\.)?vimeo\.com/(\d{4,15})(?:[?#/].*)?",
        "https://player.vimeo.com/video/{}?dnt=1&autoplay=1",
    ),
)
"""What an address looks like, and where its player is. Both hosts keep no cookies this way."""
HOSTS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
"""From where frames may come on a page with a player."""


def player_of(address: str) -> str:
    """The address of the player for this film; empty when its host is not on the list."""
    for shape, player in PLAYERS:
        if match := re.fullmatch(shape, address):
            return player.format(match[1])
    return ""
