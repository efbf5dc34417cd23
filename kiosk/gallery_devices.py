"""The devices page for the gallery: every kind and state of a device at once, with none of them there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.gallery_staff import AtOnce
from kiosk.ui.devices_desk import DevicesDesk
from kiosk.ui.devices_model import DevicesModel
from shubbak.ports.devices import ChipAnswer, DeviceKind, DeviceReport, FoundDevice, Search
from shubbak.services.device_desk import Begun
from shubbak.services.device_list import DeviceRoles

PLATE = "sane:genesys:libusb:001:004"
NETWORK = "escl:https://192.0.2.7:443/eSCL"
CAMERA = "camera:/dev/video0"
READER = "serial:/dev/serial/by-id/usb-Honeywell_1950g-if00"
FOLDER = "folder:/srv/scans"
CHIPS = "pcsc:ACS%20ACR1252U%20PICC%20Reader"
FOUND = (
    FoundDevice(DeviceKind.SCANNER, PLATE, "Canon LiDE 400"),
    FoundDevice(DeviceKind.SCANNER, NETWORK, "HP LaserJet Pro MFP M428fdw"),
    FoundDevice(DeviceKind.CAMERA, CAMERA, "Document Camera 4K"),
    FoundDevice(DeviceKind.CHIP_READER, CHIPS, "ACS ACR1252U PICC Reader"),
)
NOW = {"card_scanner": f"{PLATE}?area=card", "document_scanner": FOLDER, "code_reader": READER}
_KINDS = {"camera": DeviceKind.CAMERA, "serial": DeviceKind.CODE_READER, "pcsc": DeviceKind.CHIP_READER}
_REPORTS = {
    PLATE: DeviceReport("", 1.4, 3_421_008, (1772, 1299), ()),
    CAMERA: DeviceReport("", 0.6, 812_344, (3840, 2160), ("page-glare", "page-cut")),
    READER: DeviceReport("code-reader-gone", 0.0),
    CHIPS: DeviceReport("", 0.4, answer=ChipAnswer.DOCUMENT),
}


class Asleep(AtOnce):
    """A worker that never comes back."""

    def run(self, task: Callable[[], object], done: Callable[[object], None]) -> None:
        pass


def dress_devices(devices: DevicesModel) -> dict[str, str]:
    """Give the page a desk; returns the roles of the next start, which its choices change."""
    soon = dict(NOW)

    def choose(role: str, address: str, _: str) -> str:
        soon[role] = address
        return ""

    def check(address: str, _: Begun) -> DeviceReport:
        return _REPORTS.get(address.partition("?")[0], DeviceReport("scanner-slow", 60.0))

    devices.desk = DevicesDesk(
        find=lambda: Search(FOUND),
        check=check,
        roles=lambda: DeviceRoles(NOW, dict(soon)),
        choose=choose,
        kind=lambda address: _KINDS.get(address.partition(":")[0], DeviceKind.SCANNER),
        start_anew=lambda: None,
    )
    devices.worker = AtOnce()
    return soon


def device_scenes(devices: DevicesModel) -> Iterator[str]:
    """Bring the page onto the window, over the staff page that stands."""
    devices.show()
    devices.find()
    yield "devices"
    for place in reversed(_REPORTS):
        devices.check(place)
    devices.choose(NETWORK, "document_scanner")
    yield "devices-tried"
    devices.worker = Asleep()
    devices.check(PLATE)
    yield "devices-trying"
    devices.hide()
