"""What an official sees before issuing: what the service gives, for whom, and which answers may stand on it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from portal.assembly import Portal
from portal.cases.look_at_cases import checked_number, service_of
from portal.refusal import RefusalError
from portal.store import case_store, output_store, station_store
from portal.store.staff_store import StaffAccount
from portal.store.station_store import StationPlace
from shubbak import resources
from shubbak.domain.application import Answer
from shubbak.domain.calendar import local_date
from shubbak.domain.fees import AssessedFee, Payee
from shubbak.domain.issued_output import OutputFact
from shubbak.domain.output_form import OutputForm
from shubbak.domain.text import Text, bare
from shubbak.forms.procedure import Step, StepKind
from shubbak.forms.service import Service
from shubbak.services.output_facts import answer_facts
from shubbak.wire.application import WireAnswer, WireFee, WireIdentity
from shubbak.wire.application_border import answer_from_wire, fee_from_wire
from shubbak.wire.output_code import OutputKind

ISSUER = "issuer"
#: The step of a procedure at which a sheet is printed: what it prints must be issued first.
PRINTING_STEP = "print"
#: What is set from an output's form. Plans are drawn from land, receipts printed by stations.
_LETTERS = {
    OutputKind.LICENCE: "L",
    OutputKind.PERMIT: "P",
    OutputKind.CERTIFICATE: "C",
    OutputKind.REPORT: "R",
}
_SPAN = re.compile(r"(\d{1,3}) (day|month|year)s?(?: from the day of issue)?", re.ASCII)
_YEARS_END = ("Until 31 December", "Calendar year")


class _Opened(msgspec.Struct):
    """Of what `case_store.open_case` returns, that which an output is made of."""

    id: str
    station: str
    receipt: str
    receipt_status: str
    service_id: str
    catalogue_version: int
    currency: str
    identity: WireIdentity | None
    answers: dict[str, WireAnswer]
    fees: list[WireFee]


@dataclass(frozen=True, slots=True)
class IssueDesk:
    """A case that may be given its output now. done: the steps before the paper is signed, which the official says are
    done. holder and holder_number: as the application has them. facts: by the question's id, those that can stand on
    paper. ends: the last day by the catalogue's validity, None where that is none that can be reckoned.
    """

    case: str
    application_id: str
    receipt: str
    place: StationPlace
    service: Service
    kind: OutputKind
    form: OutputForm
    done: tuple[Step, ...]
    signs: tuple[Step, ...]
    holder: str = field(repr=False)
    holder_number: str = field(repr=False)
    facts: Mapping[str, OutputFact] = field(repr=False)
    fees: tuple[AssessedFee, ...]
    ends: date | None

    @property
    def letter(self) -> str:
        """What numbers of this kind begin with."""
        return _LETTERS[self.kind]


def open_desk(portal: Portal, account: StaffAccount, untrusted_case: str) -> IssueDesk:
    """Return what an official needs to issue; raises RefusalError staff-role, case-unknown, output-kind, output-void or
    output-issued.
    """
    if account.role != ISSUER:
        raise RefusalError("staff-role")
    number = checked_number(untrusted_case)
    with portal.database.read() as connection:
        kept = case_store.open_case(connection, number)
        if kept is None:
            raise RefusalError("case-unknown")
        opened = msgspec.convert(kept, _Opened)
        stations = {one.place.station: one.place for one in station_store.list_stations(connection)}
        standing = [one for one in output_store.outputs_of_case(connection, number) if one.voiding is None]
    service = service_of(portal, opened.catalogue_version, opened.service_id)
    if service is None or not gives_paper(service):
        raise RefusalError("output-kind")
    if opened.receipt_status == "void":
        raise RefusalError("output-void")
    if standing:
        raise RefusalError("output-issued")
    return _desk(portal, number, opened, service, stations[opened.station])


def gives_paper(service: Service) -> bool:
    """Whether the service's output is issued here and set from a form."""
    return service.output.kind in {kind.value for kind in _LETTERS}


def _desk(portal: Portal, case: str, opened: _Opened, service: Service, place: StationPlace) -> IssueDesk:
    done, signs = _steps(service)
    identity = opened.identity
    fees = [fee_from_wire(fee, opened.currency) for fee in opened.fees]
    kind = OutputKind(service.output.kind)
    return IssueDesk(
        case=case,
        application_id=opened.id,
        receipt=opened.receipt,
        place=place,
        service=service,
        kind=kind,
        form=resources.load_output_form(kind.value),
        done=done,
        signs=signs,
        holder=_name(identity) if identity else "",
        holder_number=(identity.national_number or identity.number) if identity else "",
        facts=_facts(service, {name: answer_from_wire(answer) for name, answer in opened.answers.items()}),
        fees=tuple(fee for fee in fees if fee.payee is Payee.GOVERNMENT and not fee.due_step and not fee.indicative),
        ends=last_day(service.output.validity, local_date(portal.now(), place.country)),
    )


def _name(identity: WireIdentity) -> str:
    return " ".join(part for part in (identity.given_names, identity.surname) if part)


def _steps(service: Service) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Return the steps in front of the first at which paper is printed, signed or issued, and those at which it is
    signed.

    What happens only when something is missing, or while a case waits, is no step that must be done.
    """
    steps = service.procedure.steps
    gives = (step.kind in (StepKind.SIGN, StepKind.ISSUE) or step.id == PRINTING_STEP for step in steps)
    first = next((place for place, giving in enumerate(gives) if giving), len(steps))
    done = tuple(step for step in steps[:first] if step.kind not in (StepKind.NOTICE, StepKind.WAIT) and not step.pause)
    return done, tuple(step for step in steps if step.kind is StepKind.SIGN)


def _facts(service: Service, answers: Mapping[str, Answer]) -> dict[str, OutputFact]:
    """Return each answer that can be written on one line; what a newer form no longer asks stands nowhere."""
    known = [question.id for page in service.pages for question in page.fields if question.id in answers]
    found: dict[str, OutputFact] = {}
    for name in known:
        for fact in answer_facts(service, answers, [name]):
            found[name] = OutputFact(_one_line(fact.label), _one_line(fact.value))
    return found


def _one_line(text: Text) -> Text:
    return Text(*(" ".join(bare(said).split()) for said in (text.ar, text.en)))


def last_day(validity: Text, today: date) -> date | None:
    """Return the last day of a validity that begins today, such as "1 year" or "Until 31 December"; None for words that
    hang on something else.
    """
    if validity.en in _YEARS_END:
        return date(today.year, 12, 31)
    found = _SPAN.fullmatch(validity.en)
    if found is None:
        return None
    count, unit = int(found[1]), found[2]
    if unit == "day":
        return today + timedelta(days=count - 1)
    months = today.year * 12 + today.month - 1 + count * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    # A year from the 29th of February ends on the 28th; from the 31st of a month, on the next one's last day.
    day = min(today.day, monthrange(year, month)[1])
    return date(year, month, day) - timedelta(days=day == today.day)
