"""A portal office whose catalogue has one form that looks a licence up and searches a list, with small registers."""

from __future__ import annotations

from pathlib import Path

from fakes.portal_office import PortalOffice

from portal.cases.publish_catalogue import publish_catalogue

STALL = Path(__file__).parents[1] / "samples" / "services" / "stall.yaml"
NUMBER = "KW-2024-0042"
QUESTIONS = """\
  - id: licences
    title: {ar: "الرخصة", en: "The licence"}
    fields:
      - id: licence
        kind: licence_lookup
        label: {ar: "رقم الرخصة", en: "Licence number"}
        rules: {register: licences}
        fills: {shop: trade_name, area: area_m2}
      - id: shop
        kind: text
        label: {ar: "المحل", en: "Shop"}
      - id: area
        kind: number
        label: {ar: "المساحة", en: "Area"}
      - id: activity
        kind: register_choice
        label: {ar: "النشاط", en: "Activity"}
        rules: {register: activities}
"""
LICENCES = f"""\
register: licences
verified: sample
records:
  - number: {NUMBER}
    parts: {{trade_name: "مخبز النور", area_m2: "45", owner: "سالم الأحمد"}}
"""
ACTIVITIES = """\
register: activities
verified: sample
entries:
  - {id: "4711", ar: "بقالة", en: "Grocery", words: "تموينات supermarket"}
  - {id: "1072", ar: "حلويات ومخبز", en: "Pastry bakery"}
  - {id: "1071", ar: "مخبز", en: "Bakery"}
"""


def stall_text() -> str:
    """Return the sample service with the page of questions that ask registers."""
    return STALL.read_text(encoding="utf-8").replace("fees:\n", QUESTIONS + "fees:\n", 1)


def register_office(folder: Path) -> PortalOffice:
    """Open it; its files stand in `folder`."""
    office = PortalOffice(folder)
    for path in office.services.rglob("*.yaml"):
        path.unlink()
    (office.services / "kw" / "stall.yaml").write_text(stall_text(), encoding="utf-8")
    publish_catalogue(office.portal)
    write_register(office, "licences", LICENCES)
    write_register(office, "activities", ACTIVITIES)
    write_register(office, "taxes", LICENCES.replace("licences", "taxes"))
    return office


def write_register(office: PortalOffice, name: str, text: str, country: str = "kw") -> None:
    """Put a register's file where the portal looks for it."""
    path = office.portal.registers / country / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
