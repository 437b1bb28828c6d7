"""Bad weather between the shop and Stripe: answers that are late, lost, or never given."""

import time

from flask import Response

from lms.standin.api.door import bank, bp, refuse
from lms.standin.refusals import Refusal

STALL = "stall"
"""The switch that lets every request wait so many seconds first."""
STUMBLE = "stumble"
"""The switch that counts the requests still to be answered 500, undone."""
LOSE_ANSWERS = "lose_answers"
"""The switch that counts the requests still to be carried out and yet answered 500."""


def _sorry() -> Refusal:
    return Refusal("Something went wrong on Stripe's end.", status=500, kind="api_error")


def _one_less(switch: str) -> bool:
    """Count a switch down; False when it stands at zero."""
    store = bank().store
    with store.transaction():
        left = store.switch(switch)
        if left >= 1:
            store.turn(switch, left - 1)
        return left >= 1


@bp.before_request
def stumble() -> None:
    """Be slow, or fail, before anything is done."""
    time.sleep(bank().store.switch(STALL))
    if _one_less(STUMBLE):
        raise _sorry()


@bp.after_request
def lose_the_answer(answer: Response) -> Response:
    """Fail although everything was done: only the idempotency key saves the caller."""
    if answer.status_code < 400 and _one_less(LOSE_ANSWERS):
        return refuse(_sorry())
    return answer
