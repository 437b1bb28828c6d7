"""What happens to an order: buying, paying, giving back.

Whoever writes to an order holds its cohort's lock first (`queries.locked_order` takes both, in
this order), so that no two people wait for each other.
"""

from lms.billing.actions.buying import (
    attach_session,
    begin_order,
    give_up_opening,
    let_go,
    let_go_all,
    withdraw,
)
from lms.billing.actions.paying import confirm_payment, payment_failed, take_session
from lms.billing.actions.refunding import (
    ask_refund,
    give_back_elsewhere,
    refund_all,
    refuse_refund,
    take_refund,
)

__all__ = [
    "ask_refund",
    "attach_session",
    "begin_order",
    "confirm_payment",
    "give_back_elsewhere",
    "give_up_opening",
    "let_go",
    "let_go_all",
    "payment_failed",
    "refund_all",
    "refuse_refund",
    "take_refund",
    "take_session",
    "withdraw",
]
