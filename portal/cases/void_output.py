"""Making an output void: who does it and why is kept for good, and the next void list tells everybody."""

from __future__ import annotations

import logging

from portal.assembly import Portal, stamp
from portal.cases.issue_desk import ISSUER
from portal.cases.tell_outputs import checked_output
from portal.cases.void_receipt import LONGEST_REASON
from portal.refusal import RefusalError
from portal.store import output_store
from portal.store.output_store import OutputVoiding
from portal.store.staff_store import StaffAccount

#: Who may: an official, and whoever watches over the stations.
MAY_VOID = (ISSUER, "keeper")
_LOG = logging.getLogger("portal.outputs")


def void_output(portal: Portal, account: StaffAccount, case: str, untrusted_number: str, untrusted_reason: str) -> bool:
    """As `void_any_output`, of this case and by somebody who is signed in; raises also RefusalError staff-role."""
    if account.role not in MAY_VOID:
        raise RefusalError("staff-role")
    return void_any_output(portal, untrusted_number, untrusted_reason, account.name, case)


def void_any_output(portal: Portal, untrusted_number: str, untrusted_reason: str, by: str, case: str = "") -> bool:
    """Make an output void; False where it is void already. It cannot be taken back: the case may be given another
    output. case: that it has to be of, "" for any.

    Raises RefusalError output-unknown, or body-shape for a reason that is none: 1 to 200 printable signs, which should
    name no person.
    """
    reason = " ".join(untrusted_reason.split())
    if not 0 < len(reason) <= LONGEST_REASON or not reason.isprintable() or not by:
        raise RefusalError("body-shape")
    number = checked_output(untrusted_number)
    with portal.database.write() as connection:
        output_store.touch_output(connection, number)
        found = output_store.find_output(connection, number)
        if found is None or (case and found.case != case):
            raise RefusalError("output-unknown")
        if found.voiding is not None:
            return False
        output_store.void_output(connection, OutputVoiding(number, reason, by, stamp(portal.now())))
    _LOG.warning("output %s is void from now on", number)
    return True
