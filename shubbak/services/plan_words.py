"""What a site plan says of its parcel beside the map: rows with both languages, what is unknown said as such."""

from __future__ import annotations

from datetime import date

from shubbak.domain.hijri import hijri_words, to_hijri
from shubbak.domain.months import day_words
from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.domain.wording import Wording
from shubbak.ports.cadastre import ZoneRule
from shubbak.services.plan_sheet import SitePlan

_BOTH_CALENDARS = ("SA",)
#: A text in both languages as a template takes it.
Both = dict[str, str]


class PlanWords:
    """The sentences of one plan."""

    def __init__(self, plan: SitePlan, wording: Wording) -> None:
        self._plan, self._wording = plan, wording
        self._own = wording.keys()

    def both(self, key: str, **values: str) -> Both:
        """Return a sentence of plan.yaml in both languages, the country's own where its words mean something else."""
        own = f"plan.{self._plan.facts.country.lower()}.{key}"
        name = own if own in self._own else f"plan.{key}"
        return {language.value: self._wording.say(name, language, **values) for language in Language}

    def day(self, day: date) -> Both:
        """Return a day in words; where offices write both calendars, with the Hijri day behind it."""
        country = self._plan.facts.country
        hijri = to_hijri(day) if country in _BOTH_CALENDARS else None
        said = {language: day_words(day.isoformat(), language, country) for language in Language}
        if hijri is None:
            return {language.value: words for language, words in said.items()}
        return {language.value: f"{words} – {hijri_words(hijri, language)}" for language, words in said.items()}

    def row(self, key: str, value: Both | None) -> dict[str, Both]:
        """Return a label and its value; a value that nobody knows says so."""
        return {"label": self.both(key), "value": value or self.both("unknown")}

    def key_rows(self) -> list[dict[str, str]]:
        """Return each part of the parcel's key with its label."""
        shown = {language: self._plan.parcel.key.show(language) for language in Language}
        pairs = zip(shown[Language.AR], shown[Language.EN], strict=True)
        return [{"ar": arabic, "en": english, "value": value} for (arabic, value), (english, _) in pairs]

    def facts(self) -> list[dict[str, Both]]:
        """Return the table of the parcel."""
        parcel, facts, rule = self._plan.parcel, self._plan.facts, self._plan.parcel.zone
        return [
            self.row("area_registered", self._area(parcel.registered_m2)),
            self.row("area_drawn", self._area(parcel.area_m2)),
            self.row("zone", {each.value: rule.name.say(each) for each in Language} if rule else None),
            self.row("setbacks", self._setbacks(rule)),
            self.row("height", self._height(rule)),
            self.row("coverage", self._coverage(rule)),
            *self._approval(),
            self.row("data", self._data()),
            self.row("grid", dict.fromkeys(("ar", "en"), isolate(f"{facts.grid} (EPSG:{facts.epsg})"))),
        ]

    def _area(self, square_metres: float | None) -> Both | None:
        return self.both("square_metres", area=isolate(f"{square_metres:,.2f}")) if square_metres else None

    def _setbacks(self, rule: ZoneRule | None) -> Both | None:
        told = (rule.front_m, rule.side_m, rule.rear_m) if rule else (None, None, None)
        if all(each is None for each in told):
            return None
        metres = " / ".join("–" if each is None else f"{each:g}" for each in told)
        # Each language reads the three from its own side, as it reads their names.
        return {
            "ar": self.both("metres", metres=" / ".join(map(isolate, metres.split(" / "))))["ar"],
            "en": self.both("metres", metres=isolate(metres))["en"],
        }

    def _height(self, rule: ZoneRule | None) -> Both | None:
        if rule is None or (rule.height_m is None and rule.floors is None):
            return None
        if rule.floors is None:
            return self.both("metres", metres=isolate(f"{rule.height_m:g}"))
        if rule.height_m is None:
            return self.both("floors", floors=isolate(str(rule.floors)))
        return self.both("height_floors", metres=isolate(f"{rule.height_m:g}"), floors=isolate(str(rule.floors)))

    def _coverage(self, rule: ZoneRule | None) -> Both | None:
        if rule is None or rule.coverage is None:
            return None
        return self.both("percent", percent=isolate(f"{rule.coverage:g}%"))

    def _approval(self) -> list[dict[str, Both]]:
        approval = self._plan.parcel.approval
        if approval is None:
            return [self.row("approval", None)]
        told = [dict.fromkeys(("ar", "en"), isolate_name(approval.plan_number))] if approval.plan_number else []
        told += [self.both("decision", decision=isolate_name(approval.decision))] if approval.decision else []
        named = {each: " – ".join(part[each] for part in told) for each in ("ar", "en")} if told else None
        authority = {each.value: approval.authority.say(each) for each in Language}
        if approval.decided_at is None:
            return [self.row("approval", named), self.row("decided", authority)]
        days = self.day(approval.decided_at)
        decided = {each: self.both("decided_value", day=days[each], authority=authority[each])[each] for each in days}
        return [self.row("approval", named), self.row("decided", decided)]

    def _data(self) -> Both:
        days, version = self.day(self._plan.facts.data_at), isolate(str(self._plan.facts.version))
        return {each: self.both("data_value", day=days[each], version=version)[each] for each in days}
