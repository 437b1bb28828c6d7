"""What events and jobs are called on the staff's pages; their own names stay visible beside it."""

from collections.abc import Sequence

from lms.platform.i18n import lazy_gettext as _

EVENTS = {
    "answer.read": _("A long answer was read"),
    "checklist.ticked": _("A checklist was ticked"),
    "cohort.cancelled": _("A cohort was cancelled"),
    "cohort.changed": _("A cohort was changed"),
    "cohort.deleted": _("A cohort was deleted"),
    "cohort.moved": _("A cohort came to another state"),
    "cohort.pinned": _("A cohort was kept at a revision, or let go on"),
    "cohort.planned": _("A cohort was planned"),
    "course.finished": _("Somebody finished a course"),
    "course.restored": _("A course went back to a revision"),
    "course.synced": _("A course was published"),
    "course.withdrawn": _("A course was taken away"),
    "email.change_asked": _("Somebody asked for another address"),
    "email.changed": _("An address was changed"),
    "email.confirmed": _("An address was confirmed"),
    "grant.ended": _("A seat ended"),
    "job.retried": _("A job was tried again by hand"),
    "lesson.completed": _("A lesson was completed"),
    "lesson.reopened": _("A lesson was taken for not done"),
    "mentor.named": _("Somebody became a mentor"),
    "mentor.relieved": _("Somebody is no mentor any more"),
    "order.amount_differs": _("Another amount than the price arrived"),
    "order.begun": _("An order was begun"),
    "order.checkout_opened": _("A payment page was opened"),
    "order.lapsed": _("An order was not paid"),
    "order.overbooked": _("A payment bought no seat"),
    "order.paid": _("An order was paid"),
    "order.pending": _("A payment was promised"),
    "order.refund_asked": _("A refund was asked for"),
    "order.refund_failed": _("A refund failed"),
    "order.refunded": _("All of an order was given back"),
    "order.settled_free": _("A seat was taken for free"),
    "order.stranded": _("The cohort of a promised payment was cancelled"),
    "order.withdrawn": _("An order was withdrawn by its buyer"),
    "password.changed": _("A password was changed"),
    "person.closed": _("An account was closed"),
    "person.demoted": _("A role was taken from somebody"),
    "person.enrolled": _("Somebody came into a cohort"),
    "person.invited": _("Somebody was invited"),
    "person.promoted": _("Somebody was given a role"),
    "person.registered": _("An account was opened"),
    "person.registered_again": _("Somebody registered with a known address"),
    "person.reopened": _("A closed account was opened again"),
    "post.created": _("A post was written"),
    "post.deleted": _("A post was deleted"),
    "post.edited": _("A post was changed"),
    "profile.changed": _("A profile was changed"),
    "quiz.answered": _("A question was answered"),
    "refund.given_elsewhere": _("Money went back another way"),
    "refund.returned": _("Money went back"),
    "sessions.ended": _("Somebody was signed out everywhere"),
    "thread.created": _("A discussion was opened"),
    "thread.retitled": _("A discussion got another title"),
}
JOBS = {
    "accounts.mail_already_registered": _("Mail: you have an account already"),
    "accounts.mail_confirmation": _("Mail: confirm your address"),
    "accounts.mail_confirmation_again": _("Mail: confirm your address, once more"),
    "accounts.mail_email_changing": _("Mail: your address is about to change"),
    "accounts.mail_password_changed": _("Mail: your password was changed"),
    "accounts.mail_reset": _("Mail: choose a new password"),
    "billing.close_page": _("Close a payment page"),
    "billing.look_again": _("Ask what became of a payment"),
    "billing.send_refund": _("Send money back"),
    "cohorts.mail_invitation": _("Mail: you are invited to a cohort"),
    "content.preview_branch": _("Make a branch ready to look at"),
    "content.publish_archive": _("Publish an archive that was sent"),
    "content.pull": _("Pull a course from git"),
    "notifications.relay": _("Mail: tell those concerned what happened"),
    "notifications.relay_waiting": _("Mail: tell those who waited for a cohort to open"),
}


def events_called(words: str) -> Sequence[str]:
    """The events in whose name, or what it is called here, each of these words stands anywhere.

    A whole name means that event alone.
    """
    wanted = words.lower().split()
    if not wanted or words in EVENTS:
        return [words] if wanted else []
    said = {name: f"{name} {title}".lower() for name, title in EVENTS.items()}
    return [name for name, all_of_it in said.items() if all(word in all_of_it for word in wanted)]
