"""What a page may do: nothing but show itself, and send its form to us and on to the shop."""

from urllib.parse import urlsplit

from lms.standin.refusals import Json


def policy(*addresses: str | None) -> str:
    """A Content-Security-Policy; browsers hold redirects after a form to `form-action` too."""
    origins = sorted({_origin(address) for address in addresses if address})
    onward = " ".join(["'self'", *origins])
    return (
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action {onward}"
    )


def policy_for(session: Json) -> str:
    """The policy of a checkout page, from which the form leads back to the shop."""
    return policy(session["success_url"], session["cancel_url"])


def _origin(address: str) -> str:
    parts = urlsplit(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")
