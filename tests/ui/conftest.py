"""A stage for QML, struck after each test; a warning from Qt or QML fails the test that caused it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kiosk_stage import KioskStage
from PySide6.QtCore import QtMsgType
from stage import Stage


@pytest.fixture
def stage(qapp: object, qtlog: Any) -> Iterator[Stage]:
    stage = Stage()
    stage.look.reducedMotion = True
    yield stage
    stage.close()
    assert [record.message for record in qtlog.records if record.type is not QtMsgType.QtDebugMsg] == []


@pytest.fixture
def kiosk(qapp: object, qtlog: Any) -> Iterator[Callable[..., KioskStage]]:
    """Opens kiosk windows: `kiosk()`, `kiosk(LANDSCAPE)`, `kiosk(stall="…")`."""
    stages: list[KioskStage] = []

    def opened(*given: Any, **named: Any) -> KioskStage:
        stages.append(KioskStage(*given, **named))
        return stages[-1]

    yield opened
    for stage in stages:
        stage.close()
    assert [record.message for record in qtlog.records if record.type is not QtMsgType.QtDebugMsg] == []
