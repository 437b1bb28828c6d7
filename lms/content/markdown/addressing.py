"""Where links and pictures lead: lessons, files of the course, or elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from urllib.parse import quote, unquote

from lms.content.addresses import BACKSLASHES, joined, stem
from lms.content.assets import ASSET_TYPES
from lms.content.findings import nearest
from lms.content.locating import Spot
from lms.content.near import near_file
from lms.content.page import Page

NO_ADDRESS = "]()"
"""What is looked for where an address is empty."""
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")

_WEB = re.compile(r"https?://", re.IGNORECASE)
_SITE = re.compile(
    r"www\.[^.]|(?:[\w-]+\.)+(?:com|edu|eu|io|it|net|org|de|fr|es|uk|ch)(?:[/?#]|$)", re.IGNORECASE
)
"""An address of another site whose beginning was left out."""


def lead(page: Page, href: str, spot: Callable[[], Spot]) -> str:
    """The address that a page links to; empty when it leads nowhere, which is told at `spot`."""
    if not href:
        page.error("C401", spot(), "there is no address", "as in: [words](file.md)")
        return ""
    if scheme := _SCHEME.match(href):
        return _away(page, href, scheme[1], spot)
    if href.startswith("#"):
        if len(href) > 1:  # alone it leads to the top of the page
            page.promise("", unquote(href[1:]), spot())
        return href
    if href.startswith("/"):
        if _tell_top(page, href, spot):
            return ""
        _tell_page(page, href, spot)
        return href
    return _within(page, href, spot)


def _away(page: Page, href: str, scheme: str, spot: Callable[[], Spot]) -> str:
    """An address that leads elsewhere; empty where it can lead nowhere."""
    if scheme.lower() in ("mailto", "tel") or _WEB.match(href):
        return href
    if scheme.lower() in ("http", "https"):
        right = f"{scheme}://{href.partition(':')[2].lstrip('/')}"
        page.error("C407", spot(), f'"{href}" lacks a slash', f"as in: {right}")
    else:
        page.error("C407", spot(), f'"{scheme}:" is no address for a link')
    return ""


def _tell_top(page: Page, href: str, spot: Callable[[], Spot]) -> bool:
    """Tell of a path that begins at the top of the course, where the site's own begin; if it is."""
    path, mark, anchor = href.partition("#")
    right = _from_here(page, unquote(path.partition("?")[0]).lstrip("/"), spot().folder)
    if right:
        message = f'"{href}" begins at the site and not in this course'
        page.error("C401", spot(), message, f'did you mean "{right}{mark}{anchor}"?')
    return bool(right)


def _tell_page(page: Page, href: str, spot: Callable[[], Spot]) -> None:
    """Tell of an address of this very course: nothing keeps it right when its file is renamed."""
    path = unquote(re.split(r"[?#]", href, maxsplit=1)[0]).rstrip("/")
    home = f"/courses/{page.course.slug}"
    if path != home and not path.startswith(f"{home}/"):
        return
    texts = [text for text, address in page.course.pages.items() if address == path]
    text = "course" if path == home else next(iter(texts), "")
    if text:
        page.warn("C408", spot(), f'"{path}" is understood as {text}.md', "link to the .md file")
    elif path.startswith(f"{home}/lessons/"):
        hint = nearest(path, page.course.pages.values()) or "link to the .md file"
        page.error("C401", spot(), f'there is no page "{path}"', hint)


def _within(page: Page, href: str, spot: Callable[[], Spot]) -> str:
    """The address of a text or file of this course."""
    path, _, anchor = href.partition("#")
    path = unquote(path.partition("?")[0])
    if "\\" in path:
        return _tell_backslashes(page, unquote(href), spot)
    target = joined(spot().folder, path)
    if target is None or "\0" in path:
        page.error("C402", spot(), f'"{href}" leaves the course')
        return ""
    if text := _text(page, target):
        if target.endswith(".html"):
            page.warn(
                "C408", spot(), f'"{path}" is understood as {text}.md', "link to the .md file"
            )
        if anchor:
            page.promise(text, unquote(anchor), spot())
        return page.course.address(text, anchor)
    if target in page.course.assets:
        return f"/courses/{page.course.slug}/files/{quote(target)}"
    if _SITE.match(href):
        message = f'"{href}" is no file of this course'
        page.error("C404", spot(), message, f"write https://{href}")
    else:
        _report_missing(page, target, spot)
    return ""


def _tell_backslashes(page: Page, href: str, spot: Callable[[], Spot]) -> str:
    """Tell of a path as Windows writes it; the file that it means is offered as it has to be."""
    path, mark, anchor = href.partition("#")
    target = joined(spot().folder, path.replace("\\", "/"))
    right = _from_here(page, target, spot().folder) if target else ""
    hint = f'did you mean "{right}{mark}{anchor}"?' if right else "write / for \\"
    page.error("C401", spot(), f'"{href}" {BACKSLASHES}', hint)
    return ""


def _from_here(page: Page, target: str, folder: str) -> str:
    """A file of the course as a text in this folder names it; empty where there is none."""
    is_there = target in page.course.assets or (target.endswith(".md") and _text(page, target))
    return quote(posixpath.relpath(target, folder or ".")) if is_there else ""


def _text(page: Page, target: str) -> str:
    """The stem of the text that is meant; empty when there is none."""
    name = stem(target.removesuffix(".html")) if target.endswith((".md", ".html")) else ""
    folder = name.removesuffix("index") if target.endswith("index.html") else f"{target}/"
    wanted = (name, f"{folder}index".lstrip("/"), f"{folder}README".lstrip("/"))
    return next((text for text in wanted if text in page.course.pages), "")


def _report_missing(page: Page, target: str, spot: Callable[[], Spot]) -> None:
    suffix = posixpath.splitext(target)[1].lower()
    if suffix and suffix not in {*ASSET_TYPES, ".md", ".html"}:
        hint = f"published are {', '.join(ASSET_TYPES)}"
        page.error("C404", spot(), f'"{suffix}" files are not published', hint)
        return
    known = {*(f"{text}.md" for text in page.course.pages), *page.course.assets}
    if target.lower() != (own := f"{stem(page.path)}.md").lower():
        known.discard(own)  # nobody means the page at hand, unless in other letters
    hint = near_file(target, known, spot().folder)
    page.error("C401", spot(), f'there is no "{target}" in this course', hint)
