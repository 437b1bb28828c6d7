"""The three ways in which the house says no."""


class NotFound(LookupError):
    """It does not exist, or not for this person; both look alike."""


class Refused(Exception):
    """A rule says no; the message is a sentence for the person who asked."""


class TooMany(Exception):
    """Asked too often; `wait` is how many seconds until it may be asked again."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} s")
        self.wait = wait
