"""The chip readers that PC/SC knows of, by addresses that name each of them alone."""

from __future__ import annotations

import re
from urllib.parse import quote

from shubbak.adapters.chip.pcsc_slot import PcscSlot
from shubbak.ports.chip import ChipError
from shubbak.ports.devices import DeviceKind, FinderError, FoundDevice, plain_name

#: pcscd ends a name with the reader's place in its list and the slot's in the reader; the first changes with the plug.
_PLACES = re.compile(r" [0-9A-F]{2} [0-9A-F]{2}$")
_MOST = 16
_SPOKEN_OF = ("chip-service-gone", "chip-reader-denied")


class PcscFinder:
    """Implements `ports.devices.DeviceFinder`. Where there are several, "any of them" stands before them."""

    def __init__(self, deadline_s: float = 5.0) -> None:
        self._slot = PcscSlot(answer_s=deadline_s)

    def find(self) -> tuple[FoundDevice, ...]:
        """Return the readers; no card is looked at. Raises FinderError: chip-service-gone, chip-reader-denied."""
        try:
            untrusted_names = self._slot.readers()[:_MOST]
        except ChipError as error:
            if error.code in _SPOKEN_OF:
                raise FinderError(error.code) from error
            return ()
        readers = tuple(_found(text) for text in naming(untrusted_names))
        return (_found(""), *readers) if len(readers) > 1 else readers


def naming(untrusted_names: list[str]) -> list[str]:
    """Return what names each reader alone among these: without its places where that is enough, as it is then the same
    at every plug.
    """
    lasting = [_PLACES.sub("", name) for name in untrusted_names]
    return [
        short if sum(short in other for other in untrusted_names) == 1 else name
        for short, name in zip(lasting, untrusted_names, strict=True)
    ]


def _found(untrusted_text: str) -> FoundDevice:
    return FoundDevice(DeviceKind.CHIP_READER, f"pcsc:{quote(untrusted_text)}", plain_name(untrusted_text))
