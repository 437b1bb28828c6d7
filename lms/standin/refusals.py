"""How Stripe says no."""

from typing import Any

Json = dict[str, Any]


class Refusal(Exception):
    """A request that Stripe would turn down; becomes its error JSON."""

    def __init__(
        self,
        message: str,
        param: str | None = None,
        code: str | None = None,
        status: int = 400,
        kind: str = "invalid_request_error",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.param = param
        self.code = code
        self.status = status
        self.kind = kind

    def as_json(self) -> Json:
        """The body of the answer: {"error": {"type", "message", "param"?, "code"?}}."""
        error = {"type": self.kind, "message": self.message, "param": self.param, "code": self.code}
        return {"error": {name: value for name, value in error.items() if value is not None}}


def missing(kind: str, id: str, param: str = "id") -> Refusal:
    """There is no object of this kind with this id."""
    message = f"No such {kind}: '{id}'"
    return Refusal(message, param, "resource_missing", 404 if param == "id" else 400)


def not_done_yet(what: str, param: str | None = None) -> Refusal:
    """Stripe can do this, the stand-in cannot: better said than silently left out."""
    return Refusal(f"The stand-in for Stripe does not do this yet: {what}.", param)
