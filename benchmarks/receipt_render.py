"""A usual receipt of some 180 mm drawn and packed, beside python-escpos' own image path on the same picture: python
benchmarks/receipt_render.py [RUNS].

Everything is done in memory, once after the other in each run: no printer waits. Bytes are what a printer would be sent
for the picture and the cut.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from _figures import ROOT, runs, show

sys.path.insert(0, str(ROOT / "tests" / "unit" / "paper"))

import paper_samples as samples
from escpos.printer import Dummy
from PIL import Image

from shubbak.adapters.devices.escpos_bytes import pack
from shubbak.domain.fees import Payee
from shubbak.domain.receipt import ReceiptStatus
from shubbak.domain.text import Language
from shubbak.ports.printer import PrintHead, Raster
from shubbak.ports.renderer import Sheet
from shubbak.qtkit.offscreen import offscreen_application
from shubbak.qtkit.receipt_blocks import qr_modules
from shubbak.qtkit.receipt_raster import QtReceiptRenderer
from shubbak.resources import load_wording
from shubbak.services.receipt_sheet import receipt_sheet

HEAD = PrintHead(576, 203)
CODE = "https://portal.alwaha.example/v#" + "0123456789" * 34 + "012345"
FEES = (
    samples.fee("رسم تجديد الرخصة", "Licence renewal", 10_000),
    samples.fee("تأمين نظافة", "Cleanliness deposit", 50_000, deposit=True),
    samples.fee("أجرة تقديم الطلب", "Filing the application", 5_000, Payee.OFFICE),
)


def usual_sheet() -> Sheet:
    asked = samples.application(fees=FEES)
    facts = (samples.receipt(asked.total), asked, samples.service("تجديد رخصة محل", "Shop licence renewal"))
    return receipt_sheet(*facts, samples.OFFICE, ReceiptStatus.TAKEN, CODE, load_wording(), Language.AR)


def through_escpos(picture: Image.Image) -> bytes:
    printer = Dummy(profile="TM-T20II")
    printer.image(picture, impl="bitImageRaster", fragment_height=128)
    printer.cut()
    return bytes(printer.output)


def image_of(raster: Raster) -> Image.Image:
    return Image.frombytes("1", (raster.width, raster.height), raster.rows, "raw", "1;I")


def drawn_and_through_escpos(renderer: QtReceiptRenderer, sheet: Sheet) -> bytes:
    return through_escpos(image_of(renderer.render(sheet, HEAD)))


def timed(work: Callable[[], bytes | Raster]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    application = offscreen_application()
    assert application is not None
    renderer, sheet = QtReceiptRenderer(), usual_sheet()
    raster = renderer.render(sheet, HEAD)
    picture = image_of(raster)
    names = (
        "draw",
        "of it the code",
        "pack",
        "image of python-escpos",
        "draw and pack",
        "draw and image of python-escpos",
    )
    times: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(runs(30)):
        times["draw"].append(timed(lambda: renderer.render(sheet, HEAD)))
        times["of it the code"].append(timed(lambda: bytes(len(qr_modules(CODE)))))
        times["pack"].append(timed(lambda: pack(raster)))
        times["image of python-escpos"].append(timed(lambda: through_escpos(picture)))
        times["draw and pack"].append(timed(lambda: pack(renderer.render(sheet, HEAD))))
        times["draw and image of python-escpos"].append(timed(lambda: drawn_and_through_escpos(renderer, sheet)))
    ours, theirs = len(pack(raster)), len(through_escpos(picture))
    show(
        "receipt, drawn and packed",
        times,
        over=("draw and image of python-escpos", "draw and pack"),
        millimetres=round(raster.height / HEAD.dots_per_inch * 25.4),
        bytes_ours=ours,
        bytes_escpos=theirs,
        bytes_ratio=round(theirs / ours, 2),
        picture=f"{raster.width} x {raster.height}",
        file=Path(__file__).name,
    )


if __name__ == "__main__":
    main()
