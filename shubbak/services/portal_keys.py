"""The portal's newest sealing key: taken from what the portal signed, kept, and used for every packet from then on."""

from __future__ import annotations

import base64
from dataclasses import replace

import msgspec

from shubbak.ports.audit import StationFacts
from shubbak.services.station_identity import StationIdentity, sealing_key_of
from shubbak.wire.report import ReportAnswer, ReportStatement
from shubbak.wire.seal import check_text
from shubbak.wire.station import PortalKeys

#: The fact that holds the portal's answer as it was signed.
PORTAL_KEYS = "portal-keys"


def take_keys(facts: StationFacts, identity: StationIdentity, untrusted: ReportAnswer) -> bool:
    """Keep the sealing key of a report's answer when it is another than the one in use; say whether it was.

    The caller has seen that the answer is a fresh one: a replayed answer would bring an old key back. The signing key
    is pinned and never changes: an answer that names another counts for nothing. Raises StoreError.
    """
    newer = _with_keys_of(identity, untrusted)
    if newer is None or newer.portal_sealing_id == with_newest_keys(identity, facts).portal_sealing_id:
        return False
    kept = ReportAnswer(untrusted.statement, untrusted.signature)
    facts.keep_fact(PORTAL_KEYS, msgspec.json.encode(kept).decode())
    return True


def with_newest_keys(identity: StationIdentity, facts: StationFacts) -> StationIdentity:
    """Return the identity with the key that was kept, checked again; without one that holds, as it was enrolled.

    Raises StoreError.
    """
    kept = facts.fact(PORTAL_KEYS)
    if not kept:
        return identity
    try:
        answer = msgspec.json.decode(kept, type=ReportAnswer)
    except msgspec.MsgspecError:
        return identity
    return _with_keys_of(identity, answer) or identity


def _with_keys_of(identity: StationIdentity, untrusted: ReportAnswer) -> StationIdentity | None:
    if not check_text(untrusted.statement, untrusted.signature, identity.portal_signing):
        return None
    try:
        statement = msgspec.json.decode(untrusted.statement, type=ReportStatement)
        if statement.station != identity.station or not _signs_as(identity, statement.keys):
            return None
        sealing = sealing_key_of(statement.keys)
    except ValueError:  # msgspec's errors are ValueErrors too
        return None
    return replace(identity, portal_sealing=sealing, portal_sealing_id=statement.keys.sealing_id)


def _signs_as(identity: StationIdentity, keys: PortalKeys) -> bool:
    pinned = base64.b64encode(identity.portal_signing.public_bytes_raw()).decode()
    return keys.signing == pinned and bool(keys.sealing_id)
