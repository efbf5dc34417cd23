"""What is laid on a machine: units weighed by systemd, a firewall read by nft, and a guide whose words all exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from house_tree import ROOT, report

INSTALLER = ROOT / "installer"
UNITS = sorted((INSTALLER / "systemd").glob("*.service"))
GUIDE = ROOT / "docs" / "installing.md"
#: The issue's own bound; 0 is shut off, 10 is open.
EXPOSURE = 2.0
#: Commands of the packages that the guide has installed, or of the boot medium.
_OF_DEBIAN = """
apt-get systemctl useradd groupadd cp chmod chown mkdir sha256sum tar usbguard nft udevadm scanimage sane-find-scanner
lsusb journalctl reboot grub-mkpasswd-pbkdf2 update-grub cryptsetup systemd-cryptenroll systemd-analyze timedatectl
mokutil make install swapoff ls passwd kill dpkg-reconfigure lsblk update-initramfs mv touch systemd-creds nano pkill
"""
OF_DEBIAN = set(_OF_DEBIAN.split())


def run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_is_shut_off_from_the_rest(unit: Path) -> None:
    said = run("systemd-analyze", "security", "--offline=true", str(unit))
    found = re.search(r"exposure level for \S+ ([\d.]+)", said)
    assert found, said
    assert float(found[1]) <= EXPOSURE
    assert "LimitCORE=0" in unit.read_text()


def test_the_kiosks_unit_is_watched_and_always_comes_back() -> None:
    unit = (INSTALLER / "systemd" / "shubbak-kiosk.service").read_text().splitlines()
    wanted = ("Type=notify", "NotifyAccess=all", "Restart=always", "RestartSec=1", "StartLimitIntervalSec=0")
    assert [line for line in (*wanted, "MemorySwapMax=0", "DeviceAllow=/dev/tpmrm0 rw") if line not in unit] == []
    (watch,) = (line for line in unit if line.startswith("WatchdogSec="))
    # Thirty seconds from a hang to the first screen: silence, the end, a second's rest, a start.
    assert int(watch.partition("=")[2]) <= 15


def test_the_firewall_can_be_read_and_lets_nothing_in() -> None:
    rules = INSTALLER / "nftables" / "kiosk.nft"
    apart = ("unshare", "--net") if os.geteuid() == 0 else ("unshare", "--net", "--map-root-user")
    run(*apart, "/usr/sbin/nft", "--check", "--file", str(rules))
    assert rules.read_text().count("policy drop") == 3


def test_the_shell_files_can_be_read() -> None:
    for script in (INSTALLER / "shubbak-station", INSTALLER / "xsession" / "kiosk-xinitrc", INSTALLER / "setup.sh"):
        run("sh", "-n", str(script))
    screen = (INSTALLER / "xsession" / "kiosk-xorg.conf").read_text()
    assert all(f'Option "{word}" "true"' in screen for word in ("DontVTSwitch", "DontZap"))


def steps() -> list[str]:
    """Return every command line of the guide, joined where it goes on."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", GUIDE.read_text(encoding="utf-8"), re.S | re.M)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]


def test_every_file_and_command_of_the_guide_exists() -> None:
    assert len(steps()) > 30
    verbs = run(str(ROOT / ".venv" / "bin" / "shubbak"), "--help")
    strange = []
    for line in steps():
        words = line.split()
        if words[0] == "shubbak-station":
            known = re.search(rf"^ +{re.escape(words[1])}\b", verbs, re.M) is not None
        else:
            known = words[0] in OF_DEBIAN or shutil.which(words[0]) is not None
        strange += [] if known else [line]
    for place in re.findall(r"\b(?:installer|docs)/[\w./-]+", GUIDE.read_text(encoding="utf-8")):
        strange += [] if (ROOT / place.rstrip(".")).exists() else [place]
    assert not strange, report(strange)
