"""The file process: turns one untrusted PDF or TIFF into plain pictures of its pages, and ends.

Only pixels leave it: no script, attachment, link or form of the file. It bounds its own memory and time, can write no
file, and is killed by who started it when it is late. It speaks in frames: four bytes of length, then a letter and its
body: P a page (JPEG or PNG), ! a problem code, . the end.
"""

from __future__ import annotations

import ctypes
import io
import signal
import sys
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 40
LARGEST_PIXELS = 60_000_000
CPU_SECONDS = 15
_MEMORY = 1 << 30
_QUALITY = 92
#: A page is drawn at 200 dots an inch, small paper at more, and none beyond A4 at 300.
_SCALE, _SHORTEST, _LONGEST = 200 / 72, 1400, 3508
_NESTED = 5
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4  # linux/prctl.h
_PASSWORD_ERROR = 4  # fpdfview.h, FPDF_ERR_PASSWORD


class _Refused(Exception):
    """Its only argument is a problem code."""


def main() -> int:
    """Read a file from standard input until it ends, answer in frames, and end."""
    body = sys.stdin.buffer.read()
    _bound_itself()
    answers = sys.stdout.buffer
    try:
        for page in _pages(body):
            _say(answers, b"P", page)
        _say(answers, b".", b"")
    except _Refused as refused:
        _say(answers, b"!", str(refused).encode())
    except MemoryError:
        _say(answers, b"!", b"image-too-large")
    except Exception:  # noqa: BLE001 - whatever a parser says of a hostile file, it is unreadable
        _say(answers, b"!", b"image-unreadable")
    return 0


def _bound_itself() -> None:
    """No core file, no file at all, no more memory and time than a sound document needs, no life after its parent."""
    if sys.platform == "win32":
        return
    import resource

    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        libc.prctl(_PR_SET_DUMPABLE, 0)

    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
    ):
        resource.setrlimit(what, (most, most))


def _say(answers: BinaryIO, letter: bytes, body: bytes) -> None:
    answers.write((len(body) + 1).to_bytes(4, "big") + letter + body)
    answers.flush()


def _pages(body: bytes) -> Iterator[bytes]:
    return _tiff_pages(body) if body[:4] in (b"II*\0", b"MM\0*") else _pdf_pages(body)


def _pdf_pages(body: bytes) -> Iterator[bytes]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD_ERROR
        raise _Refused("file-locked" if locked else "image-unreadable") from error
    count = len(document)
    if count == 0:
        raise _Refused("image-unreadable")
    if count > MOST_PAGES:
        raise _Refused("page-count")
    document.init_forms()  # what a person typed into a form is part of its page
    for number in range(count):
        yield _drawn(document, number)


def _drawn(document: PdfDocument, number: int) -> bytes:
    page = document[number]
    _measure_pictures(page)
    longest = max(page.get_size())
    if not longest > 0:
        raise _Refused("image-unreadable")
    scale = min(max(_SCALE, _SHORTEST / longest), _LONGEST / longest)
    picture = page.render(scale=scale).to_pil()
    page.close()
    return _encoded(picture)


def _measure_pictures(page: PdfPage) -> None:
    """Look how large the page's pictures say they are, before anything unfolds them."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=_NESTED):
        width, height = picture.get_px_size()
        if width * height > LARGEST_PIXELS:
            raise _Refused("image-too-large")


def _tiff_pages(body: bytes) -> Iterator[bytes]:
    from PIL import Image, ImageOps

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # measured here
    with Image.open(io.BytesIO(body), formats=("TIFF",)) as pages:
        for number in range(MOST_PAGES + 1):
            try:
                pages.seek(number)
            except EOFError:
                return
            if number == MOST_PAGES:
                raise _Refused("page-count")
            if pages.width * pages.height > LARGEST_PIXELS:
                raise _Refused("image-too-large")
            pages.load()
            yield _encoded(ImageOps.exif_transpose(pages))


def _encoded(picture: Image) -> bytes:
    """Return the pixels alone: two tones as PNG, all others as JPEG."""
    kept = io.BytesIO()
    if picture.mode == "1":
        picture.save(kept, "PNG", compress_level=1)
    else:
        _eight_bits(picture).save(kept, "JPEG", quality=_QUALITY, subsampling=0)
    return kept.getvalue()


def _eight_bits(picture: Image) -> Image:
    if picture.mode.startswith("I"):
        picture = picture.point(lambda level: level * (1 / 256)).convert("L")
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")


if __name__ == "__main__":
    sys.exit(main())
