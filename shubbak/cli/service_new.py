"""`shubbak services new ID`: a starting file with comments, sound as it stands, for its author to fill in."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path
from string import Template

from shubbak.cli.service_files import file_of, read_folder, say
from shubbak.domain.text import Text
from shubbak.forms.load_pages import COUNTRIES
from shubbak.forms.pieces import Pieces, is_piece_file
from shubbak.resources import root

_ID = re.compile(r"[a-z]{2}(\.[a-z][a-z0-9_]*){2}")
_WORKFLOW = "workflows.review"
#: Where the folder has no workflows: the same in three steps.
_STEPS = """
  version: 1
  steps:
    - {id: intake, kind: intake, title: {ar: "استلام الطلب", en: "The request arrives"}, role: system}
    - {id: review, kind: review, title: {ar: "دراسة الطلب", en: "Study the request"}, role: clerk, hours: 12}
    - {id: pay, kind: payment, title: {ar: "دفع الرسوم", en: "Pay the fees"}, role: applicant, pause: applicant}
    - {id: issue, kind: issue, title: {ar: "إصدار الوثيقة", en: "Issue the document"}, role: system}"""
_OWNERS = {
    "JO": Text("أمانة عمّان الكبرى أو البلدية المختصة", "Greater Amman Municipality or the municipality in charge"),
    "OM": Text("بلدية المحافظة", "Municipality of the governorate"),
    "KW": Text("بلدية الكويت", "Kuwait Municipality"),
    "SA": Text("أمانة المنطقة", "Municipality of the region"),
}
_PHONES = {"JO": "06-5008080", "OM": "1111", "KW": "139", "SA": "940"}
_MOBILES = {"JO": "0791234567", "OM": "92123456", "KW": "55512345", "SA": "0512345678"}
#: Category and symbol by the area that the id names.
_AREAS = {
    "water": ("water", "well"),
    "well": ("water", "well"),
    "build": ("building", "building"),
    "land": ("land", "land"),
    "survey": ("land", "land"),
    "tax": ("tax", "tax"),
    "health": ("health", "health"),
    "food": ("health", "food"),
    "biz": ("business", "business"),
    "labour": ("work", "work"),
    "civil": ("civil", "certificate"),
    "ad": ("licences", "sign"),
    "shop": ("licences", "shop"),
    "violation": ("reports", "report"),
    "lease": ("land", "lease"),
}


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `new`."""
    new = verbs.add_parser("new", help="write a starting file with comments, such as for om.water.well_clean")
    new.add_argument("service", metavar="ID", help="country.area.service")
    new.add_argument("--into", metavar="DIR", type=Path, default=root() / "services", help="the folder of services")
    new.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file and print its name; return 1 where there cannot be one, or is one already."""
    service_id, folder = str(arguments.service), Path(arguments.into)
    country = service_id[:2].upper()
    if not _ID.fullmatch(service_id) or country not in COUNTRIES:
        known = ", ".join(each.lower() for each in COUNTRIES)
        say(f'"{service_id}" is not of the form country.area.service; the countries are {known}', error=True)
        return 1
    files, _ = read_folder(folder)
    path = folder / country.lower() / f"{service_id[3:].replace('.', '_')}.yaml"
    taken = file_of(files, service_id)
    if taken:
        say(f'the service "{service_id}" stands in {taken} already', error=True)
        return 1
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(starting_file(service_id, country, _procedure(files)))
    except OSError as error:
        say(f"{path} cannot be written: {error.strerror}", error=True)
        return 1
    say(str(path))
    return 0


def starting_file(service_id: str, country: str, procedure: str) -> str:
    """Return the text of a service file that is sound and still to be filled in."""
    category, icon = _AREAS.get(service_id.split(".")[1], ("licences", "licence"))
    currency = COUNTRIES[country]
    template = (root() / "templates" / "service.yaml").read_text(encoding="utf-8")
    return Template(template).substitute(
        id=service_id,
        country=country,
        lower=country.lower(),
        currency=currency,
        category=category,
        icon=icon,
        owner_ar=_OWNERS[country].ar,
        owner_en=_OWNERS[country].en,
        phone=_PHONES[country],
        mobile=_MOBILES[country],
        name="سالم أحمد الحارثي",
        amount="5.00" if currency == "SAR" else "5.000",
        today=datetime.now(UTC).date().isoformat(),
        procedure=procedure,
    )


def _procedure(files: dict[str, str]) -> str:
    pieces = Pieces({path: text for path, text in files.items() if is_piece_file(path)})
    return f"{{use: {_WORKFLOW}}}" if pieces.content(_WORKFLOW) is not None else _STEPS
