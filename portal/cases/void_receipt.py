"""Making a receipt void: who does it and why is kept for good, and the next void list tells everybody."""

from __future__ import annotations

import logging

from portal.assembly import Portal, stamp
from portal.refusal import RefusalError
from portal.store import code_list_store
from portal.store.code_list_store import Voiding
from portal.store.staff_store import StaffAccount
from shubbak.domain.receipt import parse_receipt_number

LONGEST_REASON = 200
_LOG = logging.getLogger("portal.codes")


def void_receipt(portal: Portal, untrusted_number: str, untrusted_reason: str, by: str) -> bool:
    """Make a receipt void; False when nothing was accepted under its number, or it is void already.

    Raises RefusalError receipt-unreadable, and body-shape for a reason that is none: 1 to 200 printable signs, which
    should name no person. A voiding cannot be taken back: a receipt that was made void by mistake is given anew.
    """
    try:
        number = str(parse_receipt_number(untrusted_number[:64]))
    except ValueError as error:
        raise RefusalError("receipt-unreadable") from error
    reason = " ".join(untrusted_reason.split())
    if not 0 < len(reason) <= LONGEST_REASON or not reason.isprintable() or not by:
        raise RefusalError("body-shape")
    voiding = Voiding(number, reason, by, stamp(portal.now()))
    with portal.database.write() as connection:
        done = code_list_store.void_receipt(connection, voiding)
    if done:
        _LOG.warning("receipt %s is void from now on", number)
    return done


def void_by_staff(portal: Portal, account: StaffAccount, untrusted_number: str, untrusted_reason: str) -> bool:
    """As `void_receipt`, by somebody who is signed in; raises also RefusalError staff-role."""
    if account.role != "keeper":
        raise RefusalError("staff-role")
    return void_receipt(portal, untrusted_number, untrusted_reason, account.name)
