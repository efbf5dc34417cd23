"""The counter's desk, joined from its station."""

from __future__ import annotations

from office_client.ui.desk import Desk, Others
from shubbak.adapters.system.operator_file import OperatorFile
from shubbak.domain.payment import PaymentMethod
from shubbak.ports.camera import camera_of
from shubbak.qtkit.outbox_pump import OutboxPump
from shubbak.services.audited import AuditedHands, AuditedOperators
from shubbak.services.receipt_extract import ReceiptExtracts
from shubbak.services.receipt_sheet import IssuingOffice
from shubbak.station.carrying import stick_carrier
from shubbak.station.joining import Station


def counter_desk(
    station: Station, operators: OperatorFile, pump: OutboxPump, others: Others | None, *, demonstration: bool
) -> Desk:
    """Return what the counter's pages need of the station."""
    identity = station.identity
    office = IssuingOffice(identity.municipality, identity.office, identity.country)
    return Desk(
        station=identity.station,
        office=office,
        sentences=station.wording,
        catalogue=lambda: station.catalogue,
        clock=station.clock,
        store=station.store,
        operators=AuditedOperators(station.store, operators),
        methods=(PaymentMethod.CARD, PaymentMethod.CASH),
        perform=AuditedHands(station.store, station.perform).perform,
        papers=station.papers,
        printer_tests=station.printer_tests,
        extracts=ReceiptExtracts(
            station.store, station.devices.printers, station.devices.renderer, station.wording, office
        ),
        poke=pump.poke,
        demonstration=demonstration,
        sticks=stick_carrier(station),
        relayed=station.store.relayed,
        others=others,
        cameras={
            "identity": camera_of(station.devices.card_scanner),
            "document": camera_of(station.devices.document_scanner),
        },
        chips=station.devices.chip is not None,
        prove=station.verifier.prove,
        issued=station.issued,
    )
