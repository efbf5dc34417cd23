"""One whole visit played by itself: a picture of each screen, the receipt's bytes and picture, the portal's record."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from kiosk.hand import Hand
from kiosk.pilot import Pilot
from kiosk.rehearsal import Rehearsal, look
from kiosk.window import KioskWindow
from shubbak.adapters.system.embedded_portal import EmbeddedPortal

SERVICE = "kw.health.licence_renewal"
ANSWERS = {
    "shop_name": "مقهى النخيل",
    "area": "السالمية",
    "health_licence_no": "88214",
    "commercial_licence_no": "20417",
}
#: Milliseconds that a new screen gets to settle (motion, pictures) before it is photographed.
SETTLE = 350


class Play:
    """Plays a service in one language; `record` holds what it leaves. Ends by calling `done(ok)`."""

    def __init__(self, kiosk: KioskWindow, portal: EmbeddedPortal, folder: Path, done: Callable[[bool], None]) -> None:
        self._kiosk = kiosk
        self._portal = portal
        self._folder = folder
        self._done = done
        self._count = 0
        self._printed = folder / "printed"
        pilot = Pilot(Hand(kiosk.window), SERVICE, answers=ANSWERS)
        self._rehearsal = Rehearsal(kiosk, pilot, self._seen)
        self._rehearsal.finished.connect(self._finish)
        self._rehearsal.stuck.connect(self._give_up)

    def start(self) -> None:
        self._rehearsal.start()

    def _seen(self, state: dict[str, Any]) -> None:
        """Photograph a screen once it has settled; the receipt is looked at until the portal has accepted."""
        name = state["stage"].strip("/").replace("/", "-") + (f"-{state['busy']}" if state["busy"] else "")
        self._count += 1
        print(f"  {self._count:2d}  {name}", flush=True)
        self._shoot(f"{self._count:02d}-{name}")
        if state["screen"] == "receipt" and not state["busy"]:
            self._rehearsal.stop()

    def _shoot(self, name: str) -> None:
        from PySide6.QtTest import QTest

        QTest.qWait(SETTLE)
        self._kiosk.window.grabWindow().save(str(self._folder / f"{name}.png"))

    def _give_up(self, why: str) -> None:
        print(f"The pilot cannot go on at {why}", file=sys.stderr, flush=True)
        self._done(False)

    def _finish(self) -> None:
        self._wait_for_acceptance(100)

    def _wait_for_acceptance(self, tries: int) -> None:
        state = look(self._kiosk.visit)
        if not state["accepted"] and tries:
            QTimer.singleShot(100, lambda: self._wait_for_acceptance(tries - 1))
            return
        if state["accepted"]:
            self._shoot(f"{self._count + 1:02d}-receipt-accepted")
        self._keep_receipt()
        self._done(self._keep_record(state["application"]))

    def _keep_receipt(self) -> None:
        for kind in ("escpos", "png"):
            newest = max(self._printed.glob(f"*.{kind}"), key=lambda path: path.stat().st_mtime)
            shutil.copyfile(newest, self._folder / f"receipt.{kind}")

    def _keep_record(self, application: str) -> bool:
        mine = [one for one in json.loads(self._portal.applications()) if one["id"] == application]
        if len(mine) != 1:
            return False
        record = {"listed": mine[0], "opened": json.loads(self._portal.show(mine[0]["case"]))}
        text = json.dumps(record, ensure_ascii=False, indent=2)
        (self._folder / "portal-record.json").write_text(text + "\n", encoding="utf-8")
        return True
