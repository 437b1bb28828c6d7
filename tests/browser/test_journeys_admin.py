"""Those who run the school: a new cohort, its people, money that goes back, and the journal."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Demo, Surf
from tests.browser.steps import (
    Person,
    follows,
    goes_to,
    goes_to_pay,
    in_english,
    letter,
    logs_in,
    looks_until,
    opens_checkout,
    opens_the_link_in,
    pays,
    presses,
    reads_heading,
    sees,
    somebody,
    somebody_with_account,
)

COURSE = "Python for people who keep accounts"
OWN_PACE = "python-accounts-own-pace"
WHAT = f"{COURSE}: Self-paced group"
PIGMENTS = {True: "Biacca", False: "Azzurrite"}


@pytest.fixture
def ada(surf: Surf, script: bool) -> Page:
    """The window of the one who runs the school."""
    return in_english(surf("admin", script=script))


def test_a_cohort_is_planned_opened_and_filled_from_a_list(
    ada: Page, surf: Surf, script: bool
) -> None:
    cohort, olga, piet = PIGMENTS[script], somebody("Olga"), somebody("Piet")
    plans_and_opens(ada, cohort)
    tries_a_list_with_a_bad_row(ada, olga, piet)
    corrects_it_and_brings_them_in(ada, olga, piet)
    chooses_a_password_and_comes_in(surf(script=script), olga, cohort)
    told = journal(ada)
    for happened in ("cohort.planned", "cohort.moved", "person.invited", "person.enrolled"):
        expect(told.filter(has_text=happened).first).to_contain_text("Ada Brandolin")
    expect(told.filter(has_text="password.changed").first).to_contain_text(olga.name)


def plans_and_opens(page: Page, cohort: str) -> None:
    goes_to(page, "Admin")
    page.get_by_role("navigation", name="Administration").get_by_role(
        "link", name="Cohorts"
    ).click()
    follows(page, "Plan a cohort")
    page.get_by_label("Course").select_option(label=f"{COURSE}, 180 €")
    page.get_by_label("Name").fill(cohort)
    first_day = datetime.now(UTC).date() + timedelta(days=14)
    page.get_by_label("First day").fill(first_day.isoformat())
    page.get_by_label("Seats").fill("12")
    presses(page, "Plan the cohort")
    sees(page, "The cohort is planned. Nobody sees it until you open it.")
    steps = page.get_by_role("region", name="Next steps")
    steps.locator("summary", has_text="Open it").click()
    steps.get_by_role("button", name="Open it").click()
    sees(page, "The cohort is now: open.")


def tries_a_list_with_a_bad_row(page: Page, olga: Person, piet: Person) -> None:
    rows = f"name,email\n{olga.name},{olga.email}\n{piet.name},piet at example.org\n"
    follows(page, "From a CSV")
    reads_heading(page, "Bring in people from a CSV")
    page.get_by_label("File").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    presses(page, "See what would happen")
    bad = page.get_by_role("row").filter(has_text="error")
    expect(bad.get_by_role("cell").first).to_have_text("3")
    expect(bad).to_contain_text("“piet at example.org” is no mail address.")
    sees(page, "One line is left out.")


def corrects_it_and_brings_them_in(page: Page, olga: Person, piet: Person) -> None:
    rows = page.get_by_label("The list as text")
    rows.fill(rows.input_value().replace("piet at example.org", piet.email))
    presses(page, "Check again")
    expect(page.get_by_role("row").filter(has_text="error")).to_have_count(0)
    presses(page, "Bring in 2 people")
    sees(page, "2 people came in. 2 of them were invited.")
    for person in (olga, piet):
        expect(page.get_by_role("row").filter(has_text=person.name)).to_be_visible()


def chooses_a_password_and_comes_in(page: Page, person: Person, cohort: str) -> None:
    opens_the_link_in(letter(page, person, f"A seat for you: {cohort}"), "/password/reset/")
    reads_heading(page, "Welcome, choose a password")
    page.get_by_label("New password").fill(person.password)
    presses(page, "Set the password")
    sees(page, "Your password is set, and you are signed in.", cohort)
    page.goto("/courses/python-accounts")
    sees(page, f"Your cohort: {cohort}", "Until then the free lessons are open.")


def test_a_refund_ends_the_seat_and_everybody_is_told(
    ada: Page, surf: Surf, demo: Demo, script: bool
) -> None:
    lena, page = somebody_with_account(demo, "Lena"), surf(script=script)
    logs_in(page, lena)
    order = buys_a_seat(page)
    gives_the_money_back(ada, lena, "She moves abroad, and asked us to.")
    learns_that_the_seat_has_ended(page, lena)
    told = journal(ada)
    asked = told.filter(has_text="order.refund_asked").filter(has_text=order)
    expect(asked).to_contain_text("Ada Brandolin")
    expect(asked).to_contain_text("She moves abroad, and asked us to.")
    expect(told.filter(has_text="order.refunded").filter(has_text=order)).to_be_visible()
    expect(told.filter(has_text="grant.ended").first).to_contain_text(
        "the money of its order went back"
    )


def buys_a_seat(page: Page) -> str:
    """The number of the order, as its page and the journal name it."""
    opens_checkout(page, OWN_PACE)
    goes_to_pay(page)
    pays(page)
    sees(page, f"The seat is yours. {WHAT}")
    return page.url.rpartition("/")[2]


def gives_the_money_back(page: Page, buyer: Person, reason: str) -> None:
    page.goto("/admin/orders")
    row = page.get_by_role("row").filter(has_text=buyer.name)
    row.get_by_role("link", name="Give back").click()
    reads_heading(page, f"Give back what {buyer.name} paid")
    page.get_by_label("Reason").fill(reason)
    presses(page, "Give the money back")
    sees(page, f"Stripe is asked to send 180 € back to {buyer.name}.")
    looks_until(page, page.get_by_text("Money given back"))
    reads_heading(page, "180 €, given back")
    sees(page, reason)


def learns_that_the_seat_has_ended(page: Page, buyer: Person) -> None:
    mail = letter(page, buyer, f"Your money is on its way back: {WHAT}")
    expect(mail).to_contain_text("The seat that belonged to this order has ended.")
    page.goto("/courses/python-accounts/lessons/a-file-of-numbers/decimal")
    sees(
        page,
        "Your place in the cohort “Self-paced group” has ended",
        "What you finished and answered is kept",
    )


def journal(page: Page) -> Locator:
    """The rows of the journal, the newest first."""
    page.goto("/admin")
    page.get_by_role("navigation", name="Administration").get_by_role(
        "link", name="Journal"
    ).click()
    reads_heading(page, "Journal")
    return page.get_by_role("row")
