"""The portal as a process: started by its command, spoken to over a socket, cut off, killed and started again."""

from __future__ import annotations

import base64
import json
import random
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal_process import PortalProcess
from fakes.station import PERSON, FakeStation, new_id
from fakes.store import FakeStore

from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.cli.main import main
from shubbak.domain.payment import PaymentState
from shubbak.services.station_identity import identity_of
from shubbak.services.submission import submit_application
from shubbak.wire.packet import MAX_PACKET_BYTES
from shubbak.wire.seal import check_text, read_acknowledgement, read_packet
from shubbak.wire.station import Enrolled, Enrolment


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[PortalProcess]:
    process = PortalProcess(tmp_path)
    process.start()
    yield process
    process.kill()


def enrolled(portal: PortalProcess, code: str = "K07") -> FakeStation:
    station = FakeStation(code)
    body = msgspec.json.encode(station.enrolment(portal.enrol_code(code)))
    answer = requests.post(f"{portal.url}/api/v1/enrolments", data=body, timeout=10)
    assert answer.status_code == 200, answer.text
    station.learn(msgspec.json.decode(answer.content, type=Enrolled))
    return station


def packet_url(portal: PortalProcess, packet_id: str) -> str:
    return f"{portal.url}/api/v1/stations/K07/packets/{packet_id}"


def test_a_packet_goes_in_and_staff_can_see_it(portal: PortalProcess) -> None:
    station = enrolled(portal)
    assert station.verify_url == f"{portal.url}/v"
    packet_id, body = station.packet()
    assert requests.put(packet_url(portal, packet_id), data=body, timeout=10).status_code == 201
    (line,) = portal.applications()
    assert line["accepted_at"].endswith("Z")
    assert {key: line[key] for key in ("id", "station", "sequence", "receipt", "service", "documents")} == {
        "id": packet_id,
        "station": "K07",
        "sequence": 1,
        "receipt": "K07-2026-000001-U",
        "service": "kw-health-licence-renewal",
        "documents": 1,
    }
    opened = json.loads(portal.run("show", line["case"], "--json").stdout)
    assert opened["identity"]["given_names"] == PERSON
    assert PERSON not in (portal.folder / "portal.log").read_text()


def test_a_real_station_enrols_takes_the_catalogue_and_is_acknowledged(portal: PortalProcess) -> None:
    client, clock, store = RequestsPortal(portal.url), FakeClock(), FakeStore()
    key = Ed25519PrivateKey.generate()
    public_key = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    identity = identity_of(client.enrol(Enrolment(portal.enrol_code(), public_key)), key, portal.url)
    signed = client.catalogue()
    assert check_text(signed.catalogue, signed.signature, identity.portal_signing)
    application_id = new_id()
    payment = payment_for(application_id, clock, PaymentState.CAPTURED)
    receipt = submit_application(an_application(application_id, payment), clock, store, identity)
    claimed = store.claim(clock.now())
    assert claimed is not None
    answers = [client.send(application_id, claimed[1]) for _ in range(2)]
    assert answers[0] == answers[1]
    head, _ = read_packet(claimed[1])
    statement = read_acknowledgement(answers[0], identity.portal_signing, application_id, head.digest)
    (line,) = portal.applications()
    assert (line["case"], line["receipt"], line["total_minor"]) == (statement.case, str(receipt.number), 5_000)


def test_a_sender_that_leaves_before_the_answer_hears_it_later(portal: PortalProcess) -> None:
    station = enrolled(portal)
    packet_id, body = station.packet()
    with socket.create_connection(("127.0.0.1", portal.port)) as line:
        head = (
            f"PUT /api/v1/stations/K07/packets/{packet_id} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        line.sendall(head.encode() + body)
    answer = requests.put(packet_url(portal, packet_id), data=body, timeout=10)
    assert answer.status_code in (200, 201)
    assert [application["id"] for application in portal.applications()] == [packet_id]


def test_a_body_cut_on_the_way_is_no_packet(portal: PortalProcess) -> None:
    station = enrolled(portal)
    packet_id, body = station.packet()
    with socket.create_connection(("127.0.0.1", portal.port)) as line:
        head = (
            f"PUT /api/v1/stations/K07/packets/{packet_id} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        line.sendall(head.encode() + body[: len(body) // 2])
    time.sleep(0.2)
    assert portal.applications() == []
    assert requests.put(packet_url(portal, packet_id), data=body, timeout=10).status_code == 201


def test_an_oversize_body_hears_why(portal: PortalProcess) -> None:
    answer = requests.put(packet_url(portal, "x"), data=bytes(2 * MAX_PACKET_BYTES), timeout=30)
    assert (answer.status_code, answer.json()["type"]) == (413, "body-too-large")


def test_killed_at_any_moment_the_portal_keeps_every_acknowledged_packet_once(portal: PortalProcess) -> None:
    """One packet after another, each sent until acknowledged, while the portal is killed and started again."""
    station = enrolled(portal)
    port = portal.port
    enough = threading.Event()
    acknowledged: dict[str, tuple[bytes, bytes]] = {}

    def send_all() -> None:
        while not enough.is_set():
            packet_id, body = station.packet()
            while packet_id not in acknowledged:
                try:
                    answer = requests.put(packet_url(portal, packet_id), data=body, timeout=5)
                except requests.RequestException:
                    time.sleep(0.02)
                    continue
                assert answer.status_code in (200, 201), answer.text
                acknowledged[packet_id] = (body, answer.content)

    sender = threading.Thread(target=send_all)
    sender.start()
    chance = random.Random(7)
    for _ in range(5):
        time.sleep(chance.uniform(0.05, 0.3))
        portal.kill()
        portal.start(port)
    time.sleep(0.1)
    enough.set()
    sender.join(30)
    assert len(acknowledged) > 10
    assert sorted(line["id"] for line in portal.applications()) == sorted(acknowledged)
    for packet_id, (body, heard) in acknowledged.items():
        again = requests.put(packet_url(portal, packet_id), data=body, timeout=5)
        assert (again.status_code, again.content) == (200, heard)


def test_revoking_and_voiding_work_while_the_portal_runs(portal: PortalProcess) -> None:
    station = enrolled(portal)
    packet_id, body = station.packet()
    requests.put(packet_url(portal, packet_id), data=body, timeout=10)
    assert portal.run("void", "K07-2026-000001-U").returncode == 0
    standing = requests.get(f"{portal.url}/api/v1/receipts/K07-2026-000001-U", timeout=10).json()
    assert standing["status"] == "void"
    assert portal.run("revoke", "K07").returncode == 0
    packet_id, body = station.packet()
    assert requests.put(packet_url(portal, packet_id), data=body, timeout=10).status_code == 403


def test_what_cannot_be_done_is_said_in_one_line(portal: PortalProcess, capsys: pytest.CaptureFixture[str]) -> None:
    enrolled(portal)
    office = ("--country", "kw", "--office-ar", "م", "--office-en", "o")
    for arguments, expected in (
        (("show", "M-1"), "no case M-1"),
        (("revoke", "K99"), "no station K99"),
        (("void", "K07-2026-000009-A"), "nothing was accepted"),
        (("enrol", "--station", "K07", *office), "already enrolled"),
        (("enrol", "--station", "KIOSK", *office), "2 to 8 capitals"),
        (("--port", "0", "--keys", str(portal.folder / "others")), "belongs to other keys"),
        (("--port", "0", "--database", "postgresql://portal@127.0.0.1:1/none"), "database does not open"),
        (("--port", "0", "--database", "mysql://x/y"), "not served"),
        (("--port", str(portal.port)), "cannot listen"),
    ):
        try:
            status = main(["portal", *portal.places, *arguments])
        except SystemExit as end:
            status = end.code
        said = capsys.readouterr()
        assert (status, said.out) == (1, "")
        assert expected in said.err and said.err.count("\n") == 1, said.err


def test_it_ends_when_asked_to(portal: PortalProcess) -> None:
    began = time.monotonic()
    portal.stop()
    assert time.monotonic() - began < 5
