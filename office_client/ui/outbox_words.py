"""How the outbox speaks: ages, states as word, shape and colour, and why something waits."""

from __future__ import annotations

from datetime import datetime

from office_client.ui.office_wording import OfficeWording
from shubbak.domain.calendar import local_time
from shubbak.domain.text import isolate
from shubbak.ports.store import OutboxItem, PacketState
from shubbak.services.outbox_view import age_words, owner_words, reason_words

#: Each state's shape and colour; colour never speaks alone.
SIGNS = {
    PacketState.SEALED: ("hourglass", "warning"),
    PacketState.UPLOADING: ("hourglass", "info"),
    PacketState.ACKNOWLEDGED: ("circle-check", "success"),
    PacketState.REFUSED: ("octagon-alert", "danger"),
    PacketState.WIPED: ("circle-check", "success"),
}


def age(wording: OfficeWording, since: datetime, now: datetime) -> str:
    """Say how long ago in its largest unit."""
    return age_words(wording.sentences, wording.language, since, now)


def state_word(wording: OfficeWording, item: OutboxItem) -> str:
    """Say a packet's state in a word."""
    return wording.say(f"outbox.state.{item.state.value}")


def reason_line(wording: OfficeWording, item: OutboxItem) -> str:
    """Say in one sentence why a packet is where it is."""
    return reason_words(wording.sentences, wording.language, item)


def owner(wording: OfficeWording, item: OutboxItem) -> str:
    """Say whose packet it is."""
    return owner_words(wording.sentences, wording.language, item.operator)


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
