"""Whatever happens at the payment page, the buyer is told how things stand."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, Surf
from tests.browser.steps import (
    Person,
    follows,
    goes_to_pay,
    letter,
    logs_in,
    looks_until,
    opens_checkout,
    pays,
    presses,
    reads_heading,
    sees,
    somebody_with_account,
)

OWN_PACE = "python-accounts-own-pace"
OCRA = "ocra"
WHAT = "Python for people who keep accounts: Self-paced group"


@pytest.fixture
def buyer(demo: Demo) -> Person:
    """Somebody who has an account and no seat."""
    return somebody_with_account(demo, "Marek")


@pytest.fixture
def page(surf: Surf, buyer: Person, script: bool) -> Page:
    """The buyer's window."""
    window = surf(script=script)
    logs_in(window, buyer)
    return window


def test_a_declined_card_can_be_tried_again(page: Page) -> None:
    opens_checkout(page, OWN_PACE)
    goes_to_pay(page)
    pays(page, "Have the card declined")
    reads_heading(page, "Checkout")
    sees(page, "Your card was declined. Nothing was charged; you can try again.")
    pays(page)
    reads_heading(page, "180 €, paid")
    sees(page, f"The seat is yours. {WHAT}")


def test_a_transfer_keeps_the_seat_until_its_money_arrives(page: Page, buyer: Person) -> None:
    opens_checkout(page, OWN_PACE)
    goes_to_pay(page)
    payment_page = page.url
    pays(page, "Pay by transfer: arrives in three days")
    reads_heading(page, "180 €, on its way")
    sees(page, "The money is on its way; we write as soon as it is here.")
    order = page.url

    the_transfer_arrives(page, payment_page)
    page.goto(order)
    looks_until(page, page.get_by_text(f"The seat is yours. {WHAT}"))
    reads_heading(page, "180 €, paid")
    mail = letter(page, buyer, f"Your receipt: {WHAT}")
    expect(mail).to_contain_text("Your payment has arrived, and your seat is yours.")


def the_transfer_arrives(page: Page, payment_page: str) -> None:
    """On the stand-in's control page three days take one click."""
    address = urlsplit(payment_page)
    page.goto(f"{address.scheme}://{address.netloc}/control/")
    session = page.get_by_role("row").filter(has=page.locator(f'a[href="{address.path}"]'))
    expect(session).to_contain_text("money on its way")
    session.get_by_role("button", name="Let the delayed payment arrive now").click()
    expect(session).to_contain_text("complete, paid")


def test_a_closed_tab_loses_no_seat(page: Page) -> None:
    opens_checkout(page, OWN_PACE)
    goes_to_pay(page)
    pays(page, "Pay, then close the tab")
    reads_heading(page, "You closed the tab")

    page.goto("/orders")
    mine = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=WHAT))
    looks_until(page, mine.filter(has=page.get_by_text("paid", exact=True)))
    follows(page, WHAT)
    sees(page, f"The seat is yours. {WHAT}")


def test_a_change_of_mind_gives_the_seat_back(page: Page) -> None:
    opens_checkout(page, OCRA)
    free = free_seats(page)
    goes_to_pay(page)
    pays(page, "Back to the shop")
    reads_heading(page, "Before you pay")
    sees(page, "A seat is kept for you until")
    assert free_seats(page) == free - 1

    follows(page, "Give the seat back")
    sees(page, "No payment has arrived yet. The seat is kept until", "Waiting for the payment")
    presses(page, "Give the seat back")
    sees(page, "The seat is free again. Nothing was charged.", "Withdrawn by the buyer")
    reads_heading(page, "Not paid")
    opens_checkout(page, OCRA)
    assert free_seats(page) == free


def free_seats(page: Page) -> int:
    """As many as the checkout says."""
    said = page.get_by_text(re.compile(r"\d+ free seats of 20")).inner_text()
    return int(said.split()[0])
