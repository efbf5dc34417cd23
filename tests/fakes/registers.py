"""Registers in memory, for the tests of what stands above the port."""

from __future__ import annotations

from dataclasses import dataclass, field

from shubbak.domain.folding import fold
from shubbak.domain.text import Language, Text
from shubbak.ports.registers import MOST_ENTRIES, RegisterEntry, RegisterRecord, RegisterUnreachableError

SHOP = {"trade_name": "مخبز النور", "area_m2": "45", "activity": "food"}
ACTIVITIES = (
    RegisterEntry("4711", Text("بقالة", "Grocery")),
    RegisterEntry("1071", Text("مخبز", "Bakery")),
    RegisterEntry("1072", Text("مخبز حلويات", "Pastry bakery")),
)


@dataclass
class FakeRegisters:
    """Implements `shubbak.ports.registers.Registers`; `fault`, when it is set, is why nothing can be reached."""

    records: dict[tuple[str, str], dict[str, str]] = field(
        default_factory=lambda: {("licences", "KW-2024-0042"): dict(SHOP)}
    )
    entries: dict[str, tuple[RegisterEntry, ...]] = field(default_factory=lambda: {"activities": ACTIVITIES})
    fault: str = ""

    def find(self, register: str, number: str) -> RegisterRecord | None:
        self._reach(register, {name for name, _ in self.records})
        found = self.records.get((register, number))
        return None if found is None else RegisterRecord(found)

    def choices(self, register: str, words: str, language: Language) -> tuple[RegisterEntry, ...]:
        self._reach(register, set(self.entries))
        wanted = fold(words).split()
        named = ((one, fold(f"{one.label.ar} {one.label.en}")) for one in self.entries[register])
        return tuple(one for one, names in named if all(word in names for word in wanted))[:MOST_ENTRIES]

    def _reach(self, register: str, known: set[str]) -> None:
        if self.fault or register not in known:
            raise RegisterUnreachableError(self.fault or "register-unknown")
