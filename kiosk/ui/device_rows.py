"""One device as staff read it on the devices page: what it is, what it is used for, what came of trying it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.domain.wording import Wording
from shubbak.ports.devices import DeviceKind, DeviceReport
from shubbak.services.device_desk import ROLES
from shubbak.services.device_list import GIVEN, ListedDevice
from shubbak.services.device_words import device_name, report_words

_SYMBOLS = {
    DeviceKind.SCANNER: "scan-line",
    DeviceKind.CAMERA: "camera",
    DeviceKind.CODE_READER: "scan-qr-code",
    DeviceKind.CHIP_READER: "nfc",
    DeviceKind.PRINTER: "printer",
}


def device_row(
    device: ListedDevice, fixed: frozenset[str], report: DeviceReport | None, wording: Wording, language: Language
) -> dict[str, Any]:
    """Return what QML shows of a device. fixed: the roles that cannot be given. report: of the last try, if any."""
    kind = wording.say(f"devices.kind.{device.kind.value}", language)
    way = wording.say(f"devices.way.{device.way}", language)
    name = device_name(device.kind, device.address, device.name, wording, language)
    words, tone = report_words(report, wording, language) if report else ("", "info")
    return {
        "place": device.place,
        "symbol": _SYMBOLS[device.kind],
        "name": isolate_name(name) if device.name else name,
        "details": "  ·  ".join([kind] * (name != kind) + [way]),
        "address": isolate(device.address),
        "state": _state(device, wording, language),
        "missing": device.found is False,
        "uses": _uses(device, wording, language),
        "offers": [
            {"role": role, "words": _as(role, wording, language)}
            for role in ROLES[device.kind]
            if role in GIVEN and role not in fixed and role not in device.soon
        ],
        "report": words,
        "tone": tone,
    }


def used_as(key: str, roles: Iterable[str], wording: Wording, language: Language) -> str:
    """Say what a device is used for; "" for nothing."""
    names = [wording.say(f"devices.role.{role}", language) for role in roles]
    joint = wording.say("office.joint", language)
    return wording.say(f"devices.{key}", language, roles=joint.join(names)) if names else ""


def _uses(device: ListedDevice, wording: Wording, language: Language) -> list[str]:
    lasting = [role for role in device.now if role in device.soon]
    coming = [role for role in device.soon if role not in device.now]
    ending = [role for role in device.now if role not in device.soon]
    lines = (("now", lasting), ("soon", coming), ("until", ending))
    return [line for key, roles in lines if (line := used_as(key, roles, wording, language))]


def _state(device: ListedDevice, wording: Wording, language: Language) -> str:
    if device.found is None:
        return ""
    return wording.say("devices.answers" if device.found else "devices.missing", language)


def _as(role: str, wording: Wording, language: Language) -> str:
    return wording.say("devices.use_as", language, role=wording.say(f"devices.role.{role}", language))
