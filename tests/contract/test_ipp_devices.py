"""Printers that stall, lie, ramble and die over IPP: none of it is taken for paper, and none of it takes for ever."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes.ipp_device import ABORTED, CREATE, GET_JOB, GET_JOBS, GET_PRINTER, SEND, STOPPED, FakeIppDevice

from shubbak.adapters.devices.cups_printer import CupsPrinter
from shubbak.adapters.devices.ipp_printer import IppPrinter
from shubbak.adapters.devices.ipp_watch import Patience
from shubbak.ports.page_printer import PageJob, PagePrinterError
from shubbak.resources import load_wording

BRISK = Patience(whole=0.4, hand=0.2, silence=0.3, answer=0.2, look=0.02, end=0.4)
JOB = PageJob(b"%PDF-1.7 a licence", "WA-1")


class Pins:
    def accepts(self, place: str, fingerprint: str) -> bool:
        return True


@pytest.fixture
def device() -> Iterator[FakeIppDevice]:
    opened = FakeIppDevice()
    yield opened
    opened.close()


def failed(device: FakeIppDevice) -> PagePrinterError:
    with pytest.raises(PagePrinterError) as refused:
        IppPrinter(device.address, Pins(), BRISK).print(JOB)
    assert load_wording().text(f"problem.{refused.value.code}")
    return refused.value


def test_an_honest_device_prints(device: FakeIppDevice) -> None:
    IppPrinter(device.address, Pins(), BRISK).print(JOB)
    assert device.papers == [JOB.pdf]


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("media-jam-error", "jammed"),
        ("cover-open", "cover-open"),
        ("media-empty-error", "paper-out"),
        ("toner-empty-error", "toner-out"),
        ("input-tray-missing", "tray"),
        ("paused", "paused"),
        ("offline-report", "gone"),
        ("something-of-the-vendor-error", "fault"),
    ],
)
def test_a_printer_that_stands_still_says_why_before_anything_is_sent(
    device: FakeIppDevice, reason: str, code: str
) -> None:
    device.state, device.reasons = STOPPED, [reason]
    assert failed(device).code == f"page-printer-{code}" and device.papers == []


def test_a_warning_stops_nothing(device: FakeIppDevice) -> None:
    device.reasons = ["media-empty-warning", "toner-low-report"]
    IppPrinter(device.address, Pins(), BRISK).print(JOB)


def test_what_waits_for_a_hand_in_vain_is_cancelled(device: FakeIppDevice) -> None:
    device.ends, device.reasons, device.sides = None, ["media-empty-warning"], 1
    error = failed(device)
    assert (error.code, error.began, device.cancelled) == ("page-printer-paper-out", True, True)


def test_a_job_without_an_end_is_cancelled(device: FakeIppDevice) -> None:
    device.ends = None
    error = failed(device)
    assert (error.code, error.began, device.cancelled) == ("page-printer-slow", False, True)


def test_a_device_that_ignores_the_cancelling_leaves_it_unsure(device: FakeIppDevice) -> None:
    device.ends, device.deaf_to_cancel = None, True
    error = failed(device)
    assert (error.code, error.began) == ("page-printer-unsure", True)


@pytest.mark.parametrize(
    ("mute", "code"), [(GET_PRINTER, "gone"), (CREATE, "gone"), (SEND, "gone"), (GET_JOB, "unsure")]
)
def test_an_answer_that_does_not_come_is_no_paper(device: FakeIppDevice, mute: int, code: str) -> None:
    device.ends, device.mute = None, {mute}
    # Whether a job that may have arrived was taken back in time is not sure on a busy machine, and is said so.
    late = ("page-printer-unsure",) if mute == SEND else ()
    assert failed(device).code in (f"page-printer-{code}", "page-printer-silent", *late)


def test_nobody_there(device: FakeIppDevice) -> None:
    printer = IppPrinter("ipp://127.0.0.1:9/ipp/print", Pins(), BRISK)
    with pytest.raises(PagePrinterError, match="page-printer-gone"):
        printer.check()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"<html>hello</html>",
        b"\x02\x00\x00\x00\x00\x00\x00\x01",
        b"\x02\x00\x00\x00\x00\x00\x00\x01\x04\x21\xff\xff",
        b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + b"\x44\x00\x01a\x00\x01b" * 9000 + b"\x03",
        b"\x02\x00\x00\x00\x00\x00\x00\x01\x21\x00\x01a\x00\x01b\x03",
        b"x" * 200_000,
    ],
)
def test_what_is_no_answer_is_refused(device: FakeIppDevice, said: bytes) -> None:
    device.says = said
    assert failed(device).code == "page-printer-gibberish" and device.papers == []


@pytest.mark.parametrize(
    ("status", "reasons", "code"),
    [(0x040A, [], "gibberish"), (0, ["document-format-error"], "refused"), (0, ["aborted-by-system"], "fault")],
)
def test_a_job_that_ends_badly_says_how(device: FakeIppDevice, status: int, reasons: list[str], code: str) -> None:
    device.status, device.job_reasons, device.ends = status, reasons or ["none"], ABORTED
    assert failed(device).code == f"page-printer-{code}"


def test_completed_with_errors_is_not_printed(device: FakeIppDevice) -> None:
    device.job_reasons = ["job-completed-with-errors"]
    assert failed(device).code == "page-printer-unsure"


def test_a_redirect_and_a_status_of_http_lead_nowhere(device: FakeIppDevice) -> None:
    device.http = 401
    assert failed(device).code == "page-printer-gibberish"


def test_a_printer_behind_a_queue_that_falls_silent_with_the_job_leaves_it_unsure(device: FakeIppDevice) -> None:
    queue = FakeIppDevice()
    queue.behind, device.mute = device.address, {GET_JOBS}
    with pytest.raises(PagePrinterError) as refused:
        CupsPrinter(queue.address, Pins(), BRISK).print(JOB)
    queue.close()
    assert (refused.value.code, refused.value.began, len(queue.papers)) == ("page-printer-unsure", True, 1)


@pytest.mark.parametrize(
    "behind", ["socket://127.0.0.1:9100", "usb://HP/LaserJet", "", "file:///dev/null", "ipp://a b/"]
)
def test_a_queue_before_something_deaf_is_refused(device: FakeIppDevice, behind: str) -> None:
    device.behind = behind
    with pytest.raises(PagePrinterError, match="page-printer-deaf"):
        CupsPrinter(device.address, Pins(), BRISK).print(JOB)


@pytest.mark.parametrize(
    "address", ["http://a/b", "ipp://", "ipp://a b/c", "ipp://a/../../c?d", "ipp://a:0/b", "socket://a"]
)
def test_an_address_is_a_printer_s(address: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        IppPrinter(address, Pins())
