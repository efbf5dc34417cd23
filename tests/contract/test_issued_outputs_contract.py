"""The real client asks the real portal for a licence over a socket, proves it, and says what became of its sheet."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from fakes.issuing_office import WISH, case_of, issued, issuing_office
from fakes.portal_on_loopback import on_loopback

from portal.store.issuing_key_store import issuing_keys
from portal.store.printing_store import find_plan, printings_of
from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.ports.portal import PortalError
from shubbak.wire.issued_outputs import OutputQuestion, OutputsQuestion, PlanNote, PrintingNote, PrintingsNote
from shubbak.wire.issued_outputs_border import output_from_wire
from shubbak.wire.output_code import ProvenOutput, check_output_code
from shubbak.wire.output_said import read_said, said_digest
from shubbak.wire.request_signature import StationSigner
from shubbak.wire.station import ReceiptKeys

AT = "2026-03-01T12:00:00.000000Z"


def test_a_licence_comes_over_the_line_with_its_proof_and_its_sheet_goes_back(tmp_path: Path) -> None:
    office = issuing_office(tmp_path)
    try:
        station = office.enrolled()
        number = issued(office, case_of(office, station))
        with office.portal.database.read() as connection:
            keys = ReceiptKeys(1, issuing_keys(connection))
        plan = PlanNote(1, f"{station.receipt_number(1)}P", str(uuid.uuid4()), "kw.plan", AT, "", "ab" * 32, 1)
        sheet = PrintingNote(str(uuid.uuid4()), number, AT, "begun")
        with on_loopback(office) as port:
            portal = RequestsPortal(
                f"http://127.0.0.1:{port}", signer=StationSigner("K07", station.key_id, station.key)
            )
            (line,) = portal.outputs(OutputsQuestion(1)).outputs
            record = output_from_wire(portal.output(OutputQuestion(1, number)))
            (told,) = portal.printings(PrintingsNote(1, [sheet])).printings
            assert portal.plan(plan).number == plan.number
            with pytest.raises(PortalError) as unknown:
                portal.output(OutputQuestion(1, "2026-P1-000009-0"))
        assert (line.number, line.original, told.problem, unknown.value.detail) == (number, False, "", "output-unknown")
        proven = check_output_code(record.code_text, keys)
        assert isinstance(proven, ProvenOutput)
        assert proven.facts.data_digest == said_digest(record.said)
        assert read_said(record.said).holder.ar == WISH.holder.ar
        with office.portal.database.read() as connection:
            assert find_plan(connection, plan.number) == ("K07", plan)
            assert list(printings_of(connection, [number])) == [number]
    finally:
        office.close()
