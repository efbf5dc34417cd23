"""The station's durable memory on SQLite: every verb one FULL transaction, every change an event beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects.sqlite import insert as upsert

from shubbak.adapters.store import (
    audit_rows,
    carrying_rows,
    draft_rows,
    fact_rows,
    handing_rows,
    packet_rows,
    payment_rows,
    relay_rows,
    retention_rows,
    tables,
)
from shubbak.adapters.store.chunk_rows import read_chunks
from shubbak.adapters.store.engine import open_engine
from shubbak.adapters.store.faults import DamageError, drop_failed_connections, translated
from shubbak.adapters.store.handing_verbs import OPEN_DRAFT, HandingVerbs
from shubbak.adapters.store.issued_verbs import IssuedVerbs
from shubbak.adapters.store.migrations import HEAD
from shubbak.adapters.store.output_rows import OutputVerbs
from shubbak.adapters.store.paper_verbs import PaperVerbs
from shubbak.domain.audit import AuditEvent, AuditHead
from shubbak.domain.payment import Payment, PaymentState
from shubbak.domain.receipt import Receipt
from shubbak.ports.drafts import DraftLine
from shubbak.ports.relay import RelayedPacket, RelayState
from shubbak.ports.retention import VouchedPacket
from shubbak.ports.store import Numbers, OutboxItem, PacketState, StoreError, Submission
from shubbak.wire.moment import moment_text


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _bring_up_to_date(engine: Engine, revisions: Sequence[ModuleType]) -> None:
    if not revisions and (_revision(engine) == HEAD or _newer_but_open(engine)):
        return
    # Alembic takes a tenth of a second to import, and all starts but the first of a release need none of it.
    from shubbak.adapters.store.migrate import migrate
    from shubbak.adapters.store.migrations import revisions as shipped

    migrate(engine, revisions or shipped())


def _newer_but_open(engine: Engine) -> bool:
    """Whether a newer release has worked on the file and left it open for this one, which then changes nothing of it:
    a release that was given up leaves its migration behind, and the queue must go on.
    """
    found = _revision(engine)
    with engine.begin() as connection:
        oldest = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    return found.isdecimal() and int(found) > int(HEAD) >= oldest > 0


def _revision(engine: Engine) -> str:
    with engine.begin() as connection:
        query = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
        if not connection.exec_driver_sql(query).scalar():
            return ""
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


class SqliteStationStore(HandingVerbs, PaperVerbs, OutputVerbs, IssuedVerbs):
    """`StationStore`, `AuditTrail`, `StationFacts`, `CarriedPackets`, `RetentionShelf`, `DraftShelf`, `RelayShelf`
    and, by its parents, `HandingShelf`, `PaperShelf`, `OutputShelf` and `IssuedShelf` of `shubbak.ports` in one file,
    migrated when it is opened; raises StoreError.

    May be called from any thread: transactions take turns on one connection. key: the file's, 32 bytes; another one
    is store-broken. `now` stamps the events; `revisions` are migrations other than the shipped ones.

    After a disk that failed (not one that was full) every verb is store-broken until the file is opened anew.
    """

    def __init__(
        self,
        path: Path,
        *,
        key: bytes,
        now: Callable[[], datetime] = _utc_now,
        revisions: Sequence[ModuleType] = (),
    ) -> None:
        self._now = now
        self._path = path
        self._failed = False
        with translated(path):
            self.engine = open_engine(path, key)
            drop_failed_connections(self.engine, self._device_failed)
            try:
                _bring_up_to_date(self.engine, revisions)
            except BaseException:
                self.engine.dispose()
                raise

    def close(self) -> None:
        """Close the file; the store is not usable afterwards."""
        self.engine.dispose()

    def intend(self, payment: Payment) -> None:
        with self._transaction() as connection:
            if payment_rows.write_intent(connection, payment):
                self._note(connection, "payment-intended", payment.id)

    def settle(self, payment_id: str, state: PaymentState, reference: str, card_tail: str) -> None:
        with self._transaction() as connection:
            payment_rows.write_settlement(connection, payment_id, state, reference, card_tail)
            self._note(connection, f"payment-{state.value}", payment_id)

    def unsettled(self) -> tuple[Payment, ...]:
        with self._transaction() as connection:
            return payment_rows.read_unsettled(connection)

    def submit(self, application_id: str, year: int, build: Callable[[Numbers], Submission]) -> Receipt:
        with self._transaction() as connection:
            earlier = packet_rows.read_receipt(connection, application_id)
            if earlier is not None:
                return earlier
            if handing_rows.is_handed(connection, application_id):
                raise StoreError("draft-handed")  # a trigger would refuse it as well
            numbers = packet_rows.next_numbers(connection, year)
            submission = build(numbers)
            number = submission.receipt.number
            if (submission.receipt.application_id, number.year, number.sequence) != (
                application_id,
                year,
                numbers.receipt_sequence,
            ):
                raise ValueError("the receipt does not carry the numbers that it was given")
            packet_rows.write_submission(connection, numbers, submission)  # its draft goes by a trigger
            self._note(connection, "packet-sealed", application_id)
        return submission.receipt

    def claim(self, now: datetime) -> tuple[OutboxItem, bytes] | None:
        with self._transaction() as connection:
            item = packet_rows.claim_packet(connection, now)
            if item is None:
                return None
            self._note(connection, "packet-claimed", item.id)
        try:
            with self._transaction() as connection:
                return item, read_chunks(connection, item.id)
        except DamageError:
            # Behind one damaged packet the others would wait for ever. Without its bytes it fails the check of its
            # digest, which comes before every sending, and goes to the drawer.
            return item, b""

    def acknowledge(self, packet_id: str, case: str, statement: bytes, signature: bytes) -> None:
        with self._transaction() as connection:
            if packet_rows.write_acknowledgement(connection, packet_id, case, statement, signature):
                self._note(connection, "packet-acknowledged", packet_id)

    def retry_later(self, packet_id: str, reason: str, next_try_at: datetime) -> None:
        when = moment_text(next_try_at)
        with self._transaction() as connection:
            if packet_rows.end_upload(connection, packet_id, PacketState.SEALED, reason, when):
                self._note(connection, "packet-waits", packet_id, reason)

    def refuse(self, packet_id: str, reason: str) -> None:
        with self._transaction() as connection:
            if packet_rows.end_upload(connection, packet_id, PacketState.REFUSED, reason, ""):
                self._note(connection, "packet-refused", packet_id, reason)

    def requeue(self, packet_id: str, now: datetime) -> bool:
        with self._transaction() as connection:
            found = packet_rows.make_due(connection, packet_id, now)
            if found:
                self._note(connection, "packet-requeued", packet_id)
            return found

    def recover(self) -> int:
        with self._transaction() as connection:
            count = packet_rows.free_uploads(connection, self._now())
            if count:
                self._note(connection, "packets-recovered", "", str(count))
            return count

    def outbox(self) -> tuple[OutboxItem, ...]:
        with self._transaction() as connection:
            return packet_rows.read_outbox(connection)

    def save_catalogue(self, version: int, statement: str, signature: str) -> None:
        row = upsert(tables.catalogue).values(id=1, version=version, statement=statement, signature=signature)
        newest = row.on_conflict_do_update(
            index_elements=[tables.catalogue.c.id],
            set_={"version": version, "statement": statement, "signature": signature},
            where=tables.catalogue.c.version <= version,
        ).returning(tables.catalogue.c.id)
        with self._transaction() as connection:
            if connection.execute(newest).first() is not None:
                self._note(connection, "catalogue-saved", "", str(version))

    def catalogue(self) -> tuple[str, str] | None:
        with self._transaction() as connection:
            row = connection.execute(select(tables.catalogue)).first()
            return None if row is None else (row.statement, row.signature)

    def note(self, kind: str, subject: str = "", detail: str = "") -> None:
        with self._transaction() as connection:
            self._note(connection, kind, subject, detail)

    def audit_head(self) -> AuditHead:
        with self._transaction() as connection:
            return audit_rows.read_head(connection)

    def audit_events(self, after: int = 0, limit: int = 1000) -> tuple[AuditEvent, ...]:
        with self._transaction() as connection:
            return audit_rows.read_events(connection, after, limit)

    def fact(self, name: str) -> str:
        with self._transaction() as connection:
            return fact_rows.read_fact(connection, name)

    def keep_fact(self, name: str, value: str) -> None:
        with self._transaction() as connection:
            fact_rows.write_fact(connection, name, value)

    def sealed_packet(self, packet_id: str) -> bytes | None:
        try:
            with self._transaction() as connection:
                kept = carrying_rows.is_kept(connection, packet_id)
                return read_chunks(connection, packet_id) if kept else None
        except DamageError:
            return b""  # no packet's bytes: whoever looks at them sees at once that they are not whole

    def turn_away(self, packet_id: str, reason: str) -> bool:
        with self._transaction() as connection:
            found = carrying_rows.write_turned_away(connection, packet_id, reason)
            if found:
                self._note(connection, "packet-refused", packet_id, reason)
            return found

    def newest_vouched(self, most: int) -> tuple[VouchedPacket, ...]:
        with self._transaction() as connection:
            return retention_rows.read_newest(connection, most)

    def vouched_before(self, limit: datetime, most: int) -> tuple[VouchedPacket, ...]:
        with self._transaction() as connection:
            return retention_rows.read_before(connection, limit, most)

    def wipe_packet(self, packet_id: str) -> bool:
        with self._transaction() as connection:
            found = retention_rows.write_wiped(connection, packet_id)
            if found:
                self._note(connection, "packet-wiped", packet_id)
            return found

    def wipe_payments(self, limit: datetime) -> int:
        with self._transaction() as connection:
            count = retention_rows.delete_payments(connection, limit)
            if count:
                self._note(connection, "payments-wiped", "", str(count))
            return count

    def keep_draft(self, line: DraftLine, body: bytes) -> bool:
        with self._transaction() as connection:
            kept = draft_rows.write_draft(connection, line, body)
            if kept:
                fact_rows.write_fact(connection, OPEN_DRAFT, line.id)  # until the screen is wiped
                self._note(connection, "draft-kept", line.id)
            return kept

    def drafts(self) -> tuple[DraftLine, ...]:
        with self._transaction() as connection:
            return draft_rows.read_drafts(connection)

    def take_draft(self, draft_id: str) -> bytes | None:
        with self._transaction() as connection:
            body = draft_rows.read_body(connection, draft_id)
            if body is not None:
                fact_rows.write_fact(connection, OPEN_DRAFT, draft_id)
                self._note(connection, "draft-taken", draft_id)
            return body

    def drop_draft(self, draft_id: str) -> bool:
        with self._transaction() as connection:
            found = draft_rows.delete_draft(connection, draft_id)
            if found:
                self._note(connection, "draft-dropped", draft_id)
            return found

    def drop_drafts_before(self, limit: datetime) -> int:
        with self._transaction() as connection:
            count = draft_rows.delete_before(connection, limit) + handing_rows.end_before(connection, limit)
            if count:
                self._note(connection, "drafts-wiped", "", str(count))
            return count

    def keep_relayed(self, packet: RelayedPacket, body: bytes) -> bool:
        with self._transaction() as connection:
            kept, new = relay_rows.write_relayed(connection, packet, body)
            if new:
                self._note(connection, "relay-kept", packet.id, packet.owner)
            return kept

    def relayed(self) -> tuple[RelayedPacket, ...]:
        with self._transaction() as connection:
            return relay_rows.read_relayed(connection)

    def claim_relayed(self, now: datetime, again_at: datetime) -> tuple[RelayedPacket, bytes] | None:
        with self._transaction() as connection:
            return relay_rows.claim(connection, now, again_at)

    def vouch_relayed(self, packet_id: str, statement: str, signature: str) -> None:
        with self._transaction() as connection:
            words = {"statement": statement, "signature": signature, "reason": ""}
            if relay_rows.end(connection, packet_id, RelayState.VOUCHED, **words):
                self._note(connection, "relay-vouched", packet_id)

    def relay_later(self, packet_id: str, reason: str, next_try_at: datetime) -> None:
        with self._transaction() as connection:
            relay_rows.postpone(connection, packet_id, reason, next_try_at)

    def refuse_relayed(self, packet_id: str, reason: str) -> None:
        with self._transaction() as connection:
            if relay_rows.end(connection, packet_id, RelayState.REFUSED, reason=reason):
                self._note(connection, "relay-refused", packet_id, reason)

    def drop_relayed_before(self, limit: datetime) -> int:
        with self._transaction() as connection:
            return relay_rows.delete_before(connection, limit)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        self._check()
        with translated(self._path), self.engine.begin() as connection:
            self._check()  # another thread's disk may have failed while this one waited for its turn
            yield connection

    def _check(self) -> None:
        if self._failed:
            raise StoreError("store-broken")

    def _device_failed(self) -> None:
        self._failed = True

    def _note(self, connection: Connection, kind: str, subject: str, detail: str = "") -> None:
        audit_rows.write_event(connection, moment_text(self._now()), kind, subject, detail)
