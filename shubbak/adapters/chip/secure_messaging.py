"""The channel to an opened chip: every command and answer encrypted, authenticated and counted (Doc 9303-11, 9.8)."""

from __future__ import annotations

from dataclasses import replace
from hmac import compare_digest

from shubbak.adapters.chip import tlv
from shubbak.adapters.chip.apdu import MOST_ANSWER, Answer, Command
from shubbak.adapters.chip.ciphers import Suite, pad, unpad
from shubbak.ports.chip import ChipError

_TEXT, _TEXT_OF_ODD, _EXPECTED, _STATUS, _MAC = 0x87, 0x85, 0x97, 0x99, 0x8E
#: What fits into one protected answer of the short form, whatever the cipher.
MOST_PROTECTED = 223


class SecureChannel:
    """One session's keys and counter. The counter goes up with every command and every answer."""

    def __init__(self, suite: Suite, keys: tuple[bytes, bytes], counter: int = 0) -> None:
        self._suite = suite
        self._key, self._mac_key = keys
        self._counter = counter

    def protect(self, command: Command) -> Command:
        """Return the command as only this chip can read it."""
        self._counter += 1
        head = replace(command, kind=command.kind | 0x0C)
        objects = self._text_object(command)
        if command.expected:
            objects += tlv.encode(_EXPECTED, bytes([command.expected % 256]))
        mac = self._mac(pad(head.head, self._suite.block) + objects)
        return replace(head, data=objects + tlv.encode(_MAC, mac), expected=MOST_ANSWER)

    def open(self, answer: Answer) -> Answer:
        """Return what the chip meant; raises ChipError for everything that this chip did not say just now."""
        self._counter += 1
        nodes = tlv.parse(answer.data)
        objects = {node.tag: node for node in nodes}
        tags = [node.tag for node in nodes]
        if tags[-2:] != [_STATUS, _MAC] or len(objects) != len(tags) or not set(tags[:-2]) <= {_TEXT, _TEXT_OF_ODD}:
            raise ChipError("chip-broken")
        signed = b"".join(node.raw for node in nodes[:-1])
        status = objects[_STATUS].value
        if len(status) != 2 or not compare_digest(self._mac(signed), objects[_MAC].value):
            raise ChipError("chip-broken")
        return Answer(self._text(nodes[:-2]), int.from_bytes(status, "big"))

    @property
    def _count(self) -> bytes:
        return (self._counter % (1 << 8 * self._suite.block)).to_bytes(self._suite.block, "big")

    def _mac(self, message: bytes) -> bytes:
        return self._suite.mac(self._mac_key, pad(self._count + message, self._suite.block))

    def _text_object(self, command: Command) -> bytes:
        if not command.data:
            return b""
        start = self._suite.start(self._key, self._count)
        text = self._suite.encrypt(self._key, pad(command.data, self._suite.block), start)
        # An odd instruction's data are objects already, and need no word about their padding.
        return tlv.encode(_TEXT_OF_ODD, text) if command.instruction % 2 else tlv.encode(_TEXT, b"\x01" + text)

    def _text(self, nodes: tuple[tlv.Node, ...]) -> bytes:
        if not nodes:
            return b""
        node = nodes[0]
        text = node.value if node.tag == _TEXT_OF_ODD else node.value[1:]
        whole = len(nodes) == 1 and len(text) > 0 and len(text) % self._suite.block == 0
        if not whole or (node.tag == _TEXT and node.value[:1] != b"\x01"):
            raise ChipError("chip-broken")
        plain = unpad(self._suite.decrypt(self._key, text, self._suite.start(self._key, self._count)))
        if plain is None:
            raise ChipError("chip-broken")
        return plain
