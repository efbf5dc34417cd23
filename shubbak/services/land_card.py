"""What a screen shows of the land before money: the parcel with its facts, a list to choose from, or who draws it."""

from __future__ import annotations

from dataclasses import dataclass

from shubbak.domain.parcel_key import ParcelKey
from shubbak.domain.plan_order import Land
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.flow.context import Context
from shubbak.flow.planning import land_now

_AT_STAFF = ("page-printer", "cadastre", "plan-")


@dataclass(frozen=True, slots=True)
class LandCard:
    """reach: as of `AskedLand`, "" for none. rows: label and value. choices: one text for each of several parcels.

    staff: why no plan is drawn here, for the station's own people; "" where a person may mend it.
    """

    reach: str = ""
    title: str = ""
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    choices: tuple[str, ...] = ()
    staff: str = ""


def land_card(context: Context, wording: Wording) -> LandCard:
    """Return what is known of the land that stands in the form now."""
    land, language = land_now(context), context.visit.language
    if land is None or land.reach == "busy" or context.service.output.draws is None:
        return LandCard()
    if land.reach == "office":
        staff = wording.explain(Problem(land.code), language) if land.code.startswith(_AT_STAFF) else ""
        text = wording.say("plan.visit.office" if staff else "plan.visit.office_unknown", language)
        return LandCard("office", wording.say("plan.visit.office_title", language), text, staff=staff)
    country = context.service.country
    if land.reach == "several":
        # What all have in common tells none of them apart.
        same = set[tuple[str, str]].intersection(*(set(one.parts) for one in land.found))
        choices = tuple(_line(one, same, country, wording, language) for one in land.found)
        return LandCard("several", wording.say("plan.visit.several", language), choices=choices)
    found = land.found[0]
    text = wording.say("plan.visit.agree", language)
    if found.sample:
        text = f"{text} {wording.say('plan.visit.sample', language)}"
    return LandCard("found", wording.say("plan.visit.found", language), text, _rows(found, country, wording, language))


def _rows(land: Land, country: str, wording: Wording, language: Language) -> tuple[tuple[str, str], ...]:
    area = (wording.say("plan.visit.area", language), _area(land, wording, language))
    zone = (wording.say("plan.visit.zone", language), land.zone.say(language)) if land.zone else None
    return (*ParcelKey(country, land.parts).show(language), area, *((zone,) if zone else ()))


def _line(land: Land, same: set[tuple[str, str]], country: str, wording: Wording, language: Language) -> str:
    joint = "، " if language is Language.AR else ", "
    own = tuple(part for part in land.parts if part not in same) or land.parts[-1:]
    named = (f"{label}: {text}" for label, text in ParcelKey(country, own).show(language))
    return joint.join((*named, _area(land, wording, language)))


def _area(land: Land, wording: Wording, language: Language) -> str:
    return wording.say("plan.visit.metres", language, area=isolate(f"{land.area_m2:,.0f}"))
