"""What stands on a passport's chip, made by a state of the tests' own: authority, document signer, files, signatures.

Certificates are made by `cryptography`, so that reading them is not tried on the reader's own writing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shubbak.adapters.chip.tlv import encode
from shubbak.domain.mrz_zone import check_digit

BORN, EXPIRES, NUMBER = "900315", "310114", "X0123456<"
JPEG = (Path(__file__).parents[1] / "samples" / "cards" / "td1_kuwait.jpg").read_bytes()[:18_000]
_SHA256, _ECDSA_SHA256 = bytes.fromhex("608648016503040201"), bytes.fromhex("2A8648CE3D040302")
_LDS, _SIGNED_DATA = bytes.fromhex("678108010101"), bytes.fromhex("2A864886F70D010702")
_CONTENT_TYPE, _MESSAGE_DIGEST = bytes.fromhex("2A864886F70D010903"), bytes.fromhex("2A864886F70D010904")


def zone(state: str = "KWT") -> tuple[str, ...]:
    """Return a passport's two lines that hold."""
    second = f"{NUMBER}{check_digit(NUMBER)}{state}{BORN}{check_digit(BORN)}F{EXPIRES}{check_digit(EXPIRES)}"
    second = second.ljust(42, "<") + "0"
    composite = check_digit(second[0:10] + second[13:20] + second[21:43])
    return f"P<{state}ALNAMUTHAJ<<NOURA<SALIM".ljust(44, "<"), second + composite


@dataclass
class Authority:
    """A state's certificate authority, and what it may be asked to certify."""

    name: str = "Authority of the tests"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.BrainpoolP256R1()))

    def certificate(self) -> bytes:
        return self._made(self.name, self.key.public_key(), authority=True)

    def signer(self, key: ec.EllipticCurvePrivateKey, last_year: int = 2040) -> bytes:
        return self._made("Document signer", key.public_key(), authority=False, last_year=last_year)

    def _made(self, name: str, key: ec.EllipticCurvePublicKey, *, authority: bool, last_year: int = 2040) -> bytes:
        def named(text: str) -> x509.Name:
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

        usage = {"digital_signature": not authority, "key_cert_sign": authority, "crl_sign": authority}
        rest = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only")
        builder = (
            x509.CertificateBuilder(named(self.name), named(name), key, 7)
            .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(last_year, 1, 1, tzinfo=UTC))
            .add_extension(x509.KeyUsage(**usage, **dict.fromkeys(rest, False), decipher_only=False), critical=True)
        )
        if authority:
            builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


@dataclass
class Issuer:
    """Who makes a chip's content: an authority and one signer of its."""

    authority: Authority = field(default_factory=Authority)
    signer_key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    signer_last_year: int = 2040

    def files(self, lines: tuple[str, ...], chip_keys: bytes = b"", picture: bytes = JPEG) -> dict[int, bytes]:
        """Return the application's files by number: security object, zone, portrait, and keys where given."""
        files = {0x0101: zone_file(lines), 0x0102: portrait_file(picture)}
        if chip_keys:
            files[0x010E] = encode(0x6E, chip_keys)
        groups = {number & 0xFF: body for number, body in files.items()}
        return {**files, 0x011D: self.security_object(groups)}

    def security_object(self, groups: dict[int, bytes]) -> bytes:
        """Return EF.SOD over these data groups (RFC 5652, 5)."""
        content = digest_list(groups)
        attributes = encode(0x30, encode(0x06, _CONTENT_TYPE) + encode(0x31, encode(0x06, _LDS))) + encode(
            0x30,
            encode(0x06, _MESSAGE_DIGEST) + encode(0x31, encode(0x04, hashlib.sha256(content).digest())),
        )
        signature = self.signer_key.sign(encode(0x31, attributes), ec.ECDSA(hashes.SHA256()))
        signer = encode(
            0x30,
            encode(0x02, b"\x01")
            + encode(0x30, encode(0x30, b"") + encode(0x02, b"\x07"))
            + encode(0x30, encode(0x06, _SHA256))
            + encode(0xA0, attributes)
            + encode(0x30, encode(0x06, _ECDSA_SHA256))
            + encode(0x04, signature),
        )
        signed_data = encode(
            0x30,
            encode(0x02, b"\x03")
            + encode(0x31, encode(0x30, encode(0x06, _SHA256)))
            + encode(0x30, encode(0x06, _LDS) + encode(0xA0, encode(0x04, content)))
            + encode(0xA0, self.authority.signer(self.signer_key, self.signer_last_year))
            + encode(0x31, signer),
        )
        return encode(0x77, encode(0x30, encode(0x06, _SIGNED_DATA) + encode(0xA0, signed_data)))


def digest_list(groups: dict[int, bytes]) -> bytes:
    """Return the LDS security object of Doc 9303-10, 4.6.2.3."""
    listed = b"".join(
        encode(0x30, encode(0x02, bytes([number])) + encode(0x04, hashlib.sha256(body).digest()))
        for number, body in sorted(groups.items())
    )
    return encode(0x30, encode(0x02, b"\x00") + encode(0x30, encode(0x06, _SHA256)) + encode(0x30, listed))


def zone_file(lines: tuple[str, ...]) -> bytes:
    return encode(0x61, encode(0x5F1F, "".join(lines).encode("ascii")))


def portrait_file(picture: bytes, points: int = 2) -> bytes:
    """Return data group 2 with one picture and some feature points (ISO/IEC 19794-5, 5.1)."""
    face_length = 20 + points * 8 + 12 + len(picture)
    record = (
        b"FAC\x00010\x00"
        + (14 + face_length).to_bytes(4, "big")
        + (1).to_bytes(2, "big")
        + face_length.to_bytes(4, "big")
        + points.to_bytes(2, "big")
        + bytes(14)
        + bytes(8 * points)
        + bytes.fromhex("01 00 01E0 0280 01 00 0000 0000")
        + picture
    )
    biometric = encode(0xA1, bytes.fromhex("8101028702010188020008")) + encode(0x5F2E, record)
    return encode(0x75, encode(0x7F61, encode(0x02, b"\x01") + encode(0x7F60, biometric)))
