"""16,000 chips that lie, break and are forged: their files, their answers on the way, and the parsers behind."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from bad_input_tally import Count
from cases import FORMS, TAKEN, Case, many, refused, show
from fakes.passport_content import JPEG, Issuer, portrait_file, zone, zone_file
from fakes.virtual_passport import Pace, VirtualPassport, chip_keys
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.adapters.chip import tlv
from shubbak.adapters.chip.apdu import parse_answer
from shubbak.adapters.chip.certificates import parse_certificate
from shubbak.adapters.chip.icao_reader import IcaoChipReader
from shubbak.adapters.chip.portrait_file import portrait
from shubbak.adapters.chip.security_infos import chip_key_offer, pace_offer
from shubbak.adapters.chip.security_object import parse_security_object
from shubbak.adapters.chip.zone_file import zone_lines
from shubbak.ports.chip import ChipError, MrzKey, Verdict

TODAY = date(2026, 3, 1)
KEY = MrzKey.of_zone(zone())
ISSUER = Issuer()
TRUSTED = {"KWT": (parse_certificate(ISSUER.authority.certificate()),)}
ZONE, PORTRAIT, SECURITY_OBJECT, CHIP_KEYS = 0x0101, 0x0102, 0x011D, 0x010E


def genuine_files() -> dict[int, bytes]:
    files = {ZONE: zone_file(zone()), PORTRAIT: portrait_file(JPEG[:400]), CHIP_KEYS: b"\x6e" + b""}
    files[CHIP_KEYS] = tlv.encode(0x6E, chip_keys(2, 12, 4711))
    groups = {number & 0xFF: body for number, body in files.items()}
    return {**files, SECURITY_OBJECT: ISSUER.security_object(groups)}


FILES = genuine_files()
#: Why a chip gives nothing, and that what it gives is not vouched for.
REFUSALS = (
    "chip-broken",
    "chip-altered",
    "chip-not-icao",
    "chip-denied",
    "chip-copied",
    "chip-silent",
    "chip-other-document",
    "chip-unproven",
    "mrz-check-digit",
    "mrz-not-found",
)


@dataclass
class BadChip:
    """Files, and what becomes of the answers."""

    files: dict[int, bytes]
    pace: Pace | None = None
    guarded: bool = False
    spoil: Callable[[int, bytes], bytes] | None = None


def door(chip: BadChip) -> str:
    passport = VirtualPassport(chip.files, KEY, pace=chip.pace, guarded=chip.guarded, chip_key=(12, 4711))
    passport.spoil = chip.spoil or passport.spoil
    try:
        reading = IcaoChipReader(passport, TRUSTED, lambda: TODAY, 60).read(KEY)
    except ChipError as error:
        return error.code
    assert passport.asked < 3000
    assert (reading.document is None) == (reading.portrait is None) or chip.files.get(PORTRAIT) != FILES[PORTRAIT]
    if reading.proof.issued and reading.document is not None:
        # Whatever was spoilt: what a state is said to stand behind is what it signed.
        assert reading.lines == zone()
        assert reading.portrait is None or reading.portrait.untrusted_body == JPEG[:400]
    return reading.problems[0].code if reading.problems else TAKEN


def flipped(chance: random.Random, body: bytes) -> bytes:
    place = chance.randrange(len(body))
    return body[:place] + bytes([body[place] ^ 1 << chance.randrange(8)]) + body[place + 1 :]


def cut(chance: random.Random, body: bytes) -> bytes:
    return body[: chance.randrange(len(body))]


def lying(chance: random.Random, body: bytes) -> bytes:
    """One byte says something else: most often it is a length or a tag."""
    place = chance.randrange(min(len(body), 60))
    return body[:place] + bytes([chance.choice([0x00, 0x1F, 0x7F, 0x80, 0x81, 0x83, 0x84, 0xFF])]) + body[place + 1 :]


def nested(chance: random.Random, body: bytes) -> bytes:
    """A node in a node in a node."""
    inner = b""
    for _ in range(chance.randrange(100, 2000)):
        inner = tlv.encode(chance.choice([0x30, 0x31, 0xA0]), inner)
    return tlv.encode(body[0], inner)


def crowded(chance: random.Random, body: bytes) -> bytes:
    return tlv.encode(body[0], chance.choice([b"\x30\x00", b"\x02\x01\x01", b"\x31\x00"]) * 5000)


def noise(chance: random.Random, body: bytes) -> bytes:
    return tlv.encode(body[0], chance.randbytes(chance.randrange(400)))


FILE_KINDS = {"flipped": flipped, "cut": cut, "lying": lying, "nested": nested, "crowded": crowded, "noise": noise}
PER_KIND = {"flipped": 200, "cut": 100, "lying": 200, "nested": 40, "crowded": 40, "noise": 100}


def spoilt_files(kind: str) -> Iterator[Case[BadChip]]:
    def make(chance: random.Random) -> BadChip:
        number = chance.choice([ZONE, PORTRAIT, SECURITY_OBJECT, SECURITY_OBJECT, CHIP_KEYS])
        return BadChip({**FILES, number: FILE_KINDS[kind](chance, FILES[number])})

    return many(f"{kind}-file", PER_KIND[kind], make)


def spoilt_answers(kind: str) -> Iterator[Case[BadChip]]:
    """One answer of a guarded chip is changed on its way."""

    def make(chance: random.Random) -> BadChip:
        at, said = chance.randrange(1, 26), random.Random(chance.random())
        pace = Pace(chance.choice([1, 2]), 12) if chance.random() < 0.3 else None
        change = {"flipped": flipped, "cut": cut, "noise": lambda how, body: how.randbytes(how.randrange(300))}[kind]
        return BadChip(
            FILES, pace, guarded=True, spoil=lambda number, body: change(said, body) if number == at and body else body
        )

    return many(f"{kind}-answer", 200, make)


def test_the_genuine_one_is_taken() -> None:
    assert door(BadChip(FILES)) == TAKEN
    assert door(BadChip(FILES, Pace(2, 12), guarded=True)) == TAKEN


@pytest.mark.parametrize("every", FORMS)
@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_chip_with_a_spoilt_file_is_refused_or_its_signed_part_is_whole(kind: str, every: int, count: Count) -> None:
    answers = show(spoilt_files(kind), door, every)
    count("chip", kind, answers)
    # A few signs of a security object are covered by nothing, such as its lists of what is used inside.
    refused(answers, (*REFUSALS, TAKEN))


@pytest.mark.parametrize("every", FORMS)
@pytest.mark.parametrize("kind", ["flipped", "cut", "noise"])
def test_a_chip_whose_answers_are_changed_is_refused(kind: str, every: int, count: Count) -> None:
    answers = show(spoilt_answers(kind), door, every)
    count("chip", kind, answers)
    refused(answers, (*REFUSALS, TAKEN))


# --- the parsers alone


def parsers(untrusted: bytes) -> None:
    for parser in (
        tlv.parse,
        parse_answer,
        parse_certificate,
        parse_security_object,
        pace_offer,
        chip_key_offer,
        zone_lines,
    ):
        try:
            parser(untrusted)
        except ChipError as error:
            assert error.code == "chip-broken"
    assert portrait(untrusted) is None or len(untrusted) > 40


NAMES = [
    bytes.fromhex(name)
    for name in (
        "2A864886F70D010702",  # signed data
        "678108010101",  # the list of digests
        "608648016503040201",  # SHA-256
        "2A864886F70D01010A",  # RSA with PSS
        "2A8648CE3D0201",  # a key on a curve
        "04007F000702020402",  # PACE
        "04007F00070202030202",  # chip authentication
        "04007F000702020102",  # a chip's key
        "551D13",  # basic constraints
        "551D0F",  # key usage
        "0D",  # a curve's number
    )
]
LEAVES = (0x02, 0x03, 0x04, 0x05, 0x06, 0x17, 0x18, 0x5F1F, 0x5F2E, 0x80, 0x84)
BRANCHES = (0x30, 0x31, 0xA0, 0xA1, 0xA3, 0x61, 0x6E, 0x75, 0x77, 0x7F60, 0x7F61)


def a_node(chance: random.Random, depth: int = 5) -> bytes:
    """Return nodes within nodes, as well-formed as they are senseless."""
    if depth == 0 or chance.random() < 0.3:
        value = chance.choice(NAMES) if chance.random() < 0.5 else chance.randbytes(chance.randrange(40))
        return tlv.encode(chance.choice(LEAVES), value)
    inner = b"".join(a_node(chance, depth - 1) for _ in range(chance.randrange(5)))
    return tlv.encode(chance.choice(BRANCHES), inner)


def by_chance(chance: random.Random) -> random.Random:
    """What is made of it is made at the door, so that the cases which are not shown cost nothing."""
    return chance


def parsers_door(chance: random.Random) -> str:
    parsers(a_node(chance))
    return "chip-broken"


@pytest.mark.parametrize("every", FORMS)
def test_no_nodes_are_an_accident(every: int, count: Count) -> None:
    answers = show(many("nodes", 10_000, by_chance), parsers_door, every)
    count("chip", "nodes", answers)


@pytest.mark.badinput
@settings(max_examples=10_000, deadline=None)
@given(st.binary(max_size=300))
def test_ten_thousand_byte_strings_are_never_an_accident(untrusted: bytes) -> None:
    parsers(untrusted)


def grafted_object(chance: random.Random) -> bytes:
    """One node of a genuine object, or a senseless one, is put in place of another, and every length made right."""
    piece = a_node(chance, 3) if chance.random() < 0.3 else chance.choice(PIECES)
    return grafted(FILES[SECURITY_OBJECT], [chance.randrange(len(PIECES))], piece)


def signature_door(chance: random.Random) -> str:
    """Whatever is put where: only the digests that were signed are ever taken for signed."""
    try:
        read = parse_security_object(grafted_object(chance))
        verdict, signer = read.signer()
    except ChipError as error:
        return error.code
    if verdict is not Verdict.SHOWN or signer is None:
        return "chip-altered" if verdict is Verdict.REFUTED else "chip-unproven"
    assert read.unchanged({1: FILES[ZONE]}) is Verdict.SHOWN
    assert read.unchanged({1: FILES[ZONE][:-1] + b"\0"}) is Verdict.REFUTED
    return TAKEN


@pytest.mark.parametrize("every", FORMS)
def test_a_signed_object_with_other_parts_is_never_more_than_it_was(every: int, count: Count) -> None:
    answers = show(many("grafted", 5_000, by_chance), signature_door, every)
    count("chip", "grafted", answers)
    refused(answers, (*REFUSALS, TAKEN))


CONSTRUCTED = {0x30, 0x31, 0xA0, 0xA3, 0x77}


def every_node(body: bytes) -> list[bytes]:
    found = []
    for node in tlv.parse(body):
        found.append(node.raw)
        if node.tag in CONSTRUCTED:
            found += every_node(node.value)
    return found


def grafted(body: bytes, left: list[int], piece: bytes) -> bytes:
    """Return the nodes with the one whose turn it is replaced, and every length made right."""
    made = b""
    for node in tlv.parse(body):
        if left[0] == 0:
            made += piece
            left[0] -= 1
            continue
        left[0] -= 1
        if node.tag in CONSTRUCTED and left[0] >= 0:
            made += tlv.encode(node.tag, grafted(node.value, left, piece))
        else:
            made += node.raw
    return made


PIECES = every_node(FILES[SECURITY_OBJECT])
