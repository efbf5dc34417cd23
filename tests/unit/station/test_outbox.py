"""The outbox sends a packet until the portal vouches for it, and never gives one up by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.store import FakeStore
from hypothesis import given
from hypothesis import strategies as st

from shubbak.ports.portal import PortalError
from shubbak.ports.store import PacketState, StoreError
from shubbak.services.outbox import (
    LONGEST_DELAY,
    SHORTEST_DELAY,
    STATION_DELAY,
    SendKind,
    SendResult,
    next_delay,
    send_one,
)
from shubbak.services.submission import submit_application
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.seal import read_packet, sign_text

UNIT = st.floats(0, 1)


class Desk:
    """A station with one packet in its outbox, and its portal."""

    def __init__(self) -> None:
        self.clock, self.store, self.portal = FakeClock(), FakeStore(), FakePortal()
        self.identity = enrolled_identity(self.portal)
        submit_application(an_application("a1"), self.clock, self.store, self.identity)

    def send(self) -> SendResult:
        return send_one(self.store, self.portal, self.identity, self.clock)

    @property
    def state(self) -> PacketState:
        return self.store.packets["a1"].item.state


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_packet_is_acknowledged_with_the_portals_case(desk: Desk) -> None:
    assert desk.send() == SendResult(SendKind.ACKNOWLEDGED, "a1", case="MUN-000001")
    kept = desk.store.packets["a1"]
    assert (kept.item.state, kept.item.case, kept.body) == (PacketState.ACKNOWLEDGED, "MUN-000001", None)
    assert b"MUN-000001" in kept.statement
    assert desk.send() == SendResult(SendKind.IDLE)


@pytest.mark.parametrize(
    "code", ["portal-unreachable", "portal-slow", "portal-busy", "portal-gibberish", "portal-intercepted"]
)
def test_no_usable_answer_means_the_same_packet_later(desk: Desk, code: str) -> None:
    desk.portal.failures = [PortalError(code)]
    result = desk.send()
    assert (result.kind, result.reason) == (SendKind.WAITING, code)
    assert desk.send().kind is SendKind.IDLE
    desk.clock.advance(seconds=result.delay)
    assert desk.send().kind is SendKind.ACKNOWLEDGED


def test_the_portals_retry_after_is_kept(desk: Desk) -> None:
    desk.portal.failures = [PortalError("portal-busy", retry_after=120)]
    result = desk.send()
    assert result.delay >= 120
    assert desk.store.packets["a1"].item.next_try_at == desk.clock.now() + timedelta(seconds=result.delay)


def test_a_permanent_refusal_lies_in_the_drawer_with_its_reason(desk: Desk) -> None:
    desk.portal.failures = [PortalError("portal-refused", permanent=True, detail="service-unknown")]
    assert desk.send() == SendResult(SendKind.REFUSED, "a1", reason="service-unknown")
    assert desk.state is PacketState.REFUSED
    assert desk.store.packets["a1"].body


@pytest.mark.parametrize(
    "code", ["portal-older", "request-signature", "request-unsigned", "station-revoked", "station-unknown"]
)
def test_what_the_portal_says_of_the_station_puts_no_packet_into_the_drawer(desk: Desk, code: str) -> None:
    for _ in range(12):
        desk.portal.failures = [PortalError("portal-refused", permanent=True, detail=code)]
        result = desk.send()
        assert (result.kind, result.reason, desk.state) == (SendKind.WAITING, code, PacketState.SEALED)
        assert STATION_DELAY <= result.delay <= 3600
        desk.clock.advance(seconds=result.delay)
    assert desk.send().kind is SendKind.ACKNOWLEDGED


@pytest.mark.parametrize("code", ["packet-digest", "packet-shape"])
def test_a_body_damaged_on_the_way_is_sent_again_but_not_for_ever(desk: Desk, code: str) -> None:
    damage = PortalError("portal-refused", permanent=True, detail=code)
    for _ in range(9):
        desk.portal.failures = [damage]
        result = desk.send()
        assert (result.kind, result.reason) == (SendKind.WAITING, code)
        desk.clock.advance(seconds=result.delay)
    desk.portal.failures = [damage]
    assert desk.send().kind is SendKind.REFUSED


def test_a_request_changed_on_the_line_is_sent_again_for_as_long_as_it_takes(desk: Desk) -> None:
    for _ in range(30):
        desk.portal.failures = [PortalError("portal-refused", permanent=True, detail="body-digest")]
        result = desk.send()
        assert (result.kind, result.reason) == (SendKind.WAITING, "body-digest")
        desk.clock.advance(seconds=result.delay)
    assert desk.send().kind is SendKind.ACKNOWLEDGED


def test_a_packet_that_waited_long_for_its_line_is_not_put_away_at_the_first_damage(desk: Desk) -> None:
    for code in ["portal-unreachable"] * 40 + ["packet-digest"]:
        permanent = code == "packet-digest"
        desk.portal.failures = [PortalError("portal-refused", permanent=permanent, detail=code)]
        result = desk.send()
        assert (result.kind, result.reason) == (SendKind.WAITING, code)
        desk.clock.advance(seconds=result.delay)
    assert desk.send().kind is SendKind.ACKNOWLEDGED


def test_an_acknowledgement_that_does_not_hold_is_no_acknowledgement(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lie(statement: dict[str, object]) -> Acknowledgement:
        text = msgspec.json.encode(statement).decode()
        return Acknowledgement(text, sign_text(text, desk.portal.signing))

    body = desk.store.packets["a1"].body
    assert body is not None
    true = {
        "version": 1,
        "id": "a1",
        "digest": read_packet(body)[0].digest,
        "case": "C",
        "accepted_at": "2026-03-01T00:00:00Z",
    }
    lies = {
        "acknowledgement-signature": Acknowledgement(lie(true).statement, "AAAA"),
        "acknowledgement-for-another": lie(true | {"id": "a2"}),
        "acknowledgement-shape": lie({"case": "C"}),
    }
    for code, answer in lies.items():
        monkeypatch.setattr(desk.portal, "send", lambda *_, answer=answer: answer)
        result = desk.send()
        assert (result.kind, result.reason, desk.state) == (SendKind.WAITING, code, PacketState.SEALED)
        desk.clock.advance(hours=1)
    monkeypatch.undo()
    assert desk.send().kind is SendKind.ACKNOWLEDGED


def test_a_packet_that_the_disk_changed_is_never_sent(desk: Desk) -> None:
    kept = desk.store.packets["a1"]
    assert kept.body is not None
    kept.body = kept.body[:-70] + bytes([kept.body[-70] ^ 1]) + kept.body[-69:]
    assert desk.send() == SendResult(SendKind.REFUSED, "a1", reason="packet-damaged")
    assert desk.portal.stored == {}


def test_packets_of_the_station_that_a_machine_was_go_on_their_way(desk: Desk) -> None:
    desk.portal.failures = [PortalError("portal-refused", permanent=True, detail="station-revoked")]
    assert desk.send().kind is SendKind.WAITING
    desk.identity = replace(desk.identity, station="K08", key_id=8, key=Ed25519PrivateKey.generate())
    desk.clock.advance(hours=1)
    assert desk.send() == SendResult(SendKind.ACKNOWLEDGED, "a1", case="MUN-000001")


def test_an_answer_that_could_not_be_written_comes_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("store-full")

    monkeypatch.setattr(desk.store, "acknowledge", full)
    with pytest.raises(StoreError, match="store-full"):
        desk.send()
    monkeypatch.undo()
    desk.clock.advance(minutes=10)
    assert desk.send().case == "MUN-000001"
    assert desk.portal.stored["a1"].arrivals == 2


@given(st.integers(1, 10**9), UNIT)
def test_a_delay_is_between_a_second_and_five_minutes(attempts: int, jitter: float) -> None:
    assert SHORTEST_DELAY <= next_delay(attempts, jitter) <= LONGEST_DELAY


@given(st.integers(1, 100), UNIT)
def test_a_later_try_never_waits_less(attempts: int, jitter: float) -> None:
    assert next_delay(attempts + 1, jitter) >= next_delay(attempts, jitter)


@given(st.integers(1, 100), UNIT, st.floats(0, 10**6))
def test_the_portal_is_never_asked_before_it_said_nor_left_for_more_than_an_hour(
    attempts: int, jitter: float, retry_after: float
) -> None:
    assert min(retry_after, 3600) <= next_delay(attempts, jitter, retry_after) <= 3600


@given(st.integers(3, 100))
def test_stations_cut_off_together_come_back_spread(attempts: int) -> None:
    assert next_delay(attempts, 0) >= next_delay(attempts, 1) * 1.99
