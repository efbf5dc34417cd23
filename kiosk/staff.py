"""What staff mode may do at an open station; every verb blocks and is called off the screen's thread."""

from __future__ import annotations

from kiosk.ui.staff_desk import StaffDesk, StaffSheet
from shubbak.ports.printer import PrinterError
from shubbak.ports.store import StoreError
from shubbak.services.audit import AuditKind, note, operator_code
from shubbak.station.joining import Station


def staff_desk(station: Station) -> StaffDesk:
    """Join staff mode to a station."""

    def look() -> StaffSheet:
        conditions = station.conditions()
        try:
            items, contact, fault = station.store.outbox(), station.watch.last_contact(), ""
        except StoreError as error:
            items, contact, fault = (), None, error.code
        return StaffSheet(
            now=station.clock.now(),
            items=items,
            conditions=conditions,
            last_contact=contact,
            catalogue_version=station.catalogue.version,
            printer=_printer(station),
            report=station.watch.report_problem,
            store=fault,
        )

    def send_now(ids: tuple[str, ...]) -> None:
        try:
            for packet_id in ids:
                station.store.requeue(packet_id, station.clock.now())
        except StoreError:
            return  # the look that follows says what is wrong with the store
        station.submitted()

    return StaffDesk(
        station=station.identity.station,
        country=station.identity.country,
        program_version=station.watch.program_version,
        enter=station.door.enter,
        look=look,
        send_now=send_now,
        confirm_clock=station.confirm_clock,
        left=lambda name: note(station.store, AuditKind.STAFF_LEFT, operator_code(name) if name else ""),
    )


def _printer(station: Station) -> str:
    try:
        station.devices.printer.check()
    except PrinterError as error:
        return error.code
    return ""
