"""The devices page at an open station: its desk, which roles the command line decides, and the start that follows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from kiosk.ui.devices_desk import DevicesDesk
from shubbak.adapters.system.chosen_devices import ChosenDevices
from shubbak.adapters.system.station_home import StationHome
from shubbak.ports.devices import ChoiceError, DeviceReport, Search
from shubbak.qtkit.code_listener import CodeListener
from shubbak.services.audit import AuditKind, note, operator_code
from shubbak.services.device_desk import Begun, DeviceDesk
from shubbak.services.device_list import GIVEN, DeviceRoles
from shubbak.station.device_desk import device_desk
from shubbak.station.joining import Station
from shubbak.station.scanners import kind_of
from shubbak.station.settings import StationSettings

#: What a role has that nobody chose a device for.
_UNCHOSEN = {role: str(getattr(StationSettings(Path()), role)) for role in GIVEN}


def devices_desk(station: Station, settings: StationSettings, listening: CodeListener | None) -> DevicesDesk:
    """Join the devices page to a station. settings: what it was opened with. listening: who has its code reader."""
    deeds = _Deeds(station, settings, listening)
    return DevicesDesk(
        find=deeds.find,
        check=deeds.check,
        roles=deeds.roles,
        choose=deeds.choose,
        kind=kind_of,
        # An end that was wished for is no crash, which would count against a new release.
        start_anew=lambda: QCoreApplication.exit(0),
    )


class _Deeds:
    def __init__(self, station: Station, settings: StationSettings, listening: CodeListener | None) -> None:
        self._station = station
        self._settings = settings
        self._listening = listening
        self._choices = ChosenDevices(StationHome(settings.home).chosen_devices)
        self._now = {role: str(getattr(settings, role)) for role in GIVEN}
        self._fixed = decided(self._now, self._choices.chosen())

    @cached_property
    def _desk(self) -> DeviceDesk:
        """Made when it is first needed, off the screen's thread: its drivers take a moment to load."""
        return device_desk(StationHome(self._settings.home), self._settings, self._listening)

    def find(self) -> Search:
        return self._desk.find_devices()

    def check(self, address: str, begun: Begun) -> DeviceReport:
        return self._desk.check_device(address, begun)

    def roles(self) -> DeviceRoles:
        stays = {role: self._now[role] for role in self._fixed}
        return DeviceRoles(self._now, {**chosen_or_none(self._choices.chosen()), **stays}, self._fixed)

    def choose(self, role: str, address: str, operator: str) -> str:
        try:
            self._desk.choose_device(role, address)
        except ChoiceError as error:
            return error.code
        note(self._station.store, AuditKind.SETTINGS_CHANGED, operator_code(operator), role)
        return ""


def decided(now: Mapping[str, str], chosen: Mapping[str, str]) -> frozenset[str]:
    """Return the roles that the command line decides: at a start, all that differ from what was chosen."""
    soon = chosen_or_none(chosen)
    return frozenset(role for role in GIVEN if now[role] != soon[role])


def chosen_or_none(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return role to address as the next start takes it where the command line says nothing."""
    return {role: chosen.get(role, _UNCHOSEN[role]) for role in GIVEN}
