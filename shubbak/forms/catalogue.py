"""All services of one version, and finding one by the words people use for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from shubbak.domain.text import Language, ascii_digits
from shubbak.forms.load import load_service
from shubbak.forms.service import Service
from shubbak.forms.source import Complaint, ServiceFileError

_FOLDED = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The services of one catalogue version by id, in the order of their ids."""

    version: int
    services: Mapping[str, Service]

    def search(self, query: str, language: Language) -> tuple[Service, ...]:
        """Return the services in which every word of the query is found, best first; all of them for a blank query.

        Both languages are searched, so that nobody has to switch to find a thing; the reader's own comes first, then
        the name before the keywords before the summary, then the order of the ids.
        """
        words = _WORD.findall(fold(query))
        ranked = [(_rank(service, words, language), service.id) for service in self.services.values()]
        return tuple(
            self.services[name] for _, name in sorted((rank, name) for rank, name in ranked if rank is not None)
        )


def load_catalogue(files: Mapping[str, str], version: int) -> Catalogue:
    """Return the catalogue of these files (text by path); raises ServiceFileError with every complaint."""
    complaints: list[Complaint] = []
    services: dict[str, Service] = {}
    for path in sorted(files):
        try:
            service = load_service(files[path], path)
        except ServiceFileError as error:
            complaints += error.complaints
            continue
        if service.id in services:
            complaints.append(Complaint(path, 1, f'the service "{service.id}" stands in another file too'))
        services[service.id] = service
    if complaints:
        raise ServiceFileError(tuple(complaints))
    return Catalogue(version, dict(sorted(services.items())))


def fold(text: str) -> str:
    """Return text for comparing, never for storing: letters people mix up are one, vowel signs and tatweel are gone,
    digits are ASCII and case is folded.
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Mn")
    return ascii_digits(plain).translate(_FOLDED).casefold()


def _rank(service: Service, words: list[str], language: Language) -> int | None:
    """Return the worst place in which a word was found (0 best), or None when one is nowhere."""
    places = [
        fold(text.say(spoken))
        for spoken in (language, language.other)
        for text in (service.name, service.keywords, service.summary)
    ]
    ranks = [next((rank for rank, place in enumerate(places) if _found(word, place)), None) for word in words]
    known = [rank for rank in ranks if rank is not None]
    return max(known, default=0) if len(known) == len(words) else None


def _found(word: str, place: str) -> bool:
    bare = word.removeprefix("ال")  # the article: الرخصة finds رخصة
    return word in place or (len(bare) > 2 and bare in place)
