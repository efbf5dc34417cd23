"""Issuing: in one transaction the number, the code and the record; a sheet is only ever set from the record."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from portal.assembly import Portal, stamp
from portal.cases.issue_desk import IssueDesk, open_desk
from portal.cases.issuing_keys import NoIssuingKeyError, issue_code_with
from portal.output_paper import sheets_of
from portal.refusal import RefusalError
from portal.store import output_store
from portal.store.output_store import Issuing
from portal.store.staff_store import StaffAccount
from shubbak.domain.calendar import local_date, local_time
from shubbak.domain.issued_output import IssuedOutput, Official
from shubbak.domain.output_number import OutputNumber
from shubbak.domain.output_record import OutputPaper, OutputRecord
from shubbak.domain.text import Text
from shubbak.domain.wording import Wording
from shubbak.ports.typesetter import TypesetError
from shubbak.services.output_sheet import say_output
from shubbak.services.paper_parts import IssuingOffice
from shubbak.wire.output_code import OutputFacts
from shubbak.wire.output_said import MOST_SAID, said_digest

MOST_WORDS, MOST_LINE, MOST_CONDITIONS, MOST_FACTS = 120, 300, 12, 24
LONGEST_YEARS = 100
#: Stands on a page that is only tried.
_ANY_NUMBER = "2026-L99-000000-X"
#: A code has room for so much of what it is about, in bytes.
_MOST_SUBJECT = 80
_LOG = logging.getLogger("portal.outputs")


@dataclass(frozen=True, slots=True)
class IssueWish:
    """What an official puts on the paper. valid_to: None for no end. facts: ids of questions whose answers stand on it,
    in the form's order. sample: it says of itself that it is void.
    """

    valid_to: date | None
    holder: Text = field(repr=False)
    holder_number: str = field(repr=False)
    subject: Text = field(repr=False)
    facts: tuple[str, ...] = ()
    conditions: tuple[Text, ...] = ()
    sample: bool = False


def check_wish(desk: IssueDesk, wish: IssueWish, today: date) -> tuple[str, ...]:
    """Return what about a wish does not fit, by its field: valid_to, holder, holder_number, subject, facts,
    conditions.
    """
    wrong = []
    if wish.valid_to is not None and not today <= wish.valid_to <= today + timedelta(days=366 * LONGEST_YEARS):
        wrong.append("valid_to")
    if not _both(wish.holder, MOST_WORDS):
        wrong.append("holder")
    if len(wish.holder_number) > 40 or not wish.holder_number.isprintable():
        wrong.append("holder_number")
    if not _both(wish.subject, MOST_WORDS):
        wrong.append("subject")
    if len(wish.facts) > MOST_FACTS or any(name not in desk.facts for name in wish.facts):
        wrong.append("facts")
    if len(wish.conditions) > MOST_CONDITIONS or not all(_both(line, MOST_LINE) for line in wish.conditions):
        wrong.append("conditions")
    return tuple(wrong)


def check_sheets(desk: IssueDesk, wish: IssueWish, wording: Wording, now: datetime) -> tuple[str, ...]:
    """Return sheet for what takes more than one sheet of controlled paper, whose number is the output's for good: of
    the second nobody would account. Raises RefusalError output-words, or output-not-set for what no page can hold.
    """
    if desk.form.paper is not OutputPaper.CONTROLLED:
        return ()
    try:
        tried = replace(_record(desk, wish, _ANY_NUMBER, wording, now), code_text=_ANY_NUMBER)
        return ("sheet",) if sheets_of(tried) > 1 else ()
    except TypesetError as error:
        raise RefusalError("output-not-set") from error


def issue_output(portal: Portal, account: StaffAccount, untrusted_case: str, wish: IssueWish, wording: Wording) -> str:
    """Issue a case's output and return its number; raises RefusalError as `open_desk`, output-words for a wish that
    does not fit, or issuing-key-none.
    """
    desk = open_desk(portal, account, untrusted_case)
    now = portal.now().replace(microsecond=0)
    if check_wish(desk, wish, local_date(now, desk.place.country)) or check_sheets(desk, wish, wording, now):
        raise RefusalError("output-words")
    try:
        with portal.database.write() as connection:
            number = _issue(portal, connection, desk, wish, account, wording, now)
    except NoIssuingKeyError as error:
        raise RefusalError("issuing-key-none") from error
    _LOG.info("output %s was issued on case %s by %s", number, desk.case, account.name)
    return str(number)


def _issue(
    portal: Portal,
    connection: Connection,
    desk: IssueDesk,
    wish: IssueWish,
    account: StaffAccount,
    wording: Wording,
    now: datetime,
) -> OutputNumber:
    country, kind = desk.place.country, desk.kind.value
    year = local_date(now, country).year
    number = output_store.take_number(connection, desk.letter, kind, desk.service.id, year)
    # Whoever takes a number of the series waits for the one before: of two who issue the same case one sees it here.
    if any(one.voiding is None for one in output_store.outputs_of_case(connection, desk.case)):
        raise RefusalError("output-issued")
    record = _record(desk, wish, str(number), wording, now)
    facts = OutputFacts(
        kind=desk.kind,
        number=str(number),
        service_id=desk.service.id,
        subject=_short(wish.subject.en),
        issued_at=now,
        valid_to=_last_instant(wish.valid_to, country),
        data_digest=said_digest(record.said),
    )
    code = issue_code_with(portal, connection, facts, desk.place.municipality_en)
    issuing = Issuing(account.name, tuple(step.id for step in desk.done))
    output_store.add_output(connection, desk.case, number, replace(record, code_text=code), issuing, stamp(now))
    return number


def _record(desk: IssueDesk, wish: IssueWish, number: str, wording: Wording, now: datetime) -> OutputRecord:
    place, service = desk.place, desk.service
    issued = IssuedOutput(
        kind=desk.kind.value,
        number=number,
        issued_at=now,
        valid_to=wish.valid_to,
        holder=wish.holder,
        holder_number=wish.holder_number,
        subject=wish.subject,
        facts=tuple(desk.facts[name] for name in wish.facts),
        conditions=wish.conditions,
        fees=desk.fees,
        officials=officials(desk, wording),
        sample=wish.sample,
    )
    town, branch = Text(place.municipality_ar, place.municipality_en), Text(place.office_ar, place.office_en)
    office = IssuingOffice(town, branch, place.country)
    said = say_output(issued, service.owner, service.output.name, office, wording)
    if len(said) > MOST_SAID:
        raise RefusalError("output-words")
    return OutputRecord(
        number=number,
        kind=issued.kind,
        service_id=service.id,
        application_id=desk.application_id,
        receipt=desk.receipt,
        issued_at=now,
        valid_to=wish.valid_to,
        title=service.output.name,
        said=said,
        code_text="",
        paper=desk.form.paper,
    )


def officials(desk: IssueDesk, wording: Wording) -> tuple[Official, ...]:
    """Return who signs the paper, one for each step at which it is signed and at most as many as find a place; the
    director where the procedure names none.
    """
    grades = [step.grade for step in desk.signs if step.grade != "system"] or ["director"]
    places = max(1, len(desk.form.signatures))
    return tuple(Official(wording.text(f"output.official.{grade}")) for grade in dict.fromkeys(grades))[:places]


def _last_instant(day: date | None, country: str) -> datetime | None:
    """Return the last second of a day on the country's clock."""
    if day is None:
        return None
    offset = local_time(datetime(day.year, day.month, day.day, tzinfo=UTC), country).utcoffset() or timedelta()
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC) - offset


def _short(subject: str) -> str:
    return subject.encode()[:_MOST_SUBJECT].decode(errors="ignore").strip()


def _both(text: Text, most: int) -> bool:
    return all(0 < len(said) <= most and said.isprintable() and said == said.strip() for said in (text.ar, text.en))
