"""Lists of keys and void receipts count only under the pinned root's warrant, never go back, and unfold in bounds."""

from __future__ import annotations

import base64
import random
import zlib
from itertools import permutations

import msgspec
import pytest
from fakes.code_authority import EXPIRES, ISSUED, NOON, CodeAuthority, public, signed
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.receipt import ReceiptNumber
from shubbak.wire.key_set import KeySet, has_expired, open_key_set
from shubbak.wire.seal import sign_text
from shubbak.wire.station import ReceiptKey
from shubbak.wire.void_list import VoidList, VoidRange, open_void_list, pack_voids
from shubbak.wire.warranted import (
    CodeRoot,
    ListError,
    ListMarks,
    ListWarrant,
    RootSuccession,
    Trust,
    Warranted,
    decode_warranted,
)

TOWN = CodeAuthority()
KEYS = [
    ReceiptKey(n, "K07", public(TOWN.root), f"2026-0{n}-01T00:00:00Z", "", "بلدية الواحة", "Al-Waha") for n in (1, 2)
]


def number(sequence: int, station: str = "K07", year: int = 2026) -> ReceiptNumber:
    return ReceiptNumber(station, year, sequence)


def refusal(listed: Warranted, trust: Trust = TOWN.pinned, **options: int) -> str:
    with pytest.raises(ListError) as refused:
        open_key_set(listed, trust, **options)
    return str(refused.value)


def test_a_key_set_under_the_pinned_root_is_taken_with_two_keys_of_one_station() -> None:
    found, trust = open_key_set(TOWN.key_set(KEYS, 3), TOWN.pinned)
    assert (found.key_set, [key.station for key in found.keys]) == (3, ["K07", "K07"])
    assert trust == Trust(TOWN.pinned.root, 1)


def test_it_comes_whole_through_json() -> None:
    listed = TOWN.key_set(KEYS)
    assert decode_warranted(msgspec.json.encode(listed)) == listed
    assert b'"signs"' not in msgspec.json.encode(listed)


def test_a_root_that_moved_is_followed_also_by_who_pinned_the_newer_one() -> None:
    town = CodeAuthority()
    first = town.pinned
    town.move(60)
    second = Trust(public(town.root))
    town.move(61)
    listed = town.key_set(KEYS)
    assert open_key_set(listed, first)[1] == open_key_set(listed, second)[1] == Trust(public(town.root), 3)


def test_whoever_holds_an_earlier_root_no_longer_signs_for_those_who_followed() -> None:
    town, thief = CodeAuthority(), CodeAuthority()
    town.move(60)
    followed = open_key_set(town.key_set(KEYS), town.pinned)[1]
    thief.number = 9
    assert refusal(thief.key_set(KEYS), followed) == "list-root"


def test_a_smaller_version_is_never_taken_and_a_newer_warrant_begins_a_new_count() -> None:
    seen = Trust(TOWN.pinned.root, 1)
    assert refusal(TOWN.key_set(KEYS, 4), seen, floor=5) == "list-older"
    assert open_key_set(TOWN.key_set(KEYS, 5), seen, floor=5)[0].key_set == 5
    renewed = CodeAuthority()
    renewed.number = 2
    assert open_key_set(renewed.key_set(KEYS, 1), seen, floor=5)[1].warrant == 2
    assert refusal(TOWN.key_set(KEYS, 9), Trust(TOWN.pinned.root, 2)) == "list-older"


def foreign_signature() -> Warranted:
    listed = TOWN.key_set(KEYS)
    return msgspec.structs.replace(listed, signature=signed(CodeRoot("a", "b"), TOWN.list_key).signature)


def changed_statement() -> Warranted:
    listed = TOWN.key_set(KEYS)
    return msgspec.structs.replace(listed, statement=listed.statement.replace("K07", "K08"))


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        (CodeAuthority(seed=80).key_set(KEYS), "list-root"),
        (foreign_signature(), "list-signature"),
        (changed_statement(), "list-signature"),
        (TOWN.void_list(), "list-shape"),
        (TOWN.key_set([KEYS[0], KEYS[0]]), "list-shape"),
        (TOWN.key_set([msgspec.structs.replace(KEYS[0], valid_from="soon")]), "list-shape"),
        (TOWN.key_set([msgspec.structs.replace(KEYS[0], valid_to="2026-01-01")]), "list-shape"),
        (TOWN.key_set(KEYS, expires_at=ISSUED), "list-shape"),
        (TOWN.key_set(KEYS, issued_at="0001-01-01T00:00:00+23:59"), "list-shape"),
    ],
)
def test_what_proves_nothing_says_why(listed: Warranted, code: str) -> None:
    assert refusal(listed) == code


def test_a_pinned_text_that_is_no_key_is_told() -> None:
    assert refusal(TOWN.key_set(KEYS), Trust("AAAA")) == "list-shape"


@pytest.mark.parametrize("untrusted", [b"", b"{}", b"\xff", b"[" * 5000, b'{"statement": 1}'])
def test_what_is_no_list_is_no_list(untrusted: bytes) -> None:
    with pytest.raises(ListError, match="list-shape"):
        decode_warranted(untrusted)


def test_a_list_is_over_when_it_or_its_warrant_is() -> None:
    town = CodeAuthority()
    assert not has_expired(town.key_set(KEYS), EXPIRES, NOON)
    assert has_expired(town.key_set(KEYS), "2026-12-01T11:00:00Z", NOON)
    town.warrant_ends = "2026-12-01T11:00:00Z"
    assert has_expired(town.key_set(KEYS), EXPIRES, NOON)


def test_no_kind_of_signed_text_passes_for_another() -> None:
    kinds: list[msgspec.Struct] = [
        KeySet(1, ISSUED, EXPIRES, []),
        VoidList(1, ISSUED, EXPIRES, [], ""),
        ListWarrant(1, "k", ISSUED, EXPIRES),
        RootSuccession("k", ISSUED),
        CodeRoot("k", ISSUED),
        ListMarks(1, 1, 1),
    ]
    for one, other in permutations(kinds, 2):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(msgspec.json.encode(one), type=type(other))


def test_the_void_list_holds_what_is_void_and_nothing_beside_it() -> None:
    voids, _ = open_void_list(TOWN.void_list(number(8), number(9), number(3, "K08"), number(8, year=2025)), TOWN.pinned)
    held = [(n.station, n.year, n.sequence) for n in map(number, range(1, 30)) if voids.holds(n)]
    assert held == [("K07", 2026, 8), ("K07", 2026, 9)]
    assert voids.holds(number(3, "K08")) and voids.holds(number(8, year=2025))
    assert not any(voids.holds(n) for n in (number(8, "K09"), number(10**9), number(0), number(-5)))


def test_an_empty_void_list_holds_nothing() -> None:
    assert not open_void_list(TOWN.void_list(), TOWN.pinned)[0].holds(number(1))


@given(st.sets(st.tuples(st.sampled_from(["K07", "K08"]), st.integers(2025, 2027), st.integers(1, 3000)), max_size=40))
def test_every_set_of_receipts_comes_back(voided: set[tuple[str, int, int]]) -> None:
    voids, _ = open_void_list(TOWN.void_list(*(ReceiptNumber(*one) for one in voided)), TOWN.pinned)
    around = {(station, year, n + step) for station, year, n in voided for step in (-1, 0, 1)}
    assert {one for one in around if voids.holds(ReceiptNumber(*one))} == voided


def test_a_million_receipts_of_which_one_in_a_thousand_is_void_take_two_kilobytes() -> None:
    chance = random.Random(1)
    _, bits = pack_voids(map(number, [*chance.sample(range(1, 1_000_000), 999), 1_000_000]))
    assert len(base64.b64decode(bits)) < 2_300


def test_a_void_list_goes_back_no_more_than_a_key_set() -> None:
    with pytest.raises(ListError, match="list-older"):
        open_void_list(TOWN.void_list(version=4), Trust(TOWN.pinned.root, 1), floor=5)


def hostile(ranges: list[VoidRange], deflated: bytes) -> Warranted:
    return TOWN.warranted(VoidList(1, ISSUED, EXPIRES, ranges, base64.b64encode(deflated).decode()))


def deflate(bits: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(bits) + packer.flush()


@pytest.mark.parametrize(
    ("ranges", "deflated"),
    [
        ([], deflate(bytes(50_000_000))),
        ([VoidRange("K07", 2026, 8)], deflate(b"")),
        ([VoidRange("K07", 2026, 8)], deflate(b"ab")),
        ([VoidRange("K07", 2026, 8)], deflate(b"a") + b"more"),
        ([VoidRange("K07", 2026, 8)], deflate(b"a")[:-1]),
        ([VoidRange("K07", 2026, 8)], b"\xff\xff\xff"),
        ([VoidRange("K07", 2026, 8)] * 2, deflate(b"aa")),
        ([VoidRange("K07", year, 16_000_000) for year in range(2001, 2012)], deflate(bytes(22_000_000))),
    ],
)
def test_a_list_that_unfolds_to_something_else_is_refused_in_bounded_memory(
    ranges: list[VoidRange], deflated: bytes
) -> None:
    with pytest.raises(ListError, match="list-shape"):
        open_void_list(hostile(ranges, deflated), TOWN.pinned)


_ANY = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from([ISSUED, EXPIRES, "K07", "=="])
)
_NAMES = st.sampled_from(
    ["key_set", "void_list", "issued_at", "expires_at", "keys", "ranges", "bits", "station", "year"]
)
_JSON = st.recursive(_ANY, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=6))


@given(_JSON, st.booleans())
def test_whatever_the_list_key_signs_is_a_list_or_is_refused(content: object, voids: bool) -> None:
    statement = msgspec.json.encode(content).decode()
    listed = TOWN.warranted(VoidRange("K07", 2026, 1))
    listed = msgspec.structs.replace(listed, statement=statement, signature=sign_text(statement, TOWN.list_key))
    with pytest.raises(ListError, match="list-shape"):
        (open_void_list if voids else open_key_set)(listed, TOWN.pinned)


@given(st.text(alphabet="AZaz09+/=-\u0661 ", max_size=30), st.integers(1, 40))
def test_whatever_stands_for_bits_is_unfolded_in_bounds_or_refused(bits: str, highest: int) -> None:
    listed = TOWN.warranted(VoidList(1, ISSUED, EXPIRES, [VoidRange("K07", 2026, highest)], bits))
    try:
        voids, _ = open_void_list(listed, TOWN.pinned)
    except ListError as error:
        assert str(error) == "list-shape"
    else:
        assert not voids.holds(number(highest + 1))


@pytest.mark.parametrize("next_root", ["", "AAAA", "\u0661" * 44])
def test_a_succession_to_what_is_no_key_is_refused(next_root: str) -> None:
    town = CodeAuthority()
    town.successions.append(signed(RootSuccession(next_root, ISSUED), town.root))
    assert refusal(town.key_set(KEYS)) == "list-shape"


def test_endless_successions_are_refused() -> None:
    listed = TOWN.key_set(KEYS)
    many = msgspec.structs.replace(listed, successions=[listed.warrant] * 17)
    with pytest.raises(ListError, match="list-shape"):
        decode_warranted(msgspec.json.encode(many))
