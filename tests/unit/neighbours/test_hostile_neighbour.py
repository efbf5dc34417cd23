"""What a neighbour that is none, or means ill, gets: nothing. What it breaks: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.clock import FakeClock
from fakes.office_lan import LanStation, Wire, certify
from fakes.portal import FakePortal
from hypothesis import given
from hypothesis import strategies as st

from shubbak.adapters.neighbour.client import HttpNeighbour
from shubbak.ports import relay
from shubbak.ports.neighbour import NeighbourError
from shubbak.ports.portal import PortalError
from shubbak.ports.store import PacketState
from shubbak.services.neighbour_door import NONCES
from shubbak.services.own_certificate import OWN_CERTIFICATE
from shubbak.wire.neighbour import (
    NEIGHBOUR_VERSION,
    Answer,
    Call,
    Hello,
    NeighbourWordError,
    read_hello,
    read_word,
    sign_answer,
    sign_call,
)
from shubbak.wire.packet import AcknowledgementStatement
from shubbak.wire.seal import digest, read_packet, sign_text
from shubbak.wire.station import SignedCertificate

LATER = "0190a5d2-0000-7000-8000-000000000001"


class Lan:
    """K07 and K08 of one office, K09 of another; K07 has one packet that does not reach the portal."""

    def __init__(self, folder: Path) -> None:
        self.portal, self.clock = FakePortal(), FakeClock()
        self.cut, self.near = (LanStation(folder, self.portal, code, self.clock) for code in ("K07", "K08"))
        self.far = LanStation(folder, self.portal, "K09", self.clock, office="Jahra")
        self.cut.offline = True
        self.packet = self.cut.submit()
        self.cut.try_portal()
        self.body = self.cut.store.sealed_packet(self.packet) or b""

    def close(self) -> None:
        for station in (self.cut, self.near, self.far):
            station.store.close()

    def certificate(self, station: LanStation) -> SignedCertificate:
        return msgspec.json.decode(station.store.fact(OWN_CERTIFICATE), type=SignedCertificate)

    def call(self, who: LanStation, **changes: str) -> Call:
        hello = read_hello(self.near.door.hello())
        plain = Call(NEIGHBOUR_VERSION, who.identity.station, "K08", hello.nonce, "aa", "carry", self.packet, "")
        return msgspec.structs.replace(plain, digest=digest(self.body), **changes)

    def hand_in(self, who: LanStation, call: Call, certificate: SignedCertificate | None = None) -> bytes:
        signed = sign_call(call, who.identity.key, certificate or self.certificate(who), self.body)
        return self.near.door.answer(signed)


@pytest.fixture
def lan(tmp_path: Path) -> Iterator[Lan]:
    lan = Lan(tmp_path)
    yield lan
    lan.close()


def refused(lan: Lan, who: LanStation, call: Call, certificate: SignedCertificate | None = None) -> str:
    with pytest.raises((NeighbourError, NeighbourWordError)) as caught:
        lan.hand_in(who, call, certificate)
    assert lan.near.store.relayed() == ()
    return str(caught.value)


def test_another_office_oneself_and_a_stranger_are_refused(lan: Lan) -> None:
    assert refused(lan, lan.far, lan.call(lan.far)) == "neighbour-other-office"
    assert refused(lan, lan.near, lan.call(lan.near)) == "neighbour-self"
    own = certify(FakePortal(), lan.cut.identity, lan.clock)
    forged = SignedCertificate(own.certificate, sign_text(own.certificate, Ed25519PrivateKey.generate()))
    assert refused(lan, lan.cut, lan.call(lan.cut), forged) == "neighbour-stranger"
    old = certify(lan.portal, lan.cut.identity, lan.clock, days=-1)
    assert refused(lan, lan.cut, lan.call(lan.cut), old) == "neighbour-stranger"


def test_somebody_elses_certificate_is_of_no_use_without_its_key(lan: Lan) -> None:
    assert refused(lan, lan.far, lan.call(lan.cut), lan.certificate(lan.cut)) == "neighbour-signature"


def test_a_call_counts_once_and_soon(lan: Lan) -> None:
    call = lan.call(lan.cut)
    lan.hand_in(lan.cut, call)
    with pytest.raises(NeighbourError, match="stale"):
        lan.hand_in(lan.cut, call)
    late = lan.call(lan.cut)
    lan.clock.advance(minutes=2)
    with pytest.raises(NeighbourError, match="stale"):
        lan.hand_in(lan.cut, late)


@pytest.mark.parametrize(
    "changes",
    [{"called": "K09"}, {"caller": "K08"}, {"digest": "0" * 64}, {"packet_id": LATER}, {"packet_id": "../x"}],
)
def test_a_call_for_somebody_else_or_about_something_else_is_refused(lan: Lan, changes: dict[str, str]) -> None:
    call = msgspec.structs.replace(lan.call(lan.cut), **changes)
    assert refused(lan, lan.cut, call) == "neighbour-misaddressed"


def test_a_neighbour_brings_its_own_packets_alone(lan: Lan, tmp_path: Path) -> None:
    third = LanStation(tmp_path, lan.portal, "K10", lan.clock)
    assert refused(lan, third, lan.call(third)) == "neighbour-misaddressed"
    third.store.close()


def test_a_stranger_who_asks_for_nonces_all_day_fills_nothing(lan: Lan) -> None:
    for _ in range(10 * NONCES):
        lan.near.door.hello()
    assert len(lan.near.door._nonces) == NONCES
    lan.hand_in(lan.cut, lan.call(lan.cut))


def test_a_full_shelf_says_so_and_the_owner_keeps_its_packet(lan: Lan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shubbak.adapters.store.relay_rows.MOST_RELAYED", 0)
    assert relay.MOST_RELAYED
    assert lan.cut.visit(Wire(lan.near)).carried == 0
    assert lan.near.store.relayed() == ()
    assert lan.cut.item(lan.packet).state is PacketState.SEALED


def test_a_station_that_the_portal_revoked_gets_no_further(lan: Lan) -> None:
    lan.cut.visit(Wire(lan.near))
    lan.portal.failures = [PortalError("portal-refused", permanent=True, detail="station-revoked")]
    lan.near.relay()
    assert lan.cut.visit(Wire(lan.near)).problems == ("neighbour-revoked",)


class Liar:
    """A genuine neighbour that vouches in the portal's place."""

    def __init__(self, lan: Lan, key: Ed25519PrivateKey, packet_digest: str, **changes: str) -> None:
        self.lan, self.key, self.digest, self.changes = lan, key, packet_digest, changes

    def hello(self) -> bytes:
        return msgspec.json.encode(Hello(NEIGHBOUR_VERSION, "K08", "bb"))

    def call(self, body: bytes) -> bytes:
        call = msgspec.json.decode(read_word(body).word, type=Call)
        word = AcknowledgementStatement(1, call.packet_id, self.digest, "M-1", "2026-03-01T07:31:00Z")
        text = msgspec.json.encode(word).decode()
        answer = Answer(1, "K07", "K08", call.my_nonce, call.packet_id, "vouched", "", text, sign_text(text, self.key))
        answer = msgspec.structs.replace(answer, **self.changes)
        return sign_answer(answer, self.lan.near.identity.key, self.lan.certificate(self.lan.near))


def test_the_portals_word_comes_from_the_portal_alone(lan: Lan) -> None:
    right = read_packet(lan.body)[0].digest
    liars = {
        "acknowledgement-signature": Liar(lan, lan.near.identity.key, right),
        "acknowledgement-for-another": Liar(lan, lan.portal.signing, "0" * 64),
        "neighbour-misaddressed": Liar(lan, lan.portal.signing, right, my_nonce="cc"),
    }
    for problem, liar in liars.items():
        assert lan.cut.visit(liar).problems == (problem,)
        assert lan.cut.item(lan.packet).state is PacketState.SEALED
    assert len(lan.cut.visit(Liar(lan, lan.portal.signing, right)).vouched) == 1, "or these refusals prove nothing"


@pytest.fixture(scope="module")
def lan_of_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lan]:
    lan = Lan(tmp_path_factory.mktemp("lan"))
    yield lan
    lan.close()


@given(st.binary(max_size=200))
def test_bytes_that_are_no_call_are_refused(lan_of_module: Lan, untrusted: bytes) -> None:
    with pytest.raises(NeighbourWordError):
        lan_of_module.near.door.answer(untrusted)


@pytest.mark.parametrize("address", ["", "host", "host:", "host:0x", "a/b:1", "me@host:1", "http://h:1"])
def test_an_address_that_is_none_is_not_taken(address: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        HttpNeighbour(address)
