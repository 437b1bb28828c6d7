"""Currencies that Stripe takes, their smallest charge, and how an amount is written."""


def codes(text: str) -> frozenset[str]:
    """The currency codes in a text."""
    return frozenset(text.split())


WHOLE = codes("bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf")
"""Without decimals: 500 is five hundred yen. UGX is one, but counted in hundredths (below)."""
THOUSANDTHS = codes("bhd jod kwd omr tnd")
"""Three decimals, the last of which has to be 0."""
ROUND_HUNDREDS = codes("isk ugx")
"""Counted in hundredths for the sake of the past, although nobody has hundredths."""
CURRENCIES = (
    codes("""aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd
    cad cdf chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl
    htg huf idr ils inr isk jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur
    mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr
    sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah usd uyu uzs wst xcd yer zar
    zmw""")
    | WHOLE
    | THOUSANDTHS
)
SMALLEST = {
    **{"usd": 50, "aed": 200, "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1500},
    **{"dkk": 250, "eur": 50, "gbp": 30, "hkd": 400, "huf": 17_500, "inr": 50, "jpy": 50},
    **{"mxn": 1000, "myr": 200, "nok": 300, "nzd": 50, "pln": 200, "ron": 200, "sek": 300},
    **{"sgd": 50, "thb": 1000},
}
"""Smallest charge in minor units, where Stripe names one."""
LARGEST = 99_999_999
SIGNS = {"eur": "€", "usd": "$", "gbp": "£", "jpy": "¥"}


def decimals(currency: str) -> int:
    """How many digits stand behind the point when people read the amount."""
    if currency in THOUSANDTHS:
        return 3
    return 0 if currency in WHOLE and currency not in ROUND_HUNDREDS else 2


def granularity(currency: str) -> int:
    """An amount in this currency is a multiple of this."""
    if currency in ROUND_HUNDREDS:
        return 100
    return 10 if currency in THOUSANDTHS else 1


def written(amount: int, currency: str, language: str = "en") -> str:
    """The amount as a person of that language writes it: €1,200.00 or 1.200,00 €."""
    places = decimals(currency)
    number = f"{amount / 10**places:,.{places}f}"
    sign = SIGNS.get(currency, currency.upper())
    if language == "it":
        swapped = number.translate(str.maketrans(",.", ".,"))
        return f"{swapped}\N{NO-BREAK SPACE}{sign}"
    return f"{sign}{number}" if currency in SIGNS else f"{sign}\N{NO-BREAK SPACE}{number}"
