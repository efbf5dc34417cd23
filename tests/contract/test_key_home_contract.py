"""What every key home promises, asked of the file and of a TPM; and which of the two a station gets."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes.software_tpm import SoftwareTpm

from shubbak.adapters.key_homes import tpm_key
from shubbak.adapters.key_homes.choose import NO_TPM, choose_key_home
from shubbak.adapters.key_homes.key_file import KeyFile
from shubbak.adapters.key_homes.tpm_key import TpmKey
from shubbak.ports.key_home import KEY_BYTES, KeyHome, KeyHomeError

Open = Callable[..., KeyHome]


@pytest.fixture(scope="module")
def tpm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoftwareTpm]:
    with SoftwareTpm(tmp_path_factory.mktemp("tpm")) as made:
        yield made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "kept"


@pytest.fixture(params=["file", "tpm"])
def open_home(request: pytest.FixtureRequest, path: Path) -> Open:
    if request.param == "file":
        return lambda may_make=True: KeyFile(path, may_make=may_make)
    tpm: SoftwareTpm = request.getfixturevalue("tpm")
    return lambda may_make=True: TpmKey(path, tpm.tcti, may_make=may_make)


def test_a_key_is_made_once_and_stays(open_home: Open, path: Path) -> None:
    key = open_home().key()
    assert len(key) == KEY_BYTES
    assert [open_home().key(), open_home(False).key()] == [key, key]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_only_its_owner_reads_it(open_home: Open, path: Path) -> None:
    open_home().key()
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(KeyHomeError, match=r"^key-unreadable$"):
        open_home().key()


def test_a_missed_key_is_not_made_anew(open_home: Open, path: Path) -> None:
    with pytest.raises(KeyHomeError, match=r"^key-missing$"):
        open_home(False).key()
    assert not path.exists()


@pytest.mark.parametrize("change", [lambda kept: b"", lambda kept: kept[:-9], lambda kept: b"\xff" + kept[1:]])
def test_a_damaged_file_is_said_and_kept(open_home: Open, path: Path, change: Callable[[bytes], bytes]) -> None:
    open_home().key()
    damaged = change(path.read_bytes())
    path.write_bytes(damaged)
    with pytest.raises(KeyHomeError, match=r"^key-unreadable$"):
        open_home().key()
    assert path.read_bytes() == damaged


def test_a_link_is_not_followed(open_home: Open, path: Path) -> None:
    open_home().key()
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))
    with pytest.raises(KeyHomeError, match=r"^key-unreadable$"):
        open_home().key()


def test_where_nothing_can_be_written_no_key_is_given(open_home: Open, path: Path) -> None:
    path.parent.symlink_to(path.parent.parent / "nowhere")
    with pytest.raises(KeyHomeError, match=r"^key-not-kept$"):
        open_home().key()


def test_the_first_of_many_keeps_its_key(open_home: Open) -> None:
    keys: list[bytes] = []
    threads = [threading.Thread(target=lambda: keys.append(open_home().key())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 4
    assert len(set(keys)) == 1


def test_the_key_stands_in_no_text(open_home: Open, path: Path) -> None:
    home = open_home()
    key = home.key()
    path.write_bytes(b"00" * 31)
    with pytest.raises(KeyHomeError) as failed:
        home.key()
    assert key.hex() not in repr(home) + repr(vars(home)) + repr(failed.value) + repr(failed.value.__cause__)


def choose(folder: Path, tpm: str, may_make: bool = True) -> KeyHome:
    return choose_key_home(folder / "store.key", folder / "store-key.tpm", tpm, may_make=may_make)


def test_a_new_station_takes_the_tpm_where_there_is_one(tmp_path: Path, tpm: SoftwareTpm) -> None:
    home = choose(tmp_path, tpm.tcti)
    key = home.key()
    assert home.kind == "tpm"
    assert [file.name for file in tmp_path.iterdir()] == ["store-key.tpm"]
    assert choose(tmp_path, tpm.tcti, may_make=False).key() == key


@pytest.mark.parametrize("way", [NO_TPM, "device:/dev/there-is-no-tpm", "swtpm:host=127.0.0.1,port=1"])
def test_without_a_usable_tpm_it_takes_a_file(tmp_path: Path, way: str) -> None:
    home = choose(tmp_path, way)
    home.key()
    assert home.kind == "file"
    assert [file.name for file in tmp_path.iterdir()] == ["store.key"]


def test_a_station_with_a_file_keeps_it_when_a_tpm_comes(tmp_path: Path, tpm: SoftwareTpm) -> None:
    key = choose(tmp_path, NO_TPM).key()
    assert (choose(tmp_path, tpm.tcti).kind, choose(tmp_path, tpm.tcti).key()) == ("file", key)


@pytest.mark.parametrize("way", [NO_TPM, "device:/dev/there-is-no-tpm", "swtpm:host=127.0.0.1,port=1"])
@pytest.mark.parametrize("may_make", [False, True])
def test_what_a_tpm_took_never_falls_back_to_a_file(tmp_path: Path, tpm: SoftwareTpm, way: str, may_make: bool) -> None:
    choose(tmp_path, tpm.tcti).key()
    with pytest.raises(KeyHomeError, match=r"^key-missing$"):
        choose(tmp_path, way, may_make=may_make).key()
    assert [file.name for file in tmp_path.iterdir()] == ["store-key.tpm"]


@pytest.mark.parametrize("tries", [0, 1])
def test_a_tpm_that_fails_at_the_first_start_leaves_one_key(
    tmp_path: Path, tpm: SoftwareTpm, monkeypatch: pytest.MonkeyPatch, tries: int
) -> None:
    real, left = tpm_key._unsealed, [tries]

    def fail(*asked: Any) -> bytes:
        if left[0] == 0:
            raise KeyHomeError("key-locked")
        left[0] -= 1
        return real(*asked)

    monkeypatch.setattr(tpm_key, "_unsealed", fail)
    try:
        first = choose(tmp_path, tpm.tcti).key()
    except KeyHomeError:
        first = b""
    monkeypatch.undo()
    assert len(list(tmp_path.iterdir())) == 1
    assert choose(tmp_path, tpm.tcti).key() == (first or choose(tmp_path, tpm.tcti).key())


def test_with_its_blob_gone_the_key_is_missing(tmp_path: Path, tpm: SoftwareTpm) -> None:
    choose(tmp_path, tpm.tcti).key()
    (tmp_path / "store-key.tpm").unlink()
    with pytest.raises(KeyHomeError, match=r"^key-missing$"):
        choose(tmp_path, tpm.tcti, may_make=False).key()
