"""How the outbox speaks: ages, states as word, shape and colour, and why something waits."""

from __future__ import annotations

from datetime import datetime

from office_client.ui.office_wording import OfficeWording
from shubbak.domain.calendar import local_time
from shubbak.domain.text import isolate
from shubbak.ports.store import OutboxItem, PacketState

#: Each state's shape and colour; colour never speaks alone.
SIGNS = {
    PacketState.SEALED: ("hourglass", "warning"),
    PacketState.UPLOADING: ("hourglass", "info"),
    PacketState.ACKNOWLEDGED: ("circle-check", "success"),
    PacketState.REFUSED: ("octagon-alert", "danger"),
}


def age(wording: OfficeWording, since: datetime, now: datetime) -> str:
    """Say how long ago in its largest unit: minutes, hours or days; a clock that stepped back makes it "just now"."""
    minutes = int((now - since).total_seconds()) // 60
    if minutes < 1:
        return wording.say("office.age.now")
    if minutes < 60:
        return wording.count("office.age.minutes", minutes)
    if minutes < 24 * 60:
        return wording.count("office.age.hours", minutes // 60)
    return wording.count("office.age.days", minutes // (24 * 60))


def state_word(wording: OfficeWording, item: OutboxItem) -> str:
    """Say a packet's state in a word."""
    return wording.say(f"office.outbox.state.{item.state.value}")


def reason_line(wording: OfficeWording, item: OutboxItem) -> str:
    """Say in one sentence why a packet is where it is."""
    if item.state is PacketState.ACKNOWLEDGED:
        return wording.say("office.outbox.case", case=isolate(item.case))
    return wording.reason(item.reason) if item.reason else wording.say("outbox.not_tried")


def next_try(wording: OfficeWording, item: OutboxItem, country: str) -> str:
    """Say when a packet that waits is tried again by itself, "" for every other."""
    if item.state is not PacketState.SEALED or not item.attempts:
        return ""
    return wording.say("outbox.next_try", time=isolate(f"{local_time(item.next_try_at, country):%H:%M:%S}"))


def headline(wording: OfficeWording, waiting: int, refused: int, oldest: str) -> str:
    """Say how many wait, since when, and how many a person must see to."""
    if not waiting and not refused:
        return wording.say("office.outbox.all_sent")
    parts = []
    if refused:
        parts.append(wording.count("office.outbox.refused", refused))
    if waiting:
        parts.append(wording.count("office.outbox.waiting", waiting))
        parts.append(wording.say("office.outbox.oldest", age=oldest))
    return wording.say("office.joint").join(parts)
