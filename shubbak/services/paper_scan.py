"""What a scanned paper leads to: a receipt to its service or renewal, a number to who asks for one, others to a name.

A code that is none of ours gets a sentence that says what it is; no address is ever opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from shubbak.domain.code_rule import CodeRule, host_of
from shubbak.domain.receipt import parse_receipt_number
from shubbak.domain.staff_card import card_verifier
from shubbak.domain.text import Language, Text, ascii_digits, isolate
from shubbak.forms.card import Card
from shubbak.wire.output_code import is_output_code, names_service, read_output_code
from shubbak.wire.receipt_code import claims_service, read_code

#: renewal: its renewal is offered. again: it is a renewal itself. other: nothing renews it. elsewhere: it is not
#: offered here. number: the number of a licence. receipt_number: that alone names no service. output: a licence,
#: certificate or plan that was issued. identity: a digital identity, which is not taken yet. plan: a survey sketch.
#: parcel: a parcel's number. staff: a staff card. link: the address of somebody else's page. unknown: none of ours.
Sort = Literal[
    "renewal",
    "again",
    "other",
    "elsewhere",
    "number",
    "receipt_number",
    "output",
    "identity",
    "plan",
    "parcel",
    "staff",
    "link",
    "unknown",
]
_AMISS: tuple[Sort, ...] = ("elsewhere", "identity", "staff", "link", "unknown")

#: The longest text looked at; a receipt's code has fewer signs.
LONGEST = 1000
_NUMBER = re.compile(r"[A-Z0-9]+(?:[/-][A-Z0-9]+)*")
_LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says of itself, which nobody has proven: about which service, and what is offered for it here.

    called: what a code of somebody else's is called.
    """

    sort: Sort
    about: Card | None = None
    offered: tuple[Card, ...] = ()
    number: str = field(default="", repr=False)
    called: Text | None = None

    @property
    def amiss(self) -> bool:
        """Whether nothing can be done with it."""
        return self.sort in _AMISS

    def values(self, language: Language) -> dict[str, str]:
        """Return what the sentence `find.paper.<sort>` names."""
        service, name = (text.say(language) if text else "" for text in (self.about and self.about.name, self.called))
        return {"service": service, "name": name, "number": isolate(self.number)}


def is_receipt_code(untrusted_text: str) -> bool:
    """Whether a text has the shape of a receipt's code."""
    try:
        read_code(untrusted_text)
    except ValueError:
        return False
    return True


def is_paper_code(untrusted_text: str) -> bool:
    """Whether a text has the shape of a receipt's code, or of a licence's or plan's."""
    return is_receipt_code(untrusted_text) or is_output_code(untrusted_text)


def read_paper(
    untrusted_text: str, cards: Iterable[Card], country: str, channel: str, rules: Iterable[CodeRule] = ()
) -> Paper:
    """Return what a scanned text leads to among the cards of all countries; country in either case.

    rules: of codes that others print (resources/codes.yaml); those of this country come first.
    """
    text, every = untrusted_text.strip()[: LONGEST + 1], tuple(cards)
    here = tuple(card for card in every if card.country == country.upper() and channel in card.channels)
    if is_receipt_code(text):
        return _receipt(text, every, here)
    if is_output_code(text):
        return _output(text, every, here)
    if card_verifier(text):
        return Paper("staff")
    return _known_code(text, here, country.upper(), rules) or read_number(text, here)


def _known_code(text: str, here: tuple[Card, ...], country: str, rules: Iterable[CodeRule]) -> Paper | None:
    """Return what a code of somebody else's is, None for what may be a number."""
    fitting = [rule for rule in rules if rule.fits(text)]
    # Another country's identity is told as such; its shapes of numbers mean nothing here.
    ours = [rule for rule in fitting if rule.country in ("", country) or rule.sort == "identity"]
    if not ours:
        return Paper("link") if host_of(text) else None
    rule = min(ours, key=lambda one: one.country != country)
    offered = tuple(card for category in rule.categories for card in here if card.category == category)
    return Paper(rule.sort, offered=offered, called=rule.name)


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


def _output(text: str, every: tuple[Card, ...], here: tuple[Card, ...]) -> Paper:
    """An issued document leads to its renewal, and to what is like its service."""
    code = read_output_code(text)
    about = next((card for card in every if names_service(code, card.id)), None)
    if about is None:
        return Paper("unknown")
    renewals = tuple(card for card in here if card.id == about.renews)
    alike = tuple(card for card in here if card.category == about.category and card not in (about, *renewals))
    return Paper("output", about, (*renewals, *alike))


def _is_receipt_number(untrusted_text: str) -> bool:
    try:
        parse_receipt_number(untrusted_text[:LONGEST])
    except ValueError:
        return False
    return True
