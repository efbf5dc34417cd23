"""The outbox as staff read it, in every place alike: the reason in a sentence, the age in words, and one action."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from shubbak.domain.counted import count_words
from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.domain.wording import Wording
from shubbak.ports.store import OutboxItem, PacketState

_KILOBYTE = 1_000
#: Refusals that no second sending can mend: the packet or its numbers are wrong, and only the centre can say what now.
_HOPELESS = frozenset(
    {
        "packet-damaged",
        "packet-id-reused",
        "sequence-reused",
        "receipt-reused",
        "receipt-number",
        "payment-reused",
        "application-shape",
        "application-mismatch",
        "application-too-large",
        "body-too-large",
    }
)


class Action(StrEnum):
    """The one thing that a person can do about a packet."""

    NONE = "none"
    SEND_NOW = "send_now"
    SHOW_SUPERVISOR = "show_supervisor"


def action_for(item: OutboxItem) -> Action:
    """Return what helps this packet: a refused one may be sent again once the cause is gone, unless nothing can."""
    if item.state is PacketState.SEALED:
        return Action.SEND_NOW
    if item.state is PacketState.REFUSED:
        return Action.SHOW_SUPERVISOR if item.reason in _HOPELESS else Action.SEND_NOW
    return Action.NONE


def in_order(items: tuple[OutboxItem, ...]) -> tuple[OutboxItem, ...]:
    """Return those that a person must see to first, then those that wait, oldest first, then the portal's, newest
    first.
    """
    refused = [item for item in items if item.state is PacketState.REFUSED]
    waiting = [item for item in items if item.state in (PacketState.SEALED, PacketState.UPLOADING)]
    done = [item for item in items if item not in refused and item not in waiting]
    return (*refused, *waiting, *reversed(done))


def age_words(wording: Wording, language: Language, since: datetime, now: datetime) -> str:
    """Say how long ago in its largest unit: minutes, hours or days; a clock that stepped back makes it "just now"."""
    minutes = int((now - since).total_seconds()) // 60
    if minutes < 1:
        return wording.say("outbox.age.now", language)
    if minutes < 60:
        return count_words(wording, language, "outbox.age.minutes", minutes)
    if minutes < 24 * 60:
        return count_words(wording, language, "outbox.age.hours", minutes // 60)
    return count_words(wording, language, "outbox.age.days", minutes // (24 * 60))


def reason_words(wording: Wording, language: Language, item: OutboxItem) -> str:
    """Say in one sentence why a packet is where it is; the portal may know codes that this release does not."""
    if item.case:
        return wording.say("outbox.case", language, case=isolate(item.case))
    if not item.reason:
        return wording.say("outbox.not_tried", language)
    return code_words(wording, language, item.reason)


def code_words(wording: Wording, language: Language, code: str) -> str:
    """Explain a problem code that takes no values, as the one of a packet's last try or of a report."""
    key, known = f"problem.{code}", wording.keys()
    if key not in known:
        return wording.say("outbox.unknown_reason", language, code=isolate(code))
    return wording.say(key, language)


def size_words(size: int) -> str:
    """Return a packet's size in kilobytes, or "" once its bytes are gone."""
    return isolate(f"{max(1, round(size / _KILOBYTE)):,} kB") if size else ""


def owner_words(wording: Wording, language: Language, operator: str) -> str:
    """Return whose packet it is: an operator's sign-in name, or the visitor's own at a kiosk."""
    return isolate_name(operator) if operator else wording.say("outbox.owner_visitor", language)
