"""Finding a service on the kiosk: by kind, by what a person wants to do, by words, or by a scanned paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.service_icons import category_icon, life_event_icon
from kiosk.ui.service_rows import ServiceRows
from kiosk.ui.visit_model import VisitModel
from shubbak.domain.problem import Problem
from shubbak.domain.resume_code import parse_resume_code
from shubbak.domain.text import Language
from shubbak.flow.events import ResumeAsked, ServiceChosen
from shubbak.flow.steps import Step
from shubbak.forms.card import CATEGORIES, LIFE_EVENTS, Card
from shubbak.resources import load_code_rules
from shubbak.services.paper_proof import PaperProof, with_proof
from shubbak.services.paper_scan import LONGEST, Paper, is_paper_code, read_number, read_paper
from shubbak.services.still_needed_sheet import SLIP_MARK

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1

_CHANNEL = "kiosk"
#: So many cards stand on the page at once, and so many more each time.
PAGE = 10
#: With fewer digits a text is taken for words.
_CODE_DIGITS = 3


@QmlElement
class FindModel(ScreenModel):
    """Services offered on the kiosk channel, of this station's own country."""

    changed = Signal()
    step = Step.FIND
    _way: str
    queryChanged = Signal()
    #: Other tiles: another language, or a newer catalogue.
    tilesChanged = Signal()
    #: The page shows something else than before, from its top.
    turned = Signal()

    def __init__(self, visit_model: VisitModel, country: str) -> None:
        super().__init__(visit_model)
        self._country = country.upper()
        self._rows = ServiceRows(self)
        self._found: tuple[Card, ...] = ()
        self._number = Paper("unknown")
        self._paper: Paper | None = None
        self._proof: PaperProof | Problem | None = None
        self._categories: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []
        self._told: tuple[int, Language] | None = None
        #: What a receipt's code proves, set once the station is open; must not block.
        self.prove: Callable[[str], PaperProof | Problem | None] = lambda _: None
        self._reset()
        visit_model.wiped.connect(self.forget)
        self._settle()
        self._tell_tiles()

    def forget(self) -> None:
        """Stand as a new visitor finds it."""
        self._reset()
        self.queryChanged.emit()
        self._turn()

    def listening(self) -> bool:
        """Whether a code reader that types is listened to."""
        return self.context.visit.step is Step.FIND

    @Slot(str)
    def setQuery(self, query: str) -> None:
        """Look for words; a whole receipt code, from a reader that ends without Enter, is taken at once."""
        if is_paper_code(query):
            self.show_code(query)
            return
        self._query, self._paper, self._proof = query, None, None
        if self._way == "resume":
            if parse_resume_code(query):
                self._resume(query)
            self.queryChanged.emit()
            return
        if query.strip():
            self._category = self._life_event = self._way = ""
        self.queryChanged.emit()
        self._turn()

    @Slot(str)
    def show_code(self, untrusted_text: str) -> None:
        """Take what a reader read, or what was typed and ended with Enter where it looks like a code."""
        self._query = ""
        if untrusted_text.startswith(SLIP_MARK):
            self._resume(untrusted_text.removeprefix(SLIP_MARK))
            return
        cards, text = self.context.catalogue.cards, untrusted_text[: LONGEST + 1]
        self._paper = read_paper(text, cards, self._country, _CHANNEL, load_code_rules())
        self._proof = self.prove(text) if is_paper_code(text) else None
        self.queryChanged.emit()
        self._turn()

    @Slot()
    def enter(self) -> None:
        """The box was ended with Enter: words stay; what finds nothing and is not written in letters is a code."""
        if self._way == "resume":
            self._resume(self._query)
            return
        digits = sum(1 for sign in self._query if sign.isdigit())
        if self._view == "none" and len(self._query.split()) == 1 and digits >= _CODE_DIGITS:
            self.show_code(self._query)

    @Slot(str)
    def openCategory(self, category: str) -> None:
        self._open(category=category)

    @Slot(str)
    def openEvent(self, life_event: str) -> None:
        self._open(way="events", life_event=life_event)

    @Slot()
    def openEvents(self) -> None:
        self._open(way="events")

    @Slot()
    def openRenewal(self) -> None:
        self._open(way="renew")

    @Slot()
    def openResume(self) -> None:
        self._open(way="resume")

    @Slot()
    def home(self) -> None:
        self._open()

    @Slot()
    def back(self) -> None:
        """One view back: from a list to the tiles it was chosen from, from anything else to the first view."""
        came_from = self._way if self._life_event else ""
        self._open(way=came_from)

    @Slot()
    def showMore(self) -> None:
        self._shown += PAGE
        self._settle()
        self.changed.emit()

    @Slot(str)
    def choose(self, service_id: str) -> None:
        """Begin a service; the number that led to it goes along."""
        paper = self._paper or self._number
        self.visit_model.dispatch(ServiceChosen(service_id, paper.number))

    @Property(str, notify=queryChanged)
    def query(self) -> str:
        return self._query

    @Property(str, notify=changed)
    def view(self) -> str:
        """What the page shows: start, events, renew or resume (ways), list, results or none, or paper."""
        return self._view

    @Property(bool, notify=changed)
    def inside(self) -> bool:
        """Whether Back stays on this page."""
        return self._view != "start"

    @Property(str, notify=changed)
    def heading(self) -> str:
        """The title of the view."""
        named = {"events": "find.events_title", "renew": "find.renew_title", "resume": "find.resume_title"}
        if self._view == "list":
            kind = f"find.category.{self._category}" if self._category else f"find.event.{self._life_event}"
            return self.say(kind)
        return self.say(named.get(self._view, "kiosk.find.title"))

    @Property(str, notify=changed)
    def notice(self) -> str:
        """What a scanned paper or a number came to, in a sentence, or ""."""
        paper = self._paper or self._number
        if self._view != "paper":
            return ""
        led = self.say(f"find.paper.{paper.sort}", **paper.values(self.language))
        return with_proof(self._proof, led, paper.sort != "unknown", self.visit_model.wording, self.language)

    @Property(bool, notify=changed)
    def amiss(self) -> bool:
        """Whether that sentence says that nothing can be done with it."""
        paper = self._paper or self._number
        proven = isinstance(self._proof, PaperProof) and paper.sort == "unknown"
        return self._view == "paper" and paper.amiss and not proven

    @Property(list, notify=tilesChanged)
    def categories(self) -> list[dict[str, Any]]:
        """The kinds that have services here."""
        return self._categories

    @Property(list, notify=tilesChanged)
    def lifeEvents(self) -> list[dict[str, Any]]:
        """What a person may want to do for which there are services here."""
        return self._events

    @Property(QObject, constant=True)
    def services(self) -> ServiceRows:
        """The rows of the list, a page of them."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many services the list has in all."""
        return len(self._found)

    @Property(int, notify=changed)
    def more(self) -> int:
        """How many of them are not shown yet."""
        return max(0, len(self._found) - self._shown)

    @property
    def _view(self) -> str:
        if self._paper is not None or self._number.sort != "unknown":
            return "paper"
        if self._query.strip():
            return "results" if self._found else "none"
        return "list" if self._category or self._life_event else self._way or "start"

    def _resume(self, untrusted_code: str) -> None:
        """Go on with what was put aside under a code."""
        self._query = ""
        self.visit_model.dispatch(ResumeAsked(untrusted_code))
        self.queryChanged.emit()

    def _reset(self) -> None:
        self._query, self._way, self._category, self._life_event = "", "", "", ""
        self._paper, self._proof = None, None
        self._shown = PAGE

    def _open(self, *, way: str = "", category: str = "", life_event: str = "") -> None:
        self._reset()
        self._way, self._category, self._life_event = way, category, life_event
        self.queryChanged.emit()
        self._turn()

    def _turn(self) -> None:
        self._shown = PAGE
        self._settle()
        self.changed.emit()
        self.turned.emit()

    def _settle(self) -> None:
        """Bring what is found, and its rows, up to date."""
        self._found, self._number = self._look()
        self._rows.show(self._found[: self._shown], self.language)

    def _look(self) -> tuple[tuple[Card, ...], Paper]:
        nothing = Paper("unknown")
        if self._paper is not None:
            return self._paper.offered, nothing
        if not (self._query.strip() or self._category or self._life_event):
            return (), nothing
        found = self.context.catalogue.finder.find(
            self._query,
            self.language,
            country=self._country,
            channel=_CHANNEL,
            category=self._category,
            life_event=self._life_event,
        )
        if found:
            return found, nothing
        number = read_number(self._query, self._here())
        return number.offered, number

    def _here(self) -> tuple[Card, ...]:
        cards = self.context.catalogue.cards
        return tuple(card for card in cards if card.country == self._country and _CHANNEL in card.channels)

    def _tell_tiles(self) -> None:
        """Make the tiles anew where the language or the services are others than last time."""
        cards, language = self.context.catalogue.cards, self.language
        if self._told == (id(cards), language):
            return
        self.context.catalogue.finder.find("", language, country="-")  # made now, not at somebody's first key
        self._told = (id(cards), language)
        kinds = Counter(card.category for card in self._here())
        events = Counter(event for card in self._here() for event in card.life_events)
        self._categories = [
            self._tile(one, f"find.category.{one}", category_icon(one), kinds[one]) for one in CATEGORIES if kinds[one]
        ]
        self._events = [
            self._tile(one, f"find.event.{one}", life_event_icon(one), events[one])
            for one in LIFE_EVENTS
            if events[one]
        ]
        self.tilesChanged.emit()

    def _tile(self, name: str, words: str, symbol: str, count: int) -> dict[str, Any]:
        many = self.say("find.count", count=str(count))
        return {"id": name, "name": self.say(words), "symbol": symbol, "count": count, "many": many}

    def _pass_on(self) -> None:
        if self.context.visit.step is Step.FIND:
            self._settle()
            self._tell_tiles()
            self.changed.emit()
