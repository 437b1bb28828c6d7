"""A question of each kind, ready to be filled in; each passes the check as it is."""

from __future__ import annotations

FORMS = {
    "single": """::: quiz {{#{id}}}
What is the question?

- [ ] A wrong answer that somebody would give.
  > Why it is wrong.
- [x] The right answer.

? Where to look.
> Why the right answer is right.
:::
""",
    "multiple": """::: quiz {{#{id}}}
Which of these are right? Choose all.

- [x] One right answer.
- [x] Another right answer.
- [ ] A wrong answer that somebody would give.
  > Why it is wrong.

? Where to look.
> Why the right answers are right.
:::
""",
}
"""Kind to the text, whose `id` is put in."""
