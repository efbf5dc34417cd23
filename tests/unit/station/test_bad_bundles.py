"""A bundle that is not the portal's, not whole, not newer or not sound is refused, told and noted; work goes on."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.clock import FakeClock
from fakes.machine import FakeMachine
from fakes.portal_office import SERVICE_FILE, SERVICE_ID, PortalOffice
from fakes.station import FakeStation
from fakes.store import FakeStore

from portal.cases.publish_catalogue import publish_catalogue
from portal.cases.watch_fleet import open_station
from shubbak.forms import load as forms
from shubbak.forms.catalogue import FORMAT, Catalogue, load_catalogue
from shubbak.ports.portal import PortalError
from shubbak.ports.updates import UpdateError
from shubbak.services.catalogue_intake import CatalogueError, current_catalogue, take_catalogue, usable_catalogue
from shubbak.services.self_watch import SelfWatch
from shubbak.services.station_identity import StationIdentity, identity_of
from shubbak.services.update_refusals import LAST_REFUSAL, UpdateRefusals
from shubbak.station.joining import Station
from shubbak.wire.report import ReportAnswer, StationReport
from shubbak.wire.seal import sign_text
from shubbak.wire.service_cards import card_to_wire
from shubbak.wire.station import Catalogue as CatalogueText
from shubbak.wire.station import Enrolled, SignedCatalogue


class Bench:
    """A real portal and a station of it that takes whatever `offer` gives."""

    def __init__(self, folder: Path) -> None:
        self.office = PortalOffice(folder)
        self.newcomer = FakeStation()
        body = msgspec.json.encode(self.newcomer.enrolment(self.office.code()))
        answer = self.office.client.post("/api/v1/enrolments", content=body)
        enrolled = msgspec.json.decode(answer.content, type=Enrolled)
        self.newcomer.learn(enrolled)
        self.identity: StationIdentity = identity_of(enrolled, self.newcomer.key, "http://127.0.0.1")
        self.clock = FakeClock(self.office.time)
        self.store = FakeStore(self.clock.now)
        self.offer: Callable[[], SignedCatalogue] = self.published
        taken = take_catalogue(self, self.store, self.identity.portal_signing)
        assert taken is not None
        watch = SelfWatch(self.store, self, FakeMachine(), self.clock, self.identity, "1.2")
        nothing = cast("Any", None)
        self.station = Station(
            identity=self.identity,
            store=self.store,
            portal=nothing,
            registers=nothing,
            clock=self.clock,
            wording=nothing,
            catalogue=taken,
            catalogues=self,
            refusals=UpdateRefusals(self.store, self.store),
            devices=nothing,
            watch=watch,
            door=nothing,
        )
        watch.catalogue_version = lambda: self.station.catalogue.version

    def published(self) -> SignedCatalogue:
        return publish_catalogue(self.office.portal)

    def change(self) -> None:
        """Let the portal have something newer to publish."""
        file = self.office.services / SERVICE_FILE
        file.write_text("# changed\n" + file.read_text(encoding="utf-8"), encoding="utf-8")

    def text(self) -> CatalogueText:
        return msgspec.json.decode(self.published().catalogue, type=CatalogueText)

    def signed(self, content: object) -> SignedCatalogue:
        """Sign as the portal would, whatever it is."""
        text = msgspec.json.encode(content).decode()
        return SignedCatalogue(text, sign_text(text, self.office.portal.keys.signing))

    def catalogue(self) -> SignedCatalogue:
        return self.offer()

    def report(self, report: StationReport) -> ReportAnswer:
        body = msgspec.json.encode(report)
        answer = self.office.client.post("/api/v1/stations/K07/reports", content=body, auth=self.newcomer.auth)
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=ReportAnswer)

    def refused(self) -> list[str]:
        return [event.detail for event in self.store.events if event.kind == "catalogue-refused"]

    def worries(self) -> list[str]:
        return [worry.code for worry in open_station(self.office.portal, "K07").state.worries]

    def kept(self) -> Catalogue | None:
        return current_catalogue(self.store, self.identity.portal_signing)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    opened = Bench(tmp_path)
    yield opened
    opened.office.close()


def _tampered(bench: Bench) -> SignedCatalogue:
    good = bench.published()
    return SignedCatalogue(good.catalogue.replace("violation", "violatiom", 1), good.signature)


def _cut(bench: Bench) -> SignedCatalogue:
    good = bench.published()
    return SignedCatalogue(good.catalogue[: len(good.catalogue) // 2], good.signature)


def _foreign(bench: Bench) -> SignedCatalogue:
    good = bench.published()
    return SignedCatalogue(good.catalogue, sign_text(good.catalogue, Ed25519PrivateKey.generate()))


def _older(bench: Bench) -> SignedCatalogue:
    return bench.signed(msgspec.structs.replace(bench.text(), version=0))


def _wrong_cards(bench: Bench) -> SignedCatalogue:
    text = bench.text()
    cards = [msgspec.structs.replace(card, name_en="Free of charge") for card in text.cards]
    return bench.signed(msgspec.structs.replace(text, cards=cards))


def _no_cards(bench: Bench) -> SignedCatalogue:
    return bench.signed(msgspec.structs.replace(bench.text(), cards=[]))


def _later_format(bench: Bench) -> SignedCatalogue:
    text = bench.text()
    files = {path: body + "\nhologram: [left, right]\n" for path, body in text.files.items()}
    return bench.signed(msgspec.structs.replace(text, files=files, format=FORMAT + 1))


def _unknown_shape(bench: Bench) -> SignedCatalogue:
    return bench.signed(msgspec.to_builtins(bench.text()) | {"holograms": []})


def _half_loaded(_: Bench) -> SignedCatalogue:
    raise UpdateError("update-half")


def _of_other_keys(_: Bench) -> SignedCatalogue:
    raise UpdateError("update-forged")


BAD: dict[str, tuple[Callable[[Bench], SignedCatalogue], str]] = {
    "tampered": (_tampered, "catalogue-signature"),
    "cut": (_cut, "catalogue-signature"),
    "another portal's": (_foreign, "catalogue-signature"),
    "older": (_older, "catalogue-older"),
    "cards that are not the files'": (_wrong_cards, "catalogue-broken"),
    "without its cards": (_no_cards, "catalogue-broken"),
    "for a later program": (_later_format, "catalogue-broken"),
    "of another shape": (_unknown_shape, "catalogue-shape"),
    "half loaded": (_half_loaded, "update-half"),
    "signed by none of the update keys": (_of_other_keys, "update-forged"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_bundle_is_refused_and_everybody_is_told(
    bench: Bench, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    bench.change()
    make, code = BAD[name]
    bench.offer = lambda: make(bench)
    before = bench.station.catalogue
    assert [bench.station.take_newer_catalogue() for _ in range(2)] == [False, False]
    assert bench.station.catalogue is before
    assert bench.kept() == before
    assert bench.refused() == [code]
    assert [condition.code for condition in bench.station.conditions()] == [code]
    assert bench.station.report() and bench.station.report()
    assert caplog.text.count(f"station K07 tells anew: {code}") == 1
    assert code in bench.worries()


def test_a_good_one_ends_the_worry(bench: Bench) -> None:
    bench.change()
    bench.offer = lambda: _cut(bench)
    bench.station.take_newer_catalogue()
    bench.station.report()
    bench.offer = bench.published
    assert bench.station.take_newer_catalogue()
    assert bench.station.report()
    assert (bench.station.catalogue.version, bench.store.fact(LAST_REFUSAL)) == (2, "")
    assert "catalogue-signature" not in bench.worries()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the service files that are read from now on."""
    paths: list[str] = []
    plain = forms.load_service

    def noting(text: str, path: str, *more: Any) -> Any:
        paths.append(path)
        return plain(text, path, *more)

    monkeypatch.setattr(forms, "load_service", noting)
    return paths


def many(bench: Bench, count: int = 120, form: int = FORMAT) -> CatalogueText:
    """Return a bundle of that many services, all alike but for their ids."""
    text = bench.text()
    card = load_catalogue(text.files, 1).cards[0]
    files, cards = {}, []
    for number in range(count):
        path, name = f"kw/service_{number:03}.yaml", f"{SERVICE_ID}{number:03}"
        files[path] = text.files[SERVICE_FILE].replace(f"id: {SERVICE_ID}\n", f"id: {name}\n", 1)
        cards.append(card_to_wire(dataclasses.replace(card, id=name, path=path)))
    return CatalogueText(9, files, form, cards)


def keep(bench: Bench, content: object) -> None:
    offered = bench.signed(content)
    bench.store.save_catalogue(9, offered.catalogue, offered.signature)


def opened(bench: Bench) -> Catalogue:
    return usable_catalogue(bench, bench.store, bench.identity.portal_signing, bench.station.refusals)


def test_a_start_with_many_services_reads_none_of_them(bench: Bench, read: list[str]) -> None:
    keep(bench, many(bench))
    read.clear()
    catalogue = opened(bench)
    assert (len(catalogue.services), len(catalogue.cards), read) == (120, 120, [])
    assert catalogue.services[f"{SERVICE_ID}007"].id == f"{SERVICE_ID}007"
    assert read == ["kw/service_007.yaml"]


@pytest.mark.parametrize("form", [FORMAT - 1, FORMAT + 1], ids=["an earlier program", "a later program"])
def test_what_another_program_found_sound_is_read_whole(bench: Bench, read: list[str], form: int) -> None:
    content = many(bench, 3, form)
    keep(bench, content)
    read.clear()
    assert len(opened(bench).services) == 3
    assert sorted(read) == sorted(content.files)


UNUSABLE: dict[str, Callable[[Bench], object]] = {
    "services this program cannot read": lambda bench: CatalogueText(9, {SERVICE_FILE: "id: other"}, FORMAT - 1),
    "a shape this program cannot read": lambda bench: msgspec.to_builtins(many(bench, 1)) | {"holograms": []},
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_an_unusable_kept_one_is_told_and_asked_for_anew(bench: Bench, name: str) -> None:
    keep(bench, UNUSABLE[name](bench))
    newer = bench.signed(msgspec.structs.replace(bench.text(), version=10))
    bench.offer = lambda: newer
    assert opened(bench).version == 10
    assert len(bench.refused()) == 1
    assert bench.store.fact(LAST_REFUSAL) == ""


@pytest.mark.parametrize("name", UNUSABLE)
@pytest.mark.parametrize(
    "away", [PortalError("portal-unreachable"), UpdateError("update-unreachable")], ids=["portal", "updates"]
)
def test_an_unusable_kept_one_and_nobody_to_ask_is_said_plainly(bench: Bench, name: str, away: Exception) -> None:
    def nobody() -> SignedCatalogue:
        raise away

    keep(bench, UNUSABLE[name](bench))
    bench.offer = nobody
    with pytest.raises(CatalogueError, match="catalogue-unreadable"):
        opened(bench)
    assert bench.refused() == [bench.store.fact(LAST_REFUSAL)]


def test_an_unusable_kept_one_is_no_way_back_to_an_older(bench: Bench) -> None:
    keep(bench, UNUSABLE["a shape this program cannot read"](bench))
    with pytest.raises(CatalogueError, match="catalogue-older"):
        opened(bench)


def test_a_first_catalogue_that_cannot_be_fetched_is_the_portals_matter(bench: Bench) -> None:
    def nobody() -> SignedCatalogue:
        raise PortalError("portal-unreachable")

    bench.offer, bench.store = nobody, FakeStore(bench.clock.now)
    with pytest.raises(PortalError, match="portal-unreachable"):
        opened(bench)
