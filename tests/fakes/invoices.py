"""An office that does not exist, its test certificate, and orders for it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from fakes.clock import FakeClock

from shubbak.adapters.invoices.authority import PostJson
from shubbak.adapters.invoices.invoice_book import InvoiceBook
from shubbak.adapters.invoices.jofotara_invoicer import JofotaraAccess, JofotaraInvoicer
from shubbak.adapters.invoices.zatca_invoicer import ZatcaAccess, ZatcaInvoicer
from shubbak.adapters.invoices.zatca_xml import FIRST_HASH
from shubbak.domain.money import Money
from shubbak.domain.tax_invoice import InvoiceOrder, Seller, tax_on
from shubbak.domain.text import Text
from shubbak.station.authority_line import post_json

AT = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
SELLER = Seller(
    name=Text("مكتب الواحة للخدمات", "Oasis Services Office"),
    tax_number="399999999900003",
    registration_number="1010010000",
    city="الرياض",
    street="طريق الملك فهد",
    building_number="1234",
    district="العليا",
    postal_code="12222",
    tax_basis_points=1500,
)


JORDAN_SELLER = Seller(SELLER.name, "12345678", "", "", "", "", "", "", 1600, "jo")


@cache
def certificate_and_key() -> tuple[str, str]:
    key = ec.generate_private_key(ec.SECP256K1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "office-test")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = made.serial_number(7).not_valid_before(AT - timedelta(days=900)).not_valid_after(AT + timedelta(days=9000))
    certificate = dated.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.decode(), secret.decode()


def an_order(application_id: str = "a-1", *nets: int, tax: int | None = None) -> InvoiceOrder:
    lines = tuple((Text("أتعاب المكتب", "Office charge"), Money(net, "SAR")) for net in nets or (10_000,))
    net = Money(sum(amount.amount_minor for _, amount in lines), "SAR")
    owed = tax_on(net, 1500) if tax is None else Money(tax, "SAR")
    return InvoiceOrder(application_id, lines, owed, 1500, AT)


def an_invoicer(
    folder: Path, url: str = "http://127.0.0.1:9", clock: FakeClock | None = None, post: PostJson = post_json
) -> ZatcaInvoicer:
    certificate, key = certificate_and_key()
    access = ZatcaAccess(url, "OFF3", certificate, key, "token", "secret")
    return ZatcaInvoicer(access, SELLER, a_book(folder), clock or FakeClock(AT), post)


def a_jordan_order(application_id: str = "a-1", *nets: int, points: int = 1600) -> InvoiceOrder:
    lines = tuple((Text("أجرة المكتب", "Office charge"), Money(net, "JOD")) for net in nets or (5_000,))
    net = Money(sum(amount.amount_minor for _, amount in lines), "JOD")
    return InvoiceOrder(application_id, lines, tax_on(net, points), points, AT)


def a_jordan_invoicer(
    folder: Path,
    url: str = "http://127.0.0.1:9/core",
    clock: FakeClock | None = None,
    post: PostJson = post_json,
    patience: float = 5.0,
    points: int = 1600,
) -> JofotaraInvoicer:
    access = JofotaraAccess(f"{url}/invoices/", "OFF3", "16683693", "client", "s3cr3t")
    seller = replace(JORDAN_SELLER, tax_basis_points=points)
    return JofotaraInvoicer(access, seller, a_book(folder), clock or FakeClock(AT), post, patience)


def wait_for_late_answers() -> None:
    """Wait until nobody asks the authority any more on behalf of a customer who has left."""
    for thread in threading.enumerate():
        if thread.name == "tax invoice":
            thread.join(10)


def a_book(folder: Path) -> InvoiceBook:
    return InvoiceBook(folder / "invoices.db", FIRST_HASH)
