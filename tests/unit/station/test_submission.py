"""A submission is sealed to the portal, numbered and kept once, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.store import FakeStore

from shubbak.domain.money import Money
from shubbak.domain.payment import PaymentState
from shubbak.ports.store import StoreError
from shubbak.services import submission
from shubbak.services.submission import SubmissionError, submit_application
from shubbak.wire.packet import PACKET_VERSION_OF_X25519
from shubbak.wire.seal import read_packet
from shubbak.wire.sealing_key import SealingPrivateKey

PORTAL = FakePortal()
IDENTITY = enrolled_identity(PORTAL)


def test_the_portal_opens_what_the_station_sealed() -> None:
    clock, store, portal = FakeClock(), FakeStore(), FakePortal()
    identity = enrolled_identity(portal)
    application = an_application("a1", payment_for("a1", clock, PaymentState.CAPTURED))
    receipt = submit_application(application, clock, store, identity)
    claimed = store.claim(clock.now())
    assert claimed is not None
    portal.send("a1", claimed[1])
    stored = portal.stored["a1"]
    assert stored.application == application
    assert str(receipt.number) == stored.head.receipt
    assert (stored.head.station, stored.head.sequence, stored.head.total_minor) == ("K07", 1, 5_000)
    assert (receipt.total, receipt.issued_at, receipt.service_id) == (
        Money(5_000, "KWD"),
        clock.now(),
        "kw.health_licence_renewal",
    )


def test_a_portal_that_offers_the_first_kind_of_key_gets_the_first_kind_of_packet() -> None:
    portal, clock, store = FakePortal(), FakeClock(), FakeStore()
    portal.rotate(SealingPrivateKey(X25519PrivateKey.generate()))
    submit_application(an_application("a1"), clock, store, enrolled_identity(portal))
    claimed = store.claim(clock.now())
    assert claimed is not None
    assert read_packet(claimed[1])[0].version == PACKET_VERSION_OF_X25519
    portal.send("a1", claimed[1])
    assert portal.stored["a1"].application.id == "a1"


def test_nothing_personal_is_readable_at_the_station() -> None:
    clock, store = FakeClock(), FakeStore()
    submit_application(an_application("a1"), clock, store, IDENTITY)
    body = store.packets["a1"].body
    assert body is not None
    for private in ("ERIKSSON", "D23145890", "274081200011", "بقالة النور", "PNG scan"):
        assert private.encode() not in body


def test_a_double_tap_gets_the_first_receipt() -> None:
    clock, store = FakeClock(), FakeStore()
    first = submit_application(an_application("a1"), clock, store, IDENTITY)
    clock.advance(seconds=4)
    assert submit_application(an_application("a1"), clock, store, IDENTITY) == first
    assert len(store.packets) == 1


def test_money_that_was_not_captured_is_no_payment() -> None:
    clock, store = FakeClock(), FakeStore()
    for state in set(PaymentState) - {PaymentState.CAPTURED}:
        application = an_application("a1", payment_for("a1", clock, state))
        with pytest.raises(SubmissionError, match="application-unpaid"):
            submit_application(application, clock, store, IDENTITY)
    assert store.packets == {}


def test_a_packet_that_the_portal_would_refuse_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "MAX_PACKET_BYTES", 4_000)
    clock, store = FakeClock(), FakeStore()
    with pytest.raises(SubmissionError, match="application-too-large"):
        submit_application(an_application("a1", scan=b"x" * 4_000), clock, store, IDENTITY)
    assert store.packets == {}


def test_a_full_disk_takes_nothing() -> None:
    store = FakeStore()
    store.fail = "store-full"
    with pytest.raises(StoreError, match="store-full"):
        submit_application(an_application("a1"), FakeClock(), store, IDENTITY)
    assert store.packets == {}


def test_an_identity_shows_no_key() -> None:
    assert "Ed25519PrivateKey" not in repr(IDENTITY)


def test_the_numbers_year_is_that_of_the_country() -> None:
    clock, store = FakeClock(datetime(2026, 12, 31, 21, 30, tzinfo=UTC)), FakeStore()
    receipt = submit_application(an_application("a1"), clock, store, IDENTITY)
    assert str(receipt.number).startswith("K07-2027-000001-")
