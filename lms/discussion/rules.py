"""What may be said, by whom, for how long it may be changed, and how often is too often."""

from datetime import datetime, timedelta

from lms.cohorts.rules import is_over
from lms.platform.ids import ID_LENGTH

LONGEST_POST = 20_000  # characters, about eight pages; longer ones were pasted logs
LONGEST_TITLE = 160
TWIN_WINDOW = timedelta(minutes=1)  # a slow line sends the same form twice
EDIT_WINDOW = timedelta(days=1)  # later, others have answered what stood there
MOST_POSTS = 30  # of one person in a window; a lively evening has fewer
POSTS_WINDOW = timedelta(minutes=10)
MOST_MENTIONS = 20  # more names in one post call a crowd, not people
LONGEST_EXCERPT = 600  # characters of a post that a mail quotes


def may_post(cohort_state: str) -> bool:
    """Whether a cohort still talks: until it is over, also before it has begun."""
    return not is_over(cohort_state)


def may_edit(*, mine: bool, guides: bool, state: str, written_at: datetime, now: datetime) -> bool:
    """While the cohort talks: your own words, for a day; those who guide it, any, always."""
    return may_post(state) and (guides or (mine and now - written_at < EDIT_WINDOW))


def may_retitle(*, mine: bool, guides: bool, state: str) -> bool:
    """The title of your own thread, while the cohort talks; those who guide it, any."""
    return may_post(state) and (mine or guides)


def may_delete(*, mine: bool, guides: bool) -> bool:
    """Your own words, whenever you like, also when the cohort is over; its guides, any."""
    return mine or guides


def can_be_id(text: str) -> bool:
    """Whether a thread or a post can have this id; what cannot is never asked of the database."""
    return len(text) == ID_LENGTH and text.isascii() and text.isalnum()


def page_of(place: int, per_page: int) -> int:
    """The page, from 1, on which the post with this many before it stands."""
    return place // per_page + 1


def excerpt(text: str) -> str:
    """The beginning of a post, for a mail: cut at a space, with an ellipsis where it was cut."""
    if len(text) <= LONGEST_EXCERPT:
        return text
    cut = text[:LONGEST_EXCERPT]
    return (cut.rpartition(" ")[0] or cut).rstrip() + " …"
