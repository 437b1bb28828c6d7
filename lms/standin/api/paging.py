"""Lists: newest first, cut by a cursor, filtered, a page at a time."""

from collections.abc import Callable, Iterable
from itertools import islice

from lms.standin.api.expanding import listed
from lms.standin.refusals import Json, Refusal, missing

Keep = Callable[[Json], bool]
COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
}


def anything(thing: Json) -> bool:
    """Keeps every object."""
    return True


def page(
    ids: list[str], load: Callable[[str], Json], params: Json, url: str, keep: Keep = anything
) -> Json:
    """One page of the objects that fit the parameters, and that `keep` keeps.

    `ids` stand in the order of the list. `ending_before` gives those just before the cursor,
    so that going on from page to page reads the list backwards.
    """
    limit = _limit(params)
    backwards = "ending_before" in params
    fits = matching(params)
    fitting = (x for x in map(load, _cut(ids, params)) if fits(x) and keep(x))
    found = list(islice(fitting, limit + 1))
    data = found[:limit]
    return listed(data[::-1] if backwards else data, url, has_more=len(found) > limit)


def _limit(params: Json) -> int:
    limit = int(params.get("limit", 10))
    if not 1 <= limit <= 100:
        raise Refusal("Invalid limit: must be between 1 and 100.", "limit")
    return limit


def _cut(ids: list[str], params: Json) -> Iterable[str]:
    if "ending_before" in params and "starting_after" in params:
        raise Refusal("You may only specify one of starting_after, ending_before.", "ending_before")
    for name in ("starting_after", "ending_before"):
        if name in params and params[name] not in ids:
            raise missing("object", params[name], name)
    if "starting_after" in params:
        return ids[ids.index(params["starting_after"]) + 1 :]
    if "ending_before" in params:
        return reversed(ids[: ids.index(params["ending_before"])])
    return ids


def matching(params: Json) -> Keep:
    """A test for objects that have the values the parameters ask for."""
    paging = {"limit", "starting_after", "ending_before", "created"}
    wanted = {name: value for name, value in params.items() if name not in paging}

    def fits(thing: Json) -> bool:
        equal = all(_same(thing.get(name), value) for name, value in wanted.items())
        return equal and _made_in(thing, params.get("created", {}))

    return fits


def _same(have: object, want: object) -> bool:
    if isinstance(want, dict):
        return isinstance(have, dict) and all(_same(have.get(k), v) for k, v in want.items())
    return have == want


def _made_in(thing: Json, span: int | dict[str, int]) -> bool:
    if isinstance(span, int):
        return bool(thing["created"] == span)
    return all(COMPARISONS[how](thing["created"], bound) for how, bound in span.items())
