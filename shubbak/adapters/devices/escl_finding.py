"""Network scanners that announce themselves by mDNS (DNS-SD), as eSCL devices do: `_uscan._tcp` and `_uscans._tcp`."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shubbak.adapters.devices.escl_link import is_address
from shubbak.ports.devices import DeviceKind, FoundDevice, plain_name

if TYPE_CHECKING:
    from zeroconf import Zeroconf

#: Service types and what is spoken there.
TYPES = {"_uscan._tcp.local.": "http", "_uscans._tcp.local.": "https"}
#: More scanners than an office has are somebody's joke.
_MOST = 60
#: How long the details of all that were heard may take together.
_DETAILS_S = 2.0


class EsclFinder:
    """Implements `ports.devices.DeviceFinder`. listen_s: how long answers are waited for. interfaces: the addresses to
    ask from; None for all of this machine.
    """

    def __init__(self, listen_s: float = 3.0, interfaces: Sequence[str] | None = None) -> None:
        self._listen_s = listen_s
        self._interfaces = interfaces

    def find(self) -> tuple[FoundDevice, ...]:
        """Return what answered, with its numeric address; nothing where the machine has no network."""
        from zeroconf import InterfaceChoice, Zeroconf

        try:
            network = Zeroconf(interfaces=list(self._interfaces) if self._interfaces else InterfaceChoice.All)
        except OSError:
            return ()
        try:
            heard = self._listen(network)
            found = _found(network, heard, time.monotonic() + _DETAILS_S)
        finally:
            network.close()
        return tuple(sorted((each for each in found if each), key=lambda each: (each.name, each.address)))

    def _listen(self, network: Zeroconf) -> list[tuple[str, str]]:
        """Return (service type, name) of all that answered in time, in the order in which they did."""
        from zeroconf import ServiceBrowser, ServiceStateChange

        heard: dict[tuple[str, str], None] = {}
        lock = threading.Lock()

        def hear(*, zeroconf: Any, service_type: str, name: str, state_change: ServiceStateChange) -> None:
            with lock:
                if state_change is ServiceStateChange.Removed:
                    heard.pop((service_type, name), None)
                elif len(heard) < _MOST:
                    heard[service_type, name] = None

        browser = ServiceBrowser(network, list(TYPES), handlers=[hear])
        time.sleep(self._listen_s)
        browser.cancel()
        with lock:
            return list(heard)


def _found(network: Zeroconf, heard: Sequence[tuple[str, str]], until: float) -> list[FoundDevice | None]:
    """Ask each for its details, within its share of the time: one that was switched off gives none, and what it would
    wait for is the others'.
    """
    left = ((until - time.monotonic()) / (len(heard) - asked) for asked in range(len(heard)))
    return [_details(network, kind, name, share) for (kind, name), share in zip(heard, left, strict=True)]


def _details(network: Zeroconf, kind: str, name: str, patience_s: float) -> FoundDevice | None:
    from zeroconf import Error

    try:
        info = network.get_service_info(kind, name, timeout=max(1, int(1000 * patience_s)))
    except (Error, ValueError):  # a name of another type or of none: anybody on the network may announce it
        return None
    if info is None or not info.port:
        return None
    said = {key: value or "" for key, value in info.decoded_properties.items()}
    host = next((_host(address) for address in info.parsed_addresses() if _host(address)), "")
    address = f"{TYPES[kind]}://{host}:{info.port}/{(said.get('rs') or 'eSCL').strip('/')}"
    if not host or not is_address(address):
        return None
    return FoundDevice(DeviceKind.SCANNER, f"escl:{address}", plain_name(said.get("ty") or name.partition("._")[0]))


def _host(untrusted_address: str) -> str:
    """Return an address as a URL takes it; "" for one that only means something on one of its links, and for one that
    is nobody's own. This machine's own is taken: scanners at its USB ports are announced there.
    """
    try:
        address = ipaddress.ip_address(untrusted_address)
    except ValueError:
        return ""
    if address.is_unspecified or address.is_multicast:
        return ""
    if address.version == 6:
        return "" if address.is_link_local else f"[{address}]"
    return str(address)
