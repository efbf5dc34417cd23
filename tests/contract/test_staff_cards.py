"""Staff cards from the command that makes them to the scanner that reads them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fakes.clock import FakeClock
from fakes.portal import FakePortal
from fakes.portal_server import serving
from fakes.store import FakeStore
from PIL import Image

from shubbak.adapters.scan.image_messages import Errand
from shubbak.adapters.scan.image_worker import ImageWorker
from shubbak.adapters.system import operator_file
from shubbak.adapters.system.operator_file import OperatorFile
from shubbak.adapters.system.station_home import station_home
from shubbak.cli.main import main
from shubbak.domain.problem import Problem
from shubbak.domain.staff_card import card_text, card_verifier
from shubbak.ports.operators import Operator, OperatorsError
from shubbak.ports.scanner import ScannedImage, ScannerError
from shubbak.resources import root
from shubbak.services.staff_door import ShownCard, StaffDoor
from shubbak.station.staff_cards import scan_card


@pytest.fixture(autouse=True)
def quick_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operator_file, "_COST", 16)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object) -> Path:
    """An enrolled station with one operator."""
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    with serving(FakePortal()) as server:
        assert main(["enrol", "--portal", server.url, "--code", "4711-0815"]) == 0
    assert station_operators().add("سارة العلي", "2468") is None
    return tmp_path


@dataclass
class Glass:
    """A scanner with one image on it, or a fault."""

    body: bytes = b""
    fault: str = ""

    def scan(self) -> ScannedImage:
        if self.fault:
            raise ScannerError(self.fault)
        return ScannedImage(self.body, "image/png")


class Looker:
    """Looks at pictures as the image process does; with a fault it was ended."""

    def __init__(self, fault: str = "") -> None:
        self._fault = fault

    def codes(self, untrusted_image: bytes) -> tuple[str, ...] | Problem:
        if self._fault:
            raise ScannerError(self._fault)
        return ImageWorker().do(Errand("codes", untrusted_body=untrusted_image))


def station_operators() -> OperatorFile:
    return OperatorFile(station_home().operators, FakeClock())


def door() -> StaffDoor:
    clock = FakeClock()
    return StaffDoor(station_operators(), FakeStore(clock.now), clock)


def scanned(body: bytes, way: Any = None) -> bytes:
    """Return a card as it comes off an A4 glass: small, somewhere on a grey page, turned."""
    with Image.open(io.BytesIO(body)) as card:
        page = Image.new("L", (2480, 3508), 230)
        small = card.convert("L")
        page.paste(small if way is None else small.transpose(way), (300, 1900))
    out = io.BytesIO()
    page.save(out, "PPM")
    return out.getvalue()


@pytest.mark.parametrize("way", [None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180])
def test_a_card_from_the_command_is_read_on_the_glass_and_opens_with_its_pin(home: Path, way: Any) -> None:
    out = home / "card.png"
    assert main(["operators", "card", "سارة  العلي", "--out", str(out)]) == 0
    entrance = door()
    shown = scan_card(Glass(scanned(out.read_bytes(), way)), Looker(), entrance)
    assert isinstance(shown, ShownCard)
    assert entrance.enter("2468", shown) == Operator("سارة العلي")
    assert entrance.enter("2468") == Problem("staff-card-needed")


def test_the_picture_is_its_owners_alone_and_the_list_keeps_no_card(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = home / "card.png"
    assert main(["operators", "card", "سارة العلي", "--out", str(out)]) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    with Image.open(out) as picture:
        assert picture.size == (1011, 638)
        assert [round(each) for each in picture.info["dpi"]] == [300, 300]
    texts = Looker().codes(out.read_bytes())
    assert isinstance(texts, tuple)
    kept, said = station_home().operators.read_text(), capsys.readouterr()
    assert card_verifier(texts[0]) in kept
    assert texts[0][-32:] not in kept + said.out + said.err
    assert "PIN" in said.out
    assert "البطاقة" in said.out or "بطاقة" in said.out


def test_a_second_card_voids_the_first_and_a_revoked_one_leaves_the_pin(home: Path) -> None:
    first, second = home / "first.png", home / "second.png"
    for out in (first, second):
        assert main(["operators", "card", "سارة العلي", "--out", str(out)]) == 0
    assert scan_card(Glass(first.read_bytes()), Looker(), door()) == Problem("staff-card-unknown")
    assert isinstance(scan_card(Glass(second.read_bytes()), Looker(), door()), ShownCard)
    assert main(["operators", "card", "سارة العلي", "--revoke"]) == 0
    assert scan_card(Glass(second.read_bytes()), Looker(), door()) == Problem("staff-card-unknown")
    assert door().enter("2468") == Operator("سارة العلي")


def test_a_card_that_could_not_be_written_leaves_the_one_before_good(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = home / "first.png"
    assert main(["operators", "card", "سارة العلي", "--out", str(first)]) == 0
    before = station_home().operators.read_bytes()
    for out in (first, home / "no" / "folder.png"):
        assert main(["operators", "card", "سارة العلي", "--out", str(out)]) == 1
        assert "Nothing was changed" in capsys.readouterr().err
    assert main(["operators", "card", "Nobody", "--out", str(home / "other.png")]) == 1
    assert main(["operators", "card", "Nobody", "--revoke"]) == 1

    def full(self: OperatorFile, name: str, verifier: str) -> Problem | None:
        raise OperatorsError("operators-not-written")

    monkeypatch.setattr(OperatorFile, "keep_card", full)
    assert main(["operators", "card", "سارة العلي", "--out", str(home / "other.png")]) == 1
    assert station_home().operators.read_bytes() == before
    assert [path.name for path in home.glob("*.png")] == ["first.png"]


def test_a_long_name_stays_on_the_card(qapp: object) -> None:
    from shubbak.domain.text import Text
    from shubbak.qtkit.staff_card import staff_card_png

    text = card_text(bytes(range(20)))
    office = Text("مركز خدمة المواطن في محافظة مبارك الكبير", "Citizen service centre of Mubarak Al-Kabeer")
    body = staff_card_png(text, Text("بطاقة موظف", "Staff card"), "عبد الرحمن " * 6, office)
    assert Looker().codes(body) == (text,)
    with Image.open(io.BytesIO(body)) as picture:
        margin = picture.convert("L").crop((1011 - 40, 6, 1011 - 6, 632))
        assert margin.getextrema() == (255, 255)


def test_what_is_no_card_is_said_and_counted_only_when_it_says_something(home: Path) -> None:
    entrance = door()
    identity = (root() / "demo" / "identity_card.jpg").read_bytes()
    found = [
        scan_card(glass, Looker(fault), entrance)
        for glass, fault in (
            (Glass(fault="scanner-empty"), ""),
            (Glass(b""), ""),
            (Glass(b"P5 90000 90000 255\n" + bytes(64)), ""),
            (Glass(identity), ""),
            (Glass(identity), "scanner-cancelled"),
        )
    ]
    codes = [one.code for one in found if isinstance(one, Problem)]
    assert codes == ["scanner-empty", "image-unreadable", "image-too-large", "staff-card-unread", "scanner-cancelled"]
    assert entrance.enter("0") == entrance.enter("0") == Problem("staff-pin-wrong")
