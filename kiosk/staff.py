"""What staff mode may do at an open station; every verb blocks and is called off the screen's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.ui.staff_desk import Carried, StaffDesk, StaffSheet
from shubbak.ports.printer import PrinterError
from shubbak.ports.store import StoreError
from shubbak.services.audit import AuditKind, note, operator_code
from shubbak.services.carrying import CarriedIn, CarriedOut
from shubbak.services.key_since import signing_key
from shubbak.station.carrying import stick_carrier
from shubbak.station.joining import Station
from shubbak.station.staff_cards import scan_card


def staff_desk(station: Station) -> StaffDesk:
    """Join staff mode to a station."""
    deeds = _Deeds(station)
    return StaffDesk(
        station=station.identity.station,
        country=station.identity.country,
        program_version=station.watch.program_version,
        enter=station.door.enter,
        show_card=station.door.show,
        scan_card=lambda: scan_card(station.devices.card_scanner, station.devices.codes, station.door),
        look=deeds.look,
        send_now=deeds.send_now,
        confirm_clock=station.confirm_clock,
        left=deeds.left,
        carry_out=deeds.carry_out,
        carry_home=deeds.carry_home,
    )


class _Deeds:
    def __init__(self, station: Station) -> None:
        self._station = station
        self._carrier = stick_carrier(station)

    def look(self) -> StaffSheet:
        station = self._station
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
            printer=self._printer(),
            report=station.watch.report_problem,
            store=fault,
            sticks=tuple(path.name for path in self._carrier.sticks()),
            key=signing_key(station.store, station.identity),
        )

    def send_now(self, ids: tuple[str, ...]) -> None:
        try:
            for packet_id in ids:
                self._station.store.requeue(packet_id, self._station.clock.now())
        except StoreError:
            return  # the look that follows says what is wrong with the store
        self._station.submitted()

    def left(self, name: str) -> None:
        note(self._station.store, AuditKind.STAFF_LEFT, operator_code(name) if name else "")

    def carry_out(self, name: str) -> Carried:
        return self._carried(self._carrier.out, name)

    def carry_home(self, name: str) -> Carried:
        return self._carried(self._carrier.home, name)

    def _carried(self, way: Callable[[Path], CarriedOut | CarriedIn], name: str) -> Carried:
        stick = next((path for path in self._carrier.sticks() if path.name == name), None)
        if stick is None:
            return "stick-missing"
        try:
            return way(stick)
        except StoreError as error:
            return error.code

    def _printer(self) -> str:
        try:
            condition = self._station.devices.printer.check()
        except PrinterError as error:
            return error.code
        return "printer-paper-low" if condition.paper_low else ""
