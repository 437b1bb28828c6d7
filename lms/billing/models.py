"""Orders, what was paid and returned for them, and the ledger that balances."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.billing import rules
from lms.billing.rules import LONGEST_DESCRIPTION, OrderState, RefundState
from lms.cohorts.models import Cohort
from lms.platform.db import Base, BigId
from lms.platform.ids import new_id


class Order(Base):
    """One person buying one seat; the price is as it was when they began."""

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        Index(
            "uq_orders_one_open",
            "buyer_id",
            "cohort_id",
            unique=True,
            sqlite_where=text("state IN ('open', 'pending')"),
            postgresql_where=text("state IN ('open', 'pending')"),
        ),
        Index("ix_orders_state_created_at", "state", "created_at"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    buyer_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), index=True)
    state: Mapped[str] = mapped_column(String(16), default=OrderState.OPEN)
    amount: Mapped[int]
    """Minor units of `currency`."""
    currency: Mapped[str] = mapped_column(String(3))
    description: Mapped[str] = mapped_column(String(LONGEST_DESCRIPTION))
    """Course and cohort in the buyer's words when they began."""
    session_id: Mapped[str | None] = mapped_column(String(255), unique=True)
    """Stripe's Checkout Session; None before it is made, and for orders that are free."""
    session_url: Mapped[str] = mapped_column(Text, default="")
    livemode: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime | None]
    """When the checkout page, and with it the seat hold, ends; None where nothing is paid."""
    paid_at: Mapped[datetime | None]
    refunded_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    buyer: Mapped[User] = relationship()
    cohort: Mapped[Cohort] = relationship()
    payments: Mapped[list["Payment"]] = relationship(
        back_populates="order", order_by="Payment.created_at"
    )
    refunds: Mapped[list["Refund"]] = relationship(back_populates="order")
    postings: Mapped[list["Posting"]] = relationship(back_populates="order")

    @property
    def seat_reference(self) -> str:
        """What its seat hold and its grant rest on."""
        return f"order:{self.id}"

    @property
    def shown_state(self) -> str:
        """What people are told of it."""
        return rules.shown_state(self.state, self.paid, self.refunds)

    @property
    def paid(self) -> dict[str, int]:
        """Minor units by payment."""
        return {payment.id: payment.amount for payment in self.payments}

    @property
    def can_be_given_back(self) -> bool:
        """Whether anything of what was paid is here and not promised back."""
        return any(rest > 0 for rest in rules.left(self.paid, self.refunds).values())


class Payment(Base):
    """Money that has arrived; booked once, whoever tells of it and however often."""

    __tablename__ = "payments"

    id: Mapped[str] = mapped_column(String(255), primary_key=True)
    """Stripe's PaymentIntent, or the session where nothing had to be paid."""
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    amount: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    receipt_url: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]

    order: Mapped[Order] = relationship(back_populates="payments")


class Refund(Base):
    """Money given back, or on its way back."""

    __tablename__ = "refunds"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    payment_id: Mapped[str] = mapped_column(ForeignKey("payments.id"), index=True)
    stripe_id: Mapped[str | None] = mapped_column(String(255), unique=True)
    """None until Stripe has taken it, and where money goes back past it; a refund begun in
    Stripe's dashboard has only this."""
    amount: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    state: Mapped[str] = mapped_column(String(16), default=RefundState.ASKED)
    reason: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """None: the house itself, or Stripe's dashboard."""
    created_at: Mapped[datetime]

    order: Mapped[Order] = relationship(back_populates="refunds")


class Posting(Base):
    """One booking: entries that sum to zero, for one reason that cannot be booked twice."""

    __tablename__ = "postings"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    reference: Mapped[str] = mapped_column(String(300), unique=True)
    """Such as payment:pi_… or refund:re_…."""
    created_at: Mapped[datetime]

    order: Mapped[Order] = relationship(back_populates="postings")
    entries: Mapped[list["LedgerEntry"]] = relationship(back_populates="posting")


class LedgerEntry(Base):
    """One side of a booking: debits are positive, credits negative (double entry)."""

    __tablename__ = "ledger_entries"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    posting_id: Mapped[int] = mapped_column(ForeignKey("postings.id"), index=True)
    account: Mapped[str] = mapped_column(String(32), index=True)
    """stripe (money held for us), sales, or elsewhere (what was given back past Stripe)."""
    amount: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))

    posting: Mapped[Posting] = relationship(back_populates="entries")


class StripeEvent(Base):
    """An event that was taken, so that it is not taken again."""

    __tablename__ = "stripe_events"

    id: Mapped[str] = mapped_column(String(255), primary_key=True)
    type: Mapped[str] = mapped_column(String(100))
    livemode: Mapped[bool]
    created_at: Mapped[datetime]
