"""Static files under names that carry their content, so that browsers may keep them for ever.

At start the files of `static/` are copied to the data folder as `name.<hash>.ext`, style sheets are
joined into `css/site.css`, and text is compressed beside (gzip, brotli), so that serving is a read.
"""

import gzip
import hashlib
import json
import re
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import cast
from wsgiref.headers import Headers

import brotli
from flask import Flask
from whitenoise import WhiteNoise

from lms.platform import security
from lms.platform.config import Settings

PACKAGE = Path(__file__).parents[1]
PREFIX = "static"
JOINED = "css/site.css"
FIRST = "css/_order.css"
APART = frozenset({"css/specimen.css"})
"""Of one page alone, which asks for it by itself: nobody else should have to fetch it."""
FRAMED = ("frames/", "vendor/")
"""Folders of what a sandboxed frame loads: it has no origin, so these must be open to any."""
LARGE = 500_000  # bytes; brotli's best takes seconds for what is larger, and saves little
TEXT = {".css", ".js", ".svg", ".txt", ".json", ".html"}
REFERENCE = re.compile(r"""url\((['"]?)(?!data:|#|https?:)([^'")#]+)(#[^'")]*)?\1\)""")
MODULE_IMPORT = re.compile(r"""((?:from|import)\s*['"])(\./[^'"]+)(['"])""")
FOR_EVER = 31_536_000  # seconds: a year


def folder(name: str) -> Path:
    """A folder of the project, inside the installed package or beside it in a checkout."""
    packed = PACKAGE / name
    return packed if packed.is_dir() else PACKAGE.parent / name


def init_app(app: Flask, settings: Settings) -> None:
    """Serve fingerprinted files and tell templates their names."""
    built = build(folder("static"), settings.data_dir / "assets")
    names = json.loads((built / "names.json").read_text(encoding="utf-8"))
    kept = f"public, max-age={FOR_EVER}, immutable"
    always = security.said_always(settings) | {"Cache-Control": kept}

    def say(headers: Headers, path: str, url: str) -> None:
        for name, value in always.items():
            headers[name] = value
        if url.startswith(tuple(f"/{PREFIX}/{name}" for name in FRAMED)):
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"

    app.extensions["assets"] = {path: f"/{PREFIX}/{name}" for path, name in names.items()}
    app.jinja_env.globals["static_url"] = partial(address, app)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # the way WSGI middleware is put on
        app.wsgi_app,
        root=built / "files",
        prefix=PREFIX,
        allow_all_origins=False,
        add_headers_function=say,
    )


def address(app: Flask, path: str) -> str:
    """The address of a static file, under the name that carries its content."""
    return cast(dict[str, str], app.extensions["assets"])[path]


def build(source: Path, target: Path) -> Path:
    """Make the files once per content of `source`; the folder in which they stand."""
    sources = _sources(source)
    version = hashlib.sha256(
        b"".join(name.encode() + content for name, content in sorted(sources.items()))
    ).hexdigest()[:16]
    built = target / version
    if (built / "names.json").is_file():
        return built
    target.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=target))  # several processes may start at once
    names = _write_all(sources, draft / "files")
    (draft / "names.json").write_text(json.dumps(names), encoding="utf-8")
    try:
        draft.rename(built)
    except OSError:  # another process was quicker, with the same files
        shutil.rmtree(draft)
    return built


def _sources(source: Path) -> dict[str, bytes]:
    files = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    files[JOINED] = _joined(files)
    return files


def style(source: Path) -> bytes:
    """The style of the whole site in one sheet, its addresses relative to `css/`."""
    return _joined({f"css/{file.name}": file.read_bytes() for file in source.glob("css/*.css")})


def _joined(files: dict[str, bytes]) -> bytes:
    sheets = {name for name in files if name.startswith("css/")} - APART - {FIRST}
    order = [FIRST] if FIRST in files else []
    return b"\n".join(_tight(files[name]) for name in [*order, *sorted(sheets)])


def _tight(sheet: bytes) -> bytes:
    """A style sheet without comments and leading blanks."""
    bare = re.sub(rb"/\*.*?\*/", b"", sheet, flags=re.DOTALL)
    return re.sub(rb"\s*\n\s*", b"\n", bare).strip()


def _write_all(sources: dict[str, bytes], target: Path) -> dict[str, str]:
    """Files that others name come first, so that the hash of a sheet covers its fonts."""
    names: dict[str, str] = {}
    for name in sorted(sources, key=_rank):
        content = _with_names(name, sources[name], names)
        names[name] = _fingerprinted(name, content)
        _write(target / names[name], content)
    return names


def _rank(name: str) -> tuple[int, str]:
    suffix = Path(name).suffix
    return ({".css": 2, ".js": 1}.get(suffix, 0) + (name == "js/bottega.js"), name)


def _fingerprinted(name: str, content: bytes) -> str:
    path = Path(name)
    digest = hashlib.sha256(content).hexdigest()[:12]
    return path.with_name(f"{path.stem}.{digest}{path.suffix}").as_posix()


def _with_names(name: str, content: bytes, names: dict[str, str]) -> bytes:
    if name.startswith("vendor/"):
        return content
    if name.endswith(".css"):
        return REFERENCE.sub(
            lambda m: f"url({_resolve(name, m[2], names)}{m[3] or ''})", content.decode()
        ).encode()
    if name.endswith(".js"):
        return MODULE_IMPORT.sub(
            lambda m: m[1] + _resolve(name, m[2], names) + m[3], content.decode()
        ).encode()
    return content


def _resolve(name: str, reference: str, names: dict[str, str]) -> str:
    parts: list[str] = list(Path(name).parent.parts)
    for part in reference.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return f"/{PREFIX}/{names['/'.join(parts)]}"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    quality = 11 if len(content) < LARGE else 6
    if path.suffix in TEXT and len(content) > 200:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
        path.with_name(path.name + ".br").write_bytes(brotli.compress(content, quality=quality))
