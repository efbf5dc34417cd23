"""A station's chip reader by its address: `pcsc:` for every reader of the system, `pcsc:TEXT` for those named so.

A sign that an address cannot hold stands in the text as `%20` does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from shubbak.ports.chip import ChipReader


class UnknownChipReader(ValueError):
    """An address that names no chip reader of this release."""


def chip_reader(address: str, trust_folder: Path | None, today: Callable[[], date], wait_s: float = 20.0) -> ChipReader:
    """Make the reader; raises UnknownChipReader, and for the folder TrustFolderError (a ValueError too) or OSError.

    trust_folder: the states' authorities, one folder a state; without it nothing a chip says is vouched for. wait_s:
    how long a card is waited for.
    """
    kind, _, name = address.partition(":")
    if kind != "pcsc":
        raise UnknownChipReader(address)
    from shubbak.adapters.chip.icao_reader import IcaoChipReader
    from shubbak.adapters.chip.pcsc_slot import PcscSlot
    from shubbak.adapters.chip.trust_folder import trusted_authorities

    authorities = {} if trust_folder is None else trusted_authorities(trust_folder)
    return IcaoChipReader(PcscSlot(unquote(name), wait_s), authorities, today)
