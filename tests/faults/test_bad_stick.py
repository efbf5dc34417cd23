"""Fault 29: whatever a stick holds, the station refuses it with a code, notes it, and its queue stays as it was."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.stick_bench import StickBench
from fault_tally import Tally

from shubbak.ports.store import PacketState
from shubbak.services.carrying import MOST_NOTED
from shubbak.wire.carrying import (
    CarriedAnswer,
    CarriedRefusal,
    SignedRefusal,
    write_refusal,
)
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.seal import sign_text

STRANGER = Ed25519PrivateKey.from_private_bytes(b"\x63" * 32)
SECRET = "a file of the station's own"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[StickBench]:
    """Two packets wait, carried out; beside the stick lies a file that no stick may reach."""
    bench = StickBench(tmp_path)
    bench.submit(2)
    bench.out()
    (tmp_path / "outside").write_text(SECRET)
    yield bench
    bench.close()


def waiting(bench: StickBench) -> str:
    return next(iter(bench.states()))


def outside(bench: StickBench) -> Path:
    return bench.stick.parent / "outside"


Deed = Callable[[StickBench], None]


def answer_is(body: Callable[[StickBench, str], bytes]) -> Deed:
    return lambda bench: bench.put(waiting(bench), body(bench, waiting(bench)))


def answer_becomes(make: Callable[[Path], object]) -> Deed:
    return lambda bench: (make(bench.answer_file(waiting(bench))), None)[1]


def linked(bench: StickBench) -> None:
    bench.answer_file(waiting(bench)).symlink_to(outside(bench))


def looped(bench: StickBench) -> None:
    bench.answer_file(waiting(bench)).symlink_to(bench.answer_file(waiting(bench)))


def folder_linked(bench: StickBench) -> None:
    bench.take()
    shutil.move(bench.folder, bench.stick.parent / "elsewhere")
    bench.folder.symlink_to(bench.stick.parent / "elsewhere")


def folder_gone(bench: StickBench) -> None:
    shutil.rmtree(bench.folder)


def folder_a_file(bench: StickBench) -> None:
    folder_gone(bench)
    bench.folder.write_bytes(b"not a folder")


def stick_gone(bench: StickBench) -> None:
    shutil.rmtree(bench.stick)


def stick_a_file(bench: StickBench) -> None:
    stick_gone(bench)
    bench.stick.write_bytes(b"not a stick")


def a_socket(path: Path) -> None:
    # A socket's path may not be long: bind beside, then move.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as door:
            door.bind("s")
        Path("s").rename(path.name)
    finally:
        os.chdir(here)


def sparse(size: int) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


def someone_elses(bench: StickBench) -> None:
    """The folder of another station, with answers, in place of ours."""
    bench.take()
    bench.folder.rename(bench.stick / "shubbak-carry-K08")


def swapped(bench: StickBench) -> None:
    bench.take()
    first, second = (bench.answer_file(each) for each in bench.states())
    bodies = first.read_bytes(), second.read_bytes()
    first.write_bytes(bodies[1])
    second.write_bytes(bodies[0])


def named(name: str | bytes) -> Deed:
    return lambda bench: (bench.folder / os.fsdecode(name)).touch()


def crowded(bench: StickBench) -> None:
    for number in range(10_001):
        os.mknod(bench.folder / str(number))


def a_refusal(bench: StickBench, packet: str, key: Ed25519PrivateKey, **changes: object) -> bytes:
    digest = hashlib.sha256(bench.store.sealed_packet(packet) or b"").hexdigest()
    refusal = CarriedRefusal(1, packet, digest, "application-shape", "2026-03-01T12:00:00Z")
    return write_refusal(msgspec.structs.replace(refusal, **changes), key)


def both_at_once(bench: StickBench, packet: str) -> bytes:
    refusal = msgspec.json.decode(a_refusal(bench, packet, bench.portal_key), type=CarriedAnswer).refusal
    answer = bench.acknowledgement(packet, bench.portal_key)
    return msgspec.json.encode(CarriedAnswer(answer, refusal))


def signed_rubbish(bench: StickBench, _: str) -> bytes:
    return msgspec.json.encode(CarriedAnswer(Acknowledgement("[]", sign_text("[]", bench.portal_key))))


def refused_rubbish(bench: StickBench, _: str) -> bytes:
    return msgspec.json.encode(CarriedAnswer(refusal=SignedRefusal("{}", sign_text("{}", bench.portal_key))))


def for_nobody(bench: StickBench) -> None:
    body = bench.answer(waiting(bench), STRANGER)
    bench.put("00000000-0000-7000-8000-000000000000", body)


#: What is on the stick that comes home -> the code it is refused with.
AT_THE_STATION: dict[str, tuple[Deed, str]] = {
    "no stick": (stick_gone, "stick-missing"),
    "a file for a stick": (stick_a_file, "stick-strange"),
    "no folder": (folder_gone, "stick-missing"),
    "a file for a folder": (folder_a_file, "stick-strange"),
    "a link for a folder": (folder_linked, "stick-strange"),
    "another station's folder": (someone_elses, "stick-missing"),
    "a link to a file of the station": (linked, "stick-strange"),
    "a link to itself": (looped, "stick-strange"),
    "a folder for an answer": (answer_becomes(Path.mkdir), "stick-strange"),
    "a pipe for an answer": (answer_becomes(os.mkfifo), "stick-strange"),
    "a socket for an answer": (answer_becomes(a_socket), "stick-strange"),
    "an answer of ten gigabytes": (answer_becomes(sparse(10**10)), "stick-too-large"),
    "an answer a byte too long": (answer_becomes(sparse(16_385)), "stick-too-large"),
    "an empty answer": (answer_is(lambda *_: b""), "stick-answer-shape"),
    "half an answer": (answer_is(lambda b, p: b.answer(p, b.portal_key)[:90]), "stick-answer-shape"),
    "bytes that are no text": (answer_is(lambda *_: bytes(range(256))), "stick-answer-shape"),
    "a web page": (answer_is(lambda *_: b"<html>log in</html>"), "stick-answer-shape"),
    "a tower of brackets": (answer_is(lambda *_: b"[" * 16_000), "stick-answer-shape"),
    "an answer that says nothing": (answer_is(lambda *_: b"{}"), "stick-answer-shape"),
    "yes and no at once": (answer_is(both_at_once), "stick-answer-shape"),
    "a forged yes": (answer_is(lambda b, p: b.answer(p, STRANGER)), "acknowledgement-signature"),
    "a yes by the station itself": (
        answer_is(lambda b, p: b.answer(p, b.identity.key)),
        "acknowledgement-signature",
    ),
    "a yes for another digest": (
        answer_is(lambda b, p: b.answer(p, b.portal_key, digest="0" * 64)),
        "acknowledgement-for-another",
    ),
    "two answers swapped": (swapped, "acknowledgement-for-another"),
    "signed rubbish": (answer_is(signed_rubbish), "acknowledgement-shape"),
    "a forged no": (answer_is(lambda b, p: a_refusal(b, p, STRANGER)), "stick-answer-signature"),
    "a no for another file": (
        answer_is(lambda b, p: a_refusal(b, p, b.portal_key, digest="0" * 64)),
        "stick-answer-for-another",
    ),
    "a no for another packet": (
        answer_is(lambda b, p: a_refusal(b, p, b.portal_key, id="x")),
        "stick-answer-for-another",
    ),
    "a no with a page for a reason": (
        answer_is(lambda b, p: a_refusal(b, p, b.portal_key, reason="<b>Anna</b>")),
        "stick-answer-shape",
    ),
    "a no that is signed rubbish": (answer_is(refused_rubbish), "stick-answer-shape"),
    "a yes for a packet of nobody": (for_nobody, "stick-packet-unknown"),
    "a program": (named("autorun.inf"), "stick-name"),
    "a name that is no text": (named(b"\xff\xfe.answer"), "stick-name"),
    "a name that reads backwards": (named("\u202erewsna.exe"), "stick-name"),
    "a name of two lines": (named("a\nb.answer"), "stick-name"),
    "a name of 255 letters": (named("a" * 248 + ".answer"), "stick-name"),
    "ten thousand files": (crowded, "stick-crowded"),
}


@pytest.mark.fault(29)
def test_what_a_stick_brings_home_changes_nothing_unless_it_is_genuine(bench: StickBench, tally: Tally) -> None:
    """One station meets all of them, one after another."""
    before = {packet: bench.store.sealed_packet(packet) for packet in bench.states()}
    wrong: dict[str, object] = {}
    for stick, (deed, code) in AT_THE_STATION.items():
        bench.new_stick()
        bench.out()
        noted = len(bench.refusals())
        deed(bench)
        home = bench.home()
        found = {fault.code for fault in home.faults}, set(bench.refusals()[noted:]), home.acknowledged + home.refused
        if found != ({code}, {code}, ()):
            wrong[stick] = found
    intact = bench.states() == dict.fromkeys(before, PacketState.SEALED)
    intact = intact and {packet: bench.store.sealed_packet(packet) for packet in before} == before
    tally("at the station", sticks=len(AT_THE_STATION), refused=len(AT_THE_STATION) - len(wrong), queue_intact=intact)
    assert wrong == {}
    assert intact
    assert outside(bench).read_text() == SECRET


@pytest.mark.fault(29)
def test_a_good_stick_still_goes_after_every_bad_one(bench: StickBench) -> None:
    folder_a_file(bench)
    bench.home()
    assert bench.out().fault == "stick-strange"
    bench.folder.unlink()
    assert bench.out().written == 2
    bench.take()
    assert len(bench.home().acknowledged) == 2


@pytest.mark.fault(29)
def test_rubbish_cannot_fill_the_audit_trail(bench: StickBench) -> None:
    for number in range(300):
        named(f"rubbish-{number}")(bench)
    home = bench.home()
    assert len(home.faults) == 300
    assert len(bench.refusals()) == MOST_NOTED + 1
    assert bench.refusals()[-1] == "stick-crowded"


@pytest.mark.fault(29)
@pytest.mark.parametrize("trap", ["packet", "half-written"])
def test_writing_follows_no_link_out_of_the_stick(bench: StickBench, trap: str) -> None:
    packet = waiting(bench)
    bench.packet_file(packet).unlink()
    name = bench.packet_file(packet).name
    (bench.folder / (name if trap == "packet" else f".{name}.new")).symlink_to(outside(bench))
    assert bench.out().written == 2
    assert outside(bench).read_text() == SECRET
    assert bench.packet_file(packet).read_bytes() == bench.store.sealed_packet(packet)


@pytest.mark.fault(29)
def test_a_folder_that_is_a_link_is_not_written_through(bench: StickBench) -> None:
    elsewhere = bench.stick.parent / "elsewhere"
    shutil.rmtree(bench.folder)
    elsewhere.mkdir()
    bench.folder.symlink_to(elsewhere)
    assert bench.out().fault == "stick-strange"
    assert list(elsewhere.iterdir()) == []
