"""What a receipt costs on a serial line, as a picture and as type with small pictures: python benchmarks/slow_line.py.

Bytes are counted, and turned into seconds at ten bits a byte; nothing waits for a printer.
"""

from __future__ import annotations

import sys

from _figures import ROOT

sys.path.insert(0, str(ROOT / "tests" / "unit" / "paper"))

from golden import papers

from shubbak.adapters.devices.escpos_bytes import job
from shubbak.adapters.devices.escpos_printer import EscposPrinter
from shubbak.adapters.devices.printer_profile import printer_profile
from shubbak.ports.printer import Raster
from shubbak.qtkit.offscreen import offscreen_application
from shubbak.qtkit.receipt_raster import QtReceiptRenderer
from shubbak.services.print_pieces import print_pieces

BAUDS = (9_600, 115_200)


class NoLink:
    answers = True


def main() -> None:
    application = offscreen_application()
    assert application is not None
    renderer = QtReceiptRenderer()
    sheets = {name: sheet for name, sheet in papers() if name.startswith("receipt.")}
    print("| paper | printer | as | bytes | " + " | ".join(f"s at {baud:,}" for baud in BAUDS) + " |")
    print("| --- " * (4 + len(BAUDS)) + "|")
    for name, sheet in sheets.items():
        for model in ("generic-80", "epson-tm-t20", "generic-58"):
            profile = printer_profile(model)
            for way, in_type in (("picture", False), ("type", True)):
                printer = EscposPrinter(NoLink(), profile, in_type=in_type)  # type: ignore[arg-type]
                pieces = print_pieces(sheet, renderer, printer)
                stream = b"".join(job((pieces,) if isinstance(pieces, Raster) else pieces, profile))
                seconds = " | ".join(f"{len(stream) * 10 / baud:.1f}" for baud in BAUDS)
                print(f"| {name} | {model} | {way} | {len(stream):,} | {seconds} |")


if __name__ == "__main__":
    main()
