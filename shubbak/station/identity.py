"""Who the station is, known before anything heavy is loaded."""

from __future__ import annotations

from pathlib import Path

from shubbak.adapters.system.station_home import StationHome
from shubbak.adapters.system.station_identity import StationIdentityFile
from shubbak.services.enrolment import IdentityError
from shubbak.services.station_identity import StationIdentity


class StationClosed(RuntimeError):
    """The station cannot be opened; the text is a problem code: not enrolled, no catalogue yet, a disk that fails."""


def read_identity(home: Path) -> StationIdentity:
    """Return the identity in a station's folder; raises StationClosed."""
    try:
        return StationIdentityFile(StationHome(home).identity).load()
    except IdentityError as error:
        raise StationClosed(error.code) from error
