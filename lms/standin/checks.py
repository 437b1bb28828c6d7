"""Checking parameters against the types of the pinned `stripe` package, as Stripe itself would."""

import re
import sys
from decimal import Decimal, InvalidOperation
from functools import cache
from types import SimpleNamespace, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from stripe import RequestOptions

from lms.standin.refusals import Json, Refusal

Hint = Any
"""A type as an annotation spells it: a class, a TypedDict, `Literal[…]`, `A | B`."""
UNSET = ""
INTEGER = re.compile(r"-?[0-9]{1,18}")


def check(params: Json, shape: Hint) -> Json:
    """The parameters with their proper types; unknown, missing or malformed ones are refused."""
    return _table(params, shape, "")


def names(text: str) -> frozenset[str]:
    """The words of a text, as a set: for lists of parameters."""
    return frozenset(text.split())


@cache
def known(shape: Hint) -> Json:
    """Name and type of every parameter that a TypedDict of the package knows."""
    own = {
        k: v for k, v in shape.__annotations__.items() if k not in RequestOptions.__annotations__
    }
    module = vars(sys.modules[shape.__module__])
    return get_type_hints(SimpleNamespace(__annotations__=own), module)


def _table(value: object, shape: Hint, path: str) -> Json:
    if not isinstance(value, dict):
        raise Refusal("Invalid object", path)
    hints = known(shape)
    for name in value:
        if name not in hints:
            where = _under(path, name)
            raise Refusal(f"Received unknown parameter: {where}", where, "parameter_unknown")
    for name in sorted(shape.__required_keys__ & hints.keys()):
        if name not in value:
            raise lacking(_under(path, name))
    return {name: _typed(inner, hints[name], _under(path, name)) for name, inner in value.items()}


def lacking(path: str) -> Refusal:
    """A parameter that has to be there is not."""
    return Refusal(f"Missing required param: {path}.", path, "parameter_missing")


def _under(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name


def _typed(value: object, hint: Hint, path: str) -> object:
    origin: Hint = get_origin(hint)
    if origin in (Union, UnionType):
        return _one_of(value, get_args(hint), path)
    if origin is Literal:
        return _chosen(value, list(get_args(hint)), path)
    if origin is list:
        return _listed(value, get_args(hint)[0], path)
    if origin is dict:
        return _free(value, path)
    if hasattr(hint, "__required_keys__"):
        return _table(value, hint, path)
    return PLAIN.get(hint, _text)(value, path)


def _one_of(value: object, hints: tuple[Hint, ...], path: str) -> object:
    """The package writes an enumeration as `Literal[…] | str`; Stripe takes only the literals."""
    if isinstance(value, dict):
        nested = (h for h in hints if not _is_plain(h))
        return _typed(value, next(nested, str), path)
    words = [word for hint in hints for word in _words(hint)]
    if value in words:
        return value
    if any(word != UNSET for word in words):
        return _chosen(value, words, path)
    return _typed(value, next((h for h in hints if h in PLAIN), dict[str, str]), path)


def _words(hint: Hint) -> list[str]:
    origin: Hint = get_origin(hint)
    return list(get_args(hint)) if origin is Literal else []


def _is_plain(hint: Hint) -> bool:
    return hint in PLAIN or _words(hint) != []


def _chosen(value: object, words: list[str], path: str) -> str:
    if value in words:
        return str(value)
    name = path.rsplit("[", 1)[-1].rstrip("]")
    raise Refusal(f"Invalid {name}: must be one of {', '.join(filter(None, words))}", path)


def _listed(value: object, hint: Hint, path: str) -> list[object]:
    if not isinstance(value, dict) or not all(key.isdecimal() for key in value):
        raise Refusal("Invalid array", path)
    places = sorted(value, key=int)
    return [_typed(value[key], hint, _under(path, key)) for key in places]


def _free(value: object, path: str) -> Json:
    if not isinstance(value, dict):
        raise Refusal("Invalid object", path)
    return {name: _word(inner, _under(path, name)) for name, inner in value.items()}


def _word(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise Refusal("Invalid string", path)
    return value


def _text(value: object, path: str) -> str:
    if (word := _word(value, path)) == UNSET:
        why = "An empty value means to unset a parameter; this one cannot be unset."
        message = f"You passed an empty string for '{path}'. {why}"
        raise Refusal(message, path, "parameter_invalid_empty")
    return word


def _integer(value: object, path: str) -> int:
    word = _word(value, path)
    if not INTEGER.fullmatch(word):
        raise Refusal(f"Invalid integer: {word[:40]}", path, "parameter_invalid_integer")
    return int(word)


def _boolean(value: object, path: str) -> bool:
    if value not in ("true", "false"):
        raise Refusal("Invalid boolean", path)
    return value == "true"


def _decimal(value: object, path: str) -> str:
    try:
        return str(Decimal(_word(value, path)))
    except InvalidOperation:
        raise Refusal("Invalid decimal", path) from None


PLAIN = {str: _text, int: _integer, bool: _boolean, Decimal: _decimal, float: _decimal}
