"""Pictures of people: whatever came in goes out as a small WebP with nothing but pixels."""

import io
import re
import secrets
from pathlib import Path

from PIL import Image, ImageOps

SIDE = 256  # pixels, square
LARGEST = 512 * 1024  # bytes
MOST_PIXELS = 16_000_000  # 64 MB once decoded; a 512 KB photograph has fewer
QUALITY = 82
NAME = re.compile(r"[0-9a-f]{32}\.webp")
FORMATS = ("PNG", "JPEG", "WEBP")


class BadPicture(ValueError):
    """Not a picture that we can read, or a hostile one."""


def is_known_kind(content: bytes) -> bool:
    """Whether it begins as PNG, JPEG or WebP does, whatever its name says."""
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return is_webp or content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def redrawn(content: bytes) -> bytes:
    """The middle square as WebP of 256 × 256, without metadata; BadPicture if it cannot be read."""
    if len(content) > LARGEST or not is_known_kind(content):
        raise BadPicture("not PNG, JPEG or WebP, or too large")
    try:
        return _drawn(content)
    except BadPicture:
        raise
    except Exception as broken:  # a decoder meets any error in a hostile file
        raise BadPicture(str(broken)) from broken


def keep(folder: Path, content: bytes) -> str:
    """Write a redrawn picture under a name that nobody can guess; the name."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{secrets.token_hex(16)}.webp"
    (folder / name).write_bytes(content)
    return name


def kept(folder: Path, name: str) -> bytes | None:
    """A picture that was kept; None when there is none of this name."""
    if not is_name(name) or not (folder / name).is_file():
        return None
    return (folder / name).read_bytes()


def drop(folder: Path, name: str) -> None:
    """Forget a picture; an empty or foreign name is none of ours."""
    if is_name(name):
        (folder / name).unlink(missing_ok=True)


def is_name(name: str) -> bool:
    """Whether this can be the name of a kept picture."""
    return NAME.fullmatch(name) is not None


def _drawn(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:  # known before anything is decoded
            raise BadPicture("too many pixels")
        picture.draft("RGB", (2 * SIDE, 2 * SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    square = ImageOps.fit(upright, (SIDE, SIDE))
    opaque = Image.new("RGB", square.size, "white")
    opaque.paste(square, mask=square.getchannel("A"))
    out = io.BytesIO()
    opaque.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()
