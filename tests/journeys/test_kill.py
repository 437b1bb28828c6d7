"""Processes die at any moment: what was acknowledged stands, and each payment counts once."""

import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
import requests
from sqlalchemy import select, update

from lms.billing.models import LedgerEntry, Order, Payment, Posting
from lms.billing.rules import OrderState
from lms.cohorts.models import Grant
from lms.cohorts.queries import self_paced_cohort
from lms.learning.models import Completion
from lms.platform import clock
from lms.platform.db import db, transaction
from lms.platform.jobs import Job, JobState
from tests import postgres
from tests.journeys.buyers import LESSONS, TOKEN, Buyer, buyers
from tests.journeys.serving import PATIENCE, Served, is_alive, kill, served, soon

pytestmark = pytest.mark.xdist_group("heavy")

PEOPLE = {"sqlite": 60, "postgresql": 60}  # each buys once and finishes three lessons
CLIENTS = 8
FEWEST_KILLS = 10
PAUSE = (0.4, 0.7)  # seconds between two kills
MOST_KILLS = 30  # a busy machine would otherwise be killed faster than it starts
MOST_SECONDS = 240.0  # of patience; on an idle machine they need a tenth
IN_HAND = 4.0  # seconds that an answer takes
BACK_WITHIN = 60.0  # seconds; a loaded machine is slow, a site that stays away is broken


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def running(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Served]:
    """A school on either database, started once: starting takes longer than dying."""
    with ExitStack() as stack:
        database = "" if request.param == "sqlite" else stack.enter_context(postgres.cluster())
        yield stack.enter_context(served(tmp_path_factory.mktemp("site"), database))


@pytest.fixture
def site(running: Served) -> Served:
    """The school, open, whatever the test before has done to it."""
    running.open()
    return running


class Killer:
    """Kills a random process of the site now and then, until it is told that it is over."""

    def __init__(self, site: Served, seed: int) -> None:
        self._site, self._random = site, random.Random(seed)  # noqa: S311 - the same each time
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.killed: Counter[str] = Counter()

    def __enter__(self) -> "Killer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._random.uniform(*PAUSE)):
            if self.killed.total() == MOST_KILLS:
                return
            what = self._random.choices(["web", "worker", "all"], [6, 2, 1])[0]
            for pid in self._victims(what):
                kill(pid)
            self.killed[what] += 1

    def _victims(self, what: str) -> list[int]:
        web, workers = self._site.web_processes(), self._site.workers()
        if what == "web":
            return self._random.sample(web, min(1, len(web)))
        return workers if what == "worker" else web + workers


def live(buyer: Buyer, cohort: str) -> None:
    """Buy a seat, then finish every lesson."""
    buyer.buy(cohort)
    for lesson in LESSONS:
        buyer.learn(lesson)


def settled(site: Served) -> bool:
    """Whether every event has been taken, and every job that is due has been done."""
    with transaction():  # five minutes later: what killed workers held is free again
        held = update(Job).where(Job.state == JobState.RUNNING)
        db.session.execute(held.values(due_at=clock.now()))
    return soon(lambda: _all_taken(site) and not _waiting(), 30)


def _all_taken(site: Served) -> bool:
    return {delivery["state"] for delivery in site.standin.deliveries()} == {"taken"}


def _waiting() -> int:
    db.session.rollback()
    undone = (Job.state != JobState.DONE, Job.due_at < clock.now() + timedelta(minutes=5))
    return len(db.session.scalars(select(Job.id).where(*undone)).all())


def test_what_was_acknowledged_stands(site: Served) -> None:
    number = PEOPLE["postgresql" if site.environ["LMS_DATABASE_URL"] else "sqlite"]
    cohort = seats_for_sale()
    people = buyers(site, [f"Buyer {n}" for n in range(number)], MOST_SECONDS)
    with Killer(site, seed=7) as killer, ThreadPoolExecutor(CLIENTS) as pool:
        for outcome in [pool.submit(live, buyer, cohort) for buyer in people]:
            outcome.result()
    assert soon(lambda: site.is_ready() and site.is_whole(), BACK_WITHIN)
    assert killer.killed.total() >= FEWEST_KILLS, killer.killed
    assert settled(site), _what_waits(site)
    assert_completions_stand(people)
    assert_each_payment_counts_once(site, people)
    assert not db.session.scalars(select(Job).where(Job.state == JobState.FAILED)).all()


def seats_for_sale() -> str:
    """The course's cohort without dates: its lessons are open as soon as it is paid."""
    cohort = self_paced_cohort("bread")
    assert cohort
    return cohort.slug


def _what_waits(site: Served) -> object:
    undone = select(Job.name, Job.state, Job.attempts, Job.error).where(Job.state != JobState.DONE)
    return db.session.execute(undone).all(), [
        delivery for delivery in site.standin.deliveries() if delivery["state"] != "taken"
    ]


def assert_completions_stand(people: list[Buyer]) -> None:
    db.session.rollback()
    kept = {(row.user_id, row.lesson_id) for row in db.session.scalars(select(Completion))}
    assert len(kept) == len(people) * len(LESSONS)
    for buyer in people:
        assert len(buyer.done) == len(LESSONS)


def assert_each_payment_counts_once(site: Served, people: list[Buyer]) -> None:
    told = site.standin.events("checkout.session.completed")
    paid = {e["data"]["object"]["payment_intent"] for e in told}
    payments = db.session.scalars(select(Payment)).all()
    assert len(told) == len(people)
    assert sorted(paid) == sorted(payment.id for payment in payments)
    grants = db.session.scalars(select(Grant.reference)).all()
    assert sorted(map(str, grants)) == sorted(f"order:{payment.order_id}" for payment in payments)
    assert sorted(db.session.scalars(select(Posting.reference))) == sorted(
        f"payment:{payment.id}" for payment in payments
    )
    for posting in db.session.scalars(select(Posting.id)).all():
        entries = select(LedgerEntry.amount).where(LedgerEntry.posting_id == posting)
        assert sorted(db.session.scalars(entries)) == [-24_000, 24_000]
    settled_orders = select(Order.id).where(Order.state == OrderState.PAID)
    assert sorted(db.session.scalars(settled_orders)) == sorted(p.order_id for p in payments)


def test_it_is_back_soon_whatever_dies(site: Served) -> None:
    """A web process that dies twice at once, the worker, everything below the parent."""
    for _ in range(2):
        for pid in [*site.web_processes(), *site.workers()]:
            kill(pid)
        assert soon(site.is_ready, BACK_WITHIN)
        assert soon(
            lambda: len(site.web_processes()) == 2 and len(site.workers()) == 1, BACK_WITHIN
        )
    assert site.stop() == 0


class Asking:
    """A form that somebody sends so slowly that the site has its beginning in hand."""

    def __init__(self, site: Served) -> None:
        page = requests.get(f"{site.address}/login", timeout=10)
        token = TOKEN.search(page.text)
        assert token
        self._body = f"csrf_token={token[1]}&email=&password=".encode()
        host, _, port = site.address.removeprefix("http://").partition(":")
        self._wire = socket.create_connection((host, int(port)), 10)
        self._send(
            "POST /login HTTP/1.1",
            Host=f"{host}:{port}",
            Expect="100-continue",
            **{
                "Cookie": "; ".join(f"{name}={value}" for name, value in page.cookies.items()),
                "Content-Type": "application/x-www-form-urlencoded",
                "Content-Length": len(self._body),
            },
        )
        assert self._wire.recv(1000).startswith(b"HTTP/1.1 100")

    def _send(self, line: str, **headers: object) -> None:
        lines = [line, *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        self._wire.sendall("\r\n".join(lines).encode())

    def answer(self) -> bytes:
        """Send the rest; how the site begins to answer."""
        with self._wire:
            self._wire.sendall(self._body)
            return self._wire.recv(1000)


def test_ctrl_c_ends_everything_and_starts_nothing_again(site: Served) -> None:
    everybody, before = (*site.web_processes(), *site.workers()), len(site.said())
    assert site.interrupt() == 0
    assert soon(lambda: not any(map(is_alive, everybody)))
    told = site.said()[before:]
    assert "started again" not in told
    assert "killed" not in told


@pytest.mark.parametrize("begun", [Served.workers, Served.web_processes, Served.is_whole])
def test_told_to_stop_while_it_starts_it_ends_at_once(
    site: Served, begun: Callable[[Served], object]
) -> None:
    """Its helper has just begun; its first web process; all of them, which do not serve yet."""
    site.stop()
    before = len(site.said())
    site.begin()
    assert soon(lambda: bool(begun(site)))
    everybody = (*site.web_processes(), *site.workers())
    assert site.stop() == 0
    assert soon(lambda: not any(map(is_alive, everybody)))
    assert "killed" not in site.said()[before:]


def test_what_is_in_hand_is_answered_before_it_ends(site: Served) -> None:
    """Longer than any pause between two looks of those who watch over the processes."""
    asking = Asking(site)
    site.process.terminate()
    time.sleep(IN_HAND)
    assert asking.answer().startswith(b"HTTP/1.1 422")  # the form is there again, to be filled in
    assert site.process.wait(PATIENCE) == 0


def test_when_the_parent_dies_nothing_is_left(site: Served) -> None:
    children = [*site.web_processes(), *site.workers()]
    assert len(children) == 3
    kill(site.process.pid)
    site.process.wait()
    assert soon(lambda: not any(map(is_alive, children)), BACK_WITHIN), "orphans"
    site.open()


def test_a_stop_answers_what_was_asked_and_finishes_what_was_begun(site: Served) -> None:
    cohort = seats_for_sale()
    people = buyers(site, ["Ugo", "Pia", "Leo", "Ada"], 30)
    pages = [(buyer, buyer.get(f"/checkout/{cohort}")) for buyer in people]
    site.standin.stall(1.5)  # every answer of the bank takes so long
    children = [*site.web_processes(), *site.workers()]
    with ThreadPoolExecutor(len(people)) as pool:
        path = f"/checkout/{cohort}"
        asked = [pool.submit(buyer.press, path, page, path) for buyer, page in pages]
        time.sleep(0.7)
        began = time.monotonic()
        assert site.stop() == 0
        answers = [one.result() for one in asked]
    assert [answer.status_code for answer in answers] == [303] * len(people)
    assert all("/pay/" in answer.headers["Location"] for answer in answers)
    assert time.monotonic() - began < 20
    assert not any(map(is_alive, children))
    running = select(Job.name).where(Job.state == JobState.RUNNING)
    assert not db.session.scalars(running).all()
