"""A small service whose fees a test writes, each row of its table one worked example of the file itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from service_samples import SOUND

from shubbak.domain.fees import AssessedFee, Situation
from shubbak.forms.fees import assess
from shubbak.forms.load import load_service
from shubbak.forms.load_examples import answers_of
from shubbak.forms.service import Service

CURRENCIES = {"JO": "JOD", "OM": "OMR", "KW": "KWD", "SA": "SAR"}
_PAGES = """\
pages:
  - id: first
    title: {ar: "أولًا", en: "First"}
    fields:
      - {id: area, kind: number, required: false, label: {ar: "المساحة", en: "Area"}, rules: {max: 100000}}
      - {id: due, kind: money, required: false, label: {ar: "المستحق", en: "Due"}}
      - {id: early, kind: yes_no, required: false, label: {ar: "مبكر", en: "Early"}}
"""


@dataclass(frozen=True)
class Row:
    """One example: what was answered, where and when, and what it costs by line."""

    answers: Mapping[str, str]
    expect: Mapping[str, str]
    on: date = date(2026, 3, 15)
    situation: Situation = field(default_factory=Situation)


def service_text(country: str, fees: str, rows: list[Row]) -> str:
    """Return a service file of a country with these fee lines and examples."""
    head, rest = SOUND[: SOUND.index("documents:")], SOUND[SOUND.index("duration:") :]
    head = head.replace("id: kw.", f"id: {country.lower()}.").replace("country: KW", f"country: {country}")
    head = head.replace("currency: KWD", f"currency: {CURRENCIES[country]}")
    return f"{head}documents: []\n{_PAGES}fees:\n{fees}\nexamples:\n{''.join(map(_example, rows))}{rest}"


def _example(row: Row) -> str:
    answers = ", ".join(f'{name}: "{answer}"' for name, answer in row.answers.items())
    expect = ", ".join(f'{code}: "{amount}"' for code, amount in row.expect.items())
    where = row.situation
    words = [f"channel: {where.channel}"] * bool(where.channel) + [f"method: {where.method}"] * bool(where.method)
    words += [f"returns: {where.returns}", f"answers: {{{answers}}}", f"expect: {{{expect}}}"]
    return f"  - on: {row.on.isoformat()}\n" + "".join(f"    {word}\n" for word in words)


def load(country: str, fees: str, rows: list[Row]) -> Service:
    """Load the file, which works its own examples out; raises ServiceFileError where one differs."""
    return load_service(service_text(country, fees, rows), "fees.yaml")


def priced(service: Service, row: Row) -> dict[str, AssessedFee]:
    """Return the lines of a row by code."""
    example = next(one for one in service.examples if one.on == row.on and one.answers == dict(row.answers))
    answers, wrong = answers_of(service, example)
    assert wrong == {}
    return {line.code: line for line in assess(service, answers, row.on, row.situation)}


def shown(lines: Mapping[str, AssessedFee]) -> dict[str, str]:
    """Return the amounts as they are written in a file."""
    return {code: line.amount.decimal() for code, line in lines.items()}
