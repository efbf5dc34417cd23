"""An official with a P-256 key and a certificate of a municipality's own authority, who signs PDFs with pyHanko."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.stamp import StaticStampStyle

from shubbak.adapters.paper.places_to_sign import ArchivedPdfWriter

DER, NAME = serialization.Encoding.DER, "Eng. Khalid Salem"


class Authority:
    """root: its certificate, DER."""

    def __init__(self, name: str = "Al-Waha Authority") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = certificate(name, self.key.public_key(), name, self.key, authority=True)
        self.root = self.certificate.public_bytes(DER)
        self._name = name

    def official(self, name: str = NAME) -> signers.SimpleSigner:
        key = ec.generate_private_key(ec.SECP256R1())
        own = certificate(name, key.public_key(), self._name, self.key, authority=False)
        return signers.SimpleSigner.load_pkcs12_data(
            pkcs12.serialize_key_and_certificates(
                b"official", key, own, [self.certificate], serialization.BestAvailableEncryption(b"x")
            ),
            other_certs=[],
            passphrase=b"x",
        )


def certificate(
    name: str,
    key: ec.EllipticCurvePublicKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    authority: bool,
) -> x509.Certificate:
    now = datetime.now(UTC)
    usage = x509.KeyUsage(not authority, not authority, False, False, False, authority, authority, False, False)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=300))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


def signed(pdf: bytes, signer: signers.SimpleSigner, field: str, *, last: bool = False) -> bytes:
    """Return the PDF with one more PAdES signature in an existing field. last: nothing may be added afterwards."""
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=last,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    # The sheet names the official already; pyHanko's own stamp would bring a font that is not in the file.
    stamp = StaticStampStyle(background=RawContent(b"", box=BoxConstraints(100, 40)), border_width=0)
    press = signers.PdfSigner(meta, signer=signer, stamp_style=stamp)
    return press.sign_pdf(ArchivedPdfWriter(pdf), existing_fields_only=True).getvalue()
