"""Two counters of one office over real sockets: what one put aside the other submits, and the portal has one case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.applications import an_application
from fakes.drafts import a_draft
from fakes.portal_office import PortalOffice
from fakes.portal_on_loopback import on_loopback
from test_next_door import NOBODY_LISTENS, RealCounter

from shubbak.ports.neighbour import NeighbourError
from shubbak.ports.store import PacketState, StoreError
from shubbak.services.drafts import put_aside, take_up
from shubbak.services.handing import OtherCounters
from shubbak.services.submission import submit_application


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    office = PortalOffice(tmp_path)
    yield office
    office.close()


def others(counter: RealCounter) -> OtherCounters:
    assert counter.near.others is not None
    return counter.near.others


def submit(counter: RealCounter, name: str) -> None:
    submit_application(an_application(name), counter.clock, counter.store, counter.identity)


def test_what_one_counter_put_aside_the_other_submits_once(office: PortalOffice, tmp_path: Path) -> None:
    with on_loopback(office) as port:
        near, taker = (RealCounter(tmp_path, office, code, port) for code in ("K07", "K08"))
        for counter in (near, taker):
            counter.start([], None)
            counter.report()
            counter.stop()
        near.start([])
        taker.start([f"127.0.0.1:{near.near.port}"])
        name = near.clock.new_id()
        put_aside(a_draft(name, "kept", near.clock), near.clock, near.store)
        near.store.close_draft()
        (seen,) = others(taker).list().drafts
        others(taker).take(seen.station, seen.line.id)
        for counter in (near, taker):
            counter.stop()
        near.start([f"127.0.0.1:{NOBODY_LISTENS}"])
        taker.start([f"127.0.0.1:{near.near.port}"])
        assert take_up(name, taker.store).raw == {"word": "kept"}
        submit(taker, name)
        with pytest.raises(StoreError, match="draft-handed"):
            submit(near, name)
        for counter in (near, taker):
            counter.try_portal()
        assert [line.station for line in office.applications()] == ["K08"]
        assert taker.state(name) is PacketState.ACKNOWLEDGED
        for counter in (near, taker):
            counter.stop()


def test_a_plug_pulled_at_the_giver_leaves_it_handed_until_the_taker_was_asked(
    office: PortalOffice, tmp_path: Path
) -> None:
    with on_loopback(office) as port:
        near, taker = (RealCounter(tmp_path, office, code, port) for code in ("K07", "K08"))
        for counter in (near, taker):
            counter.start([], None)
            counter.report()
        name = near.clock.new_id()
        put_aside(a_draft(name, "kept", near.clock), near.clock, near.store)
        near.stop()
        taker.stop()
        near.start([])
        taker.start([f"127.0.0.1:{near.near.port}"])
        link = others(taker).links[0]
        hand, link.hand = link.hand, lambda body: hand(body)[:40]  # type: ignore[method-assign]
        with pytest.raises(ValueError, match="neighbour-shape"):
            others(taker).take("K07", name)
        near.stop()
        near.start([f"127.0.0.1:{NOBODY_LISTENS}"])
        with pytest.raises(NeighbourError, match="unreachable"):
            others(near).take_back(name)
        near.stop()
        near.start([f"127.0.0.1:{NOBODY_LISTENS}", f"127.0.0.1:{taker.near.port}"])
        assert (near.store.drafts(), taker.store.drafts()) == ((), ())
        assert others(near).take_back(name)
        submit(near, name)
        near.try_portal()
        assert [line.station for line in office.applications()] == ["K07"]
        taker.stop()
        near.stop()
