"""What every scanner promises, asked of SANE's own test devices, here and over the network, of a network scanner, of a
folder, and of the simulator.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from fakes.scanner_benches import BENCHES, FED, Bench, cancelling

from shubbak.ports.scanner import Scanner, ScannerError, ScanWish


@pytest.fixture(autouse=True)
def sane_devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A SANE that knows its two devices without hardware and nothing else."""
    settings = tmp_path / "sane.d"
    settings.mkdir()
    (settings / "dll.conf").write_text("test\npnm\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(settings))


@pytest.fixture
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    made = request.param(tmp_path)
    yield made
    made.close()


every_bench = pytest.mark.parametrize("bench", BENCHES, indirect=True)


def code_of(scanner: Scanner, wish: ScanWish | None = None) -> str:
    with pytest.raises(ScannerError) as caught:
        scanner.scan(wish)
    return caught.value.code


def pages_and_code(scanner: Scanner, wish: ScanWish | None = None) -> tuple[int, str]:
    """Take all pages; how many came, and the code of what ended them."""
    count = 0
    try:
        for _ in scanner.scan_all(wish):
            count += 1
    except ScannerError as error:
        return count, error.code
    return count, ""


@every_bench
def test_a_page_arrives_as_it_lay_there(bench):
    image = bench.scanner.scan()
    assert image.media_type.startswith("image/")
    assert bench.is_page(image)


@every_bench
def test_an_image_keeps_its_content_out_of_its_own_description(bench):
    image = bench.scanner.scan()
    assert repr(image) == f"ScannedImage({image.media_type}, {len(image.untrusted_body)} bytes)"


@every_bench
def test_a_pile_comes_page_by_page_to_its_end(bench):
    bench.fill()
    assert pages_and_code(bench.scanner, FED) == (bench.pile, "")


@every_bench
def test_an_empty_scanner_says_so_every_time(bench):
    bench.empty()
    said = bench.words_for("scanner-empty")
    assert code_of(bench.scanner) in said
    assert code_of(bench.scanner) in said
    pages, code = pages_and_code(bench.scanner)
    assert pages == 0
    assert code in said


@every_bench
def test_a_scanner_that_is_not_there_says_so_and_works_again_when_it_is_back(bench):
    assert bench.scanner.scan()
    bench.unplug()
    assert [code_of(bench.scanner), code_of(bench.scanner)] == ["scanner-gone"] * 2
    bench.plug_in()
    assert bench.is_page(bench.scanner.scan())


@pytest.mark.parametrize(
    ("bench", "code"), [(each, code) for each in BENCHES for code in each.faults], indirect=["bench"]
)
def test_each_fault_has_its_code(bench, code):
    bench.fail(code)
    assert code_of(bench.scanner) in bench.words_for(code)


@every_bench
def test_a_scan_that_is_stopped_says_so_and_the_next_one_is_another(bench):
    bench.slow_down()
    with cancelling(bench.scanner):
        assert [code_of(bench.scanner), pages_and_code(bench.scanner)[1]] == ["scanner-cancelled"] * 2
    bench.scanner.cancel()  # nothing runs
    bench.speed_up()
    assert bench.scanner.scan()


@every_bench
def test_a_pile_that_is_left_early_leaves_the_scanner_free(bench):
    bench.fill()
    pages = bench.scanner.scan_all(FED)
    next(pages)
    pages.close()
    with suppress(StopIteration):
        assert next(bench.scanner.scan_all(FED))
