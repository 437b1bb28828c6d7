"""Reading the form encoding of Stripe's API: `a[b][0][c]=x`."""

import re
from collections.abc import Iterable

from lms.standin.refusals import Json, Refusal

KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
DEEPEST = 8  # the deepest parameter of a checkout session has six steps


def nested(pairs: Iterable[tuple[str, str]]) -> Json:
    """Nested dictionaries of strings; lists stay dictionaries keyed "0", "1", … until checked."""
    found: Json = {}
    for key, value in pairs:
        _place(found, _steps(key), value)
    return found


def _steps(key: str) -> list[str]:
    match = KEY.fullmatch(key)
    if not match:
        raise Refusal(f"Invalid parameter name: {key[:100]}", key[:100])
    steps = [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]
    if len(steps) > DEEPEST:
        raise Refusal("Parameters are nested too deeply.", match[1])
    return steps


def _place(table: Json, steps: list[str], value: str) -> None:
    *way, last = steps
    for step in way:
        inner = table.setdefault(step or str(len(table)), {})
        if not isinstance(inner, dict):
            raise Refusal("A parameter is given both as a value and as an object.", steps[0])
        table = inner
    table[last or str(len(table))] = value
