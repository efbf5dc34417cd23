"""The outbox as staff read it: order, action, age, reason, size and owner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shubbak.domain.money import Money
from shubbak.domain.text import Language, bare
from shubbak.ports.store import OutboxItem, PacketState
from shubbak.resources import load_wording
from shubbak.services.outbox_view import (
    Action,
    action_for,
    age_words,
    code_words,
    in_order,
    owner_words,
    reason_words,
    size_words,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDING = load_wording()


def item(number: int, state: PacketState, reason: str = "", case: str = "") -> OutboxItem:
    money = Money(5_000, "KWD")
    return OutboxItem(str(number), number, "s", f"K07-{number}", money, state, NOON, 1, NOON, reason, case, True)


def test_what_a_person_must_see_to_stands_first() -> None:
    states = (PacketState.ACKNOWLEDGED, PacketState.SEALED, PacketState.REFUSED, PacketState.ACKNOWLEDGED)
    items = tuple(item(number, state) for number, state in enumerate((*states, PacketState.UPLOADING)))
    assert [one.id for one in in_order(items)] == ["2", "1", "4", "3", "0"]


@pytest.mark.parametrize(
    ("state", "reason", "action"),
    [
        (PacketState.SEALED, "portal-unreachable", Action.SEND_NOW),
        (PacketState.UPLOADING, "", Action.NONE),
        (PacketState.ACKNOWLEDGED, "", Action.NONE),
        (PacketState.REFUSED, "station-revoked", Action.SEND_NOW),
        (PacketState.REFUSED, "packet-damaged", Action.SHOW_SUPERVISOR),
        (PacketState.REFUSED, "sequence-reused", Action.SHOW_SUPERVISOR),
        (PacketState.REFUSED, "a-code-of-the-future", Action.SEND_NOW),
    ],
)
def test_each_packet_has_one_action(state: PacketState, reason: str, action: Action) -> None:
    assert action_for(item(1, state, reason)) is action


@pytest.mark.parametrize(
    ("age", "english"),
    [
        (timedelta(seconds=59), "under a minute"),
        (timedelta(days=-4000), "under a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=2), "2 minutes"),
        (timedelta(hours=11), "11 hours"),
        (timedelta(days=104), "104 days"),
    ],
)
def test_ages_in_their_largest_unit(age: timedelta, english: str) -> None:
    assert bare(age_words(WORDING, Language.EN, NOON - age, NOON)) == english


def test_every_reason_is_a_sentence_in_both_languages() -> None:
    for language in Language:
        assert WORDING.say("problem.portal-unreachable", language) == reason_words(
            WORDING, language, item(1, PacketState.SEALED, "portal-unreachable")
        )
        assert "moon-phase" in code_words(WORDING, language, "moon-phase")
        assert "M-1" in reason_words(WORDING, language, item(1, PacketState.ACKNOWLEDGED, "", "M-1"))
        assert reason_words(WORDING, language, item(1, PacketState.SEALED)) == WORDING.say("outbox.not_tried", language)


def test_sizes_and_owners() -> None:
    assert [bare(size_words(size)) for size in (0, 10, 1_870_400)] == ["", "1 kB", "1,870 kB"]
    assert bare(owner_words(WORDING, Language.AR, "سارة")) == "سارة"
    assert owner_words(WORDING, Language.EN, "") == "the visitor"


@pytest.mark.parametrize(
    "code",
    [
        *("portal-unreachable", "portal-slow", "portal-busy", "portal-gibberish", "portal-refused", "portal-address"),
        *("portal-certificate", "station-unknown", "station-revoked", "store-full", "store-broken", "store-busy"),
    ],
)
def test_every_way_to_be_refused_or_offline_has_its_sentence(code: str) -> None:
    for language in Language:
        assert code not in code_words(WORDING, language, code)
