"""What a scanned receipt or a licence number leads to: the service it names, its renewal, and a number to carry on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from shubbak.domain.receipt import parse_receipt_number
from shubbak.domain.text import ascii_digits
from shubbak.forms.card import Card
from shubbak.wire.receipt_code import claims_service, read_code

#: renewal: its renewal is offered. again: it is a renewal itself. other: nothing renews it. elsewhere: it is not
#: offered here. number: the number of a licence. receipt_number: that alone names no service. unknown: none of ours.
Sort = Literal["renewal", "again", "other", "elsewhere", "number", "receipt_number", "unknown"]

#: The longest text looked at; a receipt's code has fewer signs.
LONGEST = 1000
_NUMBER = re.compile(r"[A-Z0-9]+(?:[/-][A-Z0-9]+)*")
_LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says of itself, which nobody has proven: about which service, and what is offered for it here."""

    sort: Sort
    about: Card | None = None
    offered: tuple[Card, ...] = ()
    number: str = field(default="", repr=False)


def is_receipt_code(untrusted_text: str) -> bool:
    """Whether a text has the shape of a receipt's code."""
    try:
        read_code(untrusted_text)
    except ValueError:
        return False
    return True


def read_paper(untrusted_text: str, cards: Iterable[Card], country: str, channel: str) -> Paper:
    """Return what a scanned text leads to among the cards of all countries; country in either case."""
    text, every = untrusted_text.strip(), tuple(cards)
    here = tuple(card for card in every if card.country == country.upper() and channel in card.channels)
    return _receipt(text, every, here) if is_receipt_code(text) else read_number(text, here)


def read_number(untrusted_text: str, here: tuple[Card, ...]) -> Paper:
    """Return the renewals that begin with a licence's number; "unknown" for what is no number."""
    if _is_receipt_number(untrusted_text):
        return Paper("receipt_number", offered=tuple(card for card in here if card.category == "inquiries"))
    number = ascii_digits(untrusted_text[:LONGEST]).strip().upper()
    digits = sum(1 for sign in number if sign.isdigit())
    if len(number) > _LONGEST_NUMBER or digits < 3 or not _NUMBER.fullmatch(number):
        return Paper("unknown")
    renewing = {card.renews for card in here}
    asking = sorted((card for card in here if card.takes_number), key=lambda card: card.id not in renewing)
    return Paper("number", offered=tuple(asking), number=number) if asking else Paper("unknown")


def _receipt(text: str, every: tuple[Card, ...], here: tuple[Card, ...]) -> Paper:
    code = read_code(text)
    about = next((card for card in every if claims_service(code, card.id)), None)
    if about is None:
        return Paper("unknown")
    alike = tuple(card for card in here if card.category == about.category and card is not about)
    renewal = next((card for card in here if card.id == about.renews), None)
    if renewal is not None:
        return Paper("renewal", about, (renewal, *(card for card in alike if card is not renewal)))
    if about not in here:
        return Paper("elsewhere", about, alike)
    if any(card.renews == about.id for card in here):
        return Paper("again", about, (about, *alike))
    return Paper("other", about, (about, *alike))


def _is_receipt_number(untrusted_text: str) -> bool:
    try:
        parse_receipt_number(untrusted_text[:LONGEST])
    except ValueError:
        return False
    return True
