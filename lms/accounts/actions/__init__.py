"""What people do with their accounts."""

from lms.accounts.actions.joining import (
    Newcomer,
    ask_to_join,
    confirm_email,
    confirm_without_password,
    free_handle,
    register,
    send_confirmation,
    send_confirmation_again,
    take_new_email,
)
from lms.accounts.actions.passwords import ask_for_reset, change_password
from lms.accounts.actions.profile import Profile, ask_for_new_email, change_picture, change_profile
from lms.accounts.actions.roles import (
    close_account,
    make_admin,
    make_instructor,
    reopen_account,
    withdraw_admin,
    withdraw_instructor,
)
from lms.accounts.actions.sessions import (
    begin_session,
    end_all_sessions,
    end_other_sessions,
    end_session,
    end_this_session,
    forget_old_sessions,
)
from lms.accounts.actions.tries import (
    count_attempt,
    count_failure_from,
    count_mail,
    count_registration_from,
    forget_attempts,
)

__all__ = [
    "Newcomer",
    "Profile",
    "ask_for_new_email",
    "ask_for_reset",
    "ask_to_join",
    "begin_session",
    "change_password",
    "change_picture",
    "change_profile",
    "close_account",
    "confirm_email",
    "confirm_without_password",
    "count_attempt",
    "count_failure_from",
    "count_mail",
    "count_registration_from",
    "end_all_sessions",
    "end_other_sessions",
    "end_session",
    "end_this_session",
    "forget_attempts",
    "forget_old_sessions",
    "free_handle",
    "make_admin",
    "make_instructor",
    "register",
    "reopen_account",
    "send_confirmation",
    "send_confirmation_again",
    "take_new_email",
    "withdraw_admin",
    "withdraw_instructor",
]
