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
    "numeric": """::: quiz {{#{id}}}
How many are there?

= 3.14 +- 0.01

? Where to look.
> Why the right answer is right.
:::
""",
    "short": """::: quiz {{#{id}}}
What is it called?

= one right word | another spelling

? Where to look.
> Why the right answer is right.
:::
""",
    "long": """::: quiz {{#{id}}}
Say in your own words why.

____
:::
""",
    "gaps": """::: quiz {{#{id}}}
A knot that makes a {{{{blank: loop | eye}}}} is called a {{{{blank: bowline}}}}.

? Where to look.
> Why the right answer is right.
:::
""",
    "matching": """::: quiz {{#{id}}}
What belongs together?

- one thing :: what belongs to it
- another thing :: what belongs to that

? Where to look.
> Why the right answer is right.
:::
""",
    "ordering": """::: quiz {{#{id}}}
In which order?

order:

1. What comes first.
2. What comes after it.
3. What comes last.

? Where to look.
> Why the right answer is right.
:::
""",
}
"""Kind to the text, whose `id` is put in."""
