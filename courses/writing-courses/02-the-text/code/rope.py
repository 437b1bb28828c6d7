"""How much rope a knot needs."""

import math

# ANCHOR: turns
def around(turns: int, diameter: float) -> float:
    """Return the metres of rope in some turns around a post."""
    return turns * math.pi * diameter
# ANCHOR_END: turns


print(round(around(3, 0.1), 2))
