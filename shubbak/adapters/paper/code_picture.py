"""A QR code as SVG for a page: level M, with the four light modules around it that readers need."""

from __future__ import annotations

import zxingcpp


def code_svg(text: str) -> bytes:
    """Return a code of this text, one unit a module; raises ValueError where it is too long for any code."""
    drawn: str = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg(add_quiet_zones=True)
    return drawn[drawn.index("<svg") :].encode()
