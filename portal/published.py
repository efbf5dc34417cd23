"""What this process remembers of published catalogues, so that no request reads a folder or a whole version again."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from shubbak.forms.catalogue import Catalogue as ServiceCatalogue
from shubbak.forms.catalogue import load_catalogue, open_catalogue
from shubbak.forms.source import ServiceFileError
from shubbak.wire.service_cards import card_from_wire
from shubbak.wire.station import Catalogue, SignedCatalogue

#: Versions that are kept open; stations that were away longer have theirs opened again.
VERSIONS_OPEN = 4
#: A file that was written again within one tick of the disk's clock may look unchanged; after this it cannot.
SETTLED_AFTER_NS = 2_000_000_000
#: Each file's path, size, inode and two times.
FolderStamp = tuple[tuple[str, int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Served:
    """What was answered last: the folder as it was then, the version, and its signed text."""

    stamp: FolderStamp
    version: int
    signed: SignedCatalogue


class PublishedCatalogues:
    """Versions of one portal's database, opened when first wanted; for any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: OrderedDict[int, ServiceCatalogue] = OrderedDict()
        #: Held by whoever reads a changed folder, which takes seconds.
        self.reading = threading.Lock()
        self.served: Served | None = None
        #: By version and country: the parts of each register's records that forms fill in.
        self.asked: dict[tuple[int, str], Mapping[str, frozenset[str]]] = {}

    def version(self, version: int, body: Callable[[], str | None]) -> ServiceCatalogue | None:
        """Return a published version, None for one that never was; `body` is asked for its text when it is not open.

        A service that this program cannot read is missing in it.
        """
        with self._lock:
            if version not in self._open:
                text = body()
                if text is None:
                    return None
                self._open[version] = _opened(msgspec.json.decode(text, type=Catalogue))
            self._open.move_to_end(version)
            while len(self._open) > VERSIONS_OPEN:
                self._open.popitem(last=False)
            return self._open[version]


def _opened(published: Catalogue) -> ServiceCatalogue:
    if published.cards:
        cards = tuple(card_from_wire(card) for card in published.cards)
        return open_catalogue(published.files, published.version, cards)
    try:  # published before there were cards
        return load_catalogue(published.files, published.version)
    except ServiceFileError:
        return ServiceCatalogue(published.version, {})


def folder_stamp(folder: Path) -> FolderStamp | None:
    """Return what a folder of services looks like without reading its files, None while that cannot be relied on.

    It cannot just after a write: what was read then may be half of it. Raises OSError.
    """
    seen = [(path, path.stat()) for path in sorted(folder.rglob("*.yaml"))]
    newest = max((max(stat.st_mtime_ns, stat.st_ctime_ns) for _, stat in seen), default=0)
    if not seen or newest > time.time_ns() - SETTLED_AFTER_NS:
        return None
    return tuple((str(path), stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns) for path, stat in seen)
