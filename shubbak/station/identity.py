"""Who the station is, known before anything heavy is loaded."""

from __future__ import annotations

from pathlib import Path

from shubbak.adapters.system.station_home import StationHome
from shubbak.services.enrolment import IdentityError
from shubbak.services.receipt_sheet import IssuingOffice, issuing_office
from shubbak.services.station_identity import StationIdentity
from shubbak.station.store_door import StationKeys, identity_file


class StationClosed(RuntimeError):
    """The station cannot be opened; the text is a problem code: not enrolled, no catalogue yet, a disk that fails."""


def read_office(home: Path) -> IssuingOffice:
    """Return what a station may show before its keys are there: a TPM would hold its first picture up.

    Raises StationClosed.
    """
    try:
        return issuing_office(identity_file(StationHome(home)).enrolled())
    except IdentityError as error:
        raise StationClosed(error.code) from error


def read_identity(home: Path, keys: StationKeys | None = None) -> StationIdentity:
    """Return the identity in a station's folder; raises StationClosed."""
    try:
        return identity_file(StationHome(home), keys).load()
    except IdentityError as error:
        raise StationClosed(error.code) from error
