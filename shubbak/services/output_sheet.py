"""What stands on a licence, permit, certificate or report: the words and figures that its template sets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Protocol

from shubbak.domain.calendar import local_date
from shubbak.domain.fees import AssessedFee
from shubbak.domain.hijri import hijri_words, to_hijri
from shubbak.domain.issued_output import IssuedOutput
from shubbak.domain.money import Money, total
from shubbak.domain.months import month_name
from shubbak.domain.output_form import OutputForm
from shubbak.domain.text import Language, Text, bare, plain, upright
from shubbak.domain.wording import Wording
from shubbak.ports.typesetter import PageOrder
from shubbak.services.receipt_sheet import IssuingOffice

#: Countries whose papers name the day of both calendars.
_BOTH_CALENDARS = ("sa",)
_LABELS = (
    "number",
    "valid_to",
    "issued",
    "holder",
    "holder_number",
    "subject",
    "conditions",
    "fees",
    "total",
    "paper_serial",
    "of",
    "page",
)
Both = dict[str, str]


class Titled(Protocol):
    """What an output is called."""

    @property
    def name(self) -> Text: ...


class Issuer(Protocol):
    """What a sheet takes of its service: a `Service`, or the words that were kept of one."""

    @property
    def owner(self) -> Text: ...
    @property
    def output(self) -> Titled: ...


def output_order(
    issued: IssuedOutput,
    service: Issuer,
    office: IssuingOffice,
    form: OutputForm,
    wording: Wording,
    code_text: str,
    draw_code: Callable[[str], bytes],
) -> PageOrder:
    """Return the order for one output. code_text: from `make_output_code`. draw_code: text to a QR code as SVG."""
    data = {
        **output_data(issued, service, office, wording),
        "signatures": [
            {"left": place.left, "bottom": place.bottom, "width": place.width, "height": place.height}
            for place in form.signatures
        ],
        "printed_at": _moment(issued.issued_at),
    }
    return PageOrder(form.template, data, {"code": draw_code(code_text)})


def output_data(issued: IssuedOutput, service: Issuer, office: IssuingOffice, wording: Wording) -> dict[str, object]:
    """Return everything that is printed but the code, in both languages."""
    return {
        "labels": {name: _both(wording.text(f"output.label.{name}")) for name in _LABELS},
        "municipality": _both(office.municipality),
        "office": _both(office.office),
        "owner": _both(service.owner),
        "kind": _both(wording.text(f"output.kind.{issued.kind}")),
        "title": _both(service.output.name),
        "number": plain(issued.number),
        "issued": _days(local_date(issued.issued_at, office.country), office.country),
        "valid_to": _day(issued.valid_to, office.country) if issued.valid_to else _both(wording.text("output.no_end")),
        "valid_to_hijri": _hijri(issued.valid_to, office.country),
        "holder": _both(issued.holder),
        "holder_number": plain(issued.holder_number),
        "subject": _both(issued.subject),
        "statement": _both(issued.statement),
        "facts": [{"label": _both(fact.label), "value": _both(fact.value)} for fact in issued.facts],
        "conditions": [_both(condition) for condition in issued.conditions],
        "fees": _fees(issued.fees),
        "officials": [{"title": _both(each.title), "name": _both(each.name)} for each in issued.officials],
        "proof": _filled(wording.text("output.proof"), municipality=office.municipality),
        "paper_serial": plain(issued.paper_serial),
        "copy": _copy(issued, wording),
        "sample": _both(wording.text("output.sample")) if issued.sample else None,
    }


def output_digest(issued: IssuedOutput, service: Issuer, office: IssuingOffice, wording: Wording) -> bytes:
    """Return the SHA-256 of what is said, for its signed code: the same for the original and its copies."""
    data = output_data(issued, service, office, wording)
    said = {key: value for key, value in data.items() if key not in ("labels", "copy", "paper_serial", "proof")}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).digest()


def _both(text: Text) -> Both:
    """Return a text for both columns: what somebody wrote cannot turn its neighbours, and codes read left to right."""
    return {"ar": upright(text.ar), "en": plain(text.en)}


def _filled(text: Text, **values: Text) -> Both:
    return {
        language.value: text.say(language).format_map({name: value.say(language) for name, value in values.items()})
        for language in Language
    }


def _day(day: date, country: str) -> Both:
    month = month_name(day.month, country)
    return {language.value: f"{day.day} {month.say(language)} {day.year}" for language in Language}


def _hijri(day: date | None, country: str) -> Both | None:
    """Return the day of the other calendar, where papers bear both."""
    hijri = to_hijri(day) if day and country in _BOTH_CALENDARS else None
    return {language.value: bare(hijri_words(hijri, language)) for language in Language} if hijri else None


def _days(day: date, country: str) -> Both:
    """Return the day of both calendars on one line."""
    plainly, hijri = _day(day, country), _hijri(day, country)
    return {key: f"{plainly[key]} ({hijri[key]})" for key in plainly} if hijri else plainly


def _fees(fees: tuple[AssessedFee, ...]) -> dict[str, object] | None:
    if not fees:
        return None
    whole = total([fee.amount for fee in fees], fees[0].amount.currency)
    lines = [{"label": _both(fee.label), "amount": fee.amount.decimal()} for fee in fees]
    return {"lines": lines, "total": _sum(whole)}


def _sum(money: Money) -> Both:
    return {language.value: bare(money.show(language)) for language in Language}


def _copy(issued: IssuedOutput, wording: Wording) -> Both | None:
    if issued.copy is None:
        return None
    reason = wording.text(f"output.copy_reason.{issued.copy.reason.value}")
    number = str(issued.copy.number)
    return _filled(wording.text("output.copy"), number=Text(number, number), reason=reason)


def _moment(at: datetime) -> list[int]:
    """Return the time that the file itself bears, in UTC."""
    universal = at.astimezone(UTC)
    return [universal.year, universal.month, universal.day, universal.hour, universal.minute]
