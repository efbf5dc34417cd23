"""How a pilot answers one question on the screen, whatever its kind; raw answers are those of worked examples."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any, Protocol

#: What is typed where a question's kind does not decide.
_BY_KIND = {
    "text": "محل النور",
    "long_text": "وصف قصير",
    "arabic_name": "سارة احمد سالم",
    "number": "4",
    "money": "120",
    "phone": "55512345",
    "email": "a@b.om",
    "registration_number": "1204",
    "licence_lookup": "1204",
    "register_choice": "م",
    "national_id": "288020122596",
}
_PHONES = {"kw": "55512345", "om": "92123456", "jo": "0791234567", "sa": "0512345678"}
_IDENTITIES = {"kw": "288020122596", "om": "12345678", "jo": "9901012345", "sa": "1000000008"}
_POINTS = {"kw": "29.3759,47.9774", "om": "23.588,58.3829", "jo": "31.9539,35.9106", "sa": "24.7136,46.6753"}
#: Kinds whose boxes open a pad of digits, with a key that clears them.
ON_A_PAD = ("national_id", "phone", "number", "date")
#: Kinds that are answered in several steps with somebody else's answer between them; what they wait for says when.
PATIENT = ("photo", "document", "register_choice")
#: Days from today that are tried in turn where a day is refused.
_NEAR = (0, 1, -1, 7, -30, 3)


class Finger(Protocol):
    """What the pilot needs of a hand, near or remote."""

    def sees(self, name: str) -> bool: ...
    def tap(self, name: str) -> None: ...
    def draw(self, name: str) -> None: ...
    def write(self, name: str, text: str) -> None:
        """Touch a box and type into it on the on-screen keyboard."""


class PilotAnswers:
    """Answers questions as `kiosk.rehearsal.look` describes them: with their options, parts, columns and states."""

    def __init__(self, finger: Finger) -> None:
        self._finger = finger
        self._searched: set[str] = set()
        self._state: dict[str, Any] = {}
        self._tries = 0

    def begin(self) -> None:
        """A new visit: nothing was searched for yet."""
        self._searched.clear()

    def answer(self, question: dict[str, Any], place: str, given: str, state: dict[str, Any], tries: int = 0) -> None:
        """Answer one question in its place on the screen: with the raw answer given, or something fitting.

        tries: how often what was written there was refused.
        """
        self._state, self._tries = state, tries
        country, kind = state["country"], question["kind"]
        match kind:
            case "choice" | "multi_choice":
                least = max(1, question["min"])
                for option in given.split(",") if given else list(question["options"])[:least]:
                    self._choose(question, place, option)
            case "yes_no":
                self._finger.tap(f"{place}/option-{given or 'no'}")
            case "date":
                self._date(place, given or self._day(question["rules"]))
            case "full_name" | "address" | "parcel":
                self._parts(question, place, given)
            case "group":
                self._rows(question, place, given)
            case "photo" | "document":
                self._scan(question, place)
            case "signature":
                self._finger.draw(f"{place}/signature-pad")
            case "register_choice":
                self._entry(question, place, given)
            case "map_point":
                self._point(place, given or _POINTS[country])
            case _:
                by_country = {"phone": _PHONES, "national_id": _IDENTITIES}.get(kind, {})
                made_up = by_country.get(country) or _within(_BY_KIND[kind], question)
                self._write(f"{place}/box", given or made_up)

    def _write(self, place: str, text: str) -> None:
        if self._tries:
            self._finger.tap(place)
            if self._finger.sees("key_clear"):
                self._finger.tap("key_clear")
        self._finger.write(place, typeable(text))

    def _day(self, rules: dict[str, Any]) -> str:
        """Return a day inside the limits that a question has: one to come, and where that is refused one about now."""
        today = date.fromisoformat(self._state["today"])
        day = today + timedelta(days=_NEAR[(self._tries - 1) % len(_NEAR)]) if self._tries else date(2027, 6, 15)
        return str(min(max(day.isoformat(), rules.get("min", "")), rules.get("max", "9999")))

    def _choose(self, question: dict[str, Any], place: str, option: str) -> None:
        """Touch an option; out of many, search for it first."""
        name = f"{place}/option-{option}"
        if not self._finger.sees(name) and self._finger.sees(f"{place}/box"):
            self._write(f"{place}/box", question["options"][option][:5].strip())
        while not self._finger.sees(name) and self._finger.sees(f"{place}/more"):
            self._finger.tap(f"{place}/more")
        self._finger.tap(name)

    def _date(self, place: str, iso: str) -> None:
        year, month, day = iso.split("-")
        self._write(f"{place}/day", day)
        self._finger.tap(f"{place}/month")
        self._finger.tap(f"{place}/month-{int(month)}")
        self._write(f"{place}/year", year)

    def _point(self, place: str, point: str) -> None:
        latitude, longitude = (figure.strip() for figure in point.split(","))
        self._write(f"{place}/latitude", latitude)
        self._write(f"{place}/longitude", longitude)

    def _parts(self, question: dict[str, Any], place: str, given: str) -> None:
        written: dict[str, str] = json.loads(given) if given else {}
        for part in question["parts"]:
            text = written.get(part["id"], "" if given or not part["required"] else _fitting(part))
            if text:
                self._write(f"{place}/part-{part['id']}/box", text)

    def _rows(self, question: dict[str, Any], place: str, given: str) -> None:
        rows: list[dict[str, str]] = json.loads(given) if given else [{}] * max(1, question["min"])
        for number, row in enumerate(rows):
            self._finger.tap(f"{place}/row-add")
            for column in question["columns"]:
                if row.get(column["id"]) or (not row and column["required"]):
                    cell = f"{place}/row-{number}/column-{column['id']}"
                    self.answer(column, cell, row.get(column["id"], ""), self._state)
            self._finger.tap(f"{place}/row-{number}/row-done")

    def _scan(self, question: dict[str, Any], place: str) -> None:
        self._finger.tap(f"{place}/scan")
        if len(question["alternatives"]) > 1:
            self._finger.tap(f"{place}/alternative-{question['alternatives'][0]}")

    def _entry(self, question: dict[str, Any], place: str, given: str) -> None:
        """Search, wait, choose; where the list cannot be reached, what was typed is the answer already."""
        if question["reach"] == "found":
            wanted = given if given in question["found"] else question["found"][0]
            self._finger.tap(f"{place}/found-{wanted}")
        elif question["reach"] == "" and place not in self._searched:
            self._searched.add(place)
            self._write(f"{place}/box", _BY_KIND["register_choice"])


def typeable(text: str) -> str:
    """Return a text without the signs for vowels: nobody types them, and the keyboard has none."""
    return re.sub("[\u064b-\u0652\u0640]", "", text)


def _within(text: str, question: dict[str, Any]) -> str:
    """Return something made up as the rules of its question want it."""
    kind, rules = question["kind"], question["rules"]
    if kind == "number":
        return str(min(max(int(text), rules.get("min", 0)), rules.get("max", int(text))))
    if kind in ("registration_number", "licence_lookup"):
        starts = str(rules.get("starts", ""))
        return starts + text.ljust(rules.get("min_length", 0) - len(starts), "0")
    least = rules.get("min_length", 0)
    return text if len(text) >= least else " ".join([text] * (least // len(text) + 1))


def _fitting(part: dict[str, Any]) -> str:
    """Return something that a part takes: exactly so many digits where they are few, else a short number or a word."""
    if part["keyboard"] != "digits":
        return "سالم"
    return "12345678"[: part["maxLength"]] if part["maxLength"] <= 8 else "12"
