"""The real client fetches the real portal's lists over a socket, and a station proves its receipt with them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from fakes.clock import FakeClock
from fakes.portal_office import PortalOffice
from fakes.portal_on_loopback import on_loopback

from portal.cases import code_lists
from portal.cases.void_receipt import void_receipt
from shubbak.services.code_lists import take_code_lists
from shubbak.services.paper_proof import PaperProof, Standing
from shubbak.services.station_identity import StationIdentity, identity_of
from shubbak.station.late_portal import LatePortal
from shubbak.station.paper_verifier import PaperVerifier
from shubbak.wire.station import Enrolled


class Facts(dict[str, str]):
    """Implements ports.audit.StationFacts."""

    def fact(self, name: str) -> str:
        return self.get(name, "")

    def keep_fact(self, name: str, value: str) -> None:
        self[name] = value


def test_lists_come_over_the_line_and_only_when_they_are_newer(tmp_path: Path) -> None:
    office, facts = PortalOffice(tmp_path), Facts()
    office.time = datetime.now(UTC)  # receipts of the station in this test are from today
    try:
        station = office.enrolled()
        names = ("بلدية الكويت", "Kuwait Municipality", "م", "o", "kw", "https://portal.example/v")
        enrolled = Enrolled("K07", station.key_id, *names, office.portal.keys.public())
        identity: StationIdentity = identity_of(enrolled, station.key, "https://portal.example")
        application_id, packet = station.packet()
        url = f"/api/v1/stations/K07/packets/{application_id}"
        assert office.client.put(url, content=packet, auth=station.auth).status_code == 201
        code = station.receipt_code(station.application(id=application_id), 1)
        with on_loopback(office) as port:
            portal = LatePortal(f"http://127.0.0.1:{port}", identity.signer)
            verifier = PaperVerifier(facts, portal, identity, FakeClock(office.time))
            verifier.refresh(online=True)
            assert standing(verifier, code) is not Standing.VOID
            assert not take_code_lists(facts, portal, identity, office.time)
            assert void_receipt(office.portal, str(station.receipt_number(1)), "paid twice", "Noura")
            verifier.refresh(online=True)
        assert standing(verifier, code) is Standing.VOID
    finally:
        office.close()


def test_a_list_that_was_read_before_a_voiding_is_not_put_behind_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = PortalOffice(tmp_path)
    try:
        station = office.enrolled()
        application_id, packet = station.packet()
        url = f"/api/v1/stations/K07/packets/{application_id}"
        assert office.client.put(url, content=packet, auth=station.auth).status_code == 201
        number, encode = str(station.receipt_number(1)), msgspec.json.encode
        code_lists.void_list(office.portal)
        office.time += code_lists.VOIDS_AGE

        def encode_slowly(content: object) -> bytes:
            monkeypatch.setattr(msgspec.json, "encode", encode)
            assert void_receipt(office.portal, number, "paid twice", "Noura")
            code_lists.void_list(office.portal)  # another process is quicker
            return encode(content)

        # What is void was read, and is worked out now.
        monkeypatch.setattr(msgspec.json, "encode", encode_slowly)
        said = json.loads(code_lists.void_list(office.portal).statement)
        assert said["ranges"], "the voiding stands in the newest list"
    finally:
        office.close()


def standing(verifier: PaperVerifier, code: str) -> Standing:
    proof = verifier.prove(code)
    assert isinstance(proof, PaperProof), proof
    return proof.standing
