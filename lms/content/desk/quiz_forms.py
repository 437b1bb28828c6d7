"""A question of each kind, ready to be filled in: each passes the check as it is."""

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

ITALIAN = {
    "single": """::: quiz {{#{id}}}
Qual è la domanda?

- [ ] Una risposta sbagliata che qualcuno darebbe.
  > Perché è sbagliata.
- [x] La risposta giusta.

? Dove guardare.
> Perché la risposta giusta è giusta.
:::
""",
    "multiple": """::: quiz {{#{id}}}
Quali di queste sono giuste? Sceglile tutte.

- [x] Una risposta giusta.
- [x] Un’altra risposta giusta.
- [ ] Una risposta sbagliata che qualcuno darebbe.
  > Perché è sbagliata.

? Dove guardare.
> Perché le risposte giuste sono giuste.
:::
""",
    "numeric": """::: quiz {{#{id}}}
Quanti sono?

= 3.14 +- 0.01

? Dove guardare.
> Perché la risposta giusta è giusta.
:::
""",
    "short": """::: quiz {{#{id}}}
Come si chiama?

= una parola giusta | un altro modo di scriverla

? Dove guardare.
> Perché la risposta giusta è giusta.
:::
""",
    "long": """::: quiz {{#{id}}}
Di’ con parole tue perché.

____
:::
""",
    "gaps": """::: quiz {{#{id}}}
Un nodo che fa {{{{blank: un cappio | un occhio}}}} si chiama {{{{blank: gassa}}}}.

? Dove guardare.
> Perché la risposta giusta è giusta.
:::
""",
    "matching": """::: quiz {{#{id}}}
Che cosa va insieme?

- una cosa :: ciò che le appartiene
- un’altra cosa :: ciò che appartiene a quella

? Dove guardare.
> Perché la risposta giusta è giusta.
:::
""",
    "ordering": """::: quiz {{#{id}}}
In quale ordine?

order:

1. Ciò che viene prima.
2. Ciò che viene dopo.
3. Ciò che viene alla fine.

? Dove guardare.
> Perché la risposta giusta è giusta.
:::
""",
}


def forms(language: str) -> dict[str, str]:
    """The same in this language; in English where there is none."""
    return ITALIAN if language == "it" else FORMS
