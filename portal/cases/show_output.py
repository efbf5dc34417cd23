"""What staff see of what was issued on a case, and one output drawn for an official."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from portal.assembly import Portal
from portal.cases.issue_desk import ISSUER, gives_paper
from portal.cases.look_at_cases import CaseFile, checked_number, service_of
from portal.cases.tell_outputs import checked_output
from portal.output_paper import output_pdf
from portal.refusal import RefusalError
from portal.store import output_store, printing_store
from portal.store.output_store import StoredOutput
from portal.store.staff_store import StaffAccount
from shubbak.domain.output_record import Printing
from shubbak.domain.text import Text
from shubbak.ports.typesetter import TypesetError
from shubbak.wire.issued_outputs import PlanNote
from shubbak.wire.output_said import SaidError

_LOG = logging.getLogger("portal.outputs")


@dataclass(frozen=True, slots=True)
class CaseOutputs:
    """gives: whether the service gives something on paper, called `title`. offered: whether it may be issued now."""

    gives: bool
    offered: bool
    title: Text
    outputs: list[StoredOutput]
    plans: list[tuple[PlanNote, tuple[Printing, ...]]]


def case_outputs(portal: Portal, file: CaseFile) -> CaseOutputs:
    """Return everything that was issued on a case, by the portal or by its station in the visit."""
    opened = file.opened
    service = service_of(portal, opened.catalogue_version, opened.service_id)
    with portal.database.read() as connection:
        outputs = output_store.outputs_of_case(connection, opened.case)
        plans = printing_store.plans_of(connection, opened.station, opened.id)
        sheets = printing_store.printings_of(connection, [plan.number for plan in plans])
    gives = service is not None and gives_paper(service)
    stands = any(one.voiding is None for one in outputs)
    return CaseOutputs(
        gives=gives,
        offered=gives and not stands and opened.receipt_status != "void",
        title=service.output.name if service else Text("", ""),
        outputs=outputs,
        plans=[(plan, tuple(sheets.get(plan.number, ()))) for plan in plans],
    )


def drawn_output(portal: Portal, account: StaffAccount, untrusted_case: str, untrusted_number: str) -> bytes:
    """Return an output as a PDF; raises RefusalError staff-role, case-unknown, output-unknown output-void or
    output-not-set.
    """
    if account.role != ISSUER:
        raise RefusalError("staff-role")
    case = checked_number(untrusted_case)
    number = checked_output(untrusted_number)
    with portal.database.read() as connection:
        found = output_store.find_output(connection, number)
    if found is None or found.case != case:
        raise RefusalError("output-unknown")
    if found.voiding is not None:
        raise RefusalError("output-void")
    try:
        page = output_pdf(found.record)
    except (TypesetError, SaidError) as error:
        _LOG.error("output %s cannot be set: %s", number, error)  # neither quotes what it says
        raise RefusalError("output-not-set") from error
    _LOG.info("output %s was drawn for %s", number, account.name)
    return page
