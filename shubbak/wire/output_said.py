"""What an output says, as one text that is digested once: whoever prints it sets these words and makes none anew.

`IssuedOutputNote.said` is JSON of a `SaidOutput`: names in alphabetical order, no blanks between them, UTF-8. The
signed code names the SHA-256 of its bytes. The portal writes it when it issues, and keeps and sends these very bytes; a
program whose sentences, months or ways of setting a name are others proves and prints it as it was said.

A version stands in the text. A program reads every version there has been: a change of this shape is a new version
with its own type here, and never another meaning of an old one. A program of before refuses a newer one with
`licence-newer`. What is a sheet's own (copy, number of its paper) and the form's (places to sign) is in none.
"""

from __future__ import annotations

import hashlib
from typing import Final, Literal

import msgspec

SAID_VERSION: Final = 1
#: The longest text, in signs: twelve conditions and two dozen answers in both languages, with room.
MOST_SAID: Final = 65_536


class SaidError(ValueError):
    """A text that says no output. The text is a problem's code, licence-newer or licence-not-set; it never quotes."""

    @property
    def code(self) -> str:
        return str(self)


class SaidText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in both languages, as they are set: isolates and all."""

    ar: str
    en: str


class SaidLabels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands before and above the parts."""

    number: SaidText
    valid_to: SaidText
    issued: SaidText
    holder: SaidText
    holder_number: SaidText
    subject: SaidText
    conditions: SaidText
    fees: SaidText
    total: SaidText
    paper_serial: SaidText
    of: SaidText
    page: SaidText


class SaidFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of what it is about."""

    label: SaidText
    value: SaidText


class SaidFee(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One fee. amount: in figures with its decimals."""

    label: SaidText
    amount: str


class SaidFees(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every fee, and their sum with its currency."""

    lines: list[SaidFee]
    total: SaidText


class SaidOfficial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who signs, in the order of signing; name "" in both where the signature itself will say."""

    title: SaidText
    name: SaidText


class SaidOutput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that every sheet of an output says; personal. docs/outputs.md names each part."""

    version: Literal[1]
    labels: SaidLabels
    municipality: SaidText
    office: SaidText
    owner: SaidText
    kind: SaidText
    title: SaidText
    number: str
    issued: SaidText
    valid_to: SaidText
    valid_to_hijri: SaidText | None
    holder: SaidText
    holder_number: str
    subject: SaidText
    statement: SaidText
    facts: list[SaidFact]
    conditions: list[SaidText]
    fees: SaidFees | None
    officials: list[SaidOfficial]
    proof: SaidText
    sample: SaidText | None

    def __repr__(self) -> str:
        return f"SaidOutput({self.number})"  # the rest is about a person


class _Versioned(msgspec.Struct, frozen=True):
    version: int


def write_said(said: SaidOutput) -> str:
    """Return the text that is kept, sent and digested."""
    return msgspec.json.encode(said, order="sorted").decode()


def read_said(untrusted: str) -> SaidOutput:
    """Take a text apart; raises SaidError. What it says is proven by its digest, and by nothing here."""
    if len(untrusted) > MOST_SAID:
        raise SaidError("licence-not-set")
    try:
        version = msgspec.json.decode(untrusted, type=_Versioned).version
        if version > SAID_VERSION:
            raise SaidError("licence-newer")
        return msgspec.json.decode(untrusted, type=SaidOutput)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        # The cause may quote a name, and an exception's text may reach a log.
        raise SaidError("licence-not-set") from None


def said_digest(said: str) -> bytes:
    """Return the SHA-256 that a signed code names; of a text that is no UTF-8, one that no code has."""
    return hashlib.sha256(said.encode(errors="surrogatepass")).digest()
