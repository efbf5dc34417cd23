"""A kiosk of one country with its whole catalogue and simulated devices, where a pilot plays one service at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from fakes.clock import FakeClock
from fakes.ordinary_answers import day_of
from kiosk_stage import PLACE, SERVICES, KioskStage
from PySide6.QtTest import QTest
from stage import PORTRAIT

from kiosk.hand import NothingThere
from kiosk.pilot import Pilot
from kiosk.preview_world import AtOnce, PreviewWorld
from kiosk.rehearsal import look
from portal.store.register_files import Register, read_register
from shubbak.domain.folding import fold
from shubbak.domain.plan_order import Land
from shubbak.domain.text import Language, Text
from shubbak.flow import events as e
from shubbak.flow.effects import DrawPlan, Effect, FindLand, LookUp, ReadIdentity, SearchRegister
from shubbak.flow.steps import Step
from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.forms.service import Service
from shubbak.ports.clock import Clock
from shubbak.ports.registers import MOST_ENTRIES, RegisterEntry
from shubbak.resources import root

#: A visit on which nothing has moved for so many beats has come to a stop.
_PATIENCE = 25
#: Milliseconds between beats while nothing moves: a search begins a while after the last letter.
_LULL = 40
#: No visit has so many beats.
_MOST_BEATS = 600


@cache
def shipped() -> Catalogue:
    """The catalogue of all shipped files."""
    return load_catalogue(
        {str(path.relative_to(SERVICES)): path.read_text("utf-8") for path in SERVICES.rglob("*.yaml")}, 1
    )


def at_kiosks(country: str) -> list[str]:
    """Return the ids of a country's services that kiosks offer."""
    cards = shipped().cards
    return sorted(card.id for card in cards if card.country.lower() == country and "kiosk" in card.channels)


class CountryWorld(PreviewWorld):
    """Devices that answer at once, the card of the country's own people, and the sample registers behind its forms."""

    def __init__(self, clock: Clock, service: Service) -> None:
        super().__init__(clock)
        self._service = service
        self._country = service.country

    def perform(self, effect: Effect) -> e.Event | None:
        """Do one effect."""
        match effect:
            case ReadIdentity():
                return e.IdentityRead(self.card(self._country))
            case FindLand(_, parts):
                return e.LandFound(parts, (Land(parts, 558.0, None, sample=True),))
            case DrawPlan(application_id):
                return e.PlanPrinted(application_id, "https://portal.invalid/r#2")
            case LookUp(field, register, number):
                parts = set(self._service.field(field).fills.values())
                record = self._register(register).records.get(number)
                if record is None:
                    return e.RecordMissing(field, number)
                return e.RecordFound(field, number, {part: raw for part, raw in record.items() if part in parts})
            case SearchRegister(field, register, words):
                return e.EntriesFound(field, words, self._entries(register, words))
            case _:
                return super().perform(effect)

    def _register(self, name: str) -> Register:
        register = read_register(root() / "registers", self._country.lower(), name)
        assert register is not None, f"{self._service.id} asks {name}, which has no sample"
        return register

    def _entries(self, name: str, words: str) -> tuple[RegisterEntry, ...]:
        wanted = fold(words).split()
        named = ((entry, fold(f"{entry.ar} {entry.en} {entry.words}")) for entry, _ in self._register(name).entries)
        found = [entry for entry, names in named if all(word in names for word in wanted)]
        return tuple(RegisterEntry(entry.id, Text(entry.ar, entry.en)) for entry in found[:MOST_ENTRIES])


class PilotedKiosk:
    """One window for all visits of a country; `seen` is told of each new screenful with what stands on it."""

    def __init__(
        self,
        country: str,
        size: tuple[int, int] = PORTRAIT,
        seen: Callable[[dict[str, Any]], None] = lambda _: None,
    ) -> None:
        self.stage = KioskStage(size, services=shipped(), place=replace(PLACE, country=country), at_once=AtOnce())
        self._seen = seen

    def play(self, service_id: str, language: Language, answers: Mapping[str, str] | None = None) -> str:
        """Play one service from the first touch to the receipt; returns where and why it stopped, or ""."""
        service = shipped().services[service_id]
        day = day_of(service)
        clock = FakeClock(datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC))
        visit = self.stage.visit
        visit.abandon()
        visit.machine.context.clock = clock
        visit.perform = CountryWorld(clock, service).perform
        pilot = Pilot(self.stage.hand, service_id, language.value, dict(answers or {}))
        state = self._fly(pilot)
        if state["screen"] != Step.RECEIPT.value or not state["printed"]:
            return f"{service_id} {language.value}: {state['stage']} {state['busy']} {state['problems']}"
        return "" if visit.machine.visit.application_id else f"{service_id}: a receipt without an application"

    def _fly(self, pilot: Pilot) -> dict[str, Any]:
        """Let the pilot act until the receipt is out, or until nothing moves any more."""
        last, still, missing = "", 0, ""
        for _ in range(_MOST_BEATS):
            state = look(self.stage.visit)
            here = json.dumps([state, self.stage.visit.machine.visit.raw], default=str)
            if state["stage"] != json.loads(last or "[{}]")[0].get("stage"):
                self.stage.settle()
                self._seen(state)
            still = still + 1 if here == last else 0
            last = here
            if still > _PATIENCE or (state["screen"] == Step.RECEIPT.value and state["printed"]):
                break
            try:
                pilot.step(state)
            except NothingThere as nothing:
                missing = str(nothing)
                self.stage.settle()
            QTest.qWait(_LULL if still else 1)
        return state | {
            "problems": [*state["problems"], missing] if still > _PATIENCE and missing else state["problems"]
        }

    def close(self) -> None:
        self.stage.close()
