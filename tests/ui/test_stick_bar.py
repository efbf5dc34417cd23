"""The stick at the counter: it shows itself, does what its two buttons say, and says what came of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes.applications import an_application
from office_counter import AtOnce, Counter
from PySide6.QtWidgets import QApplication

from office_client.ui.office_wording import OfficeWording
from office_client.ui.outbox_watch import OutboxWatch
from office_client.ui.stick_bar import StickBar
from shubbak.adapters.system.stick_folder import StickFolder
from shubbak.domain.text import Language
from shubbak.ports.store import PacketState
from shubbak.resources import load_wording
from shubbak.services.carrying import CarriedIn, CarriedOut, carry_in, carry_out
from shubbak.services.submission import submit_application
from shubbak.wire.carrying import answer_name, folder_name, write_acknowledgement


class Sockets:
    """Sticks that a test plugs into the counter; carrying is the real one."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.found: list[Path] = []

    def sticks(self) -> list[Path]:
        return list(self.found)

    def out(self, stick: Path) -> CarriedOut:
        return carry_out(StickFolder(stick), self.counter.store, self.counter.identity, self.counter.clock)

    def home(self, stick: Path) -> CarriedIn:
        return carry_in(StickFolder(stick), self.counter.store, self.counter.identity)


class Bench:
    """One bar over one counter; `plug` a stick in by its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counter = Counter(folder, "stall")
        self.worker = AtOnce()
        self.wording = OfficeWording(load_wording())
        self.sockets = Sockets(self.counter)
        self.watch = OutboxWatch(self.counter.desk, self.worker)
        self.bar = StickBar(self.sockets, self.watch, self.wording)

    def submit(self) -> str:
        application = self.counter.clock.new_id()
        submit_application(an_application(application), self.counter.clock, self.counter.store, self.counter.identity)
        return application

    def plug(self, *names: str) -> None:
        self.sockets.found = [self.folder / name for name in names]
        for stick in self.sockets.found:
            stick.mkdir(exist_ok=True)
        self.watch.look()

    def answer(self, packet: str, stick: str) -> None:
        """The portal takes the packet off the stick and answers beside it."""
        body = (self.folder / stick / folder_name("K07") / f"{packet}.packet").read_bytes()
        told = write_acknowledgement(self.counter.portal.take_in(packet, body))
        (self.folder / stick / folder_name("K07") / answer_name(packet)).write_bytes(told)


@pytest.fixture
def bench(tmp_path: Path, qapp: QApplication) -> Bench:
    return Bench(tmp_path)


def test_without_a_stick_there_is_nothing_to_see(bench: Bench) -> None:
    bench.plug()
    assert bench.bar.isHidden()
    bench.plug("BLUE")
    assert not bench.bar.isHidden()
    assert "BLUE" in bench.bar.title.text()
    bench.plug()
    assert bench.bar.isHidden()


def test_out_and_home_and_what_came_of_it(bench: Bench) -> None:
    packet = bench.submit()
    bench.plug("BLUE")
    bench.bar.out.click()
    assert "عدد الطلبات المنسوخة" in bench.bar.notice.sentence
    assert bench.watch.waiting
    bench.answer(packet, "BLUE")
    bench.bar.home.click()
    assert "التي أكدت البوابة استلامها" in bench.bar.notice.sentence
    assert bench.counter.store.packets[packet].item.state is PacketState.ACKNOWLEDGED
    assert not bench.watch.waiting
    bench.wording.speak(Language.EN)
    assert "Applications that the portal has now" in bench.bar.notice.sentence


def test_of_two_sticks_the_chosen_one_is_used(bench: Bench) -> None:
    bench.submit()
    bench.plug("BLUE", "RED")
    assert not bench.bar.choice.isHidden()
    bench.bar.choice.setCurrentIndex(1)
    bench.bar.out.click()
    assert not list((bench.folder / "BLUE").iterdir())
    assert list((bench.folder / "RED").iterdir())


def test_while_it_works_nothing_else_begins(bench: Bench) -> None:
    bench.submit()
    bench.plug("BLUE")
    bench.worker.held = True
    bench.bar.out.click()
    assert not bench.bar.home.isEnabled()
    assert "لا تنزع" in bench.bar.notice.sentence
    bench.bar.out.click()
    bench.worker.release()
    assert bench.bar.home.isEnabled()
    kinds = [event.kind for event in bench.counter.store.events]
    assert kinds.count("stick-written") == 1


def test_what_was_refused_is_said(bench: Bench) -> None:
    bench.plug("BLUE")
    bench.bar.home.click()
    assert "لا يوجد في الذاكرة جواب جديد" in bench.bar.notice.sentence
    assert "أو لا يوجد فيها المطلوب" in bench.bar.notice.sentence


def test_a_store_that_fails_is_said_and_breaks_nothing(bench: Bench) -> None:
    bench.submit()
    bench.plug("BLUE")
    bench.counter.store.fail = "store-broken"
    bench.bar.out.click()
    assert bench.bar.notice.sentence == load_wording().say("problem.store-broken", Language.AR)
    assert bench.bar.out.isEnabled()
