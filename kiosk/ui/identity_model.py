"""The identity document on its screen: read, shown for checking, typed or corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.calendar_map import month_lists
from kiosk.ui.pictures import CARDS, scan_address
from kiosk.ui.screen_model import ScreenModel
from shubbak.domain.chip_word import ChipWord
from shubbak.domain.months import day_words
from shubbak.domain.text import isolate, isolate_name
from shubbak.flow.events import CardChosen, CardOffered, ChipOffered, ChipSkipped, IdentityConfirmed, IdentityTyped
from shubbak.flow.identifying import doubted_in_full_name, full_name
from shubbak.flow.steps import Step

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1
_NAMES = ("number", "full_name", "nationality", "birth_date", "expiry")
_DAYS = ("birth_date", "expiry")


@QmlElement
class IdentityModel(ScreenModel):
    """What was read stands as rows; the same values fill the form for typing, each with its problem beside it. A name
    with letters in doubt stands as words of letters, to be compared.
    """

    changed = Signal()
    step = Step.IDENTIFY

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Whether a document was read or typed."""
        return self.context.visit.identity is not None

    @Property(bool, notify=changed)
    def byCamera(self) -> bool:
        """Whether cards are shown to a camera here, and not laid on a scanner."""
        return self.visit_model.cameras["identity"] is not None

    @Property(bool, notify=changed)
    def chipToRead(self) -> bool:
        """Whether the document's chip may be read here and was not yet."""
        visit = self.context.visit
        return self.visit_model.chips and visit.chip_key is not None and visit.chip in (ChipWord.NONE, ChipWord.DIFFERS)

    @Property(bool, notify=changed)
    def typed(self) -> bool:
        return self.context.visit.identity_typed

    @Property(bool, notify=changed)
    def asked(self) -> bool:
        """Whether the person is asked what the card says."""
        return self.context.visit.to_confirm is not None

    @Property(list, notify=changed)
    def cards(self) -> list[str]:
        """The pictures of the cards of which the person is asked which is theirs."""
        cards = self.context.visit.cards
        return [scan_address(CARDS, place, card.picture) for place, card in enumerate(cards)]

    @Property(str, notify=changed)
    def askedName(self) -> str:
        asked = self.context.visit.to_confirm
        return full_name(asked.document) if asked else ""

    @Property(list, notify=changed)
    def askedWords(self) -> list[dict[str, Any]]:
        """The name's words as `MarkedName.qml` takes them."""
        return self._asked_words()

    @Property(int, notify=changed)
    def longestWord(self) -> int:
        """How many cells the longest of these words has."""
        return max((len(word["letters"]) for word in self._asked_words()), default=0)

    @Property(list, notify=changed)
    def rows(self) -> list[dict[str, str]]:
        """The document as rows of label and value, for a last look."""
        values = self._values()
        rows = []
        for name in _NAMES:
            shown = self._shown(name, values[name])
            rows.append({"label": self.say(f"kiosk.identity.{name}"), "value": shown})
        return [row for row in rows if row["value"]]

    @Property(list, notify=changed)
    def questions(self) -> list[dict[str, Any]]:
        """The same as questions, as the fields of `qml/fields` take them."""
        values = self._values()
        months = month_lists(self.language, self._country())
        keyboards = {"number": "latin", "full_name": "latin", "nationality": "latin"}
        return [
            {
                "id": name,
                "kind": "date" if name in _DAYS else "text",
                "label": self.say(f"kiosk.identity.{name}"),
                "hint": self.say(f"kiosk.identity.{name}_hint"),
                "required": name != "nationality",
                "options": [],
                "value": values[name],
                "problem": self.problem_at(f"identity.{name}"),
                "unit": "",
                "keyboard": keyboards.get(name, "digits"),
                "maxLength": 60,
                "private": False,
                "machineRead": self.known and not self.typed and not self.asked,
                **(months if name in _DAYS else {}),
            }
            for name in _NAMES
        ]

    @Slot()
    def offerCard(self) -> None:
        self.visit_model.dispatch(CardOffered())

    @Slot()
    def offerChip(self) -> None:
        self.visit_model.dispatch(ChipOffered())

    @Slot()
    def skipChip(self) -> None:
        self.visit_model.dispatch(ChipSkipped())

    @Slot(int)
    def choose(self, place: int) -> None:
        self.visit_model.dispatch(CardChosen(place))

    @Slot()
    def confirm(self) -> None:
        self.visit_model.dispatch(IdentityConfirmed())

    @Slot("QVariantMap")
    def type(self, values: dict[str, Any]) -> None:
        """Take the typed values by name; missing ones count as empty."""
        given = {name: str(values.get(name, "")) for name in _NAMES}
        self.visit_model.dispatch(IdentityTyped(**given))

    def _asked_words(self) -> list[dict[str, Any]]:
        asked = self.context.visit.to_confirm
        return marked_words(full_name(asked.document), doubted_in_full_name(asked)) if asked else []

    def _country(self) -> str:
        service = self.context.visit.service
        return service.country if service else ""

    def _shown(self, name: str, value: str) -> str:
        if name == "full_name":
            return isolate_name(value)
        if name in _DAYS:
            return day_words(value, self.language, self._country())
        return isolate(value)

    def _values(self) -> dict[str, str]:
        asked = self.context.visit.to_confirm
        document = asked.document if asked else self.context.visit.identity
        if document is None:
            return dict.fromkeys(_NAMES, "")
        return {
            "number": document.number,
            "full_name": full_name(document),
            "nationality": document.nationality,
            "birth_date": document.birth_date.isoformat() if document.birth_date else "",
            "expiry": document.expiry.isoformat() if document.expiry else "",
        }


def marked_words(name: str, doubted: Sequence[int]) -> list[dict[str, Any]]:
    """Return a name's words as lists of letters that know whether they are in doubt; a space or an end in doubt is an
    empty letter behind its word.
    """
    words: list[dict[str, Any]] = [{"letters": []}]
    for place, sign in enumerate(f"{name} "):
        in_doubt = place in doubted
        if sign != " " or in_doubt:
            words[-1]["letters"].append({"sign": sign.strip(), "doubted": in_doubt})
        if sign == " ":
            words.append({"letters": []})
    return [word for word in words if word["letters"]]
