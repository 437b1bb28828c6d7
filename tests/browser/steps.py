"""What people do on the site, a step a function; each ends at a sentence that they see."""

import re
from dataclasses import dataclass
from itertools import count

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.conftest import Demo, log_in

NUMBERS = count(1)
LOOKS = 60  # at a page that another process will change
BETWEEN_LOOKS = 500  # ms


@dataclass(frozen=True)
class Person:
    """Somebody of whom there is only one."""

    name: str
    email: str
    password: str = "four slow herons wade"

    @property
    def handle(self) -> str:
        """As the site makes it of the name."""
        return self.name.lower().replace(" ", "-")


def somebody(first_name: str) -> Person:
    """A person nobody has heard of yet."""
    number = f"{next(NUMBERS):03}"
    return Person(f"{first_name} {number}", f"{first_name.lower()}.{number}@example.org")


def somebody_with_account(demo: Demo, first_name: str) -> Person:
    """A person for whom the school's shell has opened an account."""
    person = somebody(first_name)
    create = ("people", "create", person.name, person.email, "--password-stdin")
    done = demo.lms(*create, typed=person.password + "\n")
    assert done.returncode == 0, done.stdout + done.stderr
    return person


def sees(page: Page, *sentences: str | re.Pattern[str]) -> None:
    """Each of these sentences stands on the page, for everybody to see."""
    for sentence in sentences:
        expect(page.get_by_text(sentence).filter(visible=True).first).to_be_visible()


def reads_heading(page: Page, heading: str | re.Pattern[str]) -> None:
    """The page is about this."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def follows(page: Page, link: str, *, exact: bool = False) -> None:
    """Click the first link of that name in the page's main part."""
    page.get_by_role("main").get_by_role("link", name=link, exact=exact).first.click()


def presses(page: Page, button: str) -> None:
    """Press the button of that name in the page's main part."""
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()


def goes_to(page: Page, place: str) -> None:
    """Choose a place in the header."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name=place).click()


def looks_until(page: Page, wanted: Locator) -> None:
    """Load the page again until it is there: a worker or a webhook is on its way."""
    for _ in range(LOOKS):
        try:
            wanted.first.wait_for(timeout=BETWEEN_LOOKS)
        except TimeoutError:
            page.reload()
        else:
            return
    expect(wanted.first).to_be_visible()


def letter(page: Page, reader: Person, about: str) -> Locator:
    """The mail that somebody got, in the demo's outbox."""
    page.goto("/outbox")
    found = page.get_by_role("article").filter(
        has=page.get_by_role("heading", name=about), has_text=f"to {reader.email}"
    )
    looks_until(page, found)
    return found.first


def opens_the_link_in(mail: Locator, beginning: str) -> None:
    """Click the address in a letter that begins with this path."""
    mail.locator(f'a[href*="{beginning}"]').first.click()


def logs_in(page: Page, person: Person) -> None:
    """Sign in as this person, who reads English."""
    log_in(page, person.email, person.password)
    in_english(page)


def logs_out(page: Page) -> None:
    """Sign out through the menu of one's account."""
    page.locator("summary", has_text="Your account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()


def in_english(page: Page) -> Page:
    """Let this window speak English, whatever its person prefers."""
    page.context.add_cookies([{"name": "language", "value": "en", "url": page.url}])
    page.reload()
    return page


def opens_checkout(page: Page, cohort: str) -> None:
    """Stand before the payment of a seat."""
    page.goto(f"/checkout/{cohort}")
    reads_heading(page, "Before you pay")


def goes_to_pay(page: Page) -> None:
    """Leave for the payment page, which is the stand-in's."""
    page.get_by_role("button", name="Go to payment").click()
    reads_heading(page, "Checkout")
    sees(page, "Stand-in for Stripe: no money moves.")


def pays(page: Page, how: str = "Pay €") -> None:
    """Press one of the buttons of the payment page."""
    page.get_by_role("group", name="What happens next").get_by_role(
        "button", name=how
    ).first.click()


def takes_free_seat(page: Page, cohort: str) -> None:
    """Join a cohort that costs nothing."""
    page.goto(f"/checkout/{cohort}")
    presses(page, "Join, it is free")
    sees(page, "The seat is yours.")


def question(page: Page, quiz: str) -> Locator:
    """One question of a lesson."""
    return page.locator(f"#quiz-{quiz}")


def answers(asked: Locator, option: str) -> None:
    """Choose an option and have it checked."""
    asked.get_by_text(option, exact=True).click()
    asked.get_by_role("button", name="Check").click()
