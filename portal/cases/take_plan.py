"""Plans that stations issued in a visit: the portal keeps number, digest and key, and shows them on their case."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from portal.assembly import Portal, stamp
from portal.refusal import RefusalError
from portal.store import printing_store
from shubbak.domain.receipt import parse_receipt_number
from shubbak.wire.issued_outputs import OUTPUTS_VERSION, PlanKept, PlanNote
from shubbak.wire.moment import parse_moment


def take_plan(portal: Portal, station: str, untrusted: PlanNote) -> PlanKept:
    """Keep a plan; the same words again come to nothing. Raises RefusalError body-shape, receipt-number for the number
    of another station's plan, or output-reused for other words under a number that is here.
    """
    _check(station, untrusted)
    try:
        with portal.database.write() as connection:
            printing_store.add_plan(connection, station, untrusted, stamp(portal.now()))
    except IntegrityError:
        with portal.database.read() as connection:
            if printing_store.find_plan(connection, untrusted.number) != (station, untrusted):
                raise RefusalError("output-reused") from None
    return PlanKept(OUTPUTS_VERSION, untrusted.number)


def _check(station: str, untrusted: PlanNote) -> None:
    times = [untrusted.issued_at, *([untrusted.valid_to] if untrusted.valid_to else [])]
    try:
        sound = untrusted.version == OUTPUTS_VERSION and all(parse_moment(time).year >= 1970 for time in times)
    except (ValueError, OverflowError):
        sound = False
    if not sound or not untrusted.service_id.isprintable():
        raise RefusalError("body-shape")
    try:
        receipt = parse_receipt_number(untrusted.number.removesuffix("P"))
        mine = receipt.station == station and untrusted.number == f"{receipt}P"
    except ValueError:
        mine = False
    if not mine:
        raise RefusalError("receipt-number")
