"""What the portal can say about a receipt: what its code proves, and whether the application arrived."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from portal.assembly import Portal
from portal.refusal import RefusalError
from portal.store.case_store import ReceiptStanding, find_receipt
from portal.store.issuing_key_store import issuing_keys
from portal.store.output_store import find_output
from portal.store.station_store import country_of, receipt_keys
from shubbak.domain.output_number import parse_output_number
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt, parse_receipt_number
from shubbak.wire.output_code import ProvenOutput, check_output_code, is_output_code
from shubbak.wire.receipt_code import ProvenReceipt, check_code
from shubbak.wire.station import ReceiptKeys

KEY_SET_VERSION = 1
_LONGEST_NUMBER = 64


@dataclass(frozen=True, slots=True)
class Examined:
    """All there is to say about a code or a number that somebody showed.

    proven: the facts that the code proves, None for a bare number or a bad code. problem: why a code proves nothing.
    output: the facts of a licence, certificate or plan that the code proves. void: whether it was made void.
    number: the receipt number, "" for a bad code or an output's. country: of the station it begins with, "" when that
    is not enrolled here. mistyped: it looks like a number, but its check character does not fit. standing: what the
    portal holds under the number, None when nothing has arrived. agrees: False when a good code and the portal's record
    name different applications, services or sums.
    """

    number: str
    country: str = ""
    mistyped: bool = False
    proven: ProvenReceipt | None = None
    problem: Problem | None = None
    standing: ReceiptStanding | None = None
    agrees: bool = True
    output: ProvenOutput | None = None
    void: bool = False

    @property
    def state(self) -> str:
        """How far it has come: provisional (proven, and not here yet), received, accepted, void; unknown for a bare
        number that nothing has arrived under.
        """
        if self.standing is not None:
            return self.standing.status
        return "provisional" if self.proven is not None else "unknown"


def public_keys(portal: Portal) -> ReceiptKeys:
    """Return the stations' keys, which verify receipts."""
    with portal.database.read() as connection:
        return ReceiptKeys(KEY_SET_VERSION, receipt_keys(connection))


def standing_of(portal: Portal, untrusted_number: str) -> tuple[str, ReceiptStanding | None]:
    """Return the number in its one spelling and what is known of it; raises RefusalError receipt-unreadable."""
    try:
        number = str(parse_receipt_number(untrusted_number[:_LONGEST_NUMBER]))
    except ValueError as error:
        raise RefusalError("receipt-unreadable") from error
    with portal.database.read() as connection:
        return number, find_receipt(connection, number)


def facts_digest(application_id: str, service_id: str, total_minor: int, currency: str) -> str:
    """Return what a browser shows of a code that it has proven itself, to ask whether the portal's record agrees: the
    first 16 bytes of SHA-512 over the four facts, in hex. Nobody finds the application's id from it.
    """
    facts = f"{application_id}|{service_id}|{total_minor}|{currency}"
    return hashlib.sha512(facts.encode()).hexdigest()[:32]


def examine(portal: Portal, untrusted_text: str) -> Examined:
    """Examine what was scanned or typed: a receipt code (with or without its address), or a receipt number."""
    try:
        parse_receipt_number(untrusted_text[:_LONGEST_NUMBER])
    except ValueError as error:
        if str(error) == "receipt-number-check":
            return Examined("", mistyped=True)
        return _examine_code(portal, untrusted_text)
    number, standing = standing_of(portal, untrusted_text)
    return Examined(number, country_of_station(portal, parse_receipt_number(number).station), standing=standing)


def _examine_code(portal: Portal, untrusted_text: str) -> Examined:
    keys = public_keys(portal)
    if is_output_code(untrusted_text):
        with portal.database.read() as connection:
            every = ReceiptKeys(KEY_SET_VERSION, [*keys.keys, *issuing_keys(connection)])
        output = check_output_code(untrusted_text, every)
        if isinstance(output, Problem):
            return Examined("", problem=output)
        return Examined("", output=output, void=output_state(portal, output.facts.number) == "void")
    verdict = check_code(untrusted_text, keys)
    if isinstance(verdict, Problem):
        return Examined("", problem=verdict)
    number, standing = standing_of(portal, str(verdict.receipt.number))
    agrees = standing is None or _same(standing, verdict.receipt)
    country = country_of_station(portal, verdict.station)
    return Examined(number, country, proven=verdict, standing=standing, agrees=agrees)


def output_state(portal: Portal, untrusted_number: str) -> str:
    """Return issued, void, or unknown for a number that the portal never gave, such as a station's plan."""
    try:
        number = str(parse_output_number(untrusted_number[:_LONGEST_NUMBER]))
    except ValueError:
        return "unknown"
    with portal.database.read() as connection:
        found = find_output(connection, number)
    if found is None:
        return "unknown"
    return "void" if found.voiding else "issued"


def country_of_station(portal: Portal, station: str) -> str:
    """Return a station's country, "" for an unknown one."""
    with portal.database.read() as connection:
        return country_of(connection, station)


def _same(standing: ReceiptStanding, receipt: Receipt) -> bool:
    said = (receipt.application_id, receipt.service_id, receipt.total.amount_minor, receipt.total.currency)
    return said == (standing.application_id, standing.service_id, standing.total_minor, standing.currency)
