"""What a printer says, byte by byte: answers to questions, and what it reports by itself.

The sorts differ in bits that are fixed, not in their order: dots that happen to spell a question inside a picture are
answered too (Epson's ESC/POS reference: DLE EOT, GS r, GS a, GS ( H).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

_PROCESS_HEAD = b"\x37\x22"
_PROCESS_BYTES = 7


@dataclass(frozen=True, slots=True)
class RealTime:
    """The answer to DLE EOT: bits 1 and 4 set, 0 and 7 clear."""

    bits: int


@dataclass(frozen=True, slots=True)
class PaperSensor:
    """The answer to GS r 1: bits 4 and 7 clear."""

    bits: int

    @property
    def near_end(self) -> bool:
        return bool(self.bits & 0x03)


@dataclass(frozen=True, slots=True)
class Report:
    """Four bytes sent by itself (GS a): bits 0, 1 and 7 of the first clear and bit 4 set, bits 4 and 7 of the others
    clear.
    """

    four: bytes

    @property
    def trouble(self) -> str:
        """Return the code of what keeps it from printing, "" for nothing."""
        return trouble(
            cover=self.four[0] & 0x20,
            paper=self.four[2] & 0x0C,
            cutter=self.four[1] & 0x08,
            fault=self.four[1] & 0x60,
            offline=self.four[0] & 0x08,
        )


@dataclass(frozen=True, slots=True)
class ProcessDone:
    """The answer to GS ( H: everything before this mark was carried out."""

    mark: bytes


Answer: TypeAlias = RealTime | PaperSensor | Report | ProcessDone


def trouble(*, cover: int, paper: int, cutter: int, fault: int, offline: int) -> str:
    """Return the code of the trouble that a person can do most about, "" where no bits are set."""
    codes = (
        (cover, "printer-cover-open"),
        (paper, "printer-paper-out"),
        (cutter, "printer-cutter"),
        (fault, "printer-fault"),
        (offline, "printer-offline"),
    )
    return next((code for bits, code in codes if bits), "")


class Ear:
    """Takes bytes as they arrive and gives whole answers; what is none (XON, XOFF, noise) is left out."""

    def __init__(self) -> None:
        self._heard = bytearray()

    def hear(self, untrusted: bytes) -> list[Answer]:
        """Return the answers that are whole by now, in their order."""
        self._heard += untrusted
        answers: list[Answer] = []
        while self._heard:
            length, answer = _first(self._heard)
            if not length:
                break
            del self._heard[:length]
            if answer is not None:
                answers.append(answer)
        return answers


def _first(heard: bytearray) -> tuple[int, Answer | None]:
    """Return how many bytes the first answer takes and what it is; 0 while it has not arrived whole."""
    one = heard[0]
    if one == _PROCESS_HEAD[0]:
        if len(heard) > 1 and heard[1] != _PROCESS_HEAD[1]:
            return 1, None
        whole = len(heard) >= _PROCESS_BYTES
        return (_PROCESS_BYTES, ProcessDone(bytes(heard[2:6]))) if whole else (0, None)
    if one & 0x93 == 0x12:
        return 1, RealTime(one)
    if one & 0x93 == 0x10:
        return _report(heard)
    if one & 0x90 == 0x00:
        return 1, PaperSensor(one)
    return 1, None


def _report(heard: bytearray) -> tuple[int, Answer | None]:
    following = heard[1:4]
    if any(byte & 0x90 for byte in following):
        return 1, None  # a lone byte of noise: no report goes on like that
    return (4, Report(bytes(heard[:4]))) if len(following) == 3 else (0, None)
