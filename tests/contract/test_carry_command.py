"""`shubbak carry` and `shubbak portal take` as staff at both ends use them, with a stick in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.applications import an_application, payment_for
from fakes.portal_process import PortalProcess

from shubbak.adapters.system.removable_media import mounted_sticks
from shubbak.adapters.system.station_home import station_home
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.cli.main import main
from shubbak.domain.payment import PaymentState
from shubbak.services.submission import submit_application
from shubbak.station.identity import read_identity
from shubbak.station.store_door import open_store

CLOCK = SystemClock()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """A portal that the station enrolled with once, and that is never on the line again."""
    folder = tmp_path_factory.mktemp("town")
    portal = PortalProcess(folder)
    url, code = portal.start(), portal.enrol_code()
    assert main(["enrol", "--portal", url, "--code", code, "--home", str(folder / "station")]) == 0
    portal.stop()
    yield portal


def submit(town: PortalProcess) -> str:
    home = station_home(town.folder / "station")
    application = CLOCK.new_id()
    payment = payment_for(application, CLOCK, PaymentState.CAPTURED)
    store = open_store(home)
    submit_application(an_application(application, payment), CLOCK, store, read_identity(home.folder))
    store.close()
    return application


def test_there_and_back_without_a_line(town: PortalProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    application, home = submit(town), ["--home", str(town.folder / "station")]
    capsys.readouterr()
    assert main(["carry", "out", str(tmp_path), *home]) == 0
    out = capsys.readouterr().out
    assert "They stay here until" in out
    assert "تبقى محفوظة هنا" in out

    taken = town.run("take", str(tmp_path))
    assert taken.returncode == 0, taken.stderr
    row = taken.stdout.splitlines()[0].split("  ")
    assert (row[0], row[1], row[2][:2], row[3]) == ("K07", application, "M-", "answered")
    assert "المستلمة" in taken.stdout

    assert main(["carry", "in", str(tmp_path), *home]) == 0
    assert "Applications that the portal has now: \u20661\u2069" in capsys.readouterr().out
    assert main(["outbox", "--json", *home]) == 0
    assert capsys.readouterr().out.strip() == "[]"
    assert [line["case"] for line in town.applications()] == [row[2]]
    assert main(["carry", "out", str(tmp_path), *home]) == 0
    assert "No application waits" in capsys.readouterr().out


def test_what_was_refused_is_said_at_both_ends(
    town: PortalProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    application, home = submit(town), ["--home", str(town.folder / "station")]
    assert main(["carry", "out", str(tmp_path), *home]) == 0
    packet = tmp_path / "shubbak-carry-K07" / f"{application}.packet"
    packet.write_bytes(packet.read_bytes()[:-1])
    status, said, _ = town.staff("take", str(tmp_path))
    assert status == 1
    assert "stick-packet-changed" in said
    assert "no answer written" in said
    packet.with_suffix(".answer").write_text("{}")
    capsys.readouterr()
    assert main(["carry", "in", str(tmp_path), *home]) == 1
    out = capsys.readouterr().out
    assert "this was noted" in out
    assert "غير مقروء" in out
    assert main(["audit", "show", "--last", "3", *home]) == 0
    assert "Something on a USB stick was refused." in capsys.readouterr().out


def test_no_stick_and_no_station_are_said(
    town: PortalProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = str(tmp_path / "nowhere")
    assert main(["carry", "out", nowhere, "--home", str(town.folder / "station")]) == 1
    assert "is not there" in capsys.readouterr().out
    assert main(["carry", "in", str(tmp_path), "--home", nowhere]) == 1
    assert nowhere in capsys.readouterr().err
    assert town.staff("take", nowhere)[0] == 1
    status, said, _ = town.staff("take", str(tmp_path))
    assert (status, "No station's folder" in said) == (1, True)


def test_sticks_are_found_by_the_kernels_word(tmp_path: Path) -> None:
    devices, blocks = tmp_path / "devices", tmp_path / "block"
    for path in ("pci0/usb1/1-1/host6/block/sdb/sdb1", "pci0/ata1/host0/block/sda/sda1"):
        (devices / path).mkdir(parents=True)
    blocks.mkdir()
    (blocks / "sdb1").symlink_to(devices / "pci0/usb1/1-1/host6/block/sdb/sdb1")
    (blocks / "sda1").symlink_to(devices / "pci0/ata1/host0/block/sda/sda1")
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
        "23 22 8:17 / /media/clerk/BLUE\\040STICK rw - vfat /dev/sdb1 rw\n"
        "24 22 0:5 / /proc rw - proc proc rw\n"
        "25 22 8:33 / /mnt/gone rw - vfat /dev/sdc1 rw\n"
        "half a line\n"
    )
    assert mounted_sticks(mounts, blocks) == [Path("/media/clerk/BLUE STICK")]
    assert mounted_sticks(tmp_path / "nothing", blocks) == []
