"""Pictures: files of the course, described, and framed when they stand alone."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from lms.content.embeds import player_of
from lms.content.markdown.addressing import NO_ADDRESS, lead
from lms.content.page import Page
from lms.platform.markup.parser import Env

PICTURES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})

MEDIA = {
    ".mp4": "video",
    ".webm": "video",
    ".mp3": "audio",
    ".ogg": "audio",
    ".wav": "audio",
    ".pdf": "pdf",
}
"""Files that `media` shows where they stand alone."""


def plug(md: MarkdownIt) -> None:
    """Add the rule and the HTML of pictures."""
    md.core.ruler.push("images", frame_images)
    md.add_render_rule("image", render_image)
    md.add_render_rule("figure", render_figure)


def frame_images(state: StateCore) -> None:
    """Resolve every picture; one that is a paragraph by itself becomes a figure."""
    page: Page = state.env["page"]
    for place, token in enumerate(state.tokens):
        images = [child for child in token.children or [] if child.type == "image"]
        for image in images:
            _resolve(image, page, token.map)
        if not images or state.tokens[place - 1].type != "paragraph_open":
            continue
        alone = [c for c in token.children or [] if c.type != "text" or c.content.strip()]
        if alone == images and len(images) == 1 and images[0].meta.get("shown"):
            images[0].type = "figure"
            state.tokens[place - 1].hidden = state.tokens[place + 1].hidden = True


def _resolve(image: Token, page: Page, rows: list[int] | None) -> None:
    """Give a picture its address, or mark that only a link to it can be shown."""
    source = str(image.attrs.get("src", ""))
    spot = page.address_spot(rows, source or NO_ADDRESS)
    if player_of(source):
        image.meta = {"address": source}
        return
    if source.startswith(("http:", "https:", "//")):
        page.warn(
            "C406", spot, "the picture is not a file of the course", "copy it beside the text"
        )
        image.meta = {"address": source}
        return
    suffix = posixpath.splitext(source.partition("#")[0])[1].lower()
    address = lead(page, source, lambda: spot)
    shown = bool(address) and suffix in PICTURES
    image.meta = {"address": address, "shown": shown}
    if address and not shown and suffix not in MEDIA:
        what = f'"{suffix}" files cannot be shown' if suffix else "this is no picture"
        page.warn("C160", spot, what, "link to it without the !")
    if shown and not describe(image):
        page.warn("C405", spot, "the picture has no description", "![what it shows](file)")


def describe(image: Token) -> str:
    """The words for those who do not see the picture."""
    told = str(image.attrs.get("alt") or "")
    return told or "".join(child.content for child in image.children or [])


def render_image(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The picture; a link where it cannot be shown; its words where there is none."""
    image = tokens[idx]
    words, address = escape(describe(image)), escape(str(image.meta["address"]))
    if not address:
        return words
    if not image.meta.get("shown"):
        return f'<a href="{address}">{words or address}</a>'
    kept = ("id", "class", "width", "height", "title", "lang")
    more = "".join(f' {n}="{escape(str(image.attrs[n]))}"' for n in kept if n in image.attrs)
    return f'<img src="{address}" alt="{words}" loading="lazy"{more}>'


def render_figure(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """A picture in its frame; its title is the caption."""
    caption = escape(str(tokens[idx].attrs.pop("title", "")))
    picture = render_image(self, tokens, idx, options, env)
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="figure"><div class="figure__art">{picture}</div>{below}</figure>\n'
