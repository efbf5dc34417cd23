"""The station's code reader, where it has one on a line of its own."""

from __future__ import annotations

import logging

from shubbak.qtkit.code_listener import CodeListener
from shubbak.services.device_desk import UnknownAddressError
from shubbak.station.scanners import kind_of, open_code_reader

log = logging.getLogger("shubbak.station")


def listener(address: str) -> CodeListener | None:
    """Return what listens to the reader at an address, not started yet; None without one. An address that names none
    is no reason to keep the station shut: it is said in the log.
    """
    if not address:
        return None
    try:
        kind_of(address)
        open_code_reader(address).close()
    except UnknownAddressError:
        log.warning("the code reader's address is not known")
        return None
    return CodeListener(lambda: open_code_reader(address))
