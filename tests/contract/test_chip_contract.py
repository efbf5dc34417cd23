"""What a chip reader promises, asked of a real PC/SC service with a card that is software."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fakes.passport_content import Issuer, zone
from fakes.virtual_passport import Pace, VirtualPassport
from fakes.virtual_reader import NAME, VirtualReader

from shubbak.adapters.chip.certificates import parse_certificate
from shubbak.adapters.chip.icao_reader import IcaoChipReader
from shubbak.adapters.chip.pcsc_finding import PcscFinder
from shubbak.adapters.chip.pcsc_slot import PcscSlot
from shubbak.adapters.system.chosen_devices import ChosenDevices
from shubbak.adapters.system.station_home import StationHome
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.ports.chip import CardAccessNumber, ChipError, MrzKey
from shubbak.ports.devices import ChipAnswer, DeviceKind
from shubbak.services.device_desk import DeviceDesk, DeviceOpeners
from shubbak.station.chip import chip_reader as by_address
from shubbak.station.scanners import kind_of

KEY = MrzKey.of_zone(zone())
ISSUER = Issuer()
FILES = ISSUER.files(zone())
TRUSTED = {"KWT": (parse_certificate(ISSUER.authority.certificate()),)}


@pytest.fixture
def reader(tmp_path: Path, pcsc_address: Path) -> Iterator[VirtualReader]:
    with VirtualReader(tmp_path, pcsc_address) as reader:
        yield reader


@pytest.fixture
def passport(reader: VirtualReader) -> Iterator[VirtualPassport]:
    passport = VirtualPassport(FILES, KEY, pace=Pace())
    reader.insert(passport)
    yield passport
    reader.remove()


def chip_reader(wait_s: float = 30, answer_s: float = 30, name: str = NAME) -> IcaoChipReader:
    return IcaoChipReader(PcscSlot(name, wait_s, answer_s), TRUSTED, lambda: date(2026, 3, 1), 60)


def code_of(reader: IcaoChipReader, access=KEY) -> str:
    with pytest.raises(ChipError) as caught:
        reader.read(access)
    return caught.value.code


def test_a_chip_is_read_over_the_systems_own_service(passport):
    for access in (KEY, CardAccessNumber("123456")):
        reading = chip_reader().read(access)
        assert (reading.access, reading.problems) == ("pace", ())
        assert reading.proof.issued


def test_a_chip_without_pace_is_read_by_its_zone(passport):
    passport.pace = None
    assert chip_reader().read(KEY).access == "bac"


def test_a_wrong_key_is_denied_and_the_right_one_opens_it_after_that(passport):
    assert code_of(chip_reader(), CardAccessNumber("000000")) == "chip-denied"
    assert chip_reader().read(KEY).document is not None


def test_a_card_that_comes_late_is_waited_for(reader):
    late = threading.Timer(0.5, reader.insert, [VirtualPassport(FILES, KEY)])
    late.start()
    assert chip_reader().read(KEY).document is not None
    late.join()
    reader.remove()


def test_no_card_is_an_absent_one(reader):
    assert code_of(chip_reader(wait_s=0.2)) == "chip-absent"


def test_whoever_gives_up_waiting_leaves_the_reader_to_the_next(reader):
    waiting = chip_reader(wait_s=30)
    timer = threading.Timer(0.3, waiting.cancel)
    timer.start()
    assert code_of(waiting) == "chip-absent"
    timer.join()
    reader.insert(VirtualPassport(FILES, KEY))
    assert waiting.read(KEY).document is not None


def test_a_card_taken_away_is_torn_and_the_next_one_is_read(reader, passport):
    passport.torn_at = 12
    assert code_of(chip_reader()) == "chip-torn"
    reader.remove()
    assert code_of(chip_reader(wait_s=0.5)) == "chip-absent"
    reader.insert(VirtualPassport(FILES, KEY))
    assert chip_reader().read(KEY).document is not None


def test_a_card_that_never_answers_holds_nobody_up(reader, passport):
    silence = threading.Event()
    answer = passport.answer
    passport.answer = lambda command: answer(command) if silence.wait(20) else b""
    started = time.monotonic()
    assert code_of(chip_reader(answer_s=0.5)) == "chip-silent"
    assert time.monotonic() - started < 15
    silence.set()


def test_a_reader_that_is_not_there_says_so(reader):
    assert code_of(chip_reader(name="Another reader")) == "chip-reader-gone"


def desk_of(home: StationHome, wait_s: float = 30) -> DeviceDesk:
    openers: Any = DeviceOpeners(
        kind_of,
        None,  # type: ignore[arg-type]
        None,  # type: ignore[arg-type]
        lambda address: by_address(address, None, lambda: date(2026, 3, 1), wait_s),
        lambda _: None,
    )
    return DeviceDesk([PcscFinder()], openers, ChosenDevices(home.chosen_devices), SystemClock())


def test_staff_find_a_reader_try_it_and_choose_it_without_opening_a_card(
    home: StationHome, reader: VirtualReader, passport: VirtualPassport
) -> None:
    desk = desk_of(home)
    found = [each for each in desk.find_devices().devices if each.name.startswith(NAME)]
    assert {each.kind for each in found} == {DeviceKind.CHIP_READER}
    asked: list[bytes] = []
    answer = passport.answer
    passport.answer = lambda command: (asked.append(command), answer(command))[1]
    report = desk.check_device("pcsc:")
    assert (report.ok, report.answer, report.size) == (True, ChipAnswer.DOCUMENT, 0)
    assert asked == [bytes.fromhex("00A4040C07A0000002471001")]  # which travel documents all answer alike
    passport.answer = lambda _: b"\x6a\x82"
    assert desk.check_device("pcsc:Shubbak%20test").answer is ChipAnswer.OTHER
    desk.choose_device("chip_reader", found[0].address)
    assert desk.chosen_devices() == {"chip_reader": found[0].address}


def test_a_try_says_what_is_missing(home: StationHome, reader: VirtualReader) -> None:
    desk = desk_of(home, wait_s=0.2)
    assert desk.check_device("pcsc:").code == "chip-absent"
    assert desk.check_device("pcsc:Another").code == "chip-reader-gone"
    patient = desk_of(home)
    timers: list[threading.Timer] = []

    def begun(stop: Callable[[], None]) -> None:
        timers.append(threading.Timer(0.2, stop))
        timers[0].start()

    assert patient.check_device("pcsc:", begun).code == "scanner-cancelled"
    timers[0].join()


def test_where_the_systems_service_is_not_there_that_is_said(home: StationHome, pcsc_address: Path) -> None:
    pcsc_address.unlink(missing_ok=True)
    search = desk_of(home).find_devices()
    assert (search.devices, search.problems) == ((), ("chip-service-gone",))
    assert desk_of(home).check_device("pcsc:").code == "chip-service-gone"
