"""A pilot for rehearsals: looks at the step on the screen and does what a visitor would do next."""

from __future__ import annotations

from typing import Any, Protocol

#: What the pilot answers where a question's kind does not decide; the rest comes from `_BY_KIND`.
_BY_KIND = {
    "text": "محل النور",
    "long_text": "وصف قصير",
    "arabic_name": "سارة احمد سالم",
    "number": "4",
    "money": "120",
    "phone": "55512345",
    "email": "a@b.om",
    "registration_number": "1204",
    "national_id": "288020122596",
}
_PHONES = {"kw": "55512345", "om": "92123456", "jo": "0791234567", "sa": "0512345678"}
_IDENTITIES = {"kw": "288020122596", "om": "12345678", "jo": "9901012345", "sa": "1000000008"}


class Finger(Protocol):
    """What the pilot needs of a hand, near or remote."""

    def sees(self, name: str) -> bool: ...
    def tap(self, name: str) -> None: ...
    def draw(self, name: str) -> None: ...
    def write(self, name: str, text: str) -> None:
        """Touch a box and type into it on the on-screen keyboard."""


class Pilot:
    """One visit: `step(state)` does the next thing. state: screen, busy, problem, questions, needs, country."""

    def __init__(
        self, finger: Finger, service: str, language: str = "ar", answers: dict[str, str] | None = None
    ) -> None:
        self._finger = finger
        self._service = service
        self._spoken = language
        self._answers = answers or {}
        self._done: set[str] = set()

    def step(self, state: dict[str, Any]) -> None:
        """Do one thing a visitor would do on this screen; nothing while the kiosk is busy."""
        if state["busy"]:
            return
        getattr(self, f"_{state['screen']}")(state)

    def _attract(self, _: dict[str, Any]) -> None:
        self._done.clear()
        self._finger.tap("start")

    def _language(self, _: dict[str, Any]) -> None:
        self._finger.tap(f"language-{self._spoken}")

    def _find(self, _: dict[str, Any]) -> None:
        self._finger.tap(f"service-{self._service}")

    def _primary(self, _: dict[str, Any]) -> None:
        # On a wide screen the next action waits below the open keyboard.
        if not self._finger.sees("primary") and self._finger.sees("key_done"):
            self._finger.tap("key_done")
        else:
            self._finger.tap("primary")

    _needs = _consent = _review = _submit = _receipt = _identify = _primary

    def _pay(self, state: dict[str, Any]) -> None:
        self._finger.tap("primary" if self._finger.sees("primary") else "pay-card")

    def _sign(self, _: dict[str, Any]) -> None:
        if "signature" in self._done:
            self._finger.tap("primary")
            return
        self._done.add("signature")
        self._finger.draw("signature-pad")

    def _documents(self, state: dict[str, Any]) -> None:
        for need in state["needs"]:
            if not need["scanned"] and need["required"]:
                self._finger.tap(f"document-{need['id']}/scan")
                if need["alternatives"]:
                    self._finger.tap(f"document-{need['id']}/alternative-{need['alternatives'][0]}")
                return
        self._primary(state)

    def _questions(self, state: dict[str, Any]) -> None:
        self._done.difference_update(field for _, field in state["problems"])
        for question in state["questions"]:
            if question["value"] == "" and question["id"] not in self._done and self._wanted(question):
                self._done.add(question["id"])
                self._answer(question, state["country"])
                return
        self._primary(state)

    def _wanted(self, question: dict[str, Any]) -> bool:
        return bool(question["required"]) or question["id"] in self._answers

    def _answer(self, question: dict[str, Any], country: str) -> None:
        place, kind = f"question-{question['id']}", question["kind"]
        given = self._answers.get(question["id"], "")
        if kind in ("choice", "multi_choice"):
            self._finger.tap(f"{place}/option-{given or question['options'][0]}")
        elif kind == "yes_no":
            self._finger.tap(f"{place}/option-{given or 'no'}")
        elif kind == "date":
            self._date(place, given or "2027-06-15")
        else:
            by_country = {"phone": _PHONES, "national_id": _IDENTITIES}.get(kind, {})
            self._finger.write(f"{place}/box", given or by_country.get(country) or _BY_KIND[kind])

    def _date(self, place: str, iso: str) -> None:
        year, month, day = iso.split("-")
        self._finger.write(f"{place}/day", day)
        self._finger.tap(f"{place}/month")
        self._finger.tap(f"{place}/month-{int(month)}")
        self._finger.write(f"{place}/year", year)
