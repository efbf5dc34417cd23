"""What stands on a licence, permit, certificate or report: said once when it is issued, and set from that alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import msgspec

from shubbak.domain.calendar import local_date
from shubbak.domain.copy_mark import CopyMark
from shubbak.domain.fees import AssessedFee
from shubbak.domain.hijri import hijri_words, to_hijri
from shubbak.domain.issued_output import IssuedOutput
from shubbak.domain.money import Money, total
from shubbak.domain.months import month_name
from shubbak.domain.output_form import OutputForm
from shubbak.domain.output_record import OutputRecord
from shubbak.domain.text import Language, Text, bare, plain, upright
from shubbak.domain.wording import Wording
from shubbak.ports.typesetter import PageOrder
from shubbak.services.paper_parts import IssuingOffice
from shubbak.wire.output_said import (
    SAID_VERSION,
    SaidFact,
    SaidFee,
    SaidFees,
    SaidLabels,
    SaidOfficial,
    SaidOutput,
    SaidText,
    read_said,
    write_said,
)

#: Countries whose papers name the day of both calendars.
_BOTH_CALENDARS = ("sa",)


def say_output(issued: IssuedOutput, owner: Text, title: Text, office: IssuingOffice, wording: Wording) -> str:
    """Return everything that every sheet of an output says, in both languages, as the text that its code names.

    owner: who answers for the service. title: what the output is called.
    """
    return write_said(
        SaidOutput(
            version=SAID_VERSION,
            labels=SaidLabels(
                **{name: _both(wording.text(f"output.label.{name}")) for name in SaidLabels.__struct_fields__}
            ),
            municipality=_both(office.municipality),
            office=_both(office.office),
            owner=_both(owner),
            kind=_both(wording.text(f"output.kind.{issued.kind}")),
            title=_both(title),
            number=plain(issued.number),
            issued=_days(local_date(issued.issued_at, office.country), office.country),
            valid_to=_day(issued.valid_to, office.country) if issued.valid_to else _both(wording.text("output.no_end")),
            valid_to_hijri=_hijri(issued.valid_to, office.country),
            holder=_both(issued.holder),
            holder_number=plain(issued.holder_number),
            subject=_both(issued.subject),
            statement=_both(issued.statement),
            facts=[SaidFact(_both(fact.label), _both(fact.value)) for fact in issued.facts],
            conditions=[_both(condition) for condition in issued.conditions],
            fees=_fees(issued.fees),
            officials=[SaidOfficial(_both(each.title), _both(each.name)) for each in issued.officials],
            proof=_filled(wording.text("output.proof"), municipality=office.municipality),
            sample=_both(wording.text("output.sample")) if issued.sample else None,
        )
    )


def record_order(
    record: OutputRecord,
    form: OutputForm,
    wording: Wording,
    *,
    copy: CopyMark | None = None,
    paper_serial: str = "",
) -> PageOrder:
    """Return the order for one sheet; raises SaidError for a record that says no output.

    copy: None for the original. paper_serial: the preprinted number of the sheet, "" for plain paper. wording: says the
    mark of a copy and nothing else.
    """
    data = {
        **msgspec.to_builtins(read_said(record.said)),
        "copy": msgspec.to_builtins(_copy(copy, wording)),
        "paper_serial": plain(paper_serial),
        "signatures": [
            {"left": place.left, "bottom": place.bottom, "width": place.width, "height": place.height}
            for place in form.signatures
        ],
        "printed_at": _moment(record.issued_at),
    }
    return PageOrder(form.template, data, codes={"code": record.code_text})


def _both(text: Text) -> SaidText:
    """Return a text for both columns: what somebody wrote cannot turn its neighbours, and codes read left to right."""
    return SaidText(upright(text.ar), plain(text.en))


def _filled(text: Text, **values: Text) -> SaidText:
    return _said(lambda one: text.say(one).format_map({name: value.say(one) for name, value in values.items()}))


def _day(day: date, country: str) -> SaidText:
    month = month_name(day.month, country)
    return _said(lambda language: f"{day.day} {month.say(language)} {day.year}")


def _hijri(day: date | None, country: str) -> SaidText | None:
    """Return the day of the other calendar, where papers bear both."""
    hijri = to_hijri(day) if day and country in _BOTH_CALENDARS else None
    return _said(lambda language: bare(hijri_words(hijri, language))) if hijri else None


def _days(day: date, country: str) -> SaidText:
    """Return the day of both calendars on one line."""
    plainly, hijri = _day(day, country), _hijri(day, country)
    return SaidText(f"{plainly.ar} ({hijri.ar})", f"{plainly.en} ({hijri.en})") if hijri else plainly


def _fees(fees: tuple[AssessedFee, ...]) -> SaidFees | None:
    if not fees:
        return None
    whole = total([fee.amount for fee in fees], fees[0].amount.currency)
    return SaidFees([SaidFee(_both(fee.label), fee.amount.decimal()) for fee in fees], _sum(whole))


def _sum(money: Money) -> SaidText:
    return _said(lambda language: bare(money.show(language)))


def _copy(mark: CopyMark | None, wording: Wording) -> SaidText | None:
    if mark is None:
        return None
    reason = wording.text(f"output.copy_reason.{mark.reason.value}")
    number = str(mark.number)
    return _filled(wording.text("output.copy"), number=Text(number, number), reason=reason)


def _said(say: Callable[[Language], str]) -> SaidText:
    return SaidText(say(Language.AR), say(Language.EN))


def _moment(at: datetime) -> list[int]:
    """Return the time that the file itself bears, in UTC."""
    universal = at.astimezone(UTC)
    return [universal.year, universal.month, universal.day, universal.hour, universal.minute]
