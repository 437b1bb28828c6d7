"""How much a browser that comes for the first time fetches for a page."""

import gzip
import re

from flask import Flask

from tests.bench import cpu

ASKED_FOR = re.compile(r'(?:href|src)="(/static/[^"#]+)')


def first_visit(app: Flask, path: str, cookie: str) -> float:
    """Kilobytes, compressed as the server does: the page, its style sheet, scripts and fonts."""
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip, br"}
    page = cpu.body(app, path, headers)
    text = gzip.decompress(page).decode()
    files = set(ASKED_FOR.findall(text))
    sheet = next(file for file in files if file.endswith(".css"))
    style = cpu.body(app, sheet, {}).decode()
    fonts = set(re.findall(r"url\((/static/fonts/[^)]+)\)", style))
    return (len(page) + sum(len(cpu.body(app, f, headers)) for f in files | fonts)) / 1_000
