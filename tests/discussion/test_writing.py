"""A text becomes HTML before anybody waits for it."""

import inspect

from flask import Flask

from lms.discussion import actions
from lms.discussion.actions import Opening
from lms.discussion.models import Post
from lms.discussion.writing import written
from lms.platform.db import db, transaction
from tests.discussion.talk import sinopia


def test_a_post_has_the_id_its_html_was_made_for(app: Flask) -> None:
    cohort, alice = sinopia()
    text = written("As the baker says.[^1]\n\n[^1]: Twice.")
    with transaction():
        actions.start_thread(alice, cohort, Opening("Which flour?", text))
    post = db.session.get_one(Post, text.id)
    assert text.id in post.html
    assert post.html == text.html


def test_nothing_is_rendered_while_the_database_is_locked() -> None:
    assert "render" not in inspect.getsource(actions)


def test_a_lesson_with_the_longest_id_can_be_talked_about(app: Flask) -> None:
    cohort, alice = sinopia()
    with transaction():
        thread = actions.start_thread(alice, cohort, Opening("Long", written("x"), "l" * 240))
    assert thread.lesson_id == "l" * 240
