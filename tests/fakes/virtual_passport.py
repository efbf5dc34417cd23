"""A passport's chip in software: it guards its files as Doc 9303-11 asks, and can be made to fail as chips do.

Its ciphers and curves are the product's, which the standard's worked examples hold to account; everything a chip does
with them is written here a second time, from the chip's side.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from shubbak.adapters.chip.bac import zone_digest
from shubbak.adapters.chip.ciphers import Suite, TripleDesSuite, pad, password_key, session_keys, unpad
from shubbak.adapters.chip.curve_table import CURVES
from shubbak.adapters.chip.curves import Point
from shubbak.adapters.chip.security_infos import SUITES
from shubbak.adapters.chip.tlv import encode, only, parse
from shubbak.ports.chip import ChipError, MrzKey

PACE_GM = bytes.fromhex("04007F000702020402")
CHIP_AUTHENTICATION = bytes.fromhex("04007F000702020302")
_CHIP_KEY = bytes.fromhex("04007F000702020102")
_APPLICATION = bytes.fromhex("A0000002471001")


@dataclass
class Pace:
    """What EF.CardAccess offers: the last number of the protocol's name and the number of the curve."""

    suite: int = 2
    curve: int = 13

    @property
    def protocol(self) -> bytes:
        return PACE_GM + bytes([self.suite])

    def file(self) -> bytes:
        info = encode(0x06, self.protocol) + encode(0x02, b"\x02") + encode(0x02, bytes([self.curve]))
        return encode(0x31, encode(0x30, info))


class ChipChannel:
    """Secure messaging from the chip's side: opens commands, protects answers."""

    def __init__(self, suite: Suite, keys: tuple[bytes, bytes], counter: int = 0) -> None:
        self.suite, (self.key, self.mac_key), self.counter = suite, keys, counter

    def open(self, head: bytes, data: bytes) -> tuple[bytes, int] | None:
        """Return data and expected length, or None for a command that is not from the other end."""
        self.counter += 1
        objects = parse(data)
        signed = b"".join(each.raw for each in objects if each.tag != 0x8E)
        values = {each.tag: each.value for each in objects}
        if self.mac(pad(head, self.suite.block) + signed) != values.get(0x8E):
            return None
        text = values.get(0x85, values.get(0x87, b"\x01")[1:])
        plain = (unpad(self.suite.decrypt(self.key, text, self.start())) or b"") if text else b""
        expected = values.get(0x97)
        return plain, (expected[0] or 256) if expected else 0

    def protect(self, data: bytes, status: bytes, *, odd: bool) -> bytes:
        self.counter += 1
        objects = b""
        if data:
            text = self.suite.encrypt(self.key, pad(data, self.suite.block), self.start())
            objects = encode(0x85, text) if odd else encode(0x87, b"\x01" + text)
        objects += encode(0x99, status)
        return objects + encode(0x8E, self.mac(objects)) + status

    def start(self) -> bytes:
        return self.suite.start(self.key, self.counter.to_bytes(self.suite.block, "big"))

    def mac(self, message: bytes) -> bytes:
        counted = self.counter.to_bytes(self.suite.block, "big") + message
        return self.suite.mac(self.mac_key, pad(counted, self.suite.block))


class Refused(Exception):
    """The chip's own word for no."""

    def __init__(self, status: int) -> None:
        super().__init__(hex(status))
        self.status = status


class VirtualPassport:
    """One chip with one holder. It is its own link (`transmit`) and its own slot (`card`).

    files: by number, as on the chip. pace: None for a chip of the first years. guarded: False for one that shows its
    files to everybody. chip_key: number of its curve and its private key. closed: files for other
    readers than us. torn_at: the command at which it is taken
    away. spoil: what becomes of an answer on its way.
    """

    def __init__(
        self,
        files: dict[int, bytes],
        key: MrzKey,
        *,
        card_number: str = "123456",
        pace: Pace | None = None,
        guarded: bool = True,
        chip_key: tuple[int, int] | None = None,
        closed: Collection[int] = (),
    ) -> None:
        self.files, self.key, self.card_number = files, key, card_number
        self.pace, self.guarded, self.chip_key, self.closed = pace, guarded, chip_key, closed
        self.torn_at: int | None = None
        self.spoil: Callable[[int, bytes], bytes] = lambda _, answer: answer
        self.power_up()

    def power_up(self) -> None:
        self.asked = 0
        self.channel: ChipChannel | None = None
        self.next_channel: ChipChannel | None = None
        self.at_master, self.open_file = True, b""
        self.challenge = b""
        self.password = b""
        self.step: list[bytes] = []
        self.chip_suite: Suite | None = None

    @contextlib.contextmanager
    def card(self) -> Iterator[VirtualPassport]:
        self.power_up()
        yield self

    def cancel(self) -> None: ...

    def transmit(self, command: bytes) -> bytes:
        self.asked += 1
        if self.torn_at is not None and self.asked >= self.torn_at:
            raise ChipError("chip-torn")
        return self.spoil(self.asked, self.answer(command))

    def answer(self, command: bytes) -> bytes:
        """Return the answer to one command of the short form."""
        head, data, expected = _taken_apart(command)
        protected = bool(head[0] & 0x0C)
        if not protected:
            if self.channel is not None:
                self.channel = None
                return b"\x69\x82"
            body, status = self._run(head, data, expected)
        else:
            opened = self.channel.open(head, data) if self.channel else None
            if opened is None or self.channel is None:
                self.channel = None
                return b"\x69\x88"
            body, status = self._run(head, *opened)
        answer = self.channel.protect(body, status, odd=bool(head[1] % 2)) if protected and self.channel else b""
        if self.next_channel is not None:
            self.channel, self.next_channel = self.next_channel, None
        return answer or body + status

    def _run(self, head: bytes, data: bytes, expected: int) -> tuple[bytes, bytes]:
        verbs = {
            0xA4: self._select,
            0xB0: self._read,
            0xB1: self._read_far,
            0x84: self._challenge,
            0x82: self._authenticate,
            0x22: self._manage,
            0x86: self._general,
        }
        verb = verbs.get(head[1])
        try:
            if verb is None:
                raise Refused(0x6D00)
            body = verb(head, data, expected)
        except Refused as refused:
            return b"", refused.status.to_bytes(2, "big")
        except ChipError:
            return b"", b"\x6a\x80"
        return body, b"\x90\x00"

    # --- files

    def _select(self, head: bytes, data: bytes, expected: int) -> bytes:
        if head[2] == 0x00:
            self.at_master = True
        elif head[2] == 0x04:
            if data != _APPLICATION:
                raise Refused(0x6A82)
            self.at_master = False
        else:
            self.open_file = self._file(int.from_bytes(data, "big"))
        return b""

    def _file(self, number: int) -> bytes:
        if self.at_master:
            if number != 0x011C or self.pace is None:
                raise Refused(0x6A82)
            return self.pace.file()
        if (self.guarded and self.channel is None) or number in self.closed:
            raise Refused(0x6982)
        if number not in self.files:
            raise Refused(0x6A82)
        return self.files[number]

    def _read(self, head: bytes, data: bytes, expected: int) -> bytes:
        return self._piece(head[2] << 8 | head[3], expected)

    def _read_far(self, head: bytes, data: bytes, expected: int) -> bytes:
        offset = int.from_bytes(only(data, 0x54).value, "big")
        return encode(0x53, self._piece(offset, expected - 4))

    def _piece(self, offset: int, expected: int) -> bytes:
        if offset >= len(self.open_file):
            raise Refused(0x6B00)
        return self.open_file[offset : offset + expected]

    # --- basic access control

    def _challenge(self, head: bytes, data: bytes, expected: int) -> bytes:
        if not self.guarded:
            raise Refused(0x6D00)
        self.challenge = secrets.token_bytes(8)
        return self.challenge

    def _authenticate(self, head: bytes, data: bytes, expected: int) -> bytes:
        suite = TripleDesSuite()
        key, mac_key = session_keys(suite, zone_digest(self.key)[:16])
        text, mac = data[:32], data[32:]
        if suite.mac(mac_key, pad(text, 8)) != mac:
            raise Refused(0x6300)
        plain = suite.decrypt(key, text, bytes(8))
        if plain[8:16] != self.challenge:
            raise Refused(0x6300)
        share = secrets.token_bytes(16)
        text = suite.encrypt(key, self.challenge + plain[:8] + share, bytes(8))
        seed = bytes(one ^ other for one, other in zip(plain[16:], share, strict=True))
        counter = int.from_bytes(self.challenge[4:] + plain[4:8], "big")
        self.next_channel = ChipChannel(suite, session_keys(suite, seed), counter)
        return text + suite.mac(mac_key, pad(text, 8))

    # --- PACE and chip authentication

    def _manage(self, head: bytes, data: bytes, expected: int) -> bytes:
        said = {node.tag: node.value for node in parse(data)}
        if head[2:4] == b"\xc1\xa4" and self.pace is not None and said.get(0x80) == self.pace.protocol:
            self.password = zone_digest(self.key) if said[0x83] == b"\x01" else self.card_number.encode()
            self.step, self.chip_suite = [], None
        elif head[2:4] == b"\x41\xa4" and self.chip_key and said.get(0x80, b"")[:-1] == CHIP_AUTHENTICATION:
            self.chip_suite = SUITES[said[0x80][-1]]
        elif head[2:4] == b"\x41\xa6" and self.chip_key:
            self._renew(SUITES[1], said[0x91])
        else:
            raise Refused(0x6A80)
        return b""

    def _general(self, head: bytes, data: bytes, expected: int) -> bytes:
        objects = only(data, 0x7C).children
        if self.chip_suite is not None:
            self._renew(self.chip_suite, objects[0].value)
            return encode(0x7C, b"")
        if self.pace is None or not self.password:
            raise Refused(0x6985)
        return encode(0x7C, self._pace_step(self.pace, objects[0].value if objects else b""))

    def _pace_step(self, pace: Pace, sent: bytes) -> bytes:
        suite, curve = SUITES[pace.suite], CURVES[pace.curve]
        if not sent:
            self.nonce = secrets.token_bytes(16)
            return encode(0x80, suite.encrypt(password_key(suite, self.password), self.nonce, bytes(suite.block)))
        self.step.append(sent)
        if len(self.step) == 1:
            answer, shared = self._agreed(pace, sent, curve.generator)
            self.generator = curve.mapped(int.from_bytes(self.nonce, "big"), shared)
            return encode(0x82, answer)
        if len(self.step) == 2:
            self.point, shared = self._agreed(pace, sent, self.generator)
            self.keys = session_keys(suite, shared[0].to_bytes(curve.octets, "big"))
            return encode(0x84, self.point)
        if sent != self._token(pace, suite, self.point):
            raise Refused(0x6300)
        self.next_channel = ChipChannel(suite, self.keys)
        return encode(0x86, self._token(pace, suite, self.step[1]))

    def _agreed(self, pace: Pace, sent: bytes, generator: Point) -> tuple[bytes, Point]:
        curve = CURVES[pace.curve]
        private = 1 + secrets.randbelow(curve.n - 1)
        return curve.encode(curve.multiply(private, generator)), curve.multiply(private, curve.decode(sent))

    def _token(self, pace: Pace, suite: Suite, point: bytes) -> bytes:
        return suite.token(self.keys[1], encode(0x7F49, encode(0x06, pace.protocol) + encode(0x86, point)))

    def _renew(self, suite: Suite, point: bytes) -> None:
        assert self.chip_key is not None
        number, private = self.chip_key
        curve = CURVES[number]
        shared = curve.multiply(private, curve.decode(point))[0].to_bytes(curve.octets, "big")
        self.next_channel = ChipChannel(suite, session_keys(suite, shared))


def chip_keys(suite: int, curve_number: int, private: int) -> bytes:
    """Return the security infos that offer chip authentication with this key, the curve by its number."""
    curve = CURVES[curve_number]
    point = curve.encode(curve.multiply(private, curve.generator))
    standard = encode(0x30, encode(0x06, bytes.fromhex("04007F00070102")) + encode(0x02, bytes([curve_number])))
    key = encode(0x30, standard + encode(0x03, b"\x00" + point))
    offers = encode(0x30, encode(0x06, CHIP_AUTHENTICATION + bytes([suite])) + encode(0x02, b"\x01"))
    return encode(0x31, offers + encode(0x30, encode(0x06, _CHIP_KEY) + key))


def _taken_apart(command: bytes) -> tuple[bytes, bytes, int]:
    head, rest = command[:4], command[4:]
    if len(rest) <= 1:
        return head, b"", (rest[0] or 256) if rest else 0
    length = rest[0]
    tail = rest[1 + length :]
    return head, rest[1 : 1 + length], (tail[0] or 256) if tail else 0
