"""The station's revisions in their order, imported by name so that a frozen build holds them without data files."""

from __future__ import annotations

from types import ModuleType

from shubbak.adapters.store.migrations import r0001_station

REVISIONS: tuple[ModuleType, ...] = (r0001_station,)
