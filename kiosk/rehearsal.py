"""What a rehearsal sees of the kiosk, and the beat at which its pilot acts."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from kiosk.hand import Hand, NothingThere
from kiosk.pilot import Pilot, PilotStuckError
from kiosk.ui.idle_watch import IdleWatch
from kiosk.ui.question_map import QuestionMaps
from kiosk.ui.visit_model import VisitModel
from kiosk.window import KioskWindow
from shubbak.fields import kinds
from shubbak.flow.steps import Step
from shubbak.forms.documents import asked_documents
from shubbak.forms.facts import visible_fields
from shubbak.forms.service import Field

#: Milliseconds between two deeds of the pilot.
BEAT, HASTY_BEAT = 60, 5


def look(visit_model: VisitModel) -> dict[str, Any]:
    """Return what stands on the screen: step, what is under way, what is wrong, what is asked. No personal data."""
    context = visit_model.machine.context
    visit = context.visit
    state: dict[str, Any] = {
        "screen": visit.step.value,
        "stage": visit_model.stage,
        "language": visit.language.value,
        "busy": visit.busy or ("plan" if visit.plan == "drawing" else ""),
        "problems": [[problem.code, problem.field] for problem in visit.problems],
        "country": visit.service.country.lower() if visit.service else "",
        "today": context.today.isoformat() if visit.service else "",
        "receipt": str(visit.receipt.number) if visit.receipt else "",
        "application": visit.application_id,
        "accepted": bool(visit.case),
        "printed": visit.printed,
        "questions": [],
        "needs": [],
        "names": {},
        "example": dict(visit.service.examples[0].answers) if visit.service and visit.service.examples else {},
    }
    if visit.step is Step.FIND:
        state["names"] = {card.id: card.name.say(visit.language) for card in context.catalogue.cards}
    if visit.step is Step.QUESTIONS:
        maps = QuestionMaps(visit, visit_model.wording)
        for field in visible_fields(context.page, visit.answers):
            state["questions"].append({**_seen(maps.of(field), field), "value": visit.raw.get(field.id, "")})
    if visit.step is Step.DOCUMENTS and visit.service:
        for need in asked_documents(visit.service, visit.answers):
            choices = [one.id for one in need.alternatives] if len(need.alternatives) > 1 else []
            scanned = need.id in visit.attachments
            state["needs"].append(
                {"id": need.id, "required": need.required, "scanned": scanned, "alternatives": choices}
            )
    return state


def _seen(question: dict[str, Any], field: Field) -> dict[str, Any]:
    """Return what a pilot needs to know of a question: ids, kinds, options and states, nothing that was typed."""
    return {
        "id": question["id"],
        "kind": question["kind"],
        "asks": kinds()[question["kind"]].asks,
        "required": question["required"],
        "options": {option["id"]: option["label"] for option in question["options"]},
        "parts": [
            {name: part[name] for name in ("id", "required", "keyboard", "maxLength")}
            for part in question.get("parts", ())
        ],
        "columns": [_seen(*column) for column in zip(question.get("columns", ()), field.fields, strict=False)],
        "rules": {name: rule for name, rule in field.rules.items() if isinstance(rule, int | str)},
        "min": question.get("min", field.rules.get("min", 0)),
        "alternatives": [one["id"] for one in question.get("alternatives", ())],
        "reach": question.get("reach", ""),
        "found": [one["id"] for one in question.get("found", ())],
    }


class Rehearsal(QObject):
    """Lets a pilot make visits on the real screen; `seen` is called once on each new screenful, before any touch.

    stuck(why): it stopped on a screenful that does not get better.
    """

    finished = Signal()
    stuck = Signal(str)

    def __init__(
        self, kiosk: KioskWindow, pilot: Pilot, seen: Callable[[dict[str, Any]], None], beat: int = BEAT
    ) -> None:
        super().__init__()
        self._visit = kiosk.visit
        self._pilot = pilot
        self._seen = seen
        self._last = ""
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(beat)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._over = True
        self.finished.emit()

    def _beat(self) -> None:
        self._timer.stop()
        state = look(self._visit)
        key = f"{state['stage']} {state['busy']}"
        if key != self._last:
            self._last = key
            self._seen(state)
            if self._over:
                return
        else:
            self._act(state)
        if not self._over:
            self._timer.start()

    def _act(self, state: dict[str, Any]) -> None:
        try:
            self._pilot.step(state)
        except NothingThere:
            return  # the page is still coming in; the next beat finds it
        except PilotStuckError as error:
            self._over = True
            self.stuck.emit(str(error))


class RemoteHand(QObject):
    """Takes touches as JSON lines on standard input: {"tap": name}, {"write": [name, text]}, {"draw": name},
    {"state": true}, {"sees": name}, {"words": true}, {"window": true}, {"wait": seconds of silence for the idle
    clock}, {"hang": seconds in which nothing is drawn or heard} or {"quit": true}; answers each with one JSON line:
    the state, what was asked, or {"missing": name}.
    """

    _arrived = Signal(str)

    def __init__(self, kiosk: KioskWindow, hand: Hand, end: Callable[[], None]) -> None:
        super().__init__()
        self._visit = kiosk.visit
        self._window = kiosk.window
        self._idle_watch = cast(IdleWatch, kiosk.models["idleWatch"])
        self._hand = hand
        self._end = end
        self._arrived.connect(self._obey)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._arrived.emit(line)
        self._arrived.emit('{"quit": true}')

    def _obey(self, line: str) -> None:
        order: dict[str, Any] = json.loads(line)
        try:
            answer = self._do(order) or look(self._visit)
        except NothingThere as nothing:
            answer = {"missing": str(nothing)}
        print(json.dumps(answer), flush=True)
        if "quit" in order:
            self._end()

    def _do(self, order: dict[str, Any]) -> dict[str, Any]:
        match order:
            case {"tap": name}:
                self._hand.tap(name)
            case {"write": [name, text]}:
                self._hand.write(name, text)
            case {"draw": name}:
                self._hand.draw(name)
            case {"wait": seconds}:
                for _ in range(seconds):
                    self._idle_watch.tick()
            case {"sees": name}:
                return {"sees": self._hand.sees(name)}
            case {"words": _}:
                return {"words": self._hand.words()}
            case {"window": _}:
                return self._look_at_window()
            case {"hang": seconds}:
                time.sleep(seconds)
        return {}

    def _look_at_window(self) -> dict[str, Any]:
        shown = [window for window in QGuiApplication.topLevelWindows() if window.isVisible()]
        whole = self._window.visibility() == QWindow.Visibility.FullScreen
        return {"windows": len(shown), "full_screen": whole, "active": self._window.isActive()}
