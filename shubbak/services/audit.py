"""What the audit trail can say: every kind of event by name, and the verb that notes one."""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum

from shubbak.domain.folding import fold
from shubbak.ports.audit import AuditTrail
from shubbak.ports.store import StoreError

#: An id, a sign-in name, a code or a count; nothing that a sentence or a person's name could be written with.
_WORD = re.compile(r"[^\s\x00-\x1f\x7f]{0,80}")


class AuditKind(StrEnum):
    """Every kind of event; its sentences stand in `resources/i18n/audit.yaml` under `kind.<value>`.

    The store's own verbs note the kinds about payments, packets, receipts and the catalogue inside their transactions.
    """

    STATION_STARTED = "station-started"
    STATION_STOPPED = "station-stopped"
    PROGRAM_CHANGED = "program-changed"
    PROGRAM_REFUSED = "program-refused"
    SETTINGS_CHANGED = "settings-changed"
    CATALOGUE_SAVED = "catalogue-saved"
    CATALOGUE_REFUSED = "catalogue-refused"
    CLOCK_JUMPED = "clock-jumped"
    CLOCK_CONFIRMED = "clock-confirmed"
    CODE_LISTS_FORGOTTEN = "code-lists-forgotten"
    STATION_KEY_CHANGED = "station-key-changed"
    STORE_OLDER = "store-older"
    WORK_REFUSED = "work-refused"
    WORK_TAKEN_AGAIN = "work-taken-again"
    DEVICE_LOST = "device-lost"
    DEVICE_BACK = "device-back"
    REPORT = "report"
    KEYS_CHANGED = "keys-changed"

    OPERATOR_SIGNED_IN = "operator-signed-in"
    OPERATOR_SIGNED_OUT = "operator-signed-out"
    OPERATOR_REFUSED = "operator-refused"
    STAFF_ENTERED = "staff-entered"
    STAFF_LEFT = "staff-left"
    STAFF_REFUSED = "staff-refused"

    VISIT_BEGUN = "visit-begun"
    VISIT_ENDED = "visit-ended"
    VISIT_WIPED = "visit-wiped"

    DRAFT_KEPT = "draft-kept"
    DRAFT_TAKEN = "draft-taken"
    DRAFT_DROPPED = "draft-dropped"
    DRAFT_HANDED = "draft-handed"
    DRAFT_HANDED_OVER = "draft-handed-over"
    DRAFT_TAKEN_BACK = "draft-taken-back"
    DRAFT_RECEIVED = "draft-received"
    DRAFT_DISOWNED = "draft-disowned"
    DRAFTS_WIPED = "drafts-wiped"

    PAYMENT_INTENDED = "payment-intended"
    PAYMENT_CAPTURED = "payment-captured"
    PAYMENT_DECLINED = "payment-declined"
    PAYMENT_CANCELLED = "payment-cancelled"
    PAYMENT_UNKNOWN = "payment-unknown"
    PAYMENT_REVERSED = "payment-reversed"
    PAYMENTS_WIPED = "payments-wiped"

    PACKET_SEALED = "packet-sealed"
    PACKET_CLAIMED = "packet-claimed"
    PACKET_WAITS = "packet-waits"
    PACKET_ACKNOWLEDGED = "packet-acknowledged"
    PACKET_REFUSED = "packet-refused"
    PACKET_REQUEUED = "packet-requeued"
    PACKETS_RECOVERED = "packets-recovered"
    PACKET_WIPED = "packet-wiped"

    RELAY_KEPT = "relay-kept"
    RELAY_VOUCHED = "relay-vouched"
    RELAY_REFUSED = "relay-refused"

    PRINT_BEGUN = "print-begun"
    COPY_BEGUN = "copy-begun"
    PRINT_UNSURE = "print-unsure"
    RECEIPT_PRINTED = "receipt-printed"
    RECEIPT_REPRINTED = "receipt-reprinted"
    PLAN_BEGUN = "plan-begun"
    PLAN_PRINTED = "plan-printed"
    PLAN_UNSURE = "plan-unsure"
    SHEET_BEGUN = "sheet-begun"
    SHEET_BLANK = "sheet-blank"
    SHEET_PRINTED = "sheet-printed"
    SHEET_UNSURE = "sheet-unsure"
    SHEET_SPOILED = "sheet-spoiled"
    PRINTER_TESTED = "printer-tested"

    STICK_WRITTEN = "stick-written"
    STICK_READ = "stick-read"
    STICK_REFUSED = "stick-refused"


def operator_code(name: str) -> str:
    """Return what stands for an operator in events, such as op-1f0c2a9b7d44: the same for every spelling that signs the
    same person in. The trail travels further than the station's list of operators, so it names nobody.
    """
    return "op-" + hashlib.sha256(fold(name).encode()).hexdigest()[:12]


def note(trail: AuditTrail, kind: AuditKind, subject: str = "", detail: str = "") -> str:
    """Note one event and return "", or the store's code when the disk did not take it.

    A missing event must not end the visit or the chore that it tells of, so the code is the caller's to log; what must
    not happen unnoted is noted by the store inside its own transaction. subject: a packet's, payment's or operator's
    id. detail: a code or a count. Raises ValueError for text that could be anything else.
    """
    if not (_WORD.fullmatch(subject) and _WORD.fullmatch(detail)):
        raise ValueError("an event carries ids and codes alone")
    try:
        trail.note(kind.value, subject, detail)
    except StoreError as error:
        return error.code
    return ""
