"""The world in which git runs: nobody's configuration, one protocol, one host's secret."""

from __future__ import annotations

import base64
import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lms.content.origins import Repository

PASSED_ON = ("PATH", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_FILE")

ALONE = {
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "true",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
}
ALWAYS = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "protocol.allow": "never",
    "submodule.recurse": "false",
    "credential.helper": "",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "20",
    "transfer.credentialsInUrl": "die",
}
"""git's own settings, in place of anybody's files."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens private repositories."""

    tokens: Mapping[str, str] = field(default_factory=dict)
    """By host."""
    key_file: str = ""
    known_hosts: str = ""


def environ_of(
    store: Path, source: Repository | None = None, keys: Keys | None = None
) -> dict[str, str]:
    """The whole environment of git: nobody's configuration, and one way to reach one host."""
    config = dict(ALWAYS)
    environ = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    environ |= ALONE | {"GIT_DIR": str(store), "HOME": str(store)}
    if source and keys:
        config[f"protocol.{source.scheme}.allow"] = "always"
        environ["GIT_ALLOW_PROTOCOL"] = source.scheme
        environ["GIT_SSH_COMMAND"] = _ssh(keys)
        config |= _authorization(source, keys)
    environ["GIT_CONFIG_COUNT"] = str(len(config))
    for place, (name, value) in enumerate(config.items()):
        environ |= {f"GIT_CONFIG_KEY_{place}": name, f"GIT_CONFIG_VALUE_{place}": value}
    return environ


def _authorization(source: Repository, keys: Keys) -> dict[str, str]:
    """The header that opens a private repository, for its host alone and no redirect."""
    token = keys.tokens.get(source.host)
    if source.scheme != "https" or not token:
        return {}
    basic = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        f"http.https://{source.host}/.extraHeader": f"Authorization: Basic {basic}",
        "http.followRedirects": "false",
    }


def _ssh(keys: Keys) -> str:
    options = ["BatchMode=yes", "IdentitiesOnly=yes", "StrictHostKeyChecking=yes"]
    options += ["ConnectTimeout=15", "ForwardAgent=no", "ClearAllForwardings=yes"]
    options += [f"UserKnownHostsFile={keys.known_hosts or '/dev/null'}"]
    words = ["ssh", "-F", "/dev/null", *(word for option in options for word in ("-o", option))]
    return shlex.join([*words, "-i", keys.key_file] if keys.key_file else words)
