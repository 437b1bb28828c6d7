"""From a stranger at the door to somebody who learns in company, and is answered."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LOG_INS, Surf, log_in
from tests.browser.steps import (
    Person,
    answers,
    follows,
    goes_to,
    goes_to_pay,
    in_english,
    letter,
    logs_in,
    logs_out,
    opens_the_link_in,
    pays,
    presses,
    question,
    reads_heading,
    sees,
    somebody,
)

COURSE = "Python for people who keep accounts"
COHORT = "python-accounts-own-pace"
LESSON = "The first program"


@pytest.fixture
def guided_by_ugo(surf: Surf) -> None:
    """Ada has asked Ugo to look after those who go at their own pace."""
    ada = in_english(surf("admin"))
    ada.goto(f"/admin/cohorts/{COHORT}")
    ada.get_by_label("Handle or e-mail", exact=True).fill("ugo")
    presses(ada, "Add a mentor")
    sees(ada, "Ugo Ferrandi guides this cohort.")
    ada.context.close()


@pytest.mark.usefixtures("guided_by_ugo")
def test_a_stranger_becomes_a_learner_who_is_answered(surf: Surf, script: bool) -> None:
    nadia, page = somebody("Nadia"), surf(script=script)
    reads_the_free_lesson(page)
    registers_on_the_way_to_the_checkout(page, nadia)
    buys_the_seat(page)
    answers_wrong_then_right(page)
    finishes_the_lesson_and_thinks_again(page)
    title = asks_the_cohort(page, nadia, script)
    logs_out(page)

    ugo = in_english(surf("mentor", script=script))
    finds_the_question_and_answers(ugo, title)

    logs_in(page, nadia)
    reads_the_answer(page, title, script)
    mail = letter(page, nadia, f"Ugo Ferrandi answers: {title}")
    expect(mail).to_contain_text("The remainder is what the whole hundreds leave.")
    sees_what_counts_and_why(page)


def reads_the_free_lesson(page: Page) -> None:
    page.goto("/")
    follows(page, COURSE)
    reads_heading(page, COURSE)
    follows(page, f"Begin with “{LESSON}”")
    reads_heading(page, LESSON)
    sees(page, "free to read", "This lesson is free to read.", "Sign in to answer")


def registers_on_the_way_to_the_checkout(page: Page, person: Person) -> None:
    follows(page, "See the cohorts")
    follows(page, "Begin at your own pace")
    reads_heading(page, "Sign in")
    follows(page, "Open an account")
    page.get_by_label("Name").fill(person.name)
    page.get_by_label("Mail address").fill(person.email)
    page.get_by_label("Password").fill(person.password)
    presses(page, "Open an account")
    reads_heading(page, "Look in your mail")
    opens_the_link_in(letter(page, person, "Confirm your address"), "/email/confirm/")
    reads_heading(page, "Confirm your address")
    presses(page, "Confirm")
    sees(page, "Your address is confirmed.")


def buys_the_seat(page: Page) -> None:
    reads_heading(page, "Before you pay")
    goes_to_pay(page)
    pays(page, "Pay €180.00")
    reads_heading(page, "180 €, paid")
    sees(page, "The seat is yours.")
    follows(page, "Go to the course")
    sees(page, "Your cohort: Self-paced group")
    follows(page, "Begin", exact=True)
    reads_heading(page, LESSON)


def answers_wrong_then_right(page: Page) -> None:
    asked = question(page, "first-1")
    answers(asked, "19")
    expect(asked).to_contain_text("That is total // 100, the whole euros.")
    expect(asked).to_contain_text("Not yet.")
    expect(asked).not_to_contain_text("Right")
    asked.get_by_role("link", name="Try again").click()
    answers(asked, "5")
    expect(asked).to_contain_text("Right, at attempt 2.")


def finishes_the_lesson_and_thinks_again(page: Page) -> None:
    presses(page, "Mark as complete")
    reads_heading(page, "Why cents go missing")
    sees(page, "1 of 14 lessons")
    page.get_by_role("link", name=f"Previous {LESSON}").click()
    sees(page, "completed on")
    presses(page, "Not done after all")
    sees(page, "Mark it when you have read it; it can be undone.", "0 of 14 lessons")
    presses(page, "Mark as complete")
    reads_heading(page, "Why cents go missing")


def asks_the_cohort(page: Page, person: Person, script: bool) -> str:
    title = f"What is left over, asks {person.name}"
    page.get_by_role("link", name=f"Previous {LESSON}").click()
    reads_heading(page, LESSON)
    follows(page, "Ask about this lesson" if script else "Ask the cohort")
    reads_heading(page, "Start a thread")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Your post").fill("Why is `1905 % 100` **five**?")
    presses(page, "Preview")
    expect(page.get_by_role("status").locator("code")).to_have_text("1905 % 100")
    presses(page, "Publish the thread")
    reads_heading(page, title)
    expect(page.get_by_role("main").get_by_role("link", name=LESSON)).to_be_visible()
    return title


def finds_the_question_and_answers(page: Page, title: str) -> None:
    goes_to(page, "Teaching")
    page.get_by_role("region", name="Cohorts you guide").get_by_role(
        "link", name="Self-paced group"
    ).click()
    page.get_by_role("region", name="Unanswered").get_by_role("link", name=title).click()
    reads_heading(page, title)
    page.get_by_label("Your reply").fill("The remainder is what the whole hundreds leave.")
    presses(page, "Publish the reply")
    sees(page, "The remainder is what the whole hundreds leave.")
    page.goto(f"/mentor/{COHORT}")
    expect(page.get_by_role("link", name=title)).to_have_count(0)


def reads_the_answer(page: Page, title: str, script: bool) -> None:
    goes_to(page, "Discussions")
    page.get_by_role("main").get_by_role("link", name=title).click()
    expect(page.get_by_role("separator")).to_have_text("new to you")
    sees(page, "The remainder is what the whole hundreds leave.")
    if script:
        expect(page.get_by_role("button", name="Mark as read")).to_be_hidden()
    else:
        presses(page, "Mark as read")
    page.goto("/unread")
    expect(page.get_by_role("main").get_by_role("link", name=title)).to_have_count(0)


def sees_what_counts_and_why(page: Page) -> None:
    page.goto("/courses/python-accounts/progress")
    reads_heading(page, "Your progress")
    sees(page, "1 of 14 lessons count, so you are at 7 %.")
    line = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=LESSON))
    expect(line).to_contain_text("counts: finished on")
    expect(line).to_contain_text("Question 1: 1 of 1 point, answered 2 times")


def test_a_post_outlives_the_session_in_which_it_was_typed(surf: Surf, script: bool) -> None:
    page, typed = surf("learner", script=script), "An hour of thought about remainders."
    page.goto(f"/cohorts/{COHORT}/threads/new")
    page.get_by_label("Title").fill("A slow question")
    page.get_by_label("Your post").fill(typed)
    page.context.clear_cookies(name="session")
    presses(page, "Publish the thread")
    reads_heading(page, "Not sent: your session was over")
    expect(page.get_by_label("Title")).to_have_value("A slow question")
    expect(page.get_by_label("Your post")).to_have_value(typed)
    if script:
        finds_the_draft_again(page, typed)


def finds_the_draft_again(page: Page, typed: str) -> None:
    """This device has kept it, too."""
    log_in(page, LOG_INS["learner"])
    page.goto(f"/cohorts/{COHORT}/threads/new")
    sees(page, "What you had not sent is here again.")
    expect(page.get_by_label("Your post")).to_have_value(typed)


def test_a_long_answer_outlives_the_session_in_which_it_was_typed(surf: Surf) -> None:
    page, typed = surf("admin"), "For a while my bowline slipped: the end lay outside."
    answer = follows_to_long_question(page)
    answer.fill(typed)
    page.context.clear_cookies(name="session")
    sends(answer)
    sees(page, "Not sent: your session was over")
    log_in(page, LOG_INS["admin"])
    expect(follows_to_long_question(page)).to_have_value(typed)
    sees(page, "What you had not sent is here again.")
    sends(answer)
    sees(page, "Waiting to be read", typed)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))") == []


def test_a_long_answer_is_kept_when_another_page_is_asked_for_before_it_arrived(surf: Surf) -> None:
    page, typed = surf("instructor"), "The line was busy, and I went on."
    answer = follows_to_long_question(page)
    answer.fill(typed)
    page.evaluate("sessionStorage.setItem('sent', Object.keys(localStorage).sort()[0])")
    expect(follows_to_long_question(page)).to_have_value(typed)


def test_a_draft_does_not_replace_what_arrived_from_elsewhere_meanwhile(surf: Surf) -> None:
    phone, desk = surf("learner"), surf("learner")
    follows_to_long_question(phone).fill("Begun on the train.")
    answer = follows_to_long_question(desk)
    answer.fill("Thought over at the desk.")
    sends(answer)
    sees(desk, "Waiting to be read")
    expect(follows_to_long_question(phone)).to_have_value("Thought over at the desk.")
    sees(phone, "Another answer of yours has arrived since. What you had not sent from here:")
    older = phone.locator("[data-older] textarea")
    expect(older).to_have_value("Begun on the train.")
    phone.reload()
    expect(older).to_have_value("Begun on the train.")


def sends(answer: Locator) -> None:
    answer.locator("xpath=ancestor::form").get_by_role("button").click()


def follows_to_long_question(page: Page) -> Locator:
    """Open the lesson that asks for a long answer: the field it is written in."""
    page.goto("/courses/writing-courses")
    link = page.get_by_role("main").locator("a", has_text="Every kind of question").first
    page.goto(link.get_attribute("href") or "")
    return page.locator("textarea[data-draft]")
