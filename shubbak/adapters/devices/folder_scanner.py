"""A folder as a scanner: each image put into it is one page, for desks whose scanner only knows how to fill folders."""

from __future__ import annotations

from pathlib import Path

from shubbak.ports.scanner import ScannedImage, ScannerError

LARGEST_BYTES = 40_000_000
MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".pnm": "image/x-portable-anymap",
    ".ppm": "image/x-portable-pixmap",
    ".pgm": "image/x-portable-graymap",
}


class FolderScanner:
    """Implements `ports.scanner.Scanner`: gives the folder's images once each, in order of their names, and is empty
    after the last until another comes.

    Only regular files with an image's suffix that lie in the folder itself and hold at most 40 MB are seen; a link
    that leads out of it is not.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._given: set[str] = set()

    def scan(self) -> ScannedImage:
        """Raises ScannerError: scanner-empty, or scanner-gone when folder or file cannot be read."""
        try:
            path = next((path for path in self._images() if path.name not in self._given), None)
            if path is None:
                raise ScannerError("scanner-empty")
            with path.open("rb") as file:
                untrusted_body = file.read(LARGEST_BYTES)
        except OSError as error:
            raise ScannerError("scanner-gone") from error
        self._given.add(path.name)
        return ScannedImage(untrusted_body, MEDIA_TYPES[path.suffix.lower()])

    def _images(self) -> list[Path]:
        home = self._folder.resolve(strict=True)
        return sorted(path for path in home.iterdir() if _is_page(path, home))


def _is_page(path: Path, home: Path) -> bool:
    return (
        path.suffix.lower() in MEDIA_TYPES
        and path.is_file()
        and path.resolve().parent == home
        and path.stat().st_size <= LARGEST_BYTES
    )
