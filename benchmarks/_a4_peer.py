"""WeasyPrint on the same licence, in its own environment: JSON lines of HTML in, milliseconds and bytes out."""

import json
import sys
import time

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration


def main() -> None:
    fonts = FontConfiguration()
    for line in sys.stdin:
        html = json.loads(line)
        began = time.perf_counter()
        pdf = HTML(string=html).write_pdf(font_config=fonts, pdf_variant="pdf/a-3u")
        print(json.dumps([(time.perf_counter() - began) * 1000, len(pdf)]), flush=True)


if __name__ == "__main__":
    main()
