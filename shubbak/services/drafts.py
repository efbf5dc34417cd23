"""Put an application aside and take it up again: one life, one id, whatever happens in between."""

from __future__ import annotations

import hmac

from shubbak.domain.draft import Draft
from shubbak.domain.resume_code import resume_code
from shubbak.ports.clock import Clock
from shubbak.ports.drafts import DraftLine, DraftShelf
from shubbak.wire.draft import DraftError, read_draft, write_draft
from shubbak.wire.packet import MAX_PACKET_BYTES


class DraftRefusedError(Exception):
    """Nothing was changed. `code`: draft-too-large, draft-submitted, draft-gone or draft-broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def put_aside(draft: Draft, clock: Clock, shelf: DraftShelf) -> None:
    """Keep a draft, in place of what was kept of it before; it is on the disk for good when this returns.

    Raises DraftRefusedError or StoreError.
    """
    body = write_draft(draft)
    if len(body) > MAX_PACKET_BYTES:
        raise DraftRefusedError("draft-too-large")
    line = DraftLine(
        id=draft.id,
        service_id=draft.service_id,
        service_version=draft.service_version,
        operator=draft.operator,
        person=draft.person,
        kept_at=clock.now(),
        size=len(body),
    )
    if not shelf.keep_draft(line, body):
        raise DraftRefusedError("draft-submitted")


def find_by_code(code: str, shelf: DraftShelf) -> str | None:
    """Return the id of the draft that is kept under a code; raises StoreError."""
    return next((line.id for line in shelf.drafts() if hmac.compare_digest(resume_code(line.id), code)), None)


def take_up(draft_id: str, shelf: DraftShelf) -> Draft:
    """Return a draft to go on with; it stays on the shelf until it is submitted or thrown away.

    Raises DraftRefusedError or StoreError.
    """
    body = shelf.take_draft(draft_id)
    if body is None:
        raise DraftRefusedError("draft-gone")
    try:
        draft = read_draft(body)
    except DraftError as error:
        raise DraftRefusedError(str(error)) from error
    if draft.id != draft_id:
        raise DraftRefusedError("draft-broken")
    return draft
