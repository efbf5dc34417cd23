"""Fault 27: forty pulled plugs, and the TPM still gives the key; on another machine it does not (part of fault 26)."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from pathlib import Path

import pytest
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.software_tpm import SoftwareTpm
from fault_tally import Tally
from tpm2_pytss.constants import TPMA_OBJECT

from shubbak.adapters.key_homes import tpm_key
from shubbak.adapters.key_homes.tpm_key import TpmKey
from shubbak.adapters.system.station_home import StationHome
from shubbak.ports.key_home import KeyHomeError
from shubbak.ports.store import StoreError
from shubbak.services.submission import submit_application
from shubbak.station.store_door import StationKeys, open_store

PLUGS = 40


def unsealed(home: TpmKey) -> bytes:
    try:
        return home.key()
    except KeyHomeError as error:
        return error.code.encode()


def pulled(tpm: SoftwareTpm, blob: Path) -> list[bytes]:
    """Pull the plug 40 times, every other time in the middle of the work; return what came after each."""
    home, given = TpmKey(blob, tpm.tcti, may_make=True), []
    home.key()
    for number in range(PLUGS):
        if number % 2:
            work = threading.Thread(target=unsealed, args=(home,))
            work.start()
            time.sleep(number / 4_000)  # 0 to 10 ms: before, in and after the unsealing
            tpm.pull()
            work.join()
        tpm.pull()
        tpm.plug_in()
        given.append(unsealed(home))
    return given


@pytest.mark.fault(27)
def test_forty_pulled_plugs_and_the_key_is_there(tmp_path: Path, tally: Tally) -> None:
    with SoftwareTpm(tmp_path / "tpm") as tpm:
        key = TpmKey(tmp_path / "blob", tpm.tcti, may_make=True).key()
        given = pulled(tpm, tmp_path / "blob")
    refused = [one for one in given if one != key]
    tally("plugs pulled", plugs=len(given), refused=len(refused))
    assert refused == []


@pytest.mark.fault(27)
@pytest.mark.parametrize("without", [("_PRIMARY", "_SEALED"), ("_PRIMARY",)])
def test_without_the_exemption_the_tpm_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally, without: tuple[str, ...]
) -> None:
    """The same forty with a key that counts wrong tries: what the test above would find, were it forgotten."""
    for name in without:
        monkeypatch.setattr(tpm_key, name, getattr(tpm_key, name) & ~TPMA_OBJECT.NODA)
    with SoftwareTpm(tmp_path / "tpm") as tpm:
        given = pulled(tpm, tmp_path / "blob")
    locked = given.count(b"key-locked")
    tally(f"control without noDA on {len(without)} of 2", plugs=len(given), locked=locked)
    assert locked > 0


@pytest.mark.fault(26, 27)
def test_a_disk_in_another_machine_stays_shut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally) -> None:
    clock, identity = FakeClock(), enrolled_identity(FakePortal())
    here, there = StationHome(tmp_path / "here"), StationHome(tmp_path / "there")
    with SoftwareTpm(tmp_path / "tpm") as tpm, SoftwareTpm(tmp_path / "other-tpm") as other:
        monkeypatch.setenv("SHUBBAK_TPM", tpm.tcti)
        store = open_store(here)
        submit_application(an_application("a1"), clock, store, identity)
        store.close()
        assert StationKeys(here).kind == "tpm"
        shutil.copytree(here.folder, there.folder)
        refusals = []
        for way in (other.tcti, "device:/dev/there-is-no-tpm", "none"):
            monkeypatch.setenv("SHUBBAK_TPM", way)
            with pytest.raises(StoreError) as refused:
                open_store(there)
            refusals.append(refused.value.code)
        tally("opened elsewhere", tries=len(refusals), opened=3 - len(refusals))
        assert refusals == ["key-missing"] * 3
        assert not there.store_key.exists()
        monkeypatch.setenv("SHUBBAK_TPM", tpm.tcti)
        with contextlib.closing(open_store(there)) as again:
            assert len(again.outbox()) == 1  # nothing was lost by the tries
