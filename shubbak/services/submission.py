"""Submit an application: encode, seal to the portal, number, sign and commit it, all or nothing, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import msgspec

from shubbak.domain.application import Application
from shubbak.domain.calendar import local_date
from shubbak.domain.payment import PaymentState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.ports.clock import Clock
from shubbak.ports.store import Numbers, StationStore, Submission
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.application_border import write_application
from shubbak.wire.moment import moment_text
from shubbak.wire.packet import MAX_PACKET_BYTES, PACKET_VERSION, PACKET_VERSION_OF_X25519, PacketHead
from shubbak.wire.seal import close_packet, digest, seal
from shubbak.wire.sealing_key import HYBRID


class SubmissionError(Exception):
    """The application cannot be taken as it is; nothing was written. `code`: application-too-large or
    application-unpaid.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def no_paper(_: Receipt) -> bytes:
    """For a receipt that nobody prints, and for one that comes without a plan."""
    return b""


def submit_application(
    application: Application,
    clock: Clock,
    store: StationStore,
    identity: StationIdentity,
    paper: Callable[[Receipt], bytes] = no_paper,
    output: Callable[[Receipt], bytes] = no_paper,
) -> Receipt:
    """Commit an application and return its receipt; the same application again returns the first receipt.

    When this returns, the packet is on the disk for good, its receipt's paper is owed, and a receipt may be shown.
    paper: what the paper is set from, as `services.kept_sheet` writes it. output: what a plan that
    is owed with it is drawn from, as `services.plan_issue` writes it. The number's year is that of the station's
    country. Raises StoreError or SubmissionError; then nothing was taken.
    """
    payment = application.payment
    if payment is not None and payment.state is not PaymentState.CAPTURED:
        raise SubmissionError("application-unpaid")
    plain = write_application(application)
    now = clock.now()

    def build(numbers: Numbers) -> Submission:
        submission = _close(application, plain, now, identity, numbers)
        return replace(submission, paper=paper(submission.receipt), output=output(submission.receipt))

    return store.submit(application.id, local_date(now, identity.country).year, build)


def _close(
    application: Application, plain: bytes, now: datetime, identity: StationIdentity, numbers: Numbers
) -> Submission:
    year = local_date(now, identity.country).year
    number = ReceiptNumber(identity.station, year, numbers.receipt_sequence)
    head = PacketHead(
        # A portal that still offers the first kind of key is of before the second kind of packet, and would refuse it.
        version=PACKET_VERSION if identity.portal_sealing.kem == HYBRID else PACKET_VERSION_OF_X25519,
        id=application.id,
        station=identity.station,
        sequence=numbers.packet_sequence,
        service_id=application.service_id,
        service_version=application.service_version,
        catalogue_version=application.catalogue_version,
        receipt=str(number),
        total_minor=application.total.amount_minor,
        currency=application.total.currency,
        sealed_at=moment_text(now),
        key_id=identity.portal_sealing_id,
        digest="",
    )
    sealed = seal(plain, identity.portal_sealing, head)
    head = msgspec.structs.replace(head, digest=digest(sealed))
    packet = close_packet(head, sealed, identity.key)
    if len(packet) > MAX_PACKET_BYTES:
        raise SubmissionError("application-too-large")
    receipt = Receipt(number, application.id, application.service_id, application.total, now)
    return Submission(receipt, packet, head.digest, application.operator)
