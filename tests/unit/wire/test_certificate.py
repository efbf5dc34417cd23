"""A station's certificate proves its key for a time, and nothing that the portal signs passes for another thing."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.wire.certificate import CertificateError, StationCertificate, read_certificate
from shubbak.wire.enrolment_text import EnrolmentText, is_enrolment_text, make_enrolment_text, read_enrolment_text
from shubbak.wire.packet import AcknowledgementStatement
from shubbak.wire.report import ReportStatement
from shubbak.wire.seal import sign_text
from shubbak.wire.station import Catalogue, Enrolled, PortalKeys

PORTAL, STATION = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PUBLIC = base64.b64encode(STATION.public_key().public_bytes_raw()).decode()
GOOD = StationCertificate(
    version=1,
    station="K07",
    office_ar="مكتب السالمية",
    office_en="Salmiya office",
    municipality_ar="بلدية الكويت",
    municipality_en="Kuwait Municipality",
    country="kw",
    public_key=PUBLIC,
    key_id=7,
    valid_from="2026-03-01T00:00:00Z",
    valid_to="2026-05-30T00:00:00Z",
    serial=1,
)


def read(
    certificate: StationCertificate, signer: Ed25519PrivateKey = PORTAL, at: datetime = NOON
) -> StationCertificate:
    text = msgspec.json.encode(certificate).decode()
    return read_certificate(text, sign_text(text, signer), PORTAL.public_key(), at)


def test_a_good_certificate_is_read_whole() -> None:
    assert read(GOOD) == GOOD


@pytest.mark.parametrize(
    ("change", "at", "code"),
    [
        ({"version": 2}, NOON, "certificate-shape"),
        ({"public_key": "AAAA"}, NOON, "certificate-shape"),
        ({"public_key": "%"}, NOON, "certificate-shape"),
        ({"valid_to": "tomorrow"}, NOON, "certificate-shape"),
        ({"valid_to": "2026-05-30T00:00:00"}, NOON, "certificate-shape"),
        ({}, datetime(2026, 2, 28, 23, 59, tzinfo=UTC), "certificate-not-yet"),
        ({}, datetime(2026, 5, 30, tzinfo=UTC), "certificate-expired"),
        ({}, NOON + timedelta(days=4000), "certificate-expired"),
    ],
)
def test_what_proves_nothing_says_why(change: dict[str, object], at: datetime, code: str) -> None:
    with pytest.raises(CertificateError) as refused:
        read(msgspec.structs.replace(GOOD, **change), at=at)
    assert str(refused.value) == code


def test_only_the_pinned_portal_can_certify() -> None:
    with pytest.raises(CertificateError, match="certificate-signature"):
        read(GOOD, signer=STATION)


@pytest.mark.parametrize("damage", [lambda text: text.replace("K07", "K08"), lambda text: text + " ", lambda _: ""])
def test_a_changed_text_is_no_certificate(damage: object) -> None:
    text = msgspec.json.encode(GOOD).decode()
    assert callable(damage)
    with pytest.raises(CertificateError, match="certificate-signature"):
        read_certificate(damage(text), sign_text(text, PORTAL), PORTAL.public_key(), NOON)


def test_nothing_else_that_the_portal_signs_passes_for_a_certificate() -> None:
    """One key signs them all, so no two kinds of text may decode as each other."""
    keys = PortalKeys("a", "b", "c")
    kinds: list[msgspec.Struct] = [
        GOOD,
        Catalogue(1, {}),
        AcknowledgementStatement(1, "id", "d", "M-1", "2026-03-01T00:00:00Z"),
        ReportStatement(1, "K07", "2026-03-01T00:00:00Z", 0, 0, "", keys),
    ]
    for one in kinds:
        for other in kinds:
            if one is not other:
                with pytest.raises(msgspec.ValidationError):
                    msgspec.json.decode(msgspec.json.encode(one), type=type(other))
    text = msgspec.json.encode(kinds[1]).decode()
    with pytest.raises(CertificateError, match="certificate-shape"):
        read_certificate(text, sign_text(text, PORTAL), PORTAL.public_key(), NOON)


def test_an_enrolment_of_before_there_were_certificates_still_decodes() -> None:
    old = Enrolled("K07", 1, "ب", "M", "م", "O", "kw", "https://portal.example/v", PortalKeys("a", "b", "c"))
    plain = msgspec.to_builtins(old)
    del plain["certificate"]
    assert msgspec.convert(plain, Enrolled).certificate is None


@pytest.mark.parametrize(
    "url", ["https://portal.example", "http://127.0.0.1:8080", "https://x.example/بوابة?a=1&code=2"]
)
def test_the_text_of_a_qr_code_is_read_as_it_was_written(url: str) -> None:
    for key in ("", "0123456789abcdef" * 2):
        said = EnrolmentText(url, "0VVE-G2KD-NVD4", key)
        text = make_enrolment_text(said)
        assert text.isascii() and is_enrolment_text(text)
        assert read_enrolment_text(f" {text}\r\n") == said


@pytest.mark.parametrize(
    "text",
    [
        *("", "shubbak:", "shubbak:enrol?", "shubbak:enrol?portal=https://x", "shubbak:enrol?code=1"),
        *("shubbak:enrol?portal=ftp://x&code=1", "shubbak:enrol?portal=https://x&code=1&more=2", "https://x?code=1"),
        *("shubbak:enrol?portal=https://x&code=1&code=2", "shubbak:enrol?portal=https://x&code=%00"),
        *("shubbak:enrol?portal=https://x&code=%ff", "shubbak:enrol?portal=https://x&code=" + "1" * 600),
        "shubbak:enrol?portal=javascript:x&code=1",
        *("shubbak:enrol?portal=https://x&code=1&key=" + key for key in ("", "0" * 31, "0" * 33, "G" * 32)),
        "shubbak:enrol?portal=https://x&key=" + "0" * 32,
        f"shubbak:enrol?portal=https://x&code=1&key={'0' * 32}&key={'0' * 32}",
    ],
)
def test_other_texts_enrol_nobody(text: str) -> None:
    with pytest.raises(ValueError, match="enrolment-text"):
        read_enrolment_text(text)
