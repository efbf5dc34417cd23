"""The files of a chip: one selected by its number, read in blocks up to the length it says (Doc 9303-10, 3.6)."""

from __future__ import annotations

from shubbak.adapters.chip import tlv
from shubbak.adapters.chip.apdu import END_OF_FILE, NOT_ALLOWED, NOT_FOUND, Answer, Command
from shubbak.adapters.chip.conversation import Conversation
from shubbak.adapters.chip.secure_messaging import MOST_PROTECTED
from shubbak.ports.chip import ChipError

CARD_ACCESS, SECURITY_OBJECT = 0x011C, 0x011D
ZONE, PORTRAIT, CHIP_KEYS = 0x0101, 0x0102, 0x010E

_SELECT, _READ, _READ_FAR = 0xA4, 0xB0, 0xB1
_APPLICATION = bytes.fromhex("A0000002471001")
_MASTER = bytes.fromhex("3F00")
_FIRST_BYTES = 8
#: Offsets from here on do not fit into a plain READ BINARY.
_FAR = 0x8000
_OFFSET, _PIECE = 0x54, 0x53


def select_master(conversation: Conversation) -> None:
    """Go to where EF.CardAccess stands; a chip that knows no such place stands there already."""
    conversation.ask(Command(_SELECT, 0x00, 0x0C, _MASTER))


def select_application(conversation: Conversation) -> None:
    """Go to the travel document's own files; raises ChipError (chip-not-icao) when the card has none."""
    if not _selected(conversation).fine:
        raise ChipError("chip-not-icao")


def has_application(conversation: Conversation) -> bool:
    """Whether the card knows a travel document's files; one that wants a key first knows them too."""
    answer = _selected(conversation)
    return answer.fine or answer.status in NOT_ALLOWED


def _selected(conversation: Conversation) -> Answer:
    return conversation.ask(Command(_SELECT, 0x04, 0x0C, _APPLICATION))


def read_file(conversation: Conversation, number: int, most: int) -> bytes | None:
    """Return a file's one node with its header, or None when the chip has no such file.

    Raises ChipError: chip-denied for a file that stays closed, chip-broken for one larger than `most` bytes, or which
    is not what it says.
    """
    answer = conversation.ask(Command(_SELECT, 0x02, 0x0C, number.to_bytes(2, "big")))
    if answer.status in NOT_FOUND:
        return None
    _demand(answer, (0x9000,))
    start = _block(conversation, 0, _FIRST_BYTES)
    _, begins, length = tlv.header(start)
    if begins + length > most:
        raise ChipError("chip-broken")
    return _read_on(conversation, bytearray(start), begins + length)


def _read_on(conversation: Conversation, body: bytearray, whole: int) -> bytes:
    while len(body) < whole:
        body += _block(conversation, len(body), min(MOST_PROTECTED, whole - len(body)))
    return bytes(body[:whole])


def _block(conversation: Conversation, offset: int, wanted: int) -> bytes:
    """Return at least one byte and at most those wanted."""
    if offset < _FAR:
        answer = conversation.ask(Command(_READ, offset >> 8, offset & 0xFF, expected=wanted))
        data = answer.data
    else:
        # The piece comes in an object of its own, whose header may take four bytes.
        place = tlv.encode(_OFFSET, offset.to_bytes(3, "big"))
        answer = conversation.ask(Command(_READ_FAR, data=place, expected=min(wanted + 4, MOST_PROTECTED)))
        data = tlv.only(answer.data, _PIECE).value if answer.data else b""
    _demand(answer, (0x9000, END_OF_FILE))
    if not 0 < len(data) <= wanted:
        raise ChipError("chip-broken")
    return data


def _demand(answer: Answer, statuses: tuple[int, ...]) -> None:
    if answer.status not in statuses:
        raise ChipError("chip-denied" if answer.status in NOT_ALLOWED else "chip-broken")
