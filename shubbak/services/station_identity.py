"""Who this station is: its name, its signing key, and the portal keys it trusts."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shubbak.domain.text import Text
from shubbak.wire.certificate import StationCertificate
from shubbak.wire.packet import Packet
from shubbak.wire.request_signature import StationSigner
from shubbak.wire.seal import SealError, check_packet, read_packet
from shubbak.wire.sealing_key import SealingKey
from shubbak.wire.station import Enrolled, PortalKeys

_STATION = re.compile(r"[0-9A-HJ-NP-W]{1,8}")  # the signs of a receipt number
_COUNTRY = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class StationIdentity:
    """What enrolment gave. `key` signs packets and receipts; `portal_signing` and `portal_sealing` are pinned.

    key_id: the receipt key's id, 0 to 65535. portal_url: where the station enrolled. country: ISO 3166-1 alpha-2, lower
    case. verify_url: the public page that receipt codes open. update_root: the root of updates that enrolment pinned,
    "" when there was none. enrolled_as: the id of the key that it enrolled with, None where nobody knows.
    former_keys: those that the station signed with before, for packets that still wait here.
    """

    station: str
    key_id: int
    key: Ed25519PrivateKey = field(repr=False)
    portal_signing: Ed25519PublicKey
    portal_sealing: SealingKey
    portal_sealing_id: str
    municipality: Text
    office: Text
    country: str
    verify_url: str
    portal_url: str
    update_root: str = ""
    enrolled_as: int | None = None
    former_keys: tuple[Ed25519PublicKey, ...] = ()

    @property
    def enrolment(self) -> str:
        """What tells this enrolment from an earlier one of the same machine, such as K07/12; a second key changes
        nothing of it, so what the station keeps in its name stays.
        """
        return f"{self.station}/{self.key_id if self.enrolled_as is None else self.enrolled_as}"

    @property
    def signer(self) -> StationSigner:
        """Who signs this station's requests."""
        return StationSigner(self.station, self.key_id, self.key)

    def check_own(self, packet: Packet) -> None:
        """Check that this station signed a packet, with its present key or a former one; raises SealError."""
        check_packet(packet, self.key.public_key(), *self.former_keys)

    def is_own(self, untrusted_packet: bytes) -> bool:
        """Say whether these are a packet's bytes that this station signed, with its present key or a former one."""
        try:
            self.check_own(read_packet(untrusted_packet)[1])
        except SealError:
            return False
        return True


def identity_of(
    untrusted: Enrolled, key: Ed25519PrivateKey, portal_url: str, former_keys: tuple[str, ...] = ()
) -> StationIdentity:
    """Check an enrolment's answer and join it with the station's own key; raises ValueError without quoting it."""
    shape_holds = (
        _STATION.fullmatch(untrusted.station)
        and 0 <= untrusted.key_id <= 0xFFFF
        and _COUNTRY.fullmatch(untrusted.country)
        and untrusted.verify_url.startswith(("https://", "http://"))
        and untrusted.keys.sealing_id
    )
    if not shape_holds:
        raise ValueError("enrolment-shape")
    return StationIdentity(
        station=untrusted.station,
        key_id=untrusted.key_id,
        key=key,
        portal_signing=Ed25519PublicKey.from_public_bytes(_raw(untrusted.keys.signing)),
        portal_sealing=sealing_key_of(untrusted.keys),
        portal_sealing_id=untrusted.keys.sealing_id,
        municipality=Text(untrusted.municipality_ar, untrusted.municipality_en),
        office=Text(untrusted.office_ar, untrusted.office_en),
        country=untrusted.country,
        verify_url=untrusted.verify_url,
        portal_url=portal_url,
        update_root=untrusted.update_root,
        enrolled_as=_enrolled_as(untrusted),
        former_keys=tuple(Ed25519PublicKey.from_public_bytes(_raw(one)) for one in former_keys),
    )


def sealing_key_of(untrusted: PortalKeys) -> SealingKey:
    """Return the key that packets are sealed to; raises ValueError."""
    return SealingKey(untrusted.sealing_kem, _raw(untrusted.sealing))


def _enrolled_as(untrusted: Enrolled) -> int | None:
    """Return the key id in the enrolment's own certificate, which stays when the key is followed by another."""
    if untrusted.certificate is None:
        return None
    try:
        return msgspec.json.decode(untrusted.certificate.certificate, type=StationCertificate).key_id
    except msgspec.MsgspecError:
        return None


def _raw(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
