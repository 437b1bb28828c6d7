"""The few words that compiling puts into a page, in the language of the lesson."""

from __future__ import annotations

LANGUAGES = frozenset(
    """
    ar ca cs da de el en es fa fi fr he hu it ja ko nb nl pl pt ro ru sk sl sv tr uk ur zh
    """.split()  # noqa: SIM905 - quoted one by one they would fill a page
)
"""A file's name may end in one of these before its suffix: `x.it.md`."""

WORDS = {
    "en": {
        "note": "Note",
        "tip": "Tip",
        "important": "Important",
        "warning": "Warning",
        "caution": "Caution",
        "challenge": "At the bench",
        "objectives": "Objectives",
        "questions": "Questions",
        "keypoints": "Key points",
        "prereq": "Before you start",
        "discussion": "To discuss",
        "solution": "Solution",
        "hint": "Hint",
        "spoiler": "More",
        "instructor": "For those who teach",
        "output": "Output",
        "error": "Error",
        "section": "Link to this section",
        "notes": "Notes",
        "note number": "Note",
        "back": "Back to the text",
        "table": "Table",
        "choose": "Choose one",
        "play": "Play the film",
        "read": "Read the document here",
        "from": "It comes from {}; nothing is loaded before you ask.",
        "diagram": "Diagram",
        "as text": "The diagram as text",
    },
    "it": {
        "note": "Nota",
        "tip": "Consiglio",
        "important": "Importante",
        "warning": "Attenzione",
        "caution": "Pericolo",
        "challenge": "Al banco",
        "objectives": "Obiettivi",
        "questions": "Domande",
        "keypoints": "Punti chiave",
        "prereq": "Prima di cominciare",
        "discussion": "Da discutere",
        "solution": "Soluzione",
        "hint": "Suggerimento",
        "spoiler": "Altro",
        "instructor": "Per chi insegna",
        "output": "Risultato",
        "error": "Errore",
        "section": "Link a questa sezione",
        "notes": "Note",
        "note number": "Nota",
        "back": "Torna al testo",
        "table": "Tabella",
        "choose": "Scegli",
        "play": "Guarda il filmato",
        "read": "Leggi qui il documento",
        "from": "Viene da {}; nulla si carica prima che tu lo chieda.",
        "diagram": "Diagramma",
        "as text": "Il diagramma come testo",
    },
}


def say(word: str, language: str) -> str:
    """The word in this language, else in English."""
    return WORDS.get(language, WORDS["en"])[word]
