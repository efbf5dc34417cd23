"""Attachments and the pages behind them as they travel and are kept, by hand in both directions."""

from __future__ import annotations

import msgspec

from shubbak.domain.application import Attachment
from shubbak.domain.page import CardZone, Excuse, Page, PageFault, Place
from shubbak.wire.moment import moment_text, parse_moment


class WireExcuse(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Why a page counts in spite of its faults. at: RFC 3339 UTC, page from 1; "" and 0 from programs of before they
    were told.
    """

    reason: str
    operator: str
    faults: list[str]
    note: str = ""
    at: str = ""
    page: int = 0


class WireAttachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A document. The last two came later: packets and drafts of before do not have them."""

    need: str
    alternative: str
    media_type: str
    body: bytes
    pages: int = 1
    excuses: list[WireExcuse] = []


class WireFault(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is wrong with a page; place: left, top, right, bottom in shares."""

    code: str
    place: tuple[float, float, float, float] | None = None


class WirePage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One page of a draft. card and zone came later: which card its zone names, and where that stands, as `place`;
    then pattern.
    """

    body: bytes
    width: int
    height: int
    mark: int = 0
    faults: list[WireFault] = []
    looks: str = ""
    excuse: WireExcuse | None = None
    card: str = ""
    zone: tuple[float, float, float, float] | None = None
    pattern: bytes = b""


class WireScan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The pages taken for one need of a draft."""

    alternative: str
    pages: list[WirePage]


def attachment_to_wire(attachment: Attachment) -> WireAttachment:
    """Return a document as it travels."""
    return WireAttachment(
        attachment.need,
        attachment.alternative,
        attachment.media_type,
        attachment.body,
        attachment.pages,
        [_excuse_to_wire(excuse) for excuse in attachment.excuses],
    )


def attachment_from_wire(wire: WireAttachment) -> Attachment:
    """Read a document."""
    excuses = tuple(_excuse_from_wire(excuse) for excuse in wire.excuses)
    return Attachment(wire.need, wire.alternative, wire.media_type, wire.body, wire.pages, excuses)


def page_to_wire(page: Page) -> WirePage:
    """Return a page as it is kept; its packed form is left behind and made again when it is needed."""
    excuse = _excuse_to_wire(page.excuse) if page.excuse else None
    faults = [_fault_to_wire(fault) for fault in page.faults]
    card, zone = (page.zone.card, _place_to_wire(page.zone.place)) if page.zone else ("", None)
    return WirePage(page.body, page.width, page.height, page.mark, faults, page.looks, excuse, card, zone, page.pattern)


def page_from_wire(wire: WirePage) -> Page:
    """Read one page of a draft."""
    faults = tuple(PageFault(fault.code, Place(*fault.place) if fault.place else None) for fault in wire.faults)
    excuse = _excuse_from_wire(wire.excuse) if wire.excuse else None
    zone = CardZone(wire.card, Place(*wire.zone) if wire.zone else None) if wire.card else None
    return Page(
        wire.body, wire.width, wire.height, wire.mark, faults, wire.looks, excuse, zone=zone, pattern=wire.pattern
    )


def _fault_to_wire(fault: PageFault) -> WireFault:
    return WireFault(fault.code, _place_to_wire(fault.place))


def _place_to_wire(place: Place | None) -> tuple[float, float, float, float] | None:
    return (place.left, place.top, place.right, place.bottom) if place else None


def _excuse_to_wire(excuse: Excuse) -> WireExcuse:
    at = moment_text(excuse.at) if excuse.at else ""
    return WireExcuse(excuse.reason, excuse.operator, list(excuse.faults), excuse.note, at, excuse.page)


def _excuse_from_wire(wire: WireExcuse) -> Excuse:
    at = parse_moment(wire.at) if wire.at else None
    return Excuse(wire.reason, wire.operator, tuple(wire.faults), wire.note, at, wire.page)
