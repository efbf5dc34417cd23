"""What a municipality issues on paper: a licence, permit, certificate or report, with all that stands on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from shubbak.domain.fees import AssessedFee
from shubbak.domain.text import Text


@dataclass(frozen=True, slots=True)
class OutputFact:
    """One line of what it is about. value: in both languages, or the same twice where it has no translation."""

    label: Text
    value: Text = field(repr=False)


@dataclass(frozen=True, slots=True)
class Official:
    """Who signs. name: "" in both where the signature itself will say."""

    title: Text
    name: Text = field(default=Text("", ""), repr=False)


@dataclass(frozen=True, slots=True)
class IssuedOutput:
    """One output as it is issued; what is one sheet's own (a copy's mark, its paper's number) is not in it.

    number: as the register knows it. issued_at: aware UTC. valid_to: the last day it is good for, None where it does
    not end. holder and holder_number: private. subject: what it is about in a few words (a shop, a parcel). officials:
    one or several, in the order of their signing. sample: stands in demonstrations and is void.
    """

    kind: str
    number: str
    issued_at: datetime
    valid_to: date | None
    holder: Text = field(repr=False)
    holder_number: str = field(repr=False)
    subject: Text = field(repr=False)
    facts: tuple[OutputFact, ...] = ()
    conditions: tuple[Text, ...] = ()
    fees: tuple[AssessedFee, ...] = ()
    officials: tuple[Official, ...] = ()
    statement: Text = field(default=Text("", ""), repr=False)
    sample: bool = False
