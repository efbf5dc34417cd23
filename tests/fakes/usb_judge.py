"""USBGuard's own library asked what a rule set does with a device, without a daemon and without the device."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

#: usbguard::Rule::Target (usbguard/Rule.hpp).
TARGETS = {0: "allow", 1: "block", 2: "reject"}
_LIBRARY = "libusbguard.so.1"
_FROM_STRING = "_ZN8usbguard4Rule10fromStringERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"
_APPLIES = "_ZNK8usbguard4Rule9appliesToERKS0_"
_TARGET = "_ZNK8usbguard4Rule9getTargetEv"


class _Text(ctypes.Structure):
    """A std::string of libstdc++ that owns nothing: where it lies, how long it is, and room that is not used."""

    _fields_ = (("place", ctypes.c_char_p), ("length", ctypes.c_size_t), ("room", ctypes.c_char * 16))


class UsbJudge:
    """Applies the rules of one file, in order, as the daemon does; no rule of it may carry a condition."""

    def __init__(self, rules: Path) -> None:
        self._library = ctypes.CDLL(_LIBRARY)
        self._rules = [self._rule(line) for line in parsed(rules)]

    def decides(self, *interfaces: str, wired: str = "hotplug", device: str = "1234:5678") -> str:
        """Return "allow", "block" or "reject" for a device with these interfaces (cc:ss:pp, hexadecimal)."""
        around = f'id {device} serial "0" name "a device" hash "" parent-hash "" via-port "1-2"'
        shown = f'{around} with-interface {{ {" ".join(interfaces)} }} with-connect-type "{wired}"'
        (line,) = _parse(f"allow {shown}")
        asked = self._rule(line)
        for rule in self._rules:
            if self._call(_APPLIES, ctypes.c_bool)(rule, asked):
                return TARGETS[self._call(_TARGET, ctypes.c_int)(rule)]
        return "none"

    def _call(self, name: str, result: type) -> ctypes._NamedFuncPointer:
        function = self._library[name]
        function.restype = result
        return function

    def _rule(self, line: str) -> ctypes.Array[ctypes.c_char]:
        """Return a usbguard::Rule; its text was parsed before, since a C++ exception would end the process."""
        raw = line.encode()
        rule = ctypes.create_string_buffer(64)
        text = _Text(raw, len(raw))
        make = self._call(_FROM_STRING, ctypes.c_void_p)
        make(rule, ctypes.byref(text))  # a class comes back through a hidden first argument
        return rule


def parsed(rules: Path) -> list[str]:
    """Return the rules of a file as USBGuard writes them; fails on a line that it does not understand."""
    command = ["usbguard-rule-parser", "-f", str(rules)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return _outputs(done.stdout)


def _parse(line: str) -> list[str]:
    return _outputs(subprocess.run(["usbguard-rule-parser", line], capture_output=True, text=True, check=True).stdout)


def _outputs(said: str) -> list[str]:
    lines = [line.removeprefix("OUTPUT:").strip() for line in said.splitlines() if line.startswith("OUTPUT:")]
    return [line for line in lines if line]
