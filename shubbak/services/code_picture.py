"""A QR code as SVG for pages: one path of rows, a module one unit."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M

#: Light modules around a code; readers need four (ISO/IEC 18004).
_QUIET = 4


def code_svg(text: str) -> bytes:
    """Return the code of a text with its quiet zone; the digits of a signed code are packed as digits."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=20)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{column + _QUIET} {line + _QUIET}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, dark in enumerate(row)
        if dark
    )
    side = len(rows) + 2 * _QUIET
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
    return f'{head}<path d="{path}" fill="#000"/></svg>'.encode()
