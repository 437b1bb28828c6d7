"""Pictures of people: what is taken, what comes out, what is refused."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from lms.accounts import pictures
from lms.accounts.models import User
from lms.accounts.pictures import BadPicture
from lms.platform.db import db
from tests.people import make_person
from tests.visitor import Page, Visitor

SECRET = b"41.9028N 12.4964E"


def drawing(form: str = "PNG", size: tuple[int, int] = (400, 300), **how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **how)
    return out.getvalue()


def photograph_with_a_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    return drawing("JPEG", exif=exif)


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


HOSTILE = {
    "nothing": b"",
    "text": b"hello",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html as png": b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>",
    "gif": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    "broken jpeg": b"\xff\xd8\xff\xe0" + b"\0" * 100,
    "broken webp": b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 100,
    "cut png": drawing()[:60],
    "bomb": png_that_claims(5_000, 5_000),
    "greater bomb": png_that_claims(12_000, 9_000),
    "greatest bomb": png_that_claims(65_000, 65_000),
    "too large": drawing() + b"\0" * pictures.LARGEST,
}


@pytest.fixture
def alice(app: Flask) -> User:
    return make_person("Alice")


@pytest.fixture
def visitor(alice: User, login_as: Callable[[User], Visitor]) -> Visitor:
    return login_as(alice)


@pytest.fixture
def folder(app: Flask) -> Path:
    return Path(app.config["SETTINGS"].data_dir) / "pictures"


def upload(visitor: Visitor, content: bytes, name: str = "me.png", **more: str) -> Page:
    fields = {
        "name": "Alice",
        "handle": "alice",
        "about": "",
        "language": "en",
        "time_zone": "Europe/Rome",
        "picture": (io.BytesIO(content), name),
    }
    page = visitor.post("/account", fields | more, content_type="multipart/form-data")
    page.response.request.environ["wsgi.input"].close()  # a large body was lent a file
    return page


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("size", [(400, 300), (1, 1), (16, 3_000)])
def test_a_picture_becomes_a_small_square(form: str, size: tuple[int, int]) -> None:
    with Image.open(io.BytesIO(pictures.redrawn(drawing(form, size)))) as picture:
        assert (picture.format, picture.size) == ("WEBP", (256, 256))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_colour_is_read(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (20, 20)).save(out, "PNG")
    assert pictures.redrawn(out.getvalue())


def test_a_picture_tells_nothing_but_its_pixels() -> None:
    taken = photograph_with_a_place()
    assert SECRET in taken
    assert SECRET not in pictures.redrawn(taken)
    assert SECRET not in pictures.redrawn(drawing() + SECRET)


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadPicture):
        pictures.redrawn(content)


def test_a_person_shows_a_picture(visitor: Visitor, alice: User, app: Flask, folder: Path) -> None:
    assert upload(visitor, drawing()).status == 303
    db.session.refresh(alice)
    assert f"/pictures/{alice.picture}" in visitor.get("/account").html
    answer = Visitor(app).get(f"/pictures/{alice.picture}").response
    assert answer.mimetype == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert (folder / alice.picture).is_file()


def test_another_picture_takes_the_place_of_the_first(
    visitor: Visitor, alice: User, folder: Path
) -> None:
    upload(visitor, drawing())
    db.session.refresh(alice)
    first = alice.picture
    upload(visitor, drawing("JPEG"))
    db.session.refresh(alice)
    assert alice.picture != first
    assert not (folder / first).exists()


def test_a_picture_is_taken_down(visitor: Visitor, alice: User, folder: Path) -> None:
    upload(visitor, drawing())
    db.session.refresh(alice)
    first = alice.picture
    upload(visitor, b"", name="", no_picture="y")
    db.session.refresh(alice)
    assert alice.picture == ""
    assert not (folder / first).exists()


def test_saving_without_a_picture_keeps_it(visitor: Visitor, alice: User) -> None:
    upload(visitor, drawing())
    upload(visitor, b"", name="", about="Baker.")
    db.session.refresh(alice)
    assert alice.picture
    assert alice.about == "Baker."


@pytest.mark.parametrize("kind", ["svg", "html as png", "bomb", "too large"])
def test_a_hostile_upload_is_answered_and_kept_nowhere(
    visitor: Visitor, alice: User, folder: Path, kind: str
) -> None:
    before = set(folder.iterdir()) if folder.is_dir() else set()
    page = upload(visitor, HOSTILE[kind], about="Kept words.")
    assert page.status == 422
    assert "Choose a PNG, JPEG or WebP picture of 512 KB at most." in page.text
    assert "Kept words." in page.text
    db.session.refresh(alice)
    assert alice.picture == ""
    assert (set(folder.iterdir()) if folder.is_dir() else set()) == before


def test_a_refused_profile_leaves_no_picture_behind(visitor: Visitor, folder: Path) -> None:
    make_person("Bob")
    before = set(folder.iterdir()) if folder.is_dir() else set()
    assert upload(visitor, drawing(), handle="bob").status == 422
    assert (set(folder.iterdir()) if folder.is_dir() else set()) == before


@pytest.mark.parametrize(
    "name",
    [
        "x.webp",
        "..%2Fbottega.db",
        "..",
        "%00",
        "a" * 300,
        "0" * 32 + ".webp",
        "0" * 32 + ".webp%0a",
    ],
)
def test_no_other_file_is_served(app: Flask, name: str) -> None:
    assert Visitor(app).get(f"/pictures/{name}").status == 404
