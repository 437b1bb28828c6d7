"""Findings for programs: JSON of our own, and SARIF 2.1.0 for code hosts and editors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lms import __version__
from lms.content.compile import Compiled
from lms.content.desk.explaining import explanation
from lms.content.desk.telling import from_here
from lms.content.findings import CODES, Finding
from lms.content.report import how_taken

Checked = Sequence[tuple[Path, Compiled]]
"""Folders and what became of them."""
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(checked: Checked) -> str:
    """A list of findings, each with its course."""
    found = [{"course": c.slug, **f.as_dict()} for _, c in checked for f in c.findings]
    return json.dumps(found, ensure_ascii=False, indent=1)


def as_sarif(checked: Checked) -> str:
    """One run of one tool, as docs.oasis-open.org/sarif/sarif/v2.1.0 has it."""
    found = [(from_here(folder), f) for folder, c in checked for f in c.findings]
    codes = sorted({finding.code for _, finding in found})
    run = {
        "tool": {"driver": _driver(codes)},
        "columnKind": "unicodeCodePoints",
        "results": [_result(folder, finding, codes) for folder, finding in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)


def _driver(codes: Iterable[str]) -> dict[str, Any]:
    return {"name": "lms courses check", "version": __version__, "rules": [_rule(c) for c in codes]}


def _rule(code: str) -> dict[str, Any]:
    told = explanation(code)
    rule: dict[str, Any] = {"id": code, "shortDescription": {"text": CODES[code]}}
    return {**rule, "help": {"text": told, "markdown": told}} if told else rule


def _result(folder: str, finding: Finding, codes: Sequence[str]) -> dict[str, Any]:
    message = f"{finding.message}: {finding.hint}" if finding.hint else finding.message
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(folder, finding.path)}}
    if finding.line:
        place["region"] = _region(finding)
    result = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity,
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }
    including = [_including(folder, place, how_taken(finding)) for place in finding.via]
    return {**result, "relatedLocations": including} if including else result


def _including(folder: str, taking: tuple[str, int], how: str) -> dict[str, Any]:
    path, line = taking
    place = {"artifactLocation": {"uri": _uri(folder, path)}, "region": {"startLine": line}}
    return {"physicalLocation": place, "message": {"text": f"{how} here"}}


def _region(finding: Finding) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": finding.line}
    if finding.column:
        end = finding.column + max(finding.width, 1)
        region |= {"startColumn": finding.column, "endColumn": end}
    if finding.source:
        region["snippet"] = {"text": finding.source}
    return region


def _uri(folder: str, path: str) -> str:
    """Relative to where the command was given, else an absolute file address."""
    place = quote(f"{folder}/{path}", errors="replace")
    return f"file://{place}" if folder.startswith("/") else place
