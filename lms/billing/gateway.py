"""The one door to Stripe: everything else speaks of orders, payments and refunds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from lms.platform.config import Settings

if TYPE_CHECKING:
    import stripe

TIMEOUT = 15  # seconds
RETRIES = 2  # `StripeClient` tries once only unless it is told
MARK = "bottega_order"
REFUND_MARK = "bottega_refund"

Told = dict[str, Any]
"""An object of Stripe's API as plain data."""


class GatewayFailed(Exception):
    """Stripe did not do what it was asked; nothing was changed here."""


class GatewayDown(GatewayFailed):
    """Stripe did not answer, or not as promised."""


class GatewayRefused(GatewayFailed):
    """Stripe will not do it, however often it is asked; its reason, in its own English."""


class GatewayMissing(GatewayRefused):
    """Stripe has no such thing: it was made with other keys."""


class BadSignature(Exception):
    """Not Stripe's word."""


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """A Checkout Session as Stripe tells it now."""

    id: str
    url: str
    status: str
    """open, complete or expired."""
    payment_status: str
    """paid, unpaid or no_payment_required."""
    amount: int
    currency: str
    payment_id: str
    """The PaymentIntent; the session itself where nothing had to be paid."""
    order_id: str
    """From our mark in its metadata; empty: not ours (a Stripe account may be shared)."""
    livemode: bool
    receipt_url: str = ""


@dataclass(frozen=True, slots=True)
class RefundSeen:
    """A refund as Stripe tells it now."""

    id: str
    payment_id: str
    amount: int
    currency: str
    status: str
    """pending, requires_action, succeeded, failed or canceled."""
    our_id: str
    """From our mark in its metadata; empty: begun in Stripe's dashboard."""


@dataclass(frozen=True, slots=True)
class VerifiedEvent:
    """Stripe's word, once we know that it is Stripe's: a hint of what to look up."""

    id: str
    type: str
    object_id: str
    livemode: bool


@dataclass(frozen=True, slots=True)
class Purchase:
    """What is asked of Stripe's checkout page."""

    order_id: str
    amount: int
    currency: str
    description: str
    buyer_email: str
    language: str
    expires_at: datetime
    success_url: str
    cancel_url: str


class Gateway:
    """Stripe, or the stand-in, whichever the settings name."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def is_open(self) -> bool:
        """Whether payments are configured at all."""
        return bool(self._settings.stripe_secret_key)

    @property
    def livemode(self) -> bool:
        """Whether real money moves."""
        return self._settings.stripe_secret_key.startswith(("sk_live_", "rk_live_"))

    def open_session(self, purchase: Purchase) -> SessionSeen:
        """A checkout page for one order; asked again for the same order it is the same page."""
        params: dict[str, Any] = {
            "mode": "payment",
            "client_reference_id": purchase.order_id,
            "metadata": {MARK: purchase.order_id},
            "payment_intent_data": {"metadata": {MARK: purchase.order_id}},
            "customer_email": purchase.buyer_email,
            "locale": purchase.language,
            "expires_at": int(purchase.expires_at.timestamp()),
            "success_url": purchase.success_url,
            "cancel_url": purchase.cancel_url,
            "adaptive_pricing": {"enabled": False},
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": purchase.currency.lower(),
                        "unit_amount": purchase.amount,
                        "product_data": {"name": purchase.description},
                    },
                }
            ],
        }
        key = {"idempotency_key": f"{purchase.order_id}-session"}
        return _session(
            self._call(lambda c: c.v1.checkout.sessions.create(cast(Any, params), cast(Any, key)))
        )

    def session(self, session_id: str) -> SessionSeen:
        """A session as it stands now, with its receipt if there is one."""
        expand = {"expand": ["payment_intent.latest_charge"]}
        return _session(
            self._call(lambda c: c.v1.checkout.sessions.retrieve(session_id, cast(Any, expand)))
        )

    def expire_session(self, session_id: str) -> SessionSeen:
        """Close a checkout page; one that is no longer open is told as it stands."""
        try:
            return _session(self._call(lambda c: c.v1.checkout.sessions.expire(session_id)))
        except GatewayFailed:
            return self.session(session_id)

    def refund(self, payment_id: str, amount: int, our_id: str) -> RefundSeen:
        """Give money back; asked again with the same id of ours it is the same refund."""
        params = {"payment_intent": payment_id, "amount": amount, "metadata": {REFUND_MARK: our_id}}
        key = {"idempotency_key": f"{our_id}-refund"}
        return _refund(self._call(lambda c: c.v1.refunds.create(cast(Any, params), cast(Any, key))))

    def refund_seen(self, refund_id: str) -> RefundSeen:
        """A refund as it stands now."""
        return _refund(self._call(lambda c: c.v1.refunds.retrieve(refund_id)))

    def refunds_of_charge(self, charge_id: str) -> list[RefundSeen]:
        """Every refund of a charge, wherever it was begun."""
        return self._refunds("charge", charge_id)

    def refunds_of_payment(self, payment_id: str) -> list[RefundSeen]:
        """Every refund of a payment, wherever it was begun; none of one that Stripe has not."""
        try:
            return self._refunds("payment_intent", payment_id)
        except GatewayMissing:
            return []

    def _refunds(self, of: str, its_id: str) -> list[RefundSeen]:
        params = {of: its_id, "limit": 100}
        found = self._call(lambda c: c.v1.refunds.list(cast(Any, params)))
        return [_refund(refund) for refund in found["data"]]

    def verify(self, body: bytes, signature: str) -> VerifiedEvent:
        """Read an event that one of our secrets has signed; BadSignature otherwise."""
        import stripe

        for secret in self._settings.webhook_secrets:
            try:
                event = stripe.Webhook.construct_event(body, signature, secret)
            except (ValueError, stripe.SignatureVerificationError):
                continue
            told = event.to_dict()
            about = str(told["data"]["object"].get("id", ""))
            return VerifiedEvent(told["id"], told["type"], about, bool(told["livemode"]))
        raise BadSignature

    def _call(self, ask: Callable[["stripe.StripeClient"], Any]) -> Told:
        import stripe  # slow to import: only where money moves

        try:
            told: Told = ask(self._client()).to_dict()
            return told
        except stripe.InvalidRequestError as refusal:
            failed = GatewayMissing if refusal.code == "resource_missing" else GatewayRefused
            raise failed(str(refusal.user_message or refusal)) from refusal
        except stripe.StripeError as failure:
            raise GatewayDown(
                f"{type(failure).__name__}: {failure.user_message or failure}"
            ) from failure

    def _client(self) -> "stripe.StripeClient":
        import stripe

        base = self._settings.stripe_api_base
        return stripe.StripeClient(
            self._settings.stripe_secret_key,
            base_addresses={"api": base} if base else {},
            max_network_retries=RETRIES,
            http_client=stripe.RequestsClient(timeout=TIMEOUT),
        )


def _session(seen: Told) -> SessionSeen:
    intent = seen["payment_intent"]
    return SessionSeen(
        id=seen["id"],
        url=seen["url"] or "",
        status=seen["status"] or "",
        payment_status=seen["payment_status"],
        amount=seen["amount_total"] or 0,
        currency=(seen["currency"] or "").upper(),
        payment_id=_id_of(intent) or seen["id"],
        order_id=(seen["metadata"] or {}).get(MARK, ""),
        livemode=bool(seen["livemode"]),
        receipt_url=_receipt(intent),
    )


def _receipt(intent: str | Told | None) -> str:
    charge = intent.get("latest_charge") if isinstance(intent, dict) else None
    return charge.get("receipt_url") or "" if isinstance(charge, dict) else ""


def _refund(seen: Told) -> RefundSeen:
    return RefundSeen(
        id=seen["id"],
        payment_id=_id_of(seen["payment_intent"]),
        amount=seen["amount"],
        currency=seen["currency"].upper(),
        status=seen["status"] or "pending",
        our_id=(seen["metadata"] or {}).get(REFUND_MARK, ""),
    )


def _id_of(thing: str | Told | None) -> str:
    """An id, from an id or from the whole object."""
    return str(thing["id"]) if isinstance(thing, dict) else thing or ""
