"""Trying a station out: an embedded portal, and a folder enrolled with it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from shubbak.adapters.system.embedded_portal import EmbeddedPortal, PortalDidNotStart
from shubbak.adapters.system.operator_file import OperatorFile
from shubbak.adapters.system.station_home import StationHome
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.services.enrolment import IdentityError, enrol
from shubbak.station.late_portal import LatePortal
from shubbak.station.store_door import identity_file

#: What a trial station's receipt numbers begin with; the letters I and O are no part of them.
DEMONSTRATION = ("demo", "1234")
_LETTERS = {"kw": "K", "jo": "J", "om": "M", "sa": "S"}


def trial_portal(home: Path, country: str = "", *, samples: bool = False) -> EmbeddedPortal:
    """Start the embedded portal of a folder, on the port it had last time where that is free: receipts printed then
    still lead to it. country: whose services it serves, "" for all. samples: as `EmbeddedPortal.start`. Raises
    PortalDidNotStart.
    """
    note = home / "port"
    home.mkdir(parents=True, exist_ok=True)
    if note.exists():
        with contextlib.suppress(PortalDidNotStart, ValueError):
            return EmbeddedPortal.start(home, int(note.read_text()), country, samples=samples)
    portal = EmbeddedPortal.start(home, country=country, samples=samples)
    note.write_text(portal.url.rpartition(":")[2])
    return portal


def start_trial(home: Path, country: str, number: str, *, samples: bool = False) -> EmbeddedPortal:
    """Start a folder's embedded portal and make the folder a station of it, unless it is one: K01 in Kuwait and so on.

    Its operator is DEMONSTRATION, who can sign in nowhere else. Raises PortalDidNotStart.
    """
    portal = trial_portal(home / "portal", country, samples=samples)
    operators = OperatorFile(StationHome(home).operators, SystemClock(), development=True)
    try:
        if not operators.known():
            operators.add(*DEMONSTRATION, demonstration=True)
        enrol_with(portal, home, _LETTERS[country] + number, country)
        _lay_land(StationHome(home).cadastre, country)
    except BaseException:
        portal.stop()
        raise
    return portal


def _lay_land(cadastre: Path, country: str) -> None:
    """Give the trial a town that does not exist, so that its plans can be drawn."""
    if cadastre.exists():
        return
    from shubbak.adapters.cadastre.refused import CadastreRefusedError
    from shubbak.adapters.cadastre.sample_town import make_sample_town

    with contextlib.suppress(CadastreRefusedError):  # without it an office draws the plan, and the screen says so
        make_sample_town(cadastre, country.upper())


def enrol_with(portal: EmbeddedPortal, home: Path, station: str, country: str) -> None:
    """Make a folder a station of an embedded portal, unless it already is a station."""
    place = StationHome(home)
    place.make()
    file = identity_file(place)
    try:
        file.load()
    except IdentityError:
        enrol(LatePortal(portal.url), portal.url, portal.enrolment_code(station, country), SystemClock(), file)
