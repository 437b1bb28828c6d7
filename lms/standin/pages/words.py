"""The words of the pages, in English and Italian."""

from flask import Response, make_response, render_template, request

LANGUAGES = ("en", "it")
WORDS = {
    "stand_in": ("Stand-in for Stripe: no money moves.", "Sostituto di Stripe: nessun addebito."),
    "stand_in_more": (
        "This page stands in for Stripe's checkout. Choose what should happen.",
        "Questa pagina fa le veci del pagamento di Stripe. Scegli che cosa deve succedere.",
    ),
    "checkout": ("Checkout", "Pagamento"),
    "you_buy": ("What you buy", "Che cosa compri"),
    "item": ("Item", "Articolo"),
    "quantity": ("Quantity", "Quantità"),
    "amount": ("Amount", "Importo"),
    "total": ("Total", "Totale"),
    "email": ("E-mail", "E-mail"),
    "error": ("Error", "Errore"),
    "closes": ("This page closes at", "Questa pagina si chiude alle"),
    "hours": ("{n} hours left", "{n} ore rimaste"),
    "minutes": ("{n} minutes left", "{n} minuti rimasti"),
    "less": ("less than two minutes left", "meno di due minuti rimasti"),
    "choose": ("What happens next", "Che cosa succede adesso"),
    "pay": ("Pay {amount}", "Paga {amount}"),
    "pay_free": ("Complete the order", "Completa l'ordine"),
    "decline": ("Have the card declined", "Fai rifiutare la carta"),
    "later": ("Pay by transfer: arrives in three days", "Paga con bonifico: arriva tra tre giorni"),
    "fail_later": ("Pay by transfer: fails later", "Paga con bonifico: fallisce più tardi"),
    "close_tab": ("Pay, then close the tab", "Paga, poi chiudi la scheda"),
    "cancel": ("Back to the shop", "Torna al negozio"),
    "declined": (
        "Your card was declined. Nothing was charged; you can try again.",
        "La carta è stata rifiutata. Nessun addebito: puoi riprovare.",
    ),
    "bad_email": (
        "Please enter an e-mail address, such as ada@example.com.",
        "Inserisci un indirizzo e-mail, per esempio ada@example.com.",
    ),
    "tab_closed": ("You closed the tab", "Hai chiuso la scheda"),
    "tab_closed_more": (
        "The payment went through, but your browser never returned to the shop. "
        "The shop learns of it by its webhook alone.",
        "Il pagamento è riuscito, ma il browser non è mai tornato al negozio. "
        "Il negozio lo saprà soltanto dal webhook.",
    ),
    "is_complete": ("This payment is complete", "Questo pagamento è concluso"),
    "is_complete_more": (
        "There is nothing left to do on this page.",
        "In questa pagina non c'è altro da fare.",
    ),
    "is_expired": ("This page has expired", "Questa pagina è scaduta"),
    "is_expired_more": (
        "Nothing was charged. Go back to the shop to start again.",
        "Nessun addebito. Torna al negozio per ricominciare.",
    ),
    "receipt": ("Receipt", "Ricevuta"),
    "paid_by": ("Paid by", "Pagato da"),
    "refunded": ("Refunded", "Rimborsato"),
    "sorry": ("That did not work", "Non ha funzionato"),
}


def language(locale: str | None = None) -> str:
    """The session's locale when it names one of ours, else the browser's choice, else English."""
    named = (locale or "auto").split("-")[0]
    if named in LANGUAGES:
        return named
    if named != "auto":
        return "en"
    return request.accept_languages.best_match(LANGUAGES) or "en"


def words(lang: str) -> dict[str, str]:
    """All words in one language."""
    return {name: pair[LANGUAGES.index(lang)] for name, pair in WORDS.items()}


def left(seconds: float, t: dict[str, str]) -> str:
    """How long a page is still open, in hours when these are several."""
    minutes = int(seconds) // 60
    if minutes >= 120:
        return t["hours"].format(n=minutes // 60)
    return t["minutes"].format(n=minutes) if minutes > 1 else t["less"]


def say(message: str, status: int) -> Response:
    """A page with one sentence, for what went wrong."""
    lang = language()
    body = render_template("said.html", lang=lang, t=words(lang), message=message)
    return make_response(body, status)
