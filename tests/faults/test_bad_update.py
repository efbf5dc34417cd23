"""Fault 30: a catalogue that is forged, old, frozen, mixed or half is refused with the reason, and what was stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from fakes.update_bench import UpdateBench
from fault_tally import Tally
from tuf.api.metadata import Metadata, Root

from portal.updates.ceremony import rotate
from portal.updates.key_files import make_key
from portal.updates.repository import UpdateRepository
from shubbak.ports.updates import UpdateError
from shubbak.services.self_watch import FLOOR
from shubbak.wire.moment import moment_text
from shubbak.wire.station import SignedCatalogue

pytestmark = pytest.mark.fault(30)
Attack = Callable[[UpdateBench, UpdateRepository], None]


def change(file: Path, alter: Callable[[bytes], bytes]) -> None:
    file.write_bytes(alter(file.read_bytes()))


def target(repository: UpdateRepository) -> Path:
    return repository.targets / repository.named().signed.targets["catalogue.json"].get_prefixed_paths()[0]


def named(repository: UpdateRepository) -> Path:
    return repository.metadata / f"{repository.named().signed.version}.targets.json"


def byte_flipped(bench: UpdateBench, attacked: UpdateRepository) -> None:
    change(target(attacked), lambda content: content[:30] + bytes([content[30] ^ 1]) + content[31:])


def cut_short(bench: UpdateBench, attacked: UpdateRepository) -> None:
    change(target(attacked), lambda content: content[:-100])


def endless(bench: UpdateBench, attacked: UpdateRepository) -> None:
    change(target(attacked), lambda content: content + bytes(5_000_000))


def file_gone(bench: UpdateBench, attacked: UpdateRepository) -> None:
    target(attacked).unlink()


def list_edited(bench: UpdateBench, attacked: UpdateRepository) -> None:
    change(named(attacked), lambda content: content.replace(b"catalogue.json", b"catalogux.json"))


def rolled_back(bench: UpdateBench, attacked: UpdateRepository) -> None:
    shutil.rmtree(attacked.folder)
    shutil.copytree(bench.folder / "yesterday", attacked.folder)


def mixed(bench: UpdateBench, attacked: UpdateRepository) -> None:
    yesterday = UpdateRepository(bench.folder / "yesterday", bench.clock.now)
    shutil.copy(named(yesterday), named(attacked))


def one_of_two_keys(bench: UpdateBench, attacked: UpdateRepository) -> None:
    signers = bench.offline
    mine = next(key for key in attacked.root().signed.roles["targets"].keyids)
    bench.forge(attacked, {mine: signers[mine]})


def foreign_keys(bench: UpdateBench, attacked: UpdateRepository) -> None:
    strangers = [make_key(bench.folder / "stranger" / f"{name}.pem") for name in "ab"]
    bench.forge(attacked, {one.public_key.keyid: one for one in strangers})


def root_by_one_and_a_stranger(bench: UpdateBench, attacked: UpdateRepository) -> None:
    stranger = make_key(bench.folder / "stranger" / "root.pem")
    root = attacked.root().signed
    root.version += 1
    root.add_key(stranger.public_key, "targets")
    genuine = bench.offline[root.roles["root"].keyids[0]]
    metadata: Metadata[Root] = Metadata(root)
    for signer in (stranger, genuine):
        metadata.sign(signer, append=True)
    attacked.write_root(metadata)


def revoked_key(bench: UpdateBench, attacked: UpdateRepository) -> None:
    before = bench.offline
    gone = attacked.root().signed.roles["targets"].keyids[0]
    rotate(attacked, "targets", before, bench.folder / "new", (gone,))
    bench.forge(attacked, before)


def no_timestamp(bench: UpdateBench, attacked: UpdateRepository) -> None:
    (attacked.metadata / "timestamp.json").unlink()


def bomb(bench: UpdateBench, attacked: UpdateRepository) -> None:
    (attacked.metadata / "timestamp.json").write_bytes(b"[" * 3_000_000)


def nest(bench: UpdateBench, attacked: UpdateRepository) -> None:
    (attacked.metadata / "timestamp.json").write_bytes(b"[" * 16_000)


def frozen(bench: UpdateBench, attacked: UpdateRepository) -> None:
    bench.clock.advance(days=20)


def frozen_and_turned_back(bench: UpdateBench, attacked: UpdateRepository) -> None:
    bench.facts.keep_fact(FLOOR, moment_text(bench.clock.now() + timedelta(days=20)))
    bench.clock.advance(days=-380)


def clock_far_ahead(bench: UpdateBench, attacked: UpdateRepository) -> None:
    bench.clock.advance(days=3650)


ATTACKS: dict[Attack, str] = {
    byte_flipped: "update-forged",
    cut_short: "update-half",
    endless: "update-too-large",
    file_gone: "update-half",
    list_edited: "update-forged",
    rolled_back: "update-older",
    mixed: "update-mixed",
    one_of_two_keys: "update-forged",
    foreign_keys: "update-forged",
    root_by_one_and_a_stranger: "update-forged",
    revoked_key: "update-forged",
    no_timestamp: "update-half",
    bomb: "update-too-large",
    nest: "update-half",
    frozen: "update-frozen",
    frozen_and_turned_back: "update-clock",
    clock_far_ahead: "update-frozen",
}


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two states of a repository and a station that took both, made once."""
    folder = tmp_path_factory.mktemp("laid")
    bench = UpdateBench(folder / "bench")
    bench.publish(1)
    bench.take()
    bench.copy("yesterday")
    bench.publish(2)
    bench.take()
    return folder / "bench"


@pytest.fixture
def bench(laid: Path, tmp_path: Path) -> UpdateBench:
    shutil.copytree(laid, tmp_path / "bench")
    bench = UpdateBench(tmp_path / "bench")
    bench.take()
    return bench


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_is_refused_and_what_was_taken_stays(bench: UpdateBench, attack: Attack, tally: Tally) -> None:
    bench.publish(3)
    attacked = bench.copy("attacked")
    attack(bench, attacked)
    bench.served = attacked.folder
    with pytest.raises(UpdateError) as refused:
        bench.take()
    tally(attack.__name__.replace("_", " "), taken=0, reason=refused.value.code)
    assert refused.value.code == ATTACKS[attack]
    assert refused.value.refused


def test_a_lost_disk_opens_no_way_back(bench: UpdateBench) -> None:
    bench.lose_disk()
    bench.served = bench.folder / "yesterday"
    with pytest.raises(UpdateError, match="update-older"):
        bench.take()


def test_a_root_that_took_a_key_away_cannot_be_held_back(bench: UpdateBench) -> None:
    before = bench.copy("before")
    gone = bench.repository.root().signed.roles["targets"].keyids[0]
    rotate(bench.repository, "targets", bench.offline, bench.folder / "sticks", (gone,))
    bench.take()
    bench.lose_disk()
    bench.served = before.folder
    bench.forge(before, bench.offline)
    bench.forge(before, bench.offline)
    with pytest.raises(UpdateError, match="update-older"):
        bench.take()


def test_what_has_expired_once_stays_expired_when_the_clock_goes_back(bench: UpdateBench) -> None:
    bench.clock.advance(days=20)
    with pytest.raises(UpdateError, match="update-frozen"):
        bench.take()
    bench.clock.advance(days=-400)
    with pytest.raises(UpdateError, match="update-frozen"):
        bench.take()


def test_a_clock_that_was_ahead_for_a_while_does_no_lasting_harm(bench: UpdateBench) -> None:
    bench.clock.advance(days=3650)
    with pytest.raises(UpdateError, match="update-frozen"):
        bench.take()
    bench.clock.advance(days=-3650)
    bench.repository.renew(bench.online, always=True)
    assert bench.take()


def test_a_stolen_online_key_is_taken_out_and_its_huge_numbers_with_it(bench: UpdateBench) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bench.repository, "_last_versions", lambda: (10**6, 10**6))
        bench.publish(3)
    bench.take()
    for role in ("timestamp", "snapshot"):
        rotate(bench.repository, role, bench.offline, bench.folder / "sticks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bench.repository, "_last_versions", lambda: (8, 8))
        content = bench.publish(4)
    assert bench.take() == msgspec.json.decode(content, type=SignedCatalogue)


@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "targets.json", "root_history/1.root.json"])
@pytest.mark.parametrize("left", [b"", b"{", b"\0" * 400])
def test_a_cut_while_metadata_is_written_bricks_nothing(bench: UpdateBench, name: str, left: bytes) -> None:
    (bench.home / "metadata" / name).write_bytes(left)
    (bench.home / "metadata" / "tmpx7f").write_bytes(b"half")
    content = bench.publish(3)
    assert bench.take() == msgspec.json.decode(content, type=SignedCatalogue)
    assert not list((bench.home / "metadata").glob("tmp*"))
