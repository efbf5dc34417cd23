"""Finding among 300 services as people type: python benchmarks/finding.py [RUNS].

Every keystroke of 50 queries, Arabic and Latin, half of them with a slip, each asked of the finder and of the kiosk's
own model with its list. The floor is one pass of `str.find` over the same folded texts, which forgives nothing and
ranks nothing. Promised: no keystroke takes a picture's time, 16 ms. Times are the processor's, of one core: what else
the machine does is not counted.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from _figures import ROOT, runs, show
from fakes.clock import FakeClock

from shubbak.domain.folding import fold
from shubbak.domain.text import Language, Text
from shubbak.flow.machine import VisitMachine
from shubbak.forms.card import Card
from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.forms.finder import Finder
from shubbak.resources import load_wording

SERVICES, PICTURE_MS = 300, 16.0
FINDER, MODEL, BUILT, FLOOR = "a keystroke", "with the kiosk's list", "the finder built", "str.find over the same texts"
_AREAS = (
    Text("السالمية", "Salmiya"),
    Text("حولي", "Hawalli"),
    Text("نزوى", "Nizwa"),
    Text("صحار", "Sohar"),
    Text("إربد", "Irbid"),
    Text("الزرقاء", "Zarqa"),
    Text("جدة", "Jeddah"),
    Text("عنيزة", "Unaizah"),
)


def cards() -> tuple[Card, ...]:
    """Return 300 cards: the shipped ones, then the same with other ids and names, all of one country and channel."""
    folder = ROOT / "resources" / "services"
    files = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.glob("*/*.yaml")}
    shipped = load_catalogue(files, 1).cards
    made: list[Card] = []
    while len(made) < SERVICES:
        turn, place = divmod(len(made), len(shipped))
        card = shipped[place]
        where = _AREAS[place % len(_AREAS)]
        name = card.name if turn == 0 else Text(f"{card.name.ar} {where.ar}", f"{card.name.en} {where.en}")
        made.append(replace(card, id=f"{card.id}_{turn}", name=name, country="KW", channels=("kiosk",)))
    return tuple(made)


def keystrokes(all_cards: tuple[Card, ...]) -> list[tuple[str, Language]]:
    """Return what stands in the box after each key: 25 names in either language, every second one with a slip."""
    chance = random.Random(4)
    typed = []
    for number, card in enumerate(chance.sample(all_cards, 50)):
        language = list(Language)[number % 2]
        words = " ".join(card.name.say(language).split()[:3])
        if number % 4 >= 2:
            at = chance.randrange(1, len(words) - 1)
            words = words[:at] + words[at + 1] + words[at] + words[at + 2 :]
        typed += [(words[:length], language) for length in range(1, len(words) + 1)]
    return typed


def each(deed: Callable[[str, Language], object], typed: list[tuple[str, Language]]) -> list[float]:
    """Return the milliseconds of each keystroke."""
    times = []
    for query, language in typed:
        began = time.thread_time()
        deed(query, language)
        times.append((time.thread_time() - began) * 1000)
    return times


def the_model(all_cards: tuple[Card, ...]) -> Callable[[str, Language], object]:
    """Return one keystroke on the kiosk's find screen: the query taken, the rows of the list settled."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from kiosk.ui.find_model import FindModel
    from kiosk.ui.visit_model import VisitModel

    application = QGuiApplication.instance() or QGuiApplication([])
    machine = VisitMachine(Catalogue(1, {}, all_cards), FakeClock(), Language.AR)
    visit = VisitModel(machine, load_wording(), lambda _: None, NoWorker(), NoWorker())
    model = FindModel(visit, "kw")

    def press(query: str, language: Language) -> object:
        machine.visit.language = language
        model.setQuery(query)
        return application, model.services.rowCount()

    return press


class NoWorker:
    """Finding asks nothing of the world."""

    def run(self, task: Callable[[], object], done: Callable[[object], None]) -> None:
        raise AssertionError("finding asks nothing of the world")

    def finish(self, milliseconds: int = 5000) -> bool:
        return True


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    all_cards = cards()
    typed = keystrokes(all_cards)
    texts = {language: [fold(_text(card, language)) for card in all_cards] for language in Language}
    timed: dict[str, list[float]] = {FINDER: [], MODEL: [], BUILT: [], FLOOR: []}
    press, finder = the_model(all_cards), Finder(all_cards)
    for _ in range(runs(5)):
        timed[BUILT] += each(lambda *_: Finder(all_cards), typed[:1])
        timed[FINDER] += each(lambda query, language: finder.find(query, language, country="KW"), typed)
        timed[MODEL] += each(press, typed)
        timed[FLOOR] += each(lambda query, language: plain(fold(query), texts[language]), typed)
    within = {name: sum(1 for one in timed[name] if one < PICTURE_MS) for name in (FINDER, MODEL)}
    worst = {name: sorted(timed[name])[int(len(timed[name]) * 0.99)] for name in (FINDER, MODEL)}
    show(
        f"Find among {len(all_cards)} services, {len(typed)} keystrokes",
        timed,
        (FINDER, FLOOR),
        keystrokes_within_16_ms=f"{within[FINDER]} of {len(timed[FINDER])}",
        with_the_list_within_16_ms=f"{within[MODEL]} of {len(timed[MODEL])}",
        ninety_nine_of_a_hundred_within_ms=[round(one, 2) for one in worst.values()],
        ratio_with_the_list=round(statistics.median(timed[MODEL]) / statistics.median(timed[FLOOR]), 2),
    )


def plain(folded: str, texts: list[str]) -> list[int]:
    """Look for a text as it stands in each of the others."""
    return [text.find(folded) for text in texts]


def _text(card: Card, language: Language) -> str:
    return " ".join(text.say(language) for text in (card.name, card.keywords, card.summary))


if __name__ == "__main__":
    main()
