"""Finding a service by the words people use for it, in either language, as they type, with a slip forgiven."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from shubbak.domain.folding import fold
from shubbak.domain.text import Language, Text
from shubbak.forms.card import Card

_WORD = re.compile(r"\w+")
#: What is written onto an Arabic word: and, with, for, the.
_ARTICLE = re.compile(r"^(?:و|ب|ل|ك)?ال|^لل")
_JOINED = "وبلك"
#: From which length on one slip is forgiven, and two.
_ONE_SLIP, _TWO_SLIPS = 4, 6
#: What a hit costs by where it stands; the fewer the better. A word of the other language stands behind its own.
_NAME, _KEYWORDS, _SUMMARY = 0, 4, 8
_OTHER_LANGUAGE = 2
#: A name that begins with the word stands before one that only has it.
_LATER = 1
#: What a hit costs by how it came about.
_WHOLE, _BEGUN, _INSIDE, _SLIPPED = 0, 1, 12, 20
_FAR = 1_000
#: No more of a query is looked at; what is longer was not typed by a person.
_LONGEST = 100


class Finder:
    """The words of all cards, sorted once; each question of it is a few lookups."""

    def __init__(self, cards: tuple[Card, ...]) -> None:
        self._cards = cards
        self._tongues = {language: _Words(cards, language) for language in Language}

    def find(
        self,
        query: str,
        language: Language,
        *,
        country: str = "",
        channel: str = "",
        category: str = "",
        life_event: str = "",
    ) -> tuple[Card, ...]:
        """Return the cards in which every word of the query is found, best first; all that are left for a blank one.

        country (either case), channel, category and life_event leave only cards of theirs; "" leaves all.
        """
        costs = self._costs([bare(word) for word in _WORD.findall(fold(query[:_LONGEST]))], language)
        hits = [
            (cost, len(card.name.say(language)) if costs is not None else 0, card.name.say(language), card)
            for place, card in enumerate(self._cards)
            if (cost := 0 if costs is None else costs.get(place, -1)) >= 0
            and (not country or card.country == country.upper())
            and (not channel or channel in card.channels)
            and (not category or card.category == category)
            and (not life_event or life_event in card.life_events)
        ]
        return tuple(card for *_, card in sorted(hits, key=lambda hit: hit[:3]))

    def _costs(self, words: list[str], language: Language) -> dict[int, int] | None:
        """Return what the query costs by card, cards that lack a word left out; None for a query without words."""
        if not words:
            return None
        total: dict[int, int] | None = None
        for word in words:
            found = self._found(word, language)
            if total is None:
                total = found
            else:
                total = {place: cost + found[place] for place, cost in total.items() if place in found}
        return total

    def _found(self, word: str, language: Language) -> dict[int, int]:
        """Return the cost by card of a word; slips are only thought of where neither language knows it as typed."""
        for way in (_Words.begun, _Words.inside, _Words.slipped_once, _Words.slipped_twice):
            found: dict[int, int] = {}
            for spoken, more in ((language, 0), (language.other, _OTHER_LANGUAGE)):
                for known, cost in way(self._tongues[spoken], word):
                    self._tongues[spoken].cheapen(found, known, cost + more)
            if found:
                return found
        return {}


class _Words:
    """One language's words with the cards they stand in and what a hit there costs."""

    def __init__(self, cards: tuple[Card, ...], language: Language) -> None:
        # Loaded with the words and not at the program's start, nor at the first slip, which answers at once.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        self._nearest, self._slips = process.extract, OSA.distance
        places: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for place, card in enumerate(cards):
            for word, cost in _weighed(card, language):
                known = places[word]
                if cost < known.get(place, _FAR):
                    known[place] = cost
        self._places: Mapping[str, Mapping[int, int]] = places
        self._sorted = sorted(places)
        self._beginnings: dict[int, list[str]] = {}

    def cheapen(self, found: dict[int, int], known: str, cost: int) -> None:
        """Note the cards a known word stands in, where that is the cheapest way yet."""
        for place, own in self._places[known].items():
            if own + cost < found.get(place, _FAR):
                found[place] = own + cost

    def begun(self, beginning: str) -> Iterator[tuple[str, int]]:
        """Known words that begin so, and what that costs."""
        for at in range(bisect_left(self._sorted, beginning), len(self._sorted)):
            known = self._sorted[at]
            if not known.startswith(beginning):
                return
            yield known, _WHOLE if known == beginning else _BEGUN

    def inside(self, part: str) -> Iterator[tuple[str, int]]:
        """Known words that have this inside."""
        if len(part) >= 3:
            yield from ((known, _INSIDE) for known in self._sorted if part in known)

    def slipped_once(self, word: str) -> Iterator[tuple[str, int]]:
        """Words that begin as the word would with a letter too many, too few, wrong, or two exchanged."""
        return self._slipped(word, 1) if len(word) >= _ONE_SLIP else iter(())

    def slipped_twice(self, word: str) -> Iterator[tuple[str, int]]:
        """Words that begin as the word would with two such slips."""
        return self._slipped(word, 2) if len(word) >= _TWO_SLIPS else iter(())

    def _slipped(self, word: str, slips: int) -> Iterator[tuple[str, int]]:
        for length in range(len(word) - slips, len(word) + slips + 1):
            beginnings = self._of_length(length)
            for beginning, _, _ in self._nearest(word, beginnings, scorer=self._slips, score_cutoff=slips, limit=None):
                yield from ((known, _SLIPPED) for known, _ in self.begun(beginning))

    def _of_length(self, length: int) -> list[str]:
        if length not in self._beginnings:
            self._beginnings[length] = sorted({known[:length] for known in self._sorted if len(known) >= length})
        return self._beginnings[length]


@lru_cache(maxsize=8192)
def _ways(word: str) -> tuple[tuple[str, int], ...]:
    """Return how a folded word is known, and what that costs."""
    # لمحل is found by محل too; that لوحة is then also found by وحة harms nobody.
    return ((bare(word), 0), (word[1:], 1)) if word[0] in _JOINED and len(word) > 3 else ((bare(word), 0),)


def bare(word: str) -> str:
    """Return a folded Arabic word without what is written onto it: الرخصة and للرخصة find رخصة."""
    stripped = _ARTICLE.sub("", word)
    return stripped if len(stripped) >= 2 else word


def _weighed(card: Card, language: Language) -> Iterator[tuple[str, int]]:
    texts: tuple[tuple[Text, int], ...] = ((card.name, _NAME), (card.keywords, _KEYWORDS), (card.summary, _SUMMARY))
    for text, cost in texts:
        for place, word in enumerate(_WORD.findall(fold(text.say(language)))):
            later = _LATER if place and text is card.name else 0
            for known, more in _ways(word):
                yield known, cost + later + more
