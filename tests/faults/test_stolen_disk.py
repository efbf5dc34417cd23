"""Fault 26: fifty people's names and numbers go through a station, and its folder shows none of them to a thief."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal import FakePortal
from fault_tally import Tally

from shubbak.adapters.system.station_home import StationHome
from shubbak.domain.application import Application
from shubbak.domain.payment import PaymentState
from shubbak.domain.receipt import Receipt
from shubbak.services.enrolment import enrol
from shubbak.services.outbox import SendKind, send_one
from shubbak.services.submission import submit_application
from shubbak.station.store_door import identity_file, open_store
from shubbak.wire.application_border import write_application

PEOPLE = 50
LETTERS = "بتجحدرسصطعفقكلمنهوي"


def person(number: int, chance: random.Random) -> tuple[list[str], Application]:
    """Return what is planted, and the application with it: names in both scripts, numbers, an answer, a scan."""
    arabic = "".join(chance.choices(LETTERS, k=9)) + " " + "".join(chance.choices(LETTERS, k=8))
    latin = "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=14))
    document, national = (str(chance.randrange(10**11, 10**12)) for _ in range(2))
    shop, scan = f"بقالة {arabic[::-1]}", f"planted page {latin.lower()}"
    plain = an_application(f"{chance.getrandbits(120):030x}", scan=(scan + " ").encode() * 20)
    assert plain.identity is not None
    identity = replace(plain.identity, number=document, national_number=national, surname=latin, given_names=arabic)
    application = replace(plain, identity=identity, answers={**plain.answers, "shop_name": shop})
    return [arabic, latin, document, national, shop, scan], application


def forms(word: str) -> Iterator[bytes]:
    """Yield the ways in which a word may lie on a disk: raw, UTF-16, hexadecimal, and base64 at any of its three
    places.
    """
    raw = word.encode()
    yield from (raw, word.encode("utf-16-le"), word.encode("utf-16-be"), raw.hex().encode())
    for before in range(3):
        text = base64.b64encode(bytes(before) + raw)
        yield text[4 if before else 0 : -4]  # the signs at both ends depend on what stands beside the word


def hits(words: list[str], *places: Path) -> list[str]:
    """Return the files that hold a form of a word, once a form."""
    wanted = [form for word in words for form in forms(word)]
    # Eight bytes at a time at every place: thousands of searches through a log of megabytes would take a minute.
    beginnings = np.array([int.from_bytes(form[:8], "little") for form in wanted], dtype="<u8")
    found = []
    for file in (file for place in places for file in place.rglob("*") if file.is_file()):
        content = file.read_bytes()
        views = [np.frombuffer(content[at : at + (len(content) - at) // 8 * 8], dtype="<u8") for at in range(8)]
        if any(np.isin(view, beginnings).any() for view in views):
            found += [file.name for form in wanted if form in content]
    return found


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The station's folder, and the only folder for what libraries put aside."""
    aside = tmp_path / "aside"
    aside.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(aside))
    return tmp_path / "home", aside


def take(home: StationHome, words: list[str], seen: list[str], places: tuple[Path, Path]) -> list[Receipt]:
    """Take fifty paid applications, send half of them, and look into the folder while it is open."""
    clock, portal, chance = FakeClock(), FakePortal(), random.Random(26)
    identity = enrol(portal, "https://portal.example", "4711-0815", clock, identity_file(home))
    store, receipts = open_store(home), []
    for number in range(PEOPLE):
        planted, application = person(number, chance)
        words += planted
        payment = payment_for(application.id, clock, PaymentState.INTENDED)
        store.intend(payment)
        store.settle(payment.id, PaymentState.CAPTURED, "R1", "0119")
        paid = replace(application, payment=replace(payment, state=PaymentState.CAPTURED), total=payment.amount)
        assert all(word.encode() in write_application(paid) for word in planted)  # the search finds what lies open
        receipts.append(submit_application(paid, clock, store, identity))
    for _ in range(PEOPLE // 2):
        assert send_one(store, portal, identity, clock).kind is SendKind.ACKNOWLEDGED
    assert {file.suffix for file in home.folder.iterdir()} >= {".sqlite", ".sqlite-wal", ".sqlite-shm"}
    seen += hits(words, *places)
    store.close()
    return receipts


@pytest.mark.fault(26)
def test_a_stolen_disk_shows_no_name_and_no_number(places: tuple[Path, Path], tally: Tally) -> None:
    home, words, seen = StationHome(places[0]), list[str](), list[str]()
    receipts = take(home, words, seen, places)
    seen += hits(words, *places)
    numbers = [str(receipt.number) for receipt in receipts]
    seen += hits(numbers, *places)  # not even what was taken when
    size = sum(file.stat().st_size for file in places[0].rglob("*"))
    tally("the station's folder", planted=len(words), forms=7, bytes=size, hits=len(seen))
    assert seen == []
    assert len(words) == 6 * PEOPLE


def test_the_search_finds_every_form(tmp_path: Path) -> None:
    word = "بقالة النور"
    for number, before in enumerate(("", "x", "xy")):
        for kind, form in enumerate((f"{before}{word}!".encode(), f"{word}".encode("utf-16-le"))):
            (tmp_path / f"{number}-{kind}-raw").write_bytes(form)
        (tmp_path / f"{number}-base64").write_bytes(base64.b64encode(f"{before}{word} und mehr".encode()))
    (tmp_path / "hex").write_text(word.encode().hex())
    assert set(hits([word], tmp_path)) == {file.name for file in tmp_path.iterdir()}
