"""Devices as staff see them: what has a role first, what was found behind it, and what tells one from another."""

from __future__ import annotations

import pytest

from shubbak.domain.text import Language
from shubbak.ports.devices import ChipAnswer, DeviceKind, DeviceReport, FoundDevice
from shubbak.resources import load_wording
from shubbak.services.device_list import DeviceRoles, address_for, listed, same_device
from shubbak.services.device_words import fault_words, report_words

PLATE = FoundDevice(DeviceKind.SCANNER, "sane:genesys:1", "Plate")
WIDE = FoundDevice(DeviceKind.SCANNER, "escl:http://192.0.2.7/eSCL", "Wide")
PRINTER = FoundDevice(DeviceKind.PRINTER, "tcp://192.0.2.9:9100", "Printer")
ROLES = DeviceRoles(
    {"card_scanner": "sane:genesys:1?area=card", "document_scanner": "folder:/srv", "code_reader": ""}, {}
)


def kind(_: str) -> DeviceKind:
    return DeviceKind.SCANNER


def test_before_anybody_looked_only_what_is_used_is_listed() -> None:
    rows = listed(None, ROLES, kind)
    assert [(row.place, row.name, row.found) for row in rows] == [
        ("sane:genesys:1", "", None),
        ("folder:/srv", "", None),
    ]


@pytest.mark.parametrize(("found", "answered"), [((), False), ((PLATE,), True)])
def test_a_device_in_use_is_known_again_whatever_is_wished_of_it(
    found: tuple[FoundDevice, ...], answered: bool
) -> None:
    plate, folder = listed(found, ROLES, kind)
    assert (plate.found, plate.now, plate.soon) == (answered, ("card_scanner",), ())
    assert folder.found is None  # no search finds a folder


ACS = FoundDevice(DeviceKind.CHIP_READER, "pcsc:ACS%20ACR122U", "ACS ACR122U")
HID = FoundDevice(DeviceKind.CHIP_READER, "pcsc:HID%205022", "HID 5022")
ANY = FoundDevice(DeviceKind.CHIP_READER, "pcsc:", "")


@pytest.mark.parametrize(
    ("used", "found", "rows"),
    [
        ("pcsc:", (ACS,), [("pcsc:", "ACS ACR122U", True)]),
        ("pcsc:", (ANY, ACS, HID), [("pcsc:", "", True), (ACS.address, ACS.name, True), (HID.address, HID.name, True)]),
        ("pcsc:ACR", (ACS,), [("pcsc:ACR", "ACS ACR122U", True)]),
        ("pcsc:ACS%20ACR122U", (HID,), [(ACS.address, "", False), (HID.address, HID.name, True)]),
    ],
)
def test_a_chip_reader_is_known_by_any_part_of_its_name(
    used: str, found: tuple[FoundDevice, ...], rows: list[tuple[str, str, bool]]
) -> None:
    roles = DeviceRoles({"chip_reader": used}, {})
    listing = listed(found, roles, lambda _: DeviceKind.CHIP_READER)
    assert [(row.address, row.name, row.found) for row in listing] == rows


def test_what_else_was_found_comes_behind_and_no_printer() -> None:
    assert [row.name for row in listed((PRINTER, WIDE, PLATE), ROLES, kind)] == ["Plate", "", "Wide"]


def test_one_device_with_two_roles_stands_there_once() -> None:
    soon = {"card_scanner": "escl:a?area=card", "document_scanner": "escl:a?source=feeder"}
    rows = listed((), DeviceRoles(soon, soon), kind)
    assert [row.now for row in rows] == [("card_scanner", "document_scanner")]
    assert same_device(*soon.values())
    assert not DeviceRoles(soon, dict(soon)).waiting
    assert DeviceRoles(soon, {}).waiting


@pytest.mark.parametrize(
    ("role", "address", "kept"),
    [
        ("card_scanner", "sane:a", "sane:a?area=card"),
        ("card_scanner", "camera:/dev/video0", "camera:/dev/video0?area=card"),
        ("card_scanner", "escl:a?source=feeder&dpi=200", "escl:a?dpi=200&area=card"),
        ("document_scanner", "sane:a?area=card&brightness=3", "sane:a?brightness=3"),
        ("document_scanner", "sane:a?area=card", "sane:a"),
        ("card_scanner", "folder:/srv?remove=yes", "folder:/srv?remove=yes"),
        ("code_reader", "serial:/dev/ttyACM0", "serial:/dev/ttyACM0"),
    ],
)
def test_a_role_brings_its_own_wish(role: str, address: str, kept: str) -> None:
    assert address_for(role, FoundDevice(DeviceKind.SCANNER, address, "")) == kept


@pytest.mark.parametrize(
    ("report", "tone", "last"),
    [
        (DeviceReport("", 1.0, 9, (2, 3), ()), "success", "devices.good"),
        (DeviceReport("", 1.0, 9, (2, 3), ("page-dark",)), "warning", "devices.fault.page-dark"),
        (DeviceReport("", 1.0, answer=ChipAnswer.DOCUMENT), "success", "devices.chip_document"),
        (DeviceReport("", 1.0, answer=ChipAnswer.OTHER), "success", "devices.chip_other"),
        (DeviceReport("chip-service-gone", 0.0), "danger", "devices.fault.chip-service-gone"),
        (DeviceReport("scanner-gone", 0.1), "danger", "devices.fault.scanner-gone"),
    ],
)
def test_a_try_is_told_with_how_serious_it_is(report: DeviceReport, tone: str, last: str) -> None:
    wording = load_wording()
    for language in Language:
        said, drawn = report_words(report, wording, language)
        assert drawn == tone
        assert said.endswith(wording.say(last, language))


@pytest.mark.parametrize("code", ["page-expired", "image-too-large", "scanner-busy", "device-file"])
def test_what_has_no_sentence_for_staff_has_the_visitors(code: str) -> None:
    assert "1" in fault_words("page-expired", load_wording(), Language.EN)
    assert fault_words(code, load_wording(), Language.AR)
