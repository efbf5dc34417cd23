"""What devices, operators and copies leave in the trail, and that nothing of it stands in a visit's way."""

from __future__ import annotations

import pytest
from fakes.store import FakeStore

from shubbak.domain.problem import Problem
from shubbak.flow import events
from shubbak.flow.effects import Effect, ReadIdentity, ScanDocument
from shubbak.ports.operators import Operator
from shubbak.services.audit import operator_code
from shubbak.services.audited import AuditedHands, AuditedOperators

Told = list[tuple[str, str, str]]


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def told(store: FakeStore) -> Told:
    return [(event.kind, event.subject, event.detail) for event in store.events]


def test_a_lost_device_is_noted_once_and_again_when_it_is_back(store: FakeStore) -> None:
    answers: list[events.Event | None] = []
    hands = AuditedHands(store, lambda _: answers[-1])
    for answer in (
        events.ScanFailed("scanner-gone"),
        events.ScanFailed("scanner-gone"),
        events.ScanFailed("scanner-empty"),
        None,
    ):
        answers.append(answer)
        assert hands.perform(ScanDocument("lease", "contract")) is answer
    assert told(store) == [
        ("device-lost", "document-scanner", "scanner-gone"),
        ("device-back", "document-scanner", ""),
    ]


def test_two_devices_are_told_apart(store: FakeStore) -> None:
    hands = AuditedHands(store, lambda _: events.ScanFailed("scanner-gone"))
    for effect in (ReadIdentity(), ScanDocument("lease", "contract")):
        hands.perform(effect)
    assert [subject for _, subject, _ in told(store)] == ["card-scanner", "document-scanner"]


class Door:
    """Lets in whoever says 1234."""

    def known(self) -> bool:
        return True

    def sign_in(self, untrusted_name: str, untrusted_pin: str) -> Operator | Problem:
        return Operator(untrusted_name) if untrusted_pin == "1234" else Problem("sign-in-wrong")


def test_operators_stand_in_the_trail_under_their_codes(store: FakeStore) -> None:
    door = AuditedOperators(store, Door())
    assert door.known()
    assert door.sign_in("أمل العنزي", "1234") == Operator("أمل العنزي")
    assert door.sign_in("a PIN typed into the name", "0") == Problem("sign-in-wrong")
    assert told(store) == [
        ("operator-signed-in", operator_code("أمل العنزي"), ""),
        ("operator-refused", operator_code("a PIN typed into the name"), "sign-in-wrong"),
    ]


def test_a_full_disk_stops_neither_visit_nor_sign_in(store: FakeStore) -> None:
    store.fail = "store-full"
    failed: Effect = ReadIdentity()
    assert AuditedHands(store, lambda _: events.ScanFailed("scanner-gone")).perform(failed) == events.ScanFailed(
        "scanner-gone"
    )
    assert AuditedOperators(store, Door()).sign_in("amal", "1234") == Operator("amal")
