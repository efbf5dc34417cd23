"""A station gets a second key from the real portal: whatever is cut on the way, it can sign, and the verb finishes."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal_office import PortalOffice
from fakes.portal_on_loopback import on_loopback
from fakes.station import FakeStation
from fakes.station_auth import StationAuth
from fakes.station_key import BOX

from portal.cases.certify_station import CLOCK_SLACK
from portal.cases.verify_receipt import public_keys
from shubbak.adapters.system.station_home import station_home
from shubbak.adapters.system.station_identity import StationIdentityFile
from shubbak.adapters.system.station_presence import StationPresence
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.cli.main import main
from shubbak.domain.payment import PaymentState
from shubbak.ports.clock import Clock
from shubbak.ports.portal import PortalError
from shubbak.services.code_lists import kept_lists, take_code_lists
from shubbak.services.enrolment import IdentityError
from shubbak.services.key_since import SigningKey, signing_key
from shubbak.services.next_key import change_key
from shubbak.services.outbox import SendKind, send_one
from shubbak.services.own_certificate import own_certificate
from shubbak.services.paper_proof import PaperProof
from shubbak.services.station_identity import StationIdentity
from shubbak.services.submission import submit_application
from shubbak.station.identity import StationClosed
from shubbak.station.joining import open_station
from shubbak.station.late_portal import LatePortal
from shubbak.station.paper_verifier import PaperVerifier
from shubbak.station.settings import StationSettings
from shubbak.station.store_door import identity_file, open_store
from shubbak.wire.moment import moment_text
from shubbak.wire.receipt_code import make_code
from shubbak.wire.report import StationReport
from shubbak.wire.seal import sign_text
from shubbak.wire.station import Enrolled, NextKey, SignedCertificate, next_key_text

KEYS = "/api/v1/stations/K07/keys"


class Cut(BaseException):
    """The station dies here. No code of the product catches it."""


class Record(dict[str, str]):
    """Implements services.code_lists.StationRecord."""

    def __init__(self) -> None:
        self.events: list[tuple[str, ...]] = []

    def fact(self, name: str) -> str:
        return self.get(name, "")

    def keep_fact(self, name: str, value: str) -> None:
        self[name] = value

    def note(self, kind: str, subject: str = "", detail: str = "") -> None:
        self.events.append((kind, subject, detail))


class Desk:
    """An enrolled station at a real portal, which is asked as its client asks, without a socket."""

    def __init__(self, folder: Path) -> None:
        self.office = PortalOffice(folder / "portal")
        self.clock, self.record = FakeClock(self.office.time), Record()
        self.shelf = StationIdentityFile(folder / "identity.json", BOX)
        station = FakeStation()
        answer = self.office.client.post(
            "/api/v1/enrolments", content=msgspec.json.encode(station.enrolment(self.office.code()))
        )
        self.enrolled = msgspec.json.decode(answer.content, type=Enrolled)
        self.shelf.keep(self.enrolled, station.key.private_bytes_raw(), "https://portal.example")

    def certify_key(self, next_key: NextKey) -> SignedCertificate:
        answer = self.ask(self.shelf.load(), next_key)
        if answer.status_code != 200:
            raise PortalError("portal-refused", detail=answer.json()["type"])
        return msgspec.json.decode(answer.content, type=SignedCertificate)

    def ask(self, identity: StationIdentity, body: msgspec.Struct, path: str = KEYS) -> Any:
        return self.office.client.post(path, content=msgspec.json.encode(body), auth=StationAuth(identity.signer))

    def change(self) -> StationIdentity:
        return change_key(self, self.clock, self.shelf, self.record, "sara")

    def report(self, identity: StationIdentity) -> int:
        at = moment_text(self.office.time)
        told = StationReport(1, "K07", at, 0, "ab" * 32, 0, 0, 0, "", 0, 10**10, 0, "0.1.0", [])
        return int(self.ask(identity, told, "/api/v1/stations/K07/reports").status_code)

    def key_ends(self) -> list[tuple[int, str]]:
        return [(key.key_id, key.valid_to) for key in public_keys(self.office.portal).keys]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.office.close()


def request_for(identity: StationIdentity, key: Ed25519PrivateKey, follows: int = 0) -> NextKey:
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    return NextKey(public, sign_text(next_key_text("K07", follows or identity.key_id, public), key))


def test_the_old_key_ends_a_day_after_the_new_one_is_first_used(desk: Desk) -> None:
    old = desk.shelf.load()
    new = desk.change()
    assert (new.key_id, new.enrolment) == (2, old.enrolment) == (2, "K07/1")
    assert signing_key(desk.record, old) == SigningKey(1, first=True)
    assert signing_key(desk.record, new) == SigningKey(2, first=False, since=desk.clock.now())
    assert desk.record.events[0][::2] == ("station-key-changed", "2") and "sara" not in desk.record.events[0][1]
    assert own_certificate(desk.record, new, desk.clock.now()) is not None
    assert desk.key_ends() == [(1, ""), (2, "")]
    assert (desk.report(old), desk.key_ends()[0]) == (200, (1, ""))
    assert desk.report(new) == 200
    assert desk.key_ends() == [(1, "2026-03-02T12:00:00Z"), (2, "")]
    assert desk.report(old) == 200
    desk.office.pass_time(CLOCK_SLACK + timedelta(seconds=1))
    assert (desk.report(old), desk.report(new)) == (401, 200)
    desk.clock.at = desk.office.time
    third = desk.change()
    assert (third.key_id, third.enrolment) == (3, "K07/1")
    assert [key.public_bytes_raw() for key in third.former_keys] == [
        one.key.public_key().public_bytes_raw() for one in (old, new)
    ]


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    ("part", "verb"),
    [
        ("shelf", "keep_next_key"),
        ("desk", "certify_key"),
        ("record", "note"),
        ("shelf", "change_key"),
        ("record", "keep_fact"),
    ],
)
def test_a_cut_leaves_a_key_that_signs_and_the_verb_again_finishes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, part: str, verb: str, before: bool
) -> None:
    owner = {"shelf": desk.shelf, "desk": desk, "record": desk.record}[part]
    real: Callable[..., object] = getattr(owner, verb)

    def cut(*given: object) -> None:
        if not before:
            real(*given)
        raise Cut

    monkeypatch.setattr(owner, verb, cut)
    with pytest.raises(Cut):
        desk.change()
    monkeypatch.undo()
    assert desk.report(desk.shelf.load()) == 200
    desk.clock = FakeClock(desk.office.time, seed=99)  # another key, if a new one were made
    new = desk.change()
    assert (new.key_id, desk.report(new), desk.shelf.next_key()) == (2, 200, None)
    assert [key_id for key_id, _ in desk.key_ends()] == [1, 2]


def test_the_same_key_gets_the_same_id_and_a_followed_key_gets_no_third(desk: Desk) -> None:
    old, second, third = desk.shelf.load(), Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    asked = request_for(old, second)
    first = desk.ask(old, asked)
    assert (first.status_code, desk.ask(old, asked).content) == (200, first.content)
    refused = desk.ask(old, request_for(old, third))
    assert (refused.status_code, refused.json()["type"]) == (409, "station-key-followed")
    assert len(desk.key_ends()) == 2
    with pytest.raises(PortalError, match="station-key-followed"):
        desk.change()
    assert desk.shelf.load().key_id == old.key_id


def test_only_who_holds_both_keys_is_answered(desk: Desk) -> None:
    old, second = desk.shelf.load(), Ed25519PrivateKey.generate()
    sound, neighbour = request_for(old, second), desk.office.enrolled("K08")
    forged = NextKey(sound.public_key, request_for(old, old.key).proof)
    for wrong in (forged, request_for(old, second, follows=9), NextKey("AAAA", "AAAA")):
        assert desk.ask(old, wrong).json()["type"] == "enrolment-key"
    taken = request_for(old, neighbour.key)
    assert desk.ask(old, taken).json()["type"] == "enrolment-key"
    body = msgspec.json.encode(sound)
    assert desk.office.client.post(KEYS, content=body).status_code == 426
    assert desk.office.client.post(KEYS, content=body, auth=neighbour.auth).status_code == 401
    assert [key_id for key_id, _ in desk.key_ends()] == [1, 2]  # K07 and K08, as they were enrolled


def test_what_the_portal_did_not_sign_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = desk.enrolled.certificate or SignedCertificate("", "")
    foreign = PortalOffice(Path(desk.office.folder) / "other")
    forged = SignedCertificate(before.certificate, sign_text(before.certificate, foreign.portal.keys.signing))
    for said, code in ((before, "certificate-shape"), (forged, "certificate-signature")):
        monkeypatch.setattr(desk, "certify_key", lambda _, said=said: said)
        with pytest.raises(PortalError, match=code):
            desk.change()
    foreign.close()
    assert (desk.shelf.load().key_id, desk.record.events) == (1, [])


def test_an_enrolment_without_a_certificate_keeps_its_key(desk: Desk) -> None:
    enrolled = msgspec.structs.replace(desk.enrolled, certificate=None)
    desk.shelf.keep(enrolled, desk.shelf.load().key.private_bytes_raw(), "https://portal.example")
    with pytest.raises(IdentityError, match="identity-uncertified"):
        desk.change()
    assert desk.shelf.next_key() is None


def test_no_program_starts_while_somebody_has_the_station_alone(tmp_path: Path) -> None:
    alone = StationPresence(tmp_path, alone=True)
    with pytest.raises(StationClosed, match="station-key-changing"):
        open_station(StationSettings(home=tmp_path))
    alone.leave()
    with pytest.raises(StationClosed, match="identity-missing"):
        open_station(StationSettings(home=tmp_path))


def proven(verifier: PaperVerifier, code: str) -> bool:
    return isinstance(verifier.prove(code), PaperProof)


def test_staff_change_the_key_and_papers_packets_and_numbers_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SHUBBAK_TPM", "none")
    office, clock = PortalOffice(tmp_path / "portal"), SystemClock()
    office.time = datetime.now(UTC)
    try:
        with on_loopback(office) as port:
            url = f"http://127.0.0.1:{port}"
            assert main(["enrol", "--portal", url, "--code", office.code()]) == 0
            home = station_home()
            store, old = open_store(home), identity_file(home).load()
            codes = [submitted(store, old, clock)]
            take_code_lists(store, LatePortal(url, old.signer), old, clock.now())
            store.close()
            running = StationPresence(home.folder)
            assert main(["enrol", "--new-key", "sara"]) == 1
            assert "Close it" in capsys.readouterr().err
            running.leave()
            assert main(["enrol", "--new-key", "sara"]) == 0
            store, new = open_store(home), identity_file(home).load()
            codes.append(submitted(store, new, clock))
            portal = LatePortal(url, new.signer)
            verifier = PaperVerifier(store, portal, new, clock)
            assert kept_lists(store, new) is not None
            verifier.refresh(online=True)
            assert [proven(verifier, code) for code in codes] == [True, True]
            sent = [send_one(store, portal, new, clock).kind for _ in codes]
            assert sent == [SendKind.ACKNOWLEDGED, SendKind.ACKNOWLEDGED]
            store.close()
        receipts = sorted(one.receipt[:15] for one in office.applications())
        assert receipts == ["K07-2026-000001", "K07-2026-000002"]
        assert main(["enrol", "--new-key", "sara"]) == 1
        assert "Nothing was changed" in capsys.readouterr().err
        assert identity_file(home).load().key_id == new.key_id == 2
    finally:
        office.close()


def submitted(store: Any, identity: StationIdentity, clock: Clock) -> str:
    """Take one application in, and return the code on its receipt."""
    name = clock.new_id()
    receipt = submit_application(
        an_application(name, payment_for(name, clock, PaymentState.CAPTURED)), clock, store, identity
    )
    return make_code(receipt, identity.verify_url, identity.key_id, identity.key)
