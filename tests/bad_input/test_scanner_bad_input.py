"""What scanners say: 700 documents, HTTP answers, pages and listings that are none, and as many as hypothesis likes."""

from __future__ import annotations

import http.client
import io
import random
import socket
import time
from collections.abc import Callable, Iterator

import cv2
import numpy as np
import pytest
from bad_input_tally import Count
from cases import FORMS, TAKEN, Case, many, refused, show
from fakes.escl_device import CAPABILITIES, HEAD, element
from fakes.scanner_benches import Pins
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.adapters.devices import escl_xml
from shubbak.adapters.devices.escl_link import EsclLink, _answer
from shubbak.adapters.devices.escl_xml import read_capabilities, read_status
from shubbak.adapters.devices.page_bytes import is_whole, media_type, pixels, pnm_length
from shubbak.adapters.devices.sane_options import chosen, read_options
from shubbak.adapters.devices.strict_xml import XmlRefusedError
from shubbak.ports.scanner import ScannerError, ScanSource, ScanWish

STATUS = HEAD.format(
    "ScannerStatus",
    element("pwg:State", "Idle") + element("scan:Jobs", element("scan:JobInfo", element("pwg:JobUri", "/a"))),
)
DOCUMENTS = (CAPABILITIES.encode(), STATUS.encode())
ANSWER = (
    b"HTTP/1.1 201 Created\r\nLocation: http://h/eSCL/ScanJobs/1\r\nRetry-After: 3\r\nContent-Type: image/jpeg\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n"
)
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd"
LISTING = (
    b"All options specific to device `test:0':\n  Scan Mode:\n    --mode Gray|Color [Gray]\n        Words.\n"
    b"    --resolution auto||75|90.5|300dpi [75]\n    -x 0..215.9mm (in steps of 0.1) [215.9]\n    --a[=(yes|no)] [no]"
)
PICTURE = np.arange(30 * 40 * 3, dtype=np.uint8).reshape(30, 40, 3)
PAGES = (
    *(cv2.imencode(suffix, PICTURE)[1].tobytes() for suffix in (".png", ".jpg", ".ppm", ".tiff")),
    b"%PDF-1.7\n%%EOF\n",
    b"P4\n# words\n9 2\n1234",
)


def damaged(body: bytes, chance: random.Random) -> bytes:
    """Cut, flip, double, drop, or swap in what hurts."""
    for _ in range(chance.randint(1, 6)):
        place, length = chance.randrange(len(body) + 1), chance.randint(0, 40)
        words = [b"", b"<", b"&x;", b"]]>", b"\0", b"999999999999", b"-1", b"\xff\xfe", bytes([chance.randrange(256)])]
        words += [body[place : place + length] * 3, b"\r\n", b"0x7fffffff", "\u202e".encode()]
        body = body[:place] + chance.choice(words) + body[place + chance.choice([0, 0, 1, length]) :]
        if chance.random() < 0.1:
            body = body[: chance.randrange(len(body) + 1)]
    return body


def bomb(chance: random.Random) -> bytes:
    """A document that does harm to whoever reads it kindly."""
    deep, wide = chance.randint(40, 3000), chance.randint(30_000, 60_000)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(chance.randint(2, 12)))
    name = "scan:ScannerCapabilities"
    return chance.choice(
        [
            f"<!DOCTYPE a [{entities}]><a>&e1;</a>",
            f'<!DOCTYPE a SYSTEM "file:///etc/passwd">{CAPABILITIES.partition("?>")[2]}',
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
            '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:1/">%p;]><a/>',
            "<a>" * deep + "</a>" * deep,
            f"<{name}>" + "<a/>" * wide + f"</{name}>",
            "<a>" + "x" * chance.randint(5000, 900_000) + "</a>",
            " " * 1_100_000,
            "",
            "<html><body>500</body></html>",
            f"<?xml version='1.0' encoding='{chance.choice(['utf-7', 'nonsense', 'utf-32', 'idna'])}'?><a/>",
        ]
    ).encode()


def document_door(body: bytes) -> str:
    """What a scanner says of itself, twice read; what is taken for true is bounded."""
    answers = []
    for read in (read_capabilities, read_status):
        try:
            read(body)
            answers.append(TAKEN)
        except XmlRefusedError:
            answers.append("scanner-gibberish")
    if answers[0] == TAKEN:
        for source in ScanSource:
            try:
                job = read_capabilities(body).job(ScanWish(source))
            except XmlRefusedError:
                continue
            assert 0 < job.dpi <= 9600
            assert job.width <= 2480
            assert job.height <= 3508
            assert b"&" not in escl_xml.settings(job)
    return min(answers, key=lambda answer: answer != TAKEN)


class Told(EsclLink):
    """A link whose device has already said what it has to say."""

    def __init__(self, said: bytes) -> None:
        super().__init__("http://192.0.2.7/eSCL", Pins())
        self._said = said

    def _open(self, left: float) -> http.client.HTTPConnection:
        ours, theirs = socket.socketpair()
        theirs.sendall(self._said[:100_000])
        theirs.shutdown(socket.SHUT_WR)
        self._watch(ours)
        connection = http.client.HTTPConnection("192.0.2.7")
        connection.sock = ours
        self._theirs = theirs
        return connection

    def close(self) -> None:
        self._theirs.close()


def answer_door(said: bytes) -> str:
    link = Told(said)
    try:
        answer = link.exchange("GET", "/eSCL/ScannerStatus", most=50, until=time.monotonic() + 5)
    except ScannerError as error:
        return error.code
    finally:
        link.close()
    assert len(answer.untrusted_body) <= 50
    assert 0.2 <= answer.retry_after <= 5
    return TAKEN


def page_door(body: bytes) -> str:
    """Looks at bytes as pages are looked at; a whole page has a kind."""
    size, whole = pixels(body), is_whole(body)
    pnm_length(body)
    assert not whole or media_type(body)
    assert size is None or min(size) >= 0
    return TAKEN if whole else "scanner-gibberish"


def listing_door(body: bytes) -> str:
    for source in ScanSource:
        for name, value in chosen(ScanWish(source), read_options(body.decode("utf-8", "replace"))).items():
            assert name
            assert "\n" not in value
    return TAKEN


Door = Callable[[bytes], str]
DOORS: dict[str, tuple[Door, tuple[bytes, ...]]] = {
    "documents": (document_door, DOCUMENTS),
    "answers": (answer_door, (ANSWER, PLAIN)),
    "pages": (page_door, PAGES),
    "listings": (listing_door, (LISTING,)),
}
KNOWN = {TAKEN, "scanner-gibberish", "scanner-gone"}


def cases_of(kind: str) -> Iterator[Case[bytes]]:
    sound = DOORS[kind][1]
    return many(f"{kind}-damaged", 150, lambda chance: damaged(chance.choice(sound), chance))


@pytest.mark.parametrize("every", FORMS)
@pytest.mark.parametrize("kind", DOORS)
def test_what_a_scanner_says_is_taken_or_refused_and_never_an_accident(kind: str, every: int, count: Count) -> None:
    answers = show(cases_of(kind), DOORS[kind][0], every)
    assert set(answers) <= KNOWN
    count("scanner", kind, answers)


class Endless(io.RawIOBase):
    """A device that says something and then writes for ever; it counts what was taken from it."""

    def __init__(self, start: bytes) -> None:
        self._start, self.taken = start, 0

    def makefile(self, _: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        piece = self._start[: len(buffer)] or bytes(len(buffer))
        buffer[: len(piece)], self._start = piece, self._start[len(piece) :]
        self.taken += len(piece)
        assert self.taken < 1_000_000
        return len(piece)


@pytest.mark.parametrize("size", [b"-1", b"7fffffff", b"ffffffffffffffffffff", b" ", b"0x10", b"1_0", b"1" * 90_000])
def test_a_chunk_of_no_honest_size_is_not_waited_for(size: bytes) -> None:
    device = Endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + size + b"\r\n")
    response = http.client.HTTPResponse(device)  # type: ignore[arg-type]
    response.begin()
    with pytest.raises(ScannerError, match="scanner-gibberish"):
        _answer(response, 50)


@pytest.mark.parametrize("every", FORMS)
def test_documents_that_do_harm_are_refused(every: int, count: Count) -> None:
    answers = show(many("bomb", 100, bomb), document_door, every)
    refused(answers, ["scanner-gibberish"])
    count("scanner", "bombs", answers)


@pytest.mark.parametrize("kind", DOORS)
def test_the_sound_ones_are_taken(kind: str) -> None:
    door, sound = DOORS[kind]
    assert {door(body) for body in sound} == {TAKEN}


@pytest.mark.badinput
@pytest.mark.parametrize("kind", DOORS)
def test_ten_thousand_damaged_ones_of_each_kind_are_never_an_accident(kind: str) -> None:
    door, sound = DOORS[kind]

    @settings(max_examples=10_000, deadline=None)
    @given(st.integers(0, len(sound) - 1), st.integers(min_value=0, max_value=2**64 - 1), st.binary(max_size=40))
    def fuzz(which: int, seed: int, tail: bytes) -> None:
        chance = random.Random(seed)
        assert door(damaged(sound[which], chance) + (tail if seed % 3 == 0 else b"")) in KNOWN

    fuzz()
