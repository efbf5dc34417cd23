"""How a chip is opened: by PACE where it offers it, else by Basic Access Control, or not at all (Doc 9303-11, 4.2)."""

from __future__ import annotations

from shubbak.adapters.chip import bac, pace
from shubbak.adapters.chip.conversation import Conversation
from shubbak.adapters.chip.files import CARD_ACCESS, read_file, select_application, select_master
from shubbak.adapters.chip.security_infos import PaceOffer, pace_offer
from shubbak.ports.chip import CardAccessNumber, ChipError, MrzKey

_LARGEST_CARD_ACCESS = 4096
#: What an older chip may say to questions about a file it never heard of.
_SAYS_NO = ("chip-denied", "chip-broken")


def open_chip(conversation: Conversation, access: MrzKey | CardAccessNumber) -> str:
    """Open the travel document's files and return how: pace, bac or open. Raises ChipError."""
    offer = _offer(conversation)
    if offer is not None:
        # A wrong key is a wrong key: trying it on the older protocol as well would only show it to the air.
        conversation.channel = pace.open_channel(conversation, offer, access)
        select_application(conversation)
        return "pace"
    select_application(conversation)
    if not isinstance(access, MrzKey):
        raise ChipError("chip-zone-needed")
    untrusted_challenge = bac.challenge(conversation)
    if untrusted_challenge is None:
        return "open"
    conversation.channel = bac.open_channel(conversation, access, untrusted_challenge)
    return "bac"


def _offer(conversation: Conversation) -> PaceOffer | None:
    try:
        select_master(conversation)
        untrusted_set = read_file(conversation, CARD_ACCESS, _LARGEST_CARD_ACCESS)
    except ChipError as error:
        if error.code in _SAYS_NO:
            return None
        raise
    return pace_offer(untrusted_set) if untrusted_set is not None else None
