"""Packets that reach the portal by way of a neighbour: once each, kept by their owner until the portal's own word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fakes.clock import FakeClock
from fakes.office_lan import LanStation, Wire
from fakes.portal import FakePortal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shubbak.ports.neighbour import NeighbourError
from shubbak.ports.portal import PortalError
from shubbak.ports.relay import RelayState
from shubbak.ports.store import PacketState
from shubbak.wire.neighbour import read_word


@pytest.fixture
def portal() -> FakePortal:
    return FakePortal()


@pytest.fixture
def pair(tmp_path: Path, portal: FakePortal) -> Iterator[tuple[LanStation, LanStation]]:
    clock = FakeClock()
    first, second = (LanStation(tmp_path, portal, code, clock) for code in ("K07", "K08"))
    first.offline = True
    yield first, second
    first.store.close()
    second.store.close()


def test_a_station_without_a_line_is_served_by_its_neighbour(
    pair: tuple[LanStation, LanStation], portal: FakePortal
) -> None:
    cut, near = pair
    packet = cut.submit()
    cut.try_portal()
    assert cut.visit(Wire(near)).carried == 1
    assert cut.item(packet).state is PacketState.SEALED, "a neighbour's word ends nothing"
    assert near.relay()
    cut.restart()
    near.restart()
    (done,) = cut.visit(Wire(near)).vouched
    assert done == (packet, portal_case(portal, packet))
    assert cut.item(packet).state is PacketState.ACKNOWLEDGED
    assert (portal.stored[packet].head.station, portal.stored[packet].arrivals) == ("K07", 1)


def portal_case(portal: FakePortal, packet: str) -> str:
    return str(json.loads(portal.stored[packet].acknowledgement.statement)["case"])


def test_after_a_second_key_the_packets_of_the_first_go_next_door_too(
    pair: tuple[LanStation, LanStation], portal: FakePortal
) -> None:
    cut, near = pair
    packets = [cut.submit()]
    cut.follow_key()
    packets.append(cut.submit())
    cut.try_portal()
    wire = Refusing(near, refused=1)
    assert cut.visit(wire).carried == 1, "a neighbour that refuses one is brought the next"
    assert cut.visit(wire).carried == 2
    assert near.relay()
    assert near.relay()
    assert [one for one, _ in cut.visit(wire).vouched] == packets


class Refusing(Wire):
    """A neighbour of an older release: it answers what it is asked, and refuses some packets."""

    def __init__(self, station: LanStation, refused: int) -> None:
        super().__init__(station)
        self.refused = refused

    def call(self, body: bytes) -> bytes:
        if self.refused and read_word(body).packet:
            self.refused -= 1
            raise NeighbourError("neighbour-refused")
        return super().call(body)


def test_a_neighbours_packet_never_enters_the_stations_own_sequence(pair: tuple[LanStation, LanStation]) -> None:
    cut, near = pair
    cut.submit()
    cut.try_portal()
    cut.visit(Wire(near))
    assert near.store.outbox() == ()
    own = near.submit()
    assert near.item(own).sequence == 1
    (carried,) = near.store.relayed()
    assert (carried.owner, carried.state) == ("K07", RelayState.WAITING)


def test_a_packet_that_also_went_directly_is_the_same_case(
    pair: tuple[LanStation, LanStation], portal: FakePortal
) -> None:
    cut, near = pair
    packet = cut.submit()
    cut.try_portal()
    cut.visit(Wire(near))
    cut.offline = False
    cut.try_portal()
    assert near.relay()
    assert len(portal.stored) == 1
    assert cut.item(packet).case == portal_case(portal, packet)
    assert cut.visit(Wire(near)).vouched == ()


def test_only_what_does_not_reach_the_portal_goes_next_door(pair: tuple[LanStation, LanStation]) -> None:
    cut, near = pair
    cut.submit()
    wire = Wire(near)
    cut.visit(wire)
    assert wire.heard == [], "not tried yet"


def test_a_refusal_to_the_neighbour_leaves_the_owner_its_packet(
    pair: tuple[LanStation, LanStation], portal: FakePortal
) -> None:
    cut, near = pair
    packet = cut.submit()
    cut.try_portal()
    cut.visit(Wire(near))
    portal.failures = [PortalError("portal-refused", permanent=True, detail="body-too-large")]
    near.relay()
    assert near.store.relayed()[0].state is RelayState.REFUSED
    assert cut.visit(Wire(near)).carried == 1, "and it is tried again"
    assert cut.item(packet).state is PacketState.SEALED


def test_what_was_delivered_long_ago_is_forgotten(pair: tuple[LanStation, LanStation]) -> None:
    cut, near = pair
    cut.submit()
    cut.try_portal()
    cut.visit(Wire(near))
    assert [near.relay(), near.relay()] == [True, False]
    assert len(near.store.relayed()) == 1
    near.clock.advance(days=15)
    near.relay()
    assert near.store.relayed() == ()


CUTS = ["lose call", "lose answer", "line", "restart A", "restart B"]
STEPS = st.sampled_from(["submit", "try", "visit", "relay", *CUTS])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=25))
def test_whatever_is_cut_each_packet_is_one_case_and_none_is_lost(steps: list[str]) -> None:
    with TemporaryDirectory() as folder:
        portal, clock = FakePortal(), FakeClock()
        cut, near = (LanStation(Path(folder), portal, code, clock) for code in ("K07", "K08"))
        cut.offline = True
        wire, packets = Wire(near), []
        acts = {
            "submit": lambda: packets.append(cut.submit(50)),
            "try": cut.try_portal,
            "visit": lambda: cut.visit(wire),
            "lose call": lambda: (vars(wire).update(lose=1, late=False), cut.visit(wire)),
            "lose answer": lambda: (vars(wire).update(lose=1, late=True), cut.visit(wire)),
            "relay": near.relay,
            "line": lambda: vars(cut).update(offline=not cut.offline),
            "restart A": cut.restart,
            "restart B": near.restart,
        }
        for step in steps:
            acts[step]()
            for packet in packets:
                here = cut.item(packet).state
                assert (here is PacketState.ACKNOWLEDGED) <= (packet in portal.stored)
        wire.lose, cut.offline = 0, True
        for _ in packets:
            cut.try_portal()
        cut.visit(wire)
        while near.relay():
            pass
        cut.visit(wire)
        assert set(portal.stored) == set(packets)
        assert {cut.item(packet).state for packet in packets} <= {PacketState.ACKNOWLEDGED}
        cut.store.close()
        near.store.close()
