"""Films, sound and documents that stand alone: files of the course, or addresses of known hosts.

A file plays with the captions that lie beside it (`clip.vtt`, `clip.it.vtt`). What comes from
elsewhere, and a PDF, is a link until the reader asks a script to open it in the page.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import quote, unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from lms.content.addresses import joined, split_language
from lms.content.embeds import player_of
from lms.content.markdown.images import MEDIA, describe
from lms.content.page import Page

VIDEO = Markup('<video controls preload="metadata" src="{}"{}>{}</video>')
AUDIO = Markup('<audio controls preload="metadata" src="{}"{}>{}</audio>')
TRACK = Markup('<track kind="captions" src="{}" srclang="{}" label="{}"{}>')
LABEL = Markup(' aria-label="{}"')
DEFAULT = Markup(" default")
FIGURE = Markup('<figure class="video">{}{}</figure>\n')
CAPTION = Markup("<figcaption>{}</figcaption>")
ASK = Markup(
    '<figure class="video" data-player="{}"><div class="video__frame">'
    '<a class="video__play" href="{}">{}</a>{}</div>{}</figure>\n'
)
FROM = Markup('<p class="video__info">{}</p>')


def plug(md: MarkdownIt) -> None:
    """Add the rule; it looks at pictures and links that are already resolved."""
    md.core.ruler.push("media", find_media)


def find_media(state: StateCore) -> None:
    """Make each paragraph that is nothing but a film, a sound or a document its player."""
    page: Page = state.env["page"]
    for place, token in enumerate(state.tokens):
        if token.type != "inline" or state.tokens[place - 1].type != "paragraph_open":
            continue
        made = _made(token, page)
        if made is not None:
            token.children = [Token("made_html", "", 0, content=made)]
            state.tokens[place - 1].hidden = state.tokens[place + 1].hidden = True


def _made(line: Token, page: Page) -> Markup | None:
    """The player for this line; None when it is text."""
    alone = [c for c in line.children or [] if c.type != "text" or c.content.strip()]
    if len(alone) == 1 and alone[0].type == "image":
        return _of_image(alone[0], line, page)
    if [c.type for c in alone] == ["link_open", "text", "link_close"]:
        address = str(alone[0].attrs.get("href", ""))
        is_bare = alone[0].info == "auto" or alone[1].content == address
        player = player_of(address) if is_bare else ""
        return _asked(page, (player, address), "play", "") if player else None
    return None


def _of_image(image: Token, line: Token, page: Page) -> Markup | None:
    address, words = str(image.meta["address"]), describe(image)
    if player := player_of(address):
        return _asked(page, (player, address), "play", words)
    kind = MEDIA.get(posixpath.splitext(address)[1].lower()) if address else None
    if kind is None or image.meta.get("shown"):
        return None
    if kind == "pdf":
        return _asked(page, (address, address), "read", words)
    source = str(image.attrs["src"])
    spot = page.address_spot(line.map, source)
    film = joined(spot.folder, unquote(source.partition("#")[0]))
    tracks = Markup("").join(_tracks(film, page))
    if kind == "video" and not tracks:
        page.warn("C161", spot, "no captions lie beside the film", "add a .vtt of the same name")
    label = LABEL.format(words) if words else ""
    player_html = (VIDEO if kind == "video" else AUDIO).format(address, label, tracks)
    return FIGURE.format(player_html, _caption(words))


def _tracks(path: str | None, page: Page) -> Iterator[Markup]:
    """The captions beside a film, those in the language of the page first."""
    base = posixpath.splitext(path or "")[0]
    found = []
    for asset in page.course.assets:
        if asset.startswith(base) and asset.endswith(".vtt"):
            name, language = split_language(asset.removesuffix(".vtt"))
            if name == base:
                found.append((language or page.course.language, asset))
    for place, (language, asset) in enumerate(sorted(found, key=lambda f: f[0] != page.language)):
        address = f"/courses/{page.course.slug}/files/{quote(asset)}"
        yield TRACK.format(address, language, language, "" if place else DEFAULT)


def _asked(page: Page, addresses: tuple[str, str], word: str, caption: str) -> Markup:
    """A link that becomes a player when a script is told so."""
    player, link = addresses
    host = urlsplit(player).hostname
    remark = FROM.format(page.say("from").format(host)) if host else ""
    return ASK.format(player, link, page.say(word), remark, _caption(caption))


def _caption(words: str) -> Markup:
    return CAPTION.format(words) if words else Markup("")
