"""Opening a packet whose sender is known: unseal, decode, and hold against its head."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from portal.keys import PortalPrivateKeys
from portal.refusal import RefusalError
from shubbak.domain.money import EXPONENTS
from shubbak.domain.receipt import parse_receipt_number
from shubbak.domain.strokes import BOX
from shubbak.domain.text import Language
from shubbak.wire.application import APPLICATION_VERSION, WireAnswer, WireApplication
from shubbak.wire.attachment import WireAttachment
from shubbak.wire.moment import parse_moment
from shubbak.wire.packet import PacketHead
from shubbak.wire.seal import SealError, unseal

#: Codes, ids, times and media types are short; answers and consent texts may be long.
MAX_SHORT_TEXT = 200
#: What a database's BIGINT holds and every JSON reader keeps exact.
MAX_NUMBER = 2**53
MAX_VERSION = 2**31 - 1
MAX_ATTACHMENTS = 100
#: Of one document; no station takes more of a pile.
MAX_PAGES = 200
#: Letters of an excuse's note; counter and kiosk take less.
MAX_NOTE = 1_000
#: A question's answer holds so many parts, rows or chosen ids, a request so many answers; forms ask for far less.
MAX_PARTS = 200
MAX_ANSWERS = 1_000
#: Parts of all answers together: without it a body of 20 MB would hold millions, each looked at several times.
MAX_VALUES = 20_000


class _Release(msgspec.Struct, frozen=True):
    """Of an application, which form it is written in; all else may be as it likes."""

    version: int


def open_packet(keys: PortalPrivateKeys, head: PacketHead, sealed: bytes) -> WireApplication:
    """Return the application inside; raises RefusalError sealing-key-unknown, packet-sealed-for-another-key,
    application-shape, portal-older, application-mismatch or receipt-number."""
    key = keys.sealing.get(head.key_id)
    if key is None:
        raise RefusalError("sealing-key-unknown")
    try:
        untrusted_body = unseal(sealed, key, head)
    except SealError as error:
        raise RefusalError(str(error)) from error
    application = _decoded(untrusted_body)
    _check_shape(head, application)
    _check_agreement(head, application)
    _check_receipt(head)
    return application


def _decoded(untrusted_body: bytes) -> WireApplication:
    try:
        application = msgspec.msgpack.decode(untrusted_body, type=WireApplication)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RefusalError("portal-older" if _is_newer(untrusted_body, error) else "application-shape") from error
    if application.version > APPLICATION_VERSION:
        raise RefusalError("portal-older")
    return application


def _is_newer(untrusted_body: bytes, error: Exception) -> bool:
    """Whether a newer release wrote what this one cannot read. What it says there may matter: it is not taken in
    without. Nor is it a packet for a drawer, since an update of this portal reads it (decision 065).
    """
    if str(error).startswith("Object contains unknown field"):
        return True
    try:
        return msgspec.msgpack.decode(untrusted_body, type=_Release).version > APPLICATION_VERSION
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


def _check_shape(head: PacketHead, application: WireApplication) -> None:
    """Refuse what decodes but cannot be stored alike everywhere: PostgreSQL takes no NUL in text and no huge number."""
    sound = (
        application.version == APPLICATION_VERSION
        and head.currency in EXPONENTS
        and len(application.attachments) <= MAX_ATTACHMENTS
        and all(map(_is_document, application.attachments))
        and application.language in set(Language)
        and all(len(text) <= MAX_SHORT_TEXT for text in _short_texts(head, application))
        and all(_is_moment(text) for text in _moments(head, application))
        and (application.fees_on == "" or _is_day(application.fees_on))
        and all(0 <= x <= BOX[0] and 0 <= y <= BOX[1] for stroke in application.signature for x, y in stroke)
        and head.sequence > 0
        and all(0 <= number <= MAX_NUMBER for number in _numbers(head, application))
        and len(application.answers) <= MAX_ANSWERS
        and all(_is_bounded(answer) for answer in application.answers.values())
        and sum(map(_values, application.answers.values())) <= MAX_VALUES
        and all(0 <= version <= MAX_VERSION for version in (head.service_version, head.catalogue_version))
        and not any("\0" in text for text in _texts(msgspec.to_builtins((head, application), builtin_types=(bytes,))))
    )
    if not sound:
        raise RefusalError("application-shape")


def _check_agreement(head: PacketHead, application: WireApplication) -> None:
    payment = application.payment
    inside = (
        application.id,
        application.service_id,
        application.service_version,
        application.catalogue_version,
        application.total_minor,
        application.currency,
    )
    outside = (
        head.id,
        head.service_id,
        head.service_version,
        head.catalogue_version,
        head.total_minor,
        head.currency,
    )
    fees = sum(fee.amount_minor for fee in application.fees if not fee.due_step)
    if inside != outside or fees != head.total_minor or (payment is not None and payment.currency != head.currency):
        raise RefusalError("application-mismatch")


def _check_receipt(head: PacketHead) -> None:
    try:
        number = parse_receipt_number(head.receipt)
    except ValueError as error:
        raise RefusalError("receipt-number") from error
    if number.station != head.station or str(number) != head.receipt:
        raise RefusalError("receipt-number")


def _short_texts(head: PacketHead, application: WireApplication) -> Iterator[str]:
    yield from (head.id, head.station, head.service_id, head.receipt, head.sealed_at, head.key_id, head.digest)
    yield from (application.started_at, application.operator, application.channel, *application.answers)
    for item in application.attachments:
        yield from (item.need, item.alternative, item.media_type)
    if application.payment is not None:
        payment = application.payment
        yield from (payment.id, payment.method, payment.state, payment.intended_at)
        yield from (payment.reference, payment.card_tail)


def _is_document(untrusted: WireAttachment) -> bool:
    """Whether a document has no more pages, excuses and words of them than any station writes."""
    excuses = untrusted.excuses
    return (
        0 < untrusted.pages <= MAX_PAGES
        and len(excuses) <= untrusted.pages
        and all(len(one.note) <= MAX_NOTE and len(one.faults) <= MAX_PARTS for one in excuses)
        and all(0 <= one.page <= untrusted.pages for one in excuses)
        and all(not one.at or _is_moment(one.at) for one in excuses)
        and all(len(text) <= MAX_SHORT_TEXT for one in excuses for text in (one.reason, one.operator, *one.faults))
    )


def _is_bounded(untrusted: WireAnswer) -> bool:
    """Whether an answer has no more parts, no longer names of parts, and no larger numbers than any form asks for."""
    if isinstance(untrusted, list):
        return len(untrusted) <= MAX_PARTS and all(map(_is_bounded, untrusted))
    if isinstance(untrusted, dict):
        names_short = all(len(name) <= MAX_SHORT_TEXT for name in untrusted)
        return len(untrusted) <= MAX_PARTS and names_short and all(map(_is_bounded, untrusted.values()))
    return not isinstance(untrusted, int) or abs(untrusted) <= MAX_NUMBER


def _values(untrusted: WireAnswer) -> int:
    if isinstance(untrusted, dict):
        return len(untrusted) + 1
    return 1 + sum(map(_values, untrusted)) if isinstance(untrusted, list) else 1


def _moments(head: PacketHead, application: WireApplication) -> Iterator[str]:
    yield from (head.sealed_at, application.started_at, application.consent.given_at)
    if application.payment is not None:
        yield application.payment.intended_at


def _is_moment(untrusted: str) -> bool:
    try:
        parse_moment(untrusted)
    except (ValueError, OverflowError):  # at the ends of the calendar an offset leads beyond it
        return False
    return True


def _is_day(untrusted: str) -> bool:
    try:
        return date.fromisoformat(untrusted).isoformat() == untrusted
    except ValueError:
        return False


def _numbers(head: PacketHead, application: WireApplication) -> Iterator[int]:
    yield from (head.sequence, head.total_minor)
    if application.payment is not None:
        yield application.payment.amount_minor


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _texts(value)
