"""How a station enrols, what it learns of the portal, and the catalogue it is served."""

from __future__ import annotations

from typing import Annotated

import msgspec

from shubbak.wire.service_cards import WireCard


class Enrolment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A station's request: the one-time code that staff were given, and its Ed25519 public key (base64, raw 32
    bytes).

    first_sequence: the number of the first packet that it will send under its new code, above 1 on a machine that was
    a station before. A portal of before there were any takes the request only without it, as it is at 1.
    """

    code: str
    public_key: str
    first_sequence: Annotated[int, msgspec.Meta(ge=1, le=2**53)] = 1


class NextKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An enrolled station's request for a key that follows its present one: the new public key (base64 Ed25519, raw 32
    bytes) and the new key's own signature over `next_key_text` (base64). Answered with a SignedCertificate.
    """

    public_key: str
    proof: str


def next_key_text(station: str, key_id: int, public_key: str) -> str:
    """Return what a new key signs to show that whoever asks holds it; key_id: of the key that it follows."""
    return f"shubbak-next-key\n{station}/{key_id}\n{public_key}"


class PortalKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The portal's public keys, base64: `signing` Ed25519 (raw), `sealing` the HPKE public key with its
    `sealing_id`. sealing_kem: a kind of `shubbak.wire.sealing_key`; a portal of before the hybrid does not say it.
    """

    signing: str
    sealing: str
    sealing_id: str
    sealing_kem: str = "x25519"


class SignedCertificate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`certificate` is the exact JSON text of a StationCertificate (`shubbak.wire.certificate`); `signature` the
    portal's Ed25519 over it, base64.
    """

    certificate: str
    signature: str


class Enrolled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer: who the station is now.

    station: short code that receipt numbers begin with, such as K07. key_id: 0 to 65535, the receipt key's id (COSE
    kid,
    two bytes). country: ISO 3166-1 alpha-2, lower case. verify_url: the public page that receipt codes open.
    certificate: None in answers of before there were any. update_root: the root of updates (TUF's root.json) that the
    station trusts from now on, "" from a portal of before there were any.
    """

    station: str
    key_id: int
    municipality_ar: str
    municipality_en: str
    office_ar: str
    office_en: str
    country: str
    verify_url: str
    keys: PortalKeys
    certificate: SignedCertificate | None = None
    update_root: str = ""


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All services as their files' exact text, by path such as kw/health_licence_renewal.yaml.

    cards: what the publisher read out of the files, so that a station can list its services without reading them; a
    station that takes the catalogue in compares. format: the `FORMAT` of shubbak.forms.catalogue they were read with,
    0 where there are no cards.
    """

    version: int
    files: dict[str, str]
    format: int = 0
    cards: list[WireCard] = []


class SignedCatalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`catalogue` is the exact JSON text of a Catalogue; `signature` the portal's Ed25519 over its UTF-8 bytes,
    base64.
    """

    catalogue: str
    signature: str


#: What a station's key signs on paper.
STATION_SIGNS = ("receipt", "plan")


class ReceiptKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A key that signs codes on paper: `public_key` Ed25519 raw, base64; valid between two RFC 3339 times (`valid_to`
    may be empty).

    station: "" for a key of the municipality itself. signs: "receipt" and kinds of `shubbak.wire.output_code`, not
    written for a station's key.
    """

    key_id: int
    station: str
    public_key: str
    valid_from: str
    valid_to: str
    municipality_ar: str
    municipality_en: str
    signs: tuple[str, ...] = STATION_SIGNS


class ReceiptKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The stations' keys as a plain list, as it was before key sets were signed (`shubbak.wire.key_set`)."""

    version: int
    keys: list[ReceiptKey]


class WireProblem(msgspec.Struct, frozen=True):
    """An error answer (RFC 9457): type is a stable kebab-case code, title an English line for staff."""

    type: str
    title: str
    status: int
