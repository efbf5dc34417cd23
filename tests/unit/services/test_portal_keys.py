"""The portal's newest sealing key: who may bring it, and what is sealed to it."""

from __future__ import annotations

import base64
from collections.abc import Callable

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.fleet import FakeFleet
from fakes.machine import FakeMachine
from fakes.portal import FakePortal, enrolled_identity
from fakes.store import FakeStore

from shubbak.services.outbox import SendKind, send_one
from shubbak.services.portal_keys import PORTAL_KEYS, take_keys, with_newest_keys
from shubbak.services.self_watch import SelfWatch
from shubbak.services.submission import submit_application
from shubbak.wire.report import REPORT_VERSION, ReportAnswer, ReportStatement
from shubbak.wire.seal import read_packet, sign_text
from shubbak.wire.sealing_key import SealingPrivateKey
from shubbak.wire.station import PortalKeys


class Desk:
    """A station beside a portal that has just rotated its key."""

    def __init__(self) -> None:
        self.clock, self.store, self.portal = FakeClock(), FakeStore(), FakePortal()
        self.identity = enrolled_identity(self.portal)
        self.submit("before")
        self.portal.rotate(SealingPrivateKey.generate())

    def submit(self, name: str) -> None:
        identity = with_newest_keys(self.identity, self.store)
        submit_application(an_application(name), self.clock, self.store, identity)

    def key_of(self, name: str) -> str:
        body = self.store.packets[name].body
        assert body is not None
        return read_packet(body)[0].key_id

    def answer(self, key: Ed25519PrivateKey | None = None, station: str = "K07", **changes: str) -> ReportAnswer:
        keys = msgspec.structs.replace(self.portal.keys(), **changes)
        statement = ReportStatement(REPORT_VERSION, station, "2026-03-01T12:00:00Z", 0, 1, "", keys)
        text = msgspec.json.encode(statement).decode()
        return ReportAnswer(text, sign_text(text, key or self.portal.signing))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_report_brings_the_newest_key_and_both_packets_open(desk: Desk) -> None:
    watch = SelfWatch(
        desk.store, FakeFleet(desk.portal, FakeClock()), FakeMachine(), desk.clock, desk.identity, "1", lambda: 1
    )
    assert watch.report() is not None
    desk.submit("after")
    assert (desk.key_of("before"), desk.key_of("after")) == ("portal-1", "portal-2")
    newest = with_newest_keys(desk.identity, desk.store)
    assert newest.portal_sealing == desk.portal.sealing.public()
    for _ in range(2):
        assert send_one(desk.store, desk.portal, newest, desk.clock).kind is SendKind.ACKNOWLEDGED


def test_a_key_is_taken_once(desk: Desk) -> None:
    assert take_keys(desk.store, desk.identity, desk.answer())
    assert not take_keys(desk.store, desk.identity, desk.answer())
    desk.portal.rotate(SealingPrivateKey.generate())
    assert take_keys(desk.store, desk.identity, desk.answer())
    assert with_newest_keys(desk.identity, desk.store).portal_sealing_id == "portal-3"


Lie = Callable[[Desk], ReportAnswer]
_OTHER = base64.b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()


@pytest.mark.parametrize(
    "lie",
    [
        lambda desk: desk.answer(key=Ed25519PrivateKey.generate()),
        lambda desk: desk.answer(station="K08"),
        lambda desk: desk.answer(signing=_OTHER),
        lambda desk: desk.answer(sealing="AAAA"),
        lambda desk: desk.answer(sealing="?"),
        lambda desk: desk.answer(sealing_kem="rot13"),
        lambda desk: desk.answer(sealing_id=""),
        lambda desk: ReportAnswer("{}", sign_text("{}", desk.portal.signing)),
        lambda desk: ReportAnswer(desk.answer().statement.replace("portal-2", "portal-9"), desk.answer().signature),
    ],
)
def test_a_key_that_the_pinned_signature_does_not_bring_is_not_taken(desk: Desk, lie: Lie) -> None:
    assert not take_keys(desk.store, desk.identity, lie(desk))
    assert with_newest_keys(desk.identity, desk.store) == desk.identity
    desk.store.keep_fact(PORTAL_KEYS, msgspec.json.encode(lie(desk)).decode())
    assert with_newest_keys(desk.identity, desk.store) == desk.identity


@pytest.mark.parametrize("kept", ["", "{", "null", "[]", '{"statement": 1}'])
def test_what_the_disk_made_of_a_kept_key_counts_as_none(desk: Desk, kept: str) -> None:
    desk.store.keep_fact(PORTAL_KEYS, kept)
    assert with_newest_keys(desk.identity, desk.store) == desk.identity
    assert take_keys(desk.store, desk.identity, desk.answer())


def test_the_kept_key_is_the_portals_own_word(desk: Desk) -> None:
    take_keys(desk.store, desk.identity, desk.answer())
    kept = msgspec.json.decode(desk.store.fact(PORTAL_KEYS), type=ReportAnswer)
    told = msgspec.json.decode(kept.statement, type=ReportStatement).keys
    assert isinstance(told, PortalKeys) and told == desk.portal.keys()
