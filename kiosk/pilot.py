"""A pilot for rehearsals: looks at the step on the screen and does what a visitor would do next."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from kiosk.pilot_answers import ON_A_PAD, PATIENT, Finger, PilotAnswers, typeable

#: So many words of a name are typed to find a service.
_WORDS = 3
#: So often one screenful's way on is pressed: a press may miss while it comes in, and wrong answers are tried anew.
MOST_PRESSES = 100


class PilotStuckError(Exception):
    """A screenful does not get better whatever the pilot does. Its text: which one, and the codes of what is wrong."""


class Pilot:
    """One visit: `step(state)` does the next thing; state is what `kiosk.rehearsal.look` returns.

    answers: raw text by question. What is left out is taken from the service's first worked example, or made up.
    """

    def __init__(
        self, finger: Finger, service: str, language: str = "ar", answers: dict[str, str] | None = None
    ) -> None:
        self._finger = finger
        self._pen = PilotAnswers(finger)
        self._service = service
        self._spoken = language
        self._answers = answers or {}
        self._done: set[str] = set()
        self._tries: Counter[str] = Counter()
        self._wrong: set[str] = set()
        self._went_on = False
        self._stage = ""
        self._presses = 0

    def step(self, state: dict[str, Any]) -> None:
        """Do one thing a visitor would do on this screen; nothing while the kiosk is busy. Raises PilotStuckError."""
        if state["stage"] != self._stage:
            self._stage, self._presses = state["stage"], 0
        if state["busy"]:
            return
        if self._presses >= MOST_PRESSES:
            wrong = ", ".join(" ".join(problem).strip() for problem in state["problems"]) or "nothing is wrong"
            raise PilotStuckError(f"{state['stage']}: {wrong}")
        if self._finger.sees("pages-sheet"):
            self._primary(state)
            return
        getattr(self, f"_{state['screen']}")(state)

    def _attract(self, _: dict[str, Any]) -> None:
        self._done.clear()
        self._pen.begin()
        self._tries.clear()
        self._finger.tap("start")

    def _language(self, _: dict[str, Any]) -> None:
        self._finger.tap(f"language-{self._spoken}")

    def _find(self, state: dict[str, Any]) -> None:
        """Search for the service by the first words of its name; a long list is opened further."""
        card = f"service-{self._service}"
        if not self._finger.sees(card) and "search" not in self._done:
            self._done.add("search")
            words = re.findall(r"\w+", typeable(state["names"][self._service]))[:_WORDS]
            self._finger.write("search", "".join(sign for sign in " ".join(words) if sign in " " or sign.isalpha()))
        elif not self._finger.sees(card) and self._finger.sees("more"):
            self._finger.tap("more")
        else:
            self._finger.tap(card)

    def _primary(self, _: dict[str, Any]) -> None:
        # On a wide screen the next action waits below the open keyboard.
        if not self._finger.sees("primary") and self._finger.sees("key_done"):
            self._finger.tap("key_done")
        else:
            self._press("primary")

    def _press(self, name: str) -> None:
        """Touch what should change the screen, and count it; what is not there is not counted."""
        self._finger.tap(name)
        self._presses += 1

    _needs = _consent = _review = _submit = _receipt = _identify = _primary

    def _pay(self, state: dict[str, Any]) -> None:
        self._press("primary" if self._finger.sees("primary") else "pay-card")

    def _sign(self, _: dict[str, Any]) -> None:
        if "signature" in self._done:
            self._press("primary")
            return
        self._done.add("signature")
        self._finger.draw("signature-pad")

    def _documents(self, state: dict[str, Any]) -> None:
        for need in state["needs"]:
            if not need["scanned"] and need["required"]:
                self._press(f"document-{need['id']}/scan")
                if need["alternatives"]:
                    self._finger.tap(f"document-{need['id']}/alternative-{need['alternatives'][0]}")
                return
        self._primary(state)

    def _questions(self, state: dict[str, Any]) -> None:
        if self._went_on:
            self._went_on = False
            self._wrong = {field.partition(".")[0] for _, field in state["problems"]}
            days = {question["id"] for question in state["questions"] if question["kind"] == "date"}
            self._wrong |= days if days & self._wrong else set()  # one day is wrong because of another
            self._done -= self._wrong
        for question in state["questions"]:
            again = question["id"] in self._wrong and question["kind"] in ON_A_PAD and question["value"] != ""
            unanswered = question["value"] == "" or again
            if unanswered and question["id"] not in self._done and self._wanted(question, state):
                if question["kind"] not in PATIENT:
                    self._done.add(question["id"])
                self._tries[question["id"]] += again
                given = self._answers.get(question["id"]) or state["example"].get(question["id"], "")
                self._pen.answer(question, f"question-{question['id']}", given, state, self._tries[question["id"]])
                return
        self._went_on = True
        self._primary(state)

    def _wanted(self, question: dict[str, Any], state: dict[str, Any]) -> bool:
        """What is required, and what is to be typed; without that, what the service's own example answers."""
        typed = self._answers or state["example"]
        return bool(question["asks"]) and (bool(question["required"]) or question["id"] in typed)
