"""People who buy and learn through a browser, and reload when nothing comes."""

import re
import time
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.journeys.serving import Served
from tests.people import make_person
from tests.visitor import Visitor

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
LESSONS = ("flour/water", "oven/heat", "oven/the-table")
AGAIN = 0.15  # seconds until somebody presses reload


class GaveUp(AssertionError):
    """Somebody reloaded for too long."""


@dataclass
class Buyer:
    """One person with one browser."""

    site: Served
    name: str
    give_up: float
    """When they lose patience, by time.monotonic()."""
    done: list[str] = field(default_factory=list)
    """Lessons whose completion was acknowledged."""

    def __post_init__(self) -> None:
        cookie = Visitor(self.site.app).log_in(make_person(self.name)).cookie("session")
        assert cookie
        self._web = requests.Session()
        self._web.cookies.set("session", cookie, domain="127.0.0.1")

    def get(self, path: str) -> requests.Response:
        """Open a page, however often it takes."""
        return self._ask("GET", path)

    def press(self, path: str, page: requests.Response, to: str) -> requests.Response:
        """Send a form of a page that is open; a lost answer is asked for again."""
        found = TOKEN.search(page.text)
        assert found, f"{path}: {page.status_code} has no form"
        return self._ask("POST", to, data={"csrf_token": found[1]})

    def buy(self, cohort: str) -> None:
        """Go on until the seat is mine, as somebody does whose page keeps breaking."""
        path = f"/checkout/{cohort}"
        while True:
            page = self.get(path)
            if page.status_code == 303:  # the seat is mine already
                return
            answer = self.press(path, page, path)
            if "/pay/" in answer.headers.get("Location", ""):
                self._pay(answer.headers["Location"])
            elif answer.status_code not in (303, 409):
                raise AssertionError(f"{answer.status_code} to {path}")

    def learn(self, lesson: str) -> None:
        """Finish a lesson; it is noted only when the site has said so."""
        path = f"/courses/bread/lessons/{lesson}"
        answer = self.press(path, self.get(path), f"{path}/completion")
        assert answer.status_code == 303, f"{answer.status_code} to {path}"
        self.done.append(lesson)

    def _pay(self, page: str) -> None:
        """Press the button of the stand-in, and come back."""
        paid = requests.post(page, {"outcome": "pay"}, allow_redirects=False, timeout=10)
        if paid.status_code == 303:
            self.get(paid.headers["Location"].removeprefix(self.site.address))
        else:
            time.sleep(AGAIN)

    def _ask(self, method: str, path: str, **how: Any) -> requests.Response:
        while time.monotonic() < self.give_up:
            try:
                answer = self._web.request(
                    method, self.site.address + path, allow_redirects=False, timeout=10, **how
                )
            except requests.RequestException:
                time.sleep(AGAIN)
                continue
            if answer.status_code != 503:
                assert answer.status_code < 500, f"{answer.status_code} to {method} {path}"
                return answer
            time.sleep(AGAIN)
        raise GaveUp(f"{self.name}: {method} {path}")


def buyers(site: Served, names: list[str], seconds: float) -> list[Buyer]:
    """New people, each in a browser of their own, patient for so long."""
    give_up = time.monotonic() + seconds
    return [Buyer(site, name, give_up) for name in names]
