"""Fault 29: what a hostile USB device says that it is, put to USBGuard's own library under the kiosk's rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes.usb_judge import UsbJudge, parsed
from fault_tally import Tally

INSTALLER = Path(__file__).parents[2] / "installer" / "usbguard"
RULES = INSTALLER / "rules.d" / "50-kiosk.conf"
STORAGE, KEYBOARD, MOUSE, TYPING_HID = "08:06:50", "03:01:01", "03:01:02", "03:00:00"
NETWORK, WIRELESS, VENDOR = "02:06:00", "e0:01:03", "ff:ff:ff"
HOSTILE = {
    "storage that types": ((STORAGE, KEYBOARD), "reject"),
    "storage that is a network": ((STORAGE, NETWORK, "0a:00:00"), "reject"),
    "storage beside something unnamed": ((STORAGE, VENDOR), "reject"),
    "keyboard that is a network": ((KEYBOARD, NETWORK), "reject"),
    "storage": ((STORAGE,), "block"),
    "keyboard": ((KEYBOARD,), "block"),
    "mouse": ((MOUSE,), "block"),
    "keyboard that hides its kind": ((TYPING_HID,), "block"),
    "keyboard behind a hub's number": (("09:00:00", KEYBOARD), "block"),
    "printer that is also a stick": (("07:01:02", STORAGE), "block"),
    "scanner that also types": (("06:01:01", KEYBOARD), "block"),
    "network adapter": ((NETWORK, "0a:00:00"), "block"),
    "radio": ((WIRELESS,), "block"),
    "adapter of a maker's own kind": ((VENDOR,), "block"),
    "camera with a microphone": (("0e:01:00", "01:01:00"), "block"),
    "sound": (("01:01:00",), "block"),
    "firmware loader": (("fe:01:01",), "block"),
}
WANTED = {
    "hub": ("09:00:01",),
    "receipt printer": ("07:01:02",),
    "still image scanner": ("06:01:01",),
    "card reader": ("0b:00:00",),
    "camera": ("0e:01:00", "0e:02:00"),
}


@pytest.mark.fault(29)
def test_hostile_devices_are_refused_and_a_kiosks_own_are_not(tally: Tally) -> None:
    judge = UsbJudge(RULES)
    decided = {name: judge.decides(*interfaces) for name, (interfaces, _) in HOSTILE.items()}
    let_in = [name for name, target in decided.items() if target == "allow"]
    tally("USB devices, judged by USBGuard", hostile=len(decided), let_in=len(let_in), wanted=len(WANTED))
    assert decided == {name: target for name, (_, target) in HOSTILE.items()}
    assert {name: judge.decides(*interfaces) for name, interfaces in WANTED.items()} == dict.fromkeys(WANTED, "allow")


@pytest.mark.fault(29)
def test_a_touch_panel_works_where_it_is_built_in_and_nowhere_else() -> None:
    judge = UsbJudge(RULES)
    assert judge.decides(TYPING_HID, wired="hardwired") == "allow"
    assert judge.decides(KEYBOARD, wired="hardwired") == "block"
    assert judge.decides(TYPING_HID, MOUSE, wired="hardwired") == "block"


@pytest.mark.fault(29)
def test_a_file_without_the_last_rule_would_be_noticed(tmp_path: Path) -> None:
    """The judge answers from the rules and from nothing else."""
    lax = tmp_path / "lax.conf"
    lax.write_text("allow with-interface one-of { 08:*:* }\n")
    assert UsbJudge(lax).decides(STORAGE, KEYBOARD) == "allow"
    assert UsbJudge(lax).decides(KEYBOARD) == "none"


def test_what_no_rule_names_is_blocked_and_noted() -> None:
    settings = dict(
        line.split("=", 1)
        for line in (INSTALLER / "usbguard-daemon.conf").read_text().splitlines()
        if line and not line.startswith("#")
    )
    shipped = Path("/etc/usbguard/usbguard-daemon.conf").read_text()
    assert [name for name in settings if f"{name}=" not in shipped] == []  # the daemon knows every word of it
    assert settings["ImplicitPolicyTarget"] == "block"
    assert (settings["PresentDevicePolicy"], settings["InsertedDevicePolicy"]) == ("apply-policy", "apply-policy")
    assert (settings["AuditBackend"], settings["HidePII"]) == ("FileAudit", "true")
    assert (settings["IPCAllowedUsers"], settings["IPCAllowedGroups"]) == ("root", "")
    assert parsed(RULES)[-1] == "block"
