"""A draft as it is kept and handed over (MessagePack), version 1, by hand in both directions."""

from __future__ import annotations

import msgspec

from shubbak.domain.application import Consent
from shubbak.domain.chip_word import ChipWord
from shubbak.domain.draft import Draft
from shubbak.domain.page import Scan
from shubbak.domain.text import Language
from shubbak.wire.application import WireConsent, WireIdentity
from shubbak.wire.application_border import identity_from_wire, identity_to_wire
from shubbak.wire.attachment import (
    WireAttachment,
    WireScan,
    attachment_from_wire,
    attachment_to_wire,
    page_from_wire,
    page_to_wire,
)
from shubbak.wire.moment import moment_text, parse_moment

DRAFT_VERSION = 1


class WireDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Everything of one draft. Times are RFC 3339 UTC; answers are as typed, several choices a list. Drafts of before
    do not have the last two, and without look-ups and scans a draft is still as they were.
    """

    version: int
    id: str
    service_id: str
    service_version: int
    started_at: str
    consent: WireConsent
    identity: WireIdentity | None
    raw: dict[str, str | list[str]]
    machine_read: list[str]
    attachments: list[WireAttachment]
    step: str
    page: str
    person: str
    operator: str
    filled_by: dict[str, str] = {}
    scans: dict[str, WireScan] = {}


class DraftError(ValueError):
    """The bytes are not a draft of this version. The text is a stable code, draft-broken; it never quotes the
    content.
    """


def write_draft(draft: Draft) -> bytes:
    """Return a draft as MessagePack, version 1."""
    consent = draft.consent
    wire = WireDraft(
        version=DRAFT_VERSION,
        id=draft.id,
        service_id=draft.service_id,
        service_version=draft.service_version,
        started_at=moment_text(draft.started_at),
        consent=WireConsent(consent.notice_version, consent.language.value, moment_text(consent.given_at)),
        identity=identity_to_wire(draft.identity, draft.identity_typed, draft.names_confirmed, draft.chip),
        raw={key: list(value) if isinstance(value, tuple) else value for key, value in draft.raw.items()},
        machine_read=sorted(draft.machine_read),
        attachments=[attachment_to_wire(one) for one in draft.attachments],
        step=draft.step,
        page=draft.page,
        person=draft.person,
        operator=draft.operator,
        filled_by=dict(draft.filled_by),
        scans={need: _scan_to_wire(scan) for need, scan in draft.scans.items()},
    )
    return msgspec.msgpack.encode(wire)


def read_draft(untrusted: bytes) -> Draft:
    """Read what `write_draft` wrote; raises DraftError."""
    try:
        wire = msgspec.msgpack.decode(untrusted, type=WireDraft)
        if wire.version == DRAFT_VERSION:
            return _from_wire(wire)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        # The cause may quote an answer, and an exception's text may reach a log.
        raise DraftError("draft-broken") from None
    raise DraftError("draft-broken")


def _from_wire(wire: WireDraft) -> Draft:
    consent = wire.consent
    return Draft(
        id=wire.id,
        service_id=wire.service_id,
        service_version=wire.service_version,
        started_at=parse_moment(wire.started_at),
        consent=Consent(consent.notice_version, Language(consent.language), parse_moment(consent.given_at)),
        identity=identity_from_wire(wire.identity),
        identity_typed=wire.identity is not None and wire.identity.typed,
        raw={key: tuple(value) if isinstance(value, list) else value for key, value in wire.raw.items()},
        machine_read=frozenset(wire.machine_read),
        attachments=tuple(attachment_from_wire(one) for one in wire.attachments),
        step=wire.step,
        page=wire.page,
        person=wire.person,
        operator=wire.operator,
        filled_by=wire.filled_by,
        scans={
            need: Scan(scan.alternative, tuple(page_from_wire(page) for page in scan.pages))
            for need, scan in wire.scans.items()
        },
        names_confirmed=wire.identity is not None and wire.identity.names_confirmed,
        chip=ChipWord(wire.identity.chip if wire.identity else ""),
    )


def _scan_to_wire(scan: Scan) -> WireScan:
    return WireScan(scan.alternative, [page_to_wire(page) for page in scan.pages])
