"""`shubbak devices` and the desk behind it: found, tried and chosen, with real SANE devices; addresses and the file."""

from __future__ import annotations

import json

import pytest
from fakes.clock import FakeClock
from fakes.scanner_benches import PAGE, Pins, encoded
from test_scanner_contract import sane_devices

from shubbak.adapters.devices.escl_scanner import EsclScanner
from shubbak.adapters.devices.folder_scanner import FolderScanner
from shubbak.adapters.devices.pin_file import PinFile
from shubbak.adapters.devices.sane_finding import SaneFinder
from shubbak.adapters.devices.serial_code_reader import SerialCodeReader
from shubbak.adapters.system.chosen_devices import ChosenDevices
from shubbak.adapters.system.station_home import StationHome
from shubbak.cli.main import main
from shubbak.ports.devices import ChoiceError, DeviceKind, plain_name
from shubbak.ports.scanner import ScanArea, ScanMode, ScanSource, ScanWish
from shubbak.services.device_desk import DeviceDesk, DeviceOpeners, UnknownAddressError
from shubbak.station import scanners
from shubbak.station.arguments import station_settings
from shubbak.station.device_desk import device_desk
from shubbak.station.scanners import kind_of, open_code_reader, open_scanner
from shubbak.station.settings import StationSettings

__all__ = ["sane_devices"]


@pytest.fixture
def run(home, capsys, monkeypatch):
    """Run the command at this station; returns (exit status, what it said)."""
    monkeypatch.setattr("shubbak.station.device_desk._finders", lambda: [SaneFinder()])

    def command(*words: str) -> tuple[int, str]:
        status = main(["devices", *words, "--home", str(home.folder)])
        said = capsys.readouterr()
        return status, said.out + said.err

    return command


def test_devices_are_found_tried_and_chosen(run):
    status, said = run("find")
    assert (status, said.count("sane:"), "ماسح ضوئي" in said) == (0, 4, True)
    status, said = run("test", "sane:test:0?area=card&dpi=100")
    assert (status, "590 × 433" in said, "الجهاز يعمل" in said) == (0, True, True)
    assert "But the picture is not good." in said  # SANE's test device shows a black page
    assert run("use", "card-scanner", "sane:test:0?area=card")[0] == 0
    status, said = run()
    assert (status, "sane:test:0?area=card" in said, "Card scanner" in said) == (0, True, True)
    assert run("use", "card-scanner")[0] == 0
    assert run()[0] == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("test", "sane:pnm:7"), "scanner-gone"),
        (("test", "nonsense"), "device-unknown"),
        (("test", "escl:http://bad@host/"), "device-unknown"),
        (("test", "serial:/nonexistent"), "code-reader-gone"),
        (("use", "card-scanner", "nonsense:1"), "device-unknown"),
        (("use", "card-scanner", "serial:/dev/ttyS0"), "device-unknown"),
        (("use", "code-reader", "sane:test:0"), "device-unknown"),
        (("use", "chip-reader", "serial:/dev/ttyS0"), "device-unknown"),
    ],
)
def test_what_does_not_work_says_why_in_both_languages(run, words, code):
    from shubbak.resources import load_wording

    status, said = run(*words)
    assert status == 1
    sentence = load_wording().text(f"{'devices.fault' if words[0] == 'test' else 'problem'}.{code}")
    assert sentence.ar in said
    assert sentence.en in said


def test_nothing_found_is_said_and_what_could_not_be_asked(run, monkeypatch):
    from shubbak.ports.devices import FinderError

    class NoService:
        def find(self):
            raise FinderError("chip-service-gone")

    monkeypatch.setattr("shubbak.station.device_desk._finders", lambda: [NoService()])
    status, said = run("find")
    assert (status, "No device was found" in said, "(pcscd) is not installed" in said) == (1, True, True)


class FakeReader:
    def __init__(self, code: str) -> None:
        self.code, self.closed = code, False

    def next_code(self, wait_s: float) -> str:
        return self.code

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(("code", "report"), [("12345", ("", 5)), ("", ("code-reader-silent", 0))])
def test_a_reader_that_is_tried_waits_for_one_code_and_lets_go(home, code, report):
    reader = FakeReader(code)
    openers = DeviceOpeners(
        lambda _: DeviceKind.CODE_READER, scanners.open_scanner, lambda _: reader, None, lambda _: None
    )
    desk = DeviceDesk([], openers, ChosenDevices(home.chosen_devices), FakeClock())
    said = desk.check_device("serial:x")
    assert (said.code, said.size, reader.closed, said.ok) == (*report, True, not report[0])


def test_the_settings_take_what_was_chosen_unless_the_command_line_says_otherwise(home):
    import argparse

    from shubbak.station.arguments import add_station_arguments

    device_desk(home, StationSettings(home.folder)).choose_device("card_scanner", "sane:test:0")
    device_desk(home, StationSettings(home.folder)).choose_device("printer", "tcp://192.0.2.1:9100")
    device_desk(home, StationSettings(home.folder)).choose_device("chip_reader", "pcsc:ACS")
    parser = argparse.ArgumentParser()
    add_station_arguments(parser, "trial")
    plain = station_settings(parser.parse_args(["--home", str(home.folder)]), "")
    assert (plain.card_scanner, plain.printer) == ("sane:test:0", "tcp://192.0.2.1:9100")
    assert (plain.document_scanner, plain.code_reader, plain.chip_reader) == ("simulated:", "", "pcsc:ACS")
    named = station_settings(parser.parse_args(["--home", str(home.folder), "--card-scanner", "folder:/x"]), "")
    assert named.card_scanner == "folder:/x"


@pytest.mark.parametrize(
    "text", ["no json", "[]", '{"card_scanner": 7}', '{"card_scanner": "a\\u202e:b"}', '{"x": "a:b"}']
)
def test_a_broken_file_of_choices_is_no_choice_and_is_written_anew(home, text):
    home.chosen_devices.write_text(text)
    choices = ChosenDevices(home.chosen_devices)
    assert choices.chosen() == {}
    choices.choose("printer", "tcp://h:1")
    assert json.loads(home.chosen_devices.read_text()) == {"printer": "tcp://h:1"}
    assert home.chosen_devices.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("role", "address"), [("terminal", "a:b"), ("printer", "no address"), ("printer", "a:\n")])
def test_what_cannot_be_a_choice_is_refused(home, role, address):
    with pytest.raises(ChoiceError):
        ChosenDevices(home.chosen_devices).choose(role, address)


def test_a_station_without_a_folder_keeps_nothing(tmp_path):
    with pytest.raises(ChoiceError, match="device-file"):
        ChosenDevices(tmp_path / "none" / "devices.json").choose("printer", "a:b")


def test_a_scanner_that_is_chosen_again_may_have_another_certificate(home):
    pins = PinFile(home.device_pins)
    assert pins.accepts("192.0.2.7:443", "a" * 64)
    device_desk(home, StationSettings(home.folder)).choose_device("card_scanner", "escl:https://192.0.2.7/eSCL?dpi=300")
    assert pins.accepts("192.0.2.7:443", "b" * 64)


def wish_of(address: str, home: StationHome) -> ScanWish:
    return open_scanner(address, StationSettings(home.folder, development=True), home)._wish  # type: ignore[attr-defined]


def test_the_wish_stands_in_the_address(home):
    wish = ScanWish(ScanSource.DUPLEX, ScanMode.GREY, 200, ScanArea.CARD)
    words = "source=duplex&mode=grey&dpi=200&area=card"
    assert wish_of(f"escl:http://192.0.2.7/eSCL?{words}", home) == wish
    assert wish_of(f"sane:airscan:e0:Big%20MFP?{words}&brightness=3", home) == wish
    assert wish_of("simulated:?dpi=9&mode=Color", home) == ScanWish()


def test_a_drivers_own_words_stay_its_own(home):
    scanner = open_scanner("sane:a%20b?mode=Color&resolution=150&dpi=300", StationSettings(home.folder), home)
    assert (scanner._own, scanner._device) == ({"mode": "Color", "resolution": "150"}, "--device-name=a b")


def test_each_address_opens_its_device(home, tmp_path):
    settings = StationSettings(home.folder)
    (tmp_path / "a.png").write_bytes(encoded(PAGE, ".png"))
    folder = open_scanner(f"folder:{tmp_path}?remove=yes", settings, home)
    assert isinstance(folder, FolderScanner)
    assert folder.scan()
    assert not (tmp_path / "a.png").exists()
    assert isinstance(open_scanner("escl:http://192.0.2.7/eSCL", settings, home), EsclScanner)
    assert open_scanner("wia:{1}", settings, home)
    assert isinstance(open_code_reader("serial:/dev/ttyS0?baud=115200&ends=tab&prefix=~"), SerialCodeReader)
    assert kind_of("serial:/dev/ttyS0") is DeviceKind.CODE_READER
    with pytest.raises(RuntimeError):
        open_scanner("simulated:", settings, home)


@pytest.mark.parametrize("address", ["", "nonsense", "serial:", "serial:/x?baud=fast", "serial:/x?ends=never"])
def test_addresses_of_nothing_are_refused(home, address):
    with pytest.raises(UnknownAddressError):
        open_code_reader(address)
    if not address.startswith("serial:"):
        with pytest.raises(UnknownAddressError):
            open_scanner(address, StationSettings(home.folder), home)


def test_a_name_from_the_network_is_one_plain_line():
    assert plain_name("Big\n\u202eMFP\x00" + "x" * 500) == "Big MFP " + "x" * 72
    assert Pins().accepts("a", "b")
