"""All services of one version: known by their cards at once, each read when it is first wanted."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from shubbak.forms.card import Card, card_of
from shubbak.forms.finder import Finder
from shubbak.forms.service import Service

# What reads files, and YAML with it, is imported when the first is read: a kiosk's first picture does not wait for it.
if TYPE_CHECKING:
    from shubbak.forms.source import Complaint

#: The service files this program reads. A catalogue that an earlier program found sound is read whole once more when
#: this grows, because what was sound then need not be now.
FORMAT = 4


@dataclass(frozen=True)
class Catalogue:
    """The services of one catalogue version by id, and their cards, both in the order of the ids."""

    version: int
    services: Mapping[str, Service]
    cards: tuple[Card, ...] = ()

    @cached_property
    def finder(self) -> Finder:
        """Finds services by words; made when the first visitor looks for one."""
        return Finder(self.cards)


def load_catalogue(files: Mapping[str, str], version: int) -> Catalogue:
    """Return the catalogue of these files (text by path), all of it read; raises ServiceFileError with every complaint.

    What one service says of others (variants, related) is checked here too.
    """
    with _no_collecting():
        return _read(files, version)


def _read(files: Mapping[str, str], version: int) -> Catalogue:
    from shubbak.forms.load import load_service
    from shubbak.forms.pieces import Pieces, is_piece_file
    from shubbak.forms.source import Complaint, ServiceFileError

    shared = {path: text for path, text in files.items() if is_piece_file(path)}
    pieces = Pieces(shared)
    complaints = pieces.complaints()
    services: dict[str, Service] = {}
    cards: dict[str, Card] = {}
    for path in sorted(files.keys() - shared.keys()):
        try:
            service = load_service(files[path], path, pieces)
        except ServiceFileError as error:
            complaints += error.complaints
            continue
        if service.id in services:
            complaints.append(Complaint(path, 1, f'the service "{service.id}" stands in another file too'))
        services[service.id] = service
        cards[service.id] = card_of(service, path)
    complaints += _strangers(services, cards) if not complaints else []
    if complaints:
        raise ServiceFileError(tuple(sorted(set(complaints))))
    return Catalogue(version, dict(sorted(services.items())), tuple(cards[name] for name in sorted(cards)))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Look for no circles of dead things: reading makes hundreds of thousands of things and next to no circles, and the
    search for them would take a fifth of its time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def open_catalogue(files: Mapping[str, str], version: int, cards: tuple[Card, ...]) -> Catalogue:
    """Return a catalogue that was loaded and found sound before: each service is read when it is first asked for."""
    return Catalogue(version, _Shelf(files, cards), cards)


class _Shelf(Mapping[str, Service]):
    """Services by id, read one by one; a file that this program cannot read counts as not there."""

    def __init__(self, files: Mapping[str, str], cards: tuple[Card, ...]) -> None:
        from shubbak.forms.pieces import Pieces, is_piece_file

        self._files = files
        self._paths = {card.id: card.path for card in cards}
        self._pieces = Pieces({path: text for path, text in files.items() if is_piece_file(path)})
        self._loaded: dict[str, Service] = {}

    def __getitem__(self, service_id: str) -> Service:
        if service_id not in self._loaded:
            from shubbak.forms.load import load_service
            from shubbak.forms.source import ServiceFileError

            path = self._paths[service_id]
            try:
                self._loaded[service_id] = load_service(self._files[path], path, self._pieces)
            except ServiceFileError:
                raise KeyError(service_id) from None
        return self._loaded[service_id]

    def __contains__(self, service_id: object) -> bool:
        return service_id in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _strangers(services: Mapping[str, Service], cards: Mapping[str, Card]) -> list[Complaint]:
    """Complain about services that name a service that is not in the catalogue."""
    from shubbak.forms.source import Complaint, near

    return [
        Complaint(
            cards[service.id].path,
            1,
            f'the service names "{other}", which is not in the catalogue{near(other, services)}',
        )
        for service in services.values()
        for other in (*service.related, *service.procedure.variants.values())
        if other not in services
    ]
