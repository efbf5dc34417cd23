"""What every portal client promises, and what the one over HTTP makes of everything that is not the portal."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fakes.answering import answering, http
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.fault_proxy import fault_proxy
from fakes.portal import FakePortal, enrolled_identity
from fakes.portal_server import Handler, PortalServer, serving
from fakes.store import FakeStore

from shubbak.adapters.portal_client import certificates, requests_portal
from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.ports.portal import Portal, PortalError
from shubbak.services.submission import submit_application
from shubbak.wire.seal import check_text, read_acknowledgement, read_packet
from shubbak.wire.station import Enrolment
from shubbak.wire.upload import CHUNK_BYTES, PieceKept, chunk_count


@pytest.fixture
def behind() -> FakePortal:
    return FakePortal()


@pytest.fixture
def server(behind: FakePortal) -> Iterator[PortalServer]:
    with serving(behind) as server:
        yield server


@pytest.fixture(params=["http", "fake"])
def portal(request: pytest.FixtureRequest, behind: FakePortal) -> Iterator[Portal]:
    if request.param == "fake":
        yield behind
        return
    with serving(behind) as server:
        yield RequestsPortal(server.url)


def a_packet(behind: FakePortal, scan: bytes = b"scan") -> bytes:
    store, clock = FakeStore(), FakeClock()
    submit_application(an_application("a1", scan=scan), clock, store, enrolled_identity(behind))
    claimed = store.claim(clock.now())
    assert claimed is not None
    return claimed[1]


def test_a_packet_is_acknowledged_the_same_every_time(portal: Portal, behind: FakePortal) -> None:
    packet = a_packet(behind)
    first, second = portal.send("a1", packet), portal.send("a1", packet)
    assert first == second
    digest = read_packet(packet)[0].digest
    assert read_acknowledgement(first, behind.signing.public_key(), "a1", digest).case == "MUN-000001"
    assert len(behind.stored) == 1


def test_a_packet_under_another_id_is_refused_for_good(portal: Portal, behind: FakePortal) -> None:
    with pytest.raises(PortalError) as refused:
        portal.send("a2", a_packet(behind))
    assert (refused.value.code, refused.value.permanent, refused.value.detail) == (
        "portal-refused",
        True,
        "packet-shape",
    )


def test_a_code_is_traded_once_for_one_key(portal: Portal, behind: FakePortal) -> None:
    enrolled = portal.enrol(Enrolment("4711-0815", "A" * 43 + "="))
    assert (enrolled.station, enrolled.keys) == ("K07", behind.keys())
    assert portal.enrol(Enrolment("4711-0815", "A" * 43 + "=")) == enrolled
    with pytest.raises(PortalError) as refused:
        portal.enrol(Enrolment("4711-0815", "B" * 43 + "="))
    assert (refused.value.permanent, refused.value.detail) == (True, "enrolment-code")


def test_the_catalogue_comes_with_its_signature(portal: Portal, behind: FakePortal) -> None:
    behind.files = {"kw/خدمة.yaml": "id: x"}
    signed = portal.catalogue()
    assert check_text(signed.catalogue, signed.signature, behind.signing.public_key())


def test_a_packet_travels_under_its_id_with_its_digest(server: PortalServer, behind: FakePortal) -> None:
    packet = a_packet(behind)
    RequestsPortal(server.url + "/").send("a1", packet)
    (method, path, headers), *more = server.seen
    assert (method, path, more) == ("PUT", "/api/v1/stations/K07/packets/a1", [])
    assert headers["Idempotency-Key"] == "a1"
    assert headers["Content-Digest"].startswith("sha-256=:")
    assert headers["Accept-Encoding"] == "identity"


def test_a_portal_of_before_there_were_pieces_gets_the_packet_whole(server: PortalServer, behind: FakePortal) -> None:
    behind.takes_pieces = False
    packet = a_packet(behind, scan=bytes(3 * CHUNK_BYTES))
    assert RequestsPortal(server.url).send("a1", packet) == behind.stored["a1"].acknowledgement
    assert [method for method, _, _ in server.seen] == ["POST", "PUT"]


PROBLEM = b'{"type": "station-revoked", "title": "Revoked", "status": 403}'
GATEWAY = b'{"type": "%s", "title": "Forbidden", "status": 403}'
HTML = b"<html><h1>Welcome to Hotel Wi-Fi</h1></html>"
GOOD = b'{"catalogue": "{}", "signature": "AAAA"}'


@pytest.mark.parametrize(
    ("answer", "code", "permanent", "detail", "retry_after"),
    [
        (http("200 OK", HTML, "text/html"), "portal-intercepted", False, "", 0),
        (http("200 OK", HTML), "portal-intercepted", False, "", 0),
        (http("200 OK", b'{"catalogue": 7}'), "portal-gibberish", False, "", 0),
        (http("200 OK", b"\xff\xfe"), "portal-gibberish", False, "", 0),
        (http("200 OK", b""), "portal-gibberish", False, "", 0),
        (http("200 OK", b"[" * 60_000), "portal-gibberish", False, "", 0),
        (http("200 OK", GOOD)[:-10], "portal-gibberish", False, "", 0),
        (http("204 No Content", b""), "portal-gibberish", False, "", 0),
        (http("302 Found", b"", Location="http://127.0.0.1:1/login"), "portal-intercepted", False, "", 0),
        (http("403 Forbidden", HTML, "text/html"), "portal-intercepted", False, "", 0),
        (http("404 Not Found", b"gone", "text/plain"), "portal-gibberish", False, "", 0),
        (http("511 Log In", HTML, "text/html"), "portal-intercepted", False, "", 0),
        (http("403 Forbidden", PROBLEM, "application/problem+json"), "portal-refused", True, "station-revoked", 0),
        (http("404 Not Found", PROBLEM, "application/problem+json"), "portal-refused", False, "station-revoked", 0),
        *(
            (http("403 Forbidden", GATEWAY % word, "application/problem+json"), "portal-gibberish", False, "", 0)
            for word in (b"about:blank", b"https://waf.example/blocked", b"", b"a" * 61, b"Salem was here")
        ),
        (
            http("413 Too Large", PROBLEM, "Application/JSON; charset=utf-8"),
            "portal-refused",
            True,
            "station-revoked",
            0,
        ),
        (http("429 Slow", b"", Retry_After="17"), "portal-busy", False, "", 17),
        (http("500 Oops", HTML, "text/html"), "portal-busy", False, "", 0),
        (http("503 Busy", b"", Retry_After="soon"), "portal-busy", False, "", 0),
        (
            http(
                "503 Busy",
                b"",
                Date="Sun, 01 Mar 2026 07:00:00 GMT",
                Retry_After="Sun, 01 Mar 2026 07:02:00 GMT",
            ),
            "portal-busy",
            False,
            "",
            120,
        ),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "portal-unreachable", False, "", 0),
        (b"", "portal-unreachable", False, "", 0),
    ],
)
def test_what_is_not_the_portals_answer_is_named(
    answer: bytes, code: str, permanent: bool, detail: str, retry_after: float
) -> None:
    with answering(answer) as url, pytest.raises(PortalError) as failed:
        RequestsPortal(url, call_seconds=5).catalogue()
    error = failed.value
    assert (error.code, error.permanent, error.detail, error.retry_after) == (code, permanent, detail, retry_after)


def test_a_whole_answer_is_taken() -> None:
    with answering(http("200 OK", GOOD)) as url:
        assert RequestsPortal(url).catalogue().signature == "AAAA"


def test_an_answer_without_end_is_not_read_to_its_end() -> None:
    endless = http("200 OK", b"x" * 200_000).replace(b"200000", b"999999999")
    with answering(endless, then="hold") as url, pytest.raises(PortalError, match="portal-gibberish"):
        RequestsPortal(url, call_seconds=5).enrol(Enrolment("1", "2"))


def test_a_reset_is_unreachable() -> None:
    with answering(b"", then="reset") as url, pytest.raises(PortalError, match="portal-unreachable"):
        RequestsPortal(url).catalogue()


def test_a_closed_port_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(PortalError, match="portal-unreachable"):
        RequestsPortal(f"http://127.0.0.1:{port}").catalogue()


@pytest.mark.parametrize(
    ("answer", "pause", "then"),
    [
        (b"", 0.0, "hold-at-once"),
        (b"", 0.0, "hold"),
        (http("200 OK", GOOD), 0.02, "close"),  # the header alone takes two seconds
        (http("200 OK", GOOD)[:-10], 0.0, "hold"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + b" " * 500 + GOOD, 0.02, "close"),
    ],
    ids=["silent", "silent after the request", "trickling", "half a body", "trickling body"],
)
def test_one_deadline_ends_the_whole_call(answer: bytes, pause: float, then: str) -> None:
    began = time.monotonic()
    with answering(answer, pause, then) as url:
        with pytest.raises(PortalError, match="portal-slow"):
            RequestsPortal(url, call_seconds=0.4).catalogue()
        assert 0.35 < time.monotonic() - began < 3


BIG = 15_000_000  # more than the sockets' buffers hold


def test_a_portal_that_does_not_read_ends_at_the_deadline(behind: FakePortal) -> None:
    packet = a_packet(behind, scan=bytes(BIG))
    began = time.monotonic()
    with answering(b"", then="hold-at-once") as url:
        with pytest.raises(PortalError, match="portal-slow"):
            RequestsPortal(url, call_seconds=0.5, slowest_line=BIG * 10).send("a1", packet)
        assert 0.5 < time.monotonic() - began < 3


def test_a_slow_line_has_longer_for_a_body_than_for_the_connection(
    behind: FakePortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet = a_packet(behind)
    read_at_once = Handler._body

    def read_late(handler: Handler) -> bytes:
        time.sleep(0.6)
        return read_at_once(handler)

    monkeypatch.setattr(Handler, "_body", read_late)
    monkeypatch.setattr(requests_portal, "CONNECT_SECONDS", 0.3)
    with serving(behind) as server:
        RequestsPortal(server.url, call_seconds=0.3, slowest_line=len(packet) / 10).send("a1", packet)
    assert list(behind.stored) == ["a1"]


def test_a_large_packet_travels_in_pieces_over_one_connection(server: PortalServer, behind: FakePortal) -> None:
    packet = a_packet(behind, scan=bytes(200_000))
    with fault_proxy(server.port) as proxy:
        client = RequestsPortal(f"http://127.0.0.1:{proxy.port}")
        assert client.send("a1", packet) == client.send("a1", packet)
        assert proxy.connections == 2
    assert [method for method, _, _ in server.seen] == ["POST", "PUT", "PUT", "PUT", "PUT", "POST", "POST"]


def test_the_whole_of_a_large_packet_has_an_end(behind: FakePortal, monkeypatch: pytest.MonkeyPatch) -> None:
    packet = a_packet(behind, scan=bytes(1_000_000))
    read_at_once = Handler._body

    def read_late(handler: Handler) -> bytes:
        time.sleep(0.2)
        return read_at_once(handler)

    monkeypatch.setattr(Handler, "_body", read_late)
    monkeypatch.setattr(requests_portal, "LONGEST_SEND_SECONDS", 0.7)
    began = time.monotonic()
    with serving(behind) as server:
        with pytest.raises(PortalError, match="portal-slow"):
            RequestsPortal(server.url).send("a1", packet)
        assert 0.6 < time.monotonic() - began < 3
        monkeypatch.undo()
        RequestsPortal(server.url).send("a1", packet)
    puts = [path for method, path, _ in server.seen if method == "PUT"]
    assert len(puts) <= chunk_count(len(packet)) + 1  # the one that was cut may have come twice


@pytest.mark.parametrize(
    "state",
    [
        {"missing": [99]},
        {"missing": [-1]},
        {"missing": [0] * 10},
        {"missing": []},
        {"missing": [], "acknowledgement": None},
        {"missing": "all"},
    ],
)
def test_a_portal_that_asks_for_what_is_not_there_is_not_believed(behind: FakePortal, state: object) -> None:
    packet = a_packet(behind, scan=bytes(200_000))
    answer = http("200 OK", msgspec.json.encode(state), Connection="close")
    with answering(answer) as url, pytest.raises(PortalError, match="portal-gibberish"):
        RequestsPortal(url, call_seconds=5).send("a1", packet)


def test_a_portal_that_forgets_pieces_for_ever_is_not_well(server: PortalServer, behind: FakePortal) -> None:
    packet = a_packet(behind, scan=bytes(200_000))
    behind.keep_piece = lambda packet_id, number, body: PieceKept(number)  # type: ignore[method-assign]
    with pytest.raises(PortalError, match="portal-gibberish"):
        RequestsPortal(server.url).send("a1", packet)
    assert len(server.seen) <= 2 * 3 * (1 + chunk_count(len(packet)))


@pytest.mark.parametrize(
    "address", ["http://portal.example", "ftp://127.0.0.1", "portal.example", "", "https://", "http://["]
)
def test_a_portal_elsewhere_is_reached_over_tls_only(address: str) -> None:
    with pytest.raises(ValueError):
        RequestsPortal(address)


def test_a_machines_proxy_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "")
    with answering(http("200 OK", GOOD)) as url:
        assert RequestsPortal(url).catalogue().signature == "AAAA"


def own_certificate(folder: Path, begins: int = -1, ends: int = 1) -> Path:
    """Write a key and a certificate that only its maker trusts, good between two days from now, and return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "portal.example")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now + datetime.timedelta(days=begins))
        .not_valid_after(now + datetime.timedelta(days=ends))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "portal.pem"
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def test_over_tls_only_a_trusted_certificate_counts(tmp_path: Path, behind: FakePortal) -> None:
    pem = own_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with serving(behind, context) as server:
        url = server.url.replace("http://", "https://")
        with pytest.raises(PortalError, match="portal-unreachable portal-certificate"):
            RequestsPortal(url).catalogue()
        trusting = RequestsPortal(url, ca_file=str(pem))
        assert check_text(trusting.catalogue().catalogue, trusting.catalogue().signature, behind.signing.public_key())


@pytest.mark.parametrize(("begins", "ends"), [(-400, -30), (30, 400)], ids=["clock ahead", "clock behind"])
def test_a_certificate_that_does_not_fit_the_machines_date_is_named_so(
    begins: int, ends: int, tmp_path: Path, behind: FakePortal
) -> None:
    pem = own_certificate(tmp_path, begins, ends)
    assert _tls_problem(behind, pem, str(pem)) == "portal-unreachable portal-certificate-clock"


def test_a_machine_whose_date_cannot_be_is_told_to_look_at_its_clock(
    tmp_path: Path, behind: FakePortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = own_certificate(tmp_path)
    assert _tls_problem(behind, pem, "") == "portal-unreachable portal-certificate"
    monkeypatch.setattr(certificates, "now", lambda: 0.0)
    assert _tls_problem(behind, pem, "") == "portal-unreachable portal-certificate-clock"


def _tls_problem(behind: FakePortal, pem: Path, ca_file: str) -> str:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with serving(behind, context) as server, pytest.raises(PortalError) as failed:
        RequestsPortal(server.url.replace("http://", "https://"), ca_file=ca_file).catalogue()
    return str(failed.value)


def test_a_tls_greeting_that_never_ends_ends_at_the_deadline() -> None:
    began = time.monotonic()
    with answering(b"\x16\x03\x03\x40\x00" + b"\x02" * 16_000, pause=0.02) as url:
        with pytest.raises(PortalError, match="portal-slow"):
            RequestsPortal(url.replace("http://", "https://"), call_seconds=0.4).catalogue()
        assert time.monotonic() - began < 3
