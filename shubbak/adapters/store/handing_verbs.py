"""The store's side of handing drafts from counter to counter: `HandingShelf` over the store's transactions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from shubbak.adapters.store import fact_rows, handing_rows
from shubbak.ports.drafts import DraftLine
from shubbak.ports.handing import HandedDraft, HandedStamp, Handing

#: The fact that names the draft on the screen. It is set in the transaction that gives a draft to the screen or takes
#: it from there, so that a neighbour's call comes before or after it.
OPEN_DRAFT = "open-draft"


class HandingVerbs(ABC):
    """Implements `shubbak.ports.handing.HandingShelf` for a store that gives transactions and notes events."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def _note(self, connection: Connection, kind: str, subject: str, detail: str = "") -> None: ...

    def close_draft(self) -> None:
        with self._transaction() as connection:
            if fact_rows.read_fact(connection, OPEN_DRAFT):
                fact_rows.write_fact(connection, OPEN_DRAFT, "")

    def open_draft(self) -> str:
        with self._transaction() as connection:
            return fact_rows.read_fact(connection, OPEN_DRAFT)

    def hand_draft(
        self, draft_id: str, taker: str, taker_key: str, fresh: HandedStamp
    ) -> tuple[HandedDraft, bytes] | None:
        with self._transaction() as connection:
            if fact_rows.read_fact(connection, OPEN_DRAFT) == draft_id:
                return None
            found = handing_rows.hand(connection, draft_id, taker, taker_key, fresh)
            if found is None:
                return None
            handed, body, new = found
            if new:
                self._note(connection, "draft-handed", draft_id, taker)
            return handed, body

    def handed(self) -> tuple[HandedDraft, ...]:
        with self._transaction() as connection:
            return handing_rows.read_handed(connection)

    def end_handing(self, draft_id: str, taker: str, nonce: str) -> bool:
        with self._transaction() as connection:
            known, ended = handing_rows.end(connection, draft_id, taker, nonce)
            if ended:
                self._note(connection, "draft-handed-over", draft_id, taker)
            return known

    def take_back(self, draft_id: str, nonce: str) -> bool:
        with self._transaction() as connection:
            found = handing_rows.restore(connection, draft_id, nonce)
            if found:
                self._note(connection, "draft-taken-back", draft_id)
            return found

    def receive_draft(self, handing: Handing, line: DraftLine, body: bytes) -> bool:
        with self._transaction() as connection:
            received, new = handing_rows.receive(connection, handing, line, body)
            if new:
                self._note(connection, "draft-received", line.id, handing.giver)
            return received

    def unconfirmed(self) -> tuple[Handing, ...]:
        with self._transaction() as connection:
            return handing_rows.read_unconfirmed(connection)

    def settle_handing(self, handing: Handing) -> None:
        with self._transaction() as connection:
            handing_rows.settle(connection, handing)

    def disown(self, handing: Handing, most: int) -> bool | None:
        with self._transaction() as connection:
            disowned, new = handing_rows.disown(connection, handing, most)
            if new:
                self._note(connection, "draft-disowned", handing.draft_id, handing.giver)
            return disowned
