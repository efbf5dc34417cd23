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
from typing import Any

import msgspec
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal_process import OFFICES, PortalProcess
from fakes.station import PERSON, FakeStation, new_id
from fakes.store import FakeStore

from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.domain.payment import PaymentState
from shubbak.services.station_identity import identity_of
from shubbak.services.submission import submit_application
from shubbak.wire.packet import MAX_PACKET_BYTES
from shubbak.wire.seal import check_text, read_acknowledgement, read_packet
from shubbak.wire.station import Enrolled, Enrolment


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """One process for the tests that leave it running; each enrols a station of its own."""
    process = PortalProcess(tmp_path_factory.mktemp("portal"))
    process.start()
    yield process
    process.kill()


@pytest.fixture
def own_portal(tmp_path: Path) -> Iterator[PortalProcess]:
    process = PortalProcess(tmp_path)
    process.start()
    yield process
    process.kill()


def enrolled(portal: PortalProcess, code: str) -> FakeStation:
    station = FakeStation(code)
    body = msgspec.json.encode(station.enrolment(portal.enrol_code(code)))
    answer = requests.post(f"{portal.url}/api/v1/enrolments", data=body, timeout=10)
    assert answer.status_code == 200, answer.text
    station.learn(msgspec.json.decode(answer.content, type=Enrolled))
    return station


def put(portal: PortalProcess, station: FakeStation, packet: tuple[str, bytes]) -> requests.Response:
    url = f"{portal.url}/api/v1/stations/{station.code}/packets/{packet[0]}"
    return requests.put(url, data=packet[1], auth=station.auth, timeout=30)


def applications(portal: PortalProcess, station: str) -> list[dict[str, Any]]:
    return [line for line in portal.applications() if line["station"] == station]


def begin_put(portal: PortalProcess, station: FakeStation, packet: tuple[str, bytes], share: float) -> None:
    """Send a share of a packet's request and hang up."""
    packet_id, body = packet
    url = f"{portal.url}/api/v1/stations/{station.code}/packets/{packet_id}"
    signed = requests.Request("PUT", url, data=body, auth=station.auth).prepare()
    fields = "".join(f"{name}: {value}\r\n" for name, value in signed.headers.items())
    head = f"PUT {signed.path_url} HTTP/1.1\r\nHost: portal\r\n{fields}\r\n"
    with socket.create_connection(("127.0.0.1", portal.port)) as line:
        line.sendall(head.encode() + body[: int(len(body) * share)])


def test_staff_enrol_a_station_and_see_what_it_sends(portal: PortalProcess) -> None:
    """The only test in which staff's verbs are processes of their own, beside the running portal."""
    station = FakeStation("K07")
    typed = portal.run("enrol", "--station", "K07", "--country", "kw", *OFFICES).stdout.strip()
    body = msgspec.json.encode(station.enrolment(typed))
    answer = requests.post(f"{portal.url}/api/v1/enrolments", data=body, timeout=10)
    station.learn(msgspec.json.decode(answer.content, type=Enrolled))
    assert station.verify_url == f"{portal.url}/v"
    packet = station.packet()
    assert put(portal, station, packet).status_code == 201
    listed = json.loads(portal.run("applications", "--json").stdout)
    (line,) = (line for line in listed if line["station"] == "K07")
    assert line["accepted_at"].endswith("Z")
    assert {key: line[key] for key in ("id", "sequence", "receipt", "service", "documents")} == {
        "id": packet[0],
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
    identity = identity_of(client.enrol(Enrolment(portal.enrol_code("K08"), public_key)), key, portal.url)
    client = RequestsPortal(portal.url, signer=identity.signer)
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
    (line,) = applications(portal, "K08")
    assert (line["case"], line["receipt"], line["total_minor"]) == (statement.case, str(receipt.number), 5_000)


def test_a_sender_that_leaves_before_the_answer_hears_it_later(portal: PortalProcess) -> None:
    station = enrolled(portal, "K09")
    packet = station.packet()
    begin_put(portal, station, packet, 1.0)
    assert put(portal, station, packet).status_code in (200, 201)
    assert [application["id"] for application in applications(portal, "K09")] == [packet[0]]


def test_a_body_cut_on_the_way_is_no_packet(portal: PortalProcess) -> None:
    station = enrolled(portal, "K10")
    packet = station.packet()
    begin_put(portal, station, packet, 0.5)
    time.sleep(0.2)
    assert applications(portal, "K10") == []
    assert put(portal, station, packet).status_code == 201


def test_an_oversize_body_hears_why(portal: PortalProcess) -> None:
    body = ("x", bytes(2 * MAX_PACKET_BYTES))
    answer = put(portal, enrolled(portal, "K13"), body)
    assert (answer.status_code, answer.json()["type"]) == (413, "body-too-large")
    stranger = put(portal, FakeStation("K07"), body)
    assert (stranger.status_code, stranger.json()["type"]) == (401, "request-signature")


def test_killed_at_any_moment_the_portal_keeps_every_acknowledged_packet_once(own_portal: PortalProcess) -> None:
    """One packet after another, each sent until acknowledged, while the portal is killed and started again."""
    station = enrolled(own_portal, "K07")
    port = own_portal.port
    enough = threading.Event()
    acknowledged: dict[str, tuple[bytes, bytes]] = {}

    def send_all() -> None:
        while not enough.is_set():
            packet_id, body = station.packet()
            while packet_id not in acknowledged:
                try:
                    answer = put(own_portal, station, (packet_id, body))
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
        own_portal.kill()
        own_portal.start(port)
    while len(acknowledged) < 4 and sender.is_alive():  # a busy machine has no time between the kills
        time.sleep(0.05)
    enough.set()
    sender.join(30)
    assert len(acknowledged) > 3
    assert sorted(line["id"] for line in applications(own_portal, "K07")) == sorted(acknowledged)
    for packet_id, (body, heard) in acknowledged.items():
        again = put(own_portal, station, (packet_id, body))
        assert (again.status_code, again.content) == (200, heard)


def test_revoking_and_voiding_work_while_the_portal_runs(portal: PortalProcess) -> None:
    station = enrolled(portal, "K11")
    put(portal, station, station.packet())
    number = str(station.receipt_number(1))
    assert portal.staff("void", number, "--reason", "paid twice")[0] == 0
    standing = requests.get(f"{portal.url}/api/v1/receipts/{number}", timeout=10).json()
    assert standing["status"] == "void"
    assert portal.staff("revoke", "K11")[0] == 0
    assert put(portal, station, station.packet()).status_code == 403


def test_staff_rotate_the_sealing_key(own_portal: PortalProcess) -> None:
    station = enrolled(own_portal, "K07")
    waiting = station.packet()
    keys = f"{own_portal.url}/api/v1/portal-keys"
    before = requests.get(keys, timeout=10).json()["sealing_id"]
    status, made, _ = own_portal.staff("rotate-keys")
    assert (status, made) == (0, "sealing-2.pem\n")
    assert requests.get(keys, timeout=10).json()["sealing_id"] == before
    port = own_portal.port
    own_portal.stop()
    own_portal.start(port)
    assert requests.get(keys, timeout=10).json()["sealing_id"] != before
    assert put(own_portal, station, waiting).status_code == 201


def test_what_cannot_be_done_is_said_in_one_line(portal: PortalProcess) -> None:
    enrolled(portal, "K12")
    office = ("--country", "kw", "--office-ar", "م", "--office-en", "o")
    for arguments, expected in (
        (("show", "M-1"), "no case M-1"),
        (("revoke", "K99"), "no station K99"),
        (("void", "K07-2026-000009-G", "--reason", "paid twice"), "nothing was accepted"),
        (("enrol", "--station", "K12", *office), "already enrolled"),
        (("enrol", "--station", "KIOSK", *office), "2 to 8 capitals"),
        (("--port", "0", "--keys", str(portal.folder / "others")), "belongs to other keys"),
        (("--port", "0", "--database", "postgresql://portal@127.0.0.1:1/none"), "database does not open"),
        (("--port", "0", "--database", "mysql://x/y"), "not served"),
        (("--port", str(portal.port)), "cannot listen"),
    ):
        status, said, complained = portal.staff(*arguments)
        assert (status, said) == (1, "")
        assert expected in complained and complained.count("\n") == 1, complained


def test_it_ends_when_asked_to(own_portal: PortalProcess) -> None:
    began = time.monotonic()
    own_portal.stop()
    assert time.monotonic() - began < 5
