"""What the portal finds when it asks of an application what the station asked; never a reason to turn it away.

The applicant has paid and holds a receipt. A signed station that disagrees with the portal is a fault of ours or an
attack: staff look into it, and nobody stands in the office without an application.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from portal.assembly import Portal
from portal.cases.check_documents import document_findings
from portal.cases.published_catalogue import published_catalogue
from portal.store.packet_store import Finding, StoredDocument
from shubbak.domain.application import Application
from shubbak.domain.calendar import local_date
from shubbak.domain.payment import PaymentState
from shubbak.domain.problem import Problem
from shubbak.forms.catalogue import Catalogue
from shubbak.forms.documents import GivenDocument, check_attachments, need_of, scanned_fields
from shubbak.forms.facts import check_answers, unmet_conditions
from shubbak.forms.reassess import reassess
from shubbak.forms.service import Service
from shubbak.wire.application import WireAnswer, WireApplication
from shubbak.wire.application_border import ApplicationError, read_application
from shubbak.wire.moment import parse_moment
from shubbak.wire.packet import PacketHead

_LOG = logging.getLogger("portal.check")
MOST_FINDINGS = 50
#: Signs in all answers together; the longest form that is filled to the brim has far fewer.
MOST_TEXT = 500_000
_FIRST_YEAR, _LAST_YEAR = 2020, 2199


@dataclass(frozen=True, slots=True)
class _Case:
    """An application beside the service that it names."""

    service: Service
    application: Application
    sealed_on: date
    documents: Sequence[StoredDocument]

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which it may have been filled in: it is sound when it was on one of them."""
        fees_on = self.application.fees_on
        reviewed = (fees_on,) if fees_on is not None and self.priced_in_visit else ()
        return tuple(dict.fromkeys((self.started_on, *reviewed, self.sealed_on)))

    @property
    def started_on(self) -> date:
        return local_date(self.application.started_at, self.service.country)

    @property
    def priced_in_visit(self) -> bool:
        """Whether the fees were worked out on a day of the visit, and not on one whose prices suited somebody."""
        fees_on = self.application.fees_on
        return fees_on is None or self.started_on <= fees_on <= max(self.started_on, self.sealed_on)


def check_application(
    portal: Portal, head: PacketHead, untrusted: WireApplication, documents: Sequence[StoredDocument]
) -> tuple[Finding, ...]:
    """Hold an application against the catalogue version that it names; () when all is well. Raises SQLAlchemy's errors.

    Findings name questions and documents of the service, never what was answered.
    """
    catalogue = published_catalogue(portal, untrusted.catalogue_version)
    try:
        found = dict.fromkeys(_findings(catalogue, head, untrusted, documents))
    except Exception as error:  # noqa: BLE001 - a fault in a check must not keep a paid application out
        places = "".join(traceback.format_tb(error.__traceback__))
        _LOG.error("%s.%s\n%s", type(error).__module__, type(error).__qualname__, places)
        found = {Finding("check-failed"): None}
    return tuple(found)[:MOST_FINDINGS]


def _findings(
    catalogue: Catalogue | None, head: PacketHead, untrusted: WireApplication, documents: Sequence[StoredDocument]
) -> Iterable[Finding]:
    service = _service(catalogue, untrusted)
    if isinstance(service, Finding):
        return [service]
    if sum(map(_length, untrusted.answers.values())) > MOST_TEXT:
        return [Finding("answers-too-large")]
    try:
        # The bodies of documents lie in the object store by now; their digests are enough here.
        application = read_application(msgspec.msgpack.encode(msgspec.structs.replace(untrusted, attachments=[])))
    except ApplicationError:
        return [Finding("application-shape")]
    if not _plausible(head, application):
        return [Finding("application-time")]
    sealed_on = local_date(parse_moment(head.sealed_at), service.country)
    return _compare(_Case(service, application, sealed_on, documents))


def _service(catalogue: Catalogue | None, untrusted: WireApplication) -> Service | Finding:
    if catalogue is None or untrusted.service_id not in catalogue.services:
        return Finding("service-unknown")
    service = catalogue.services.get(untrusted.service_id)
    if service is None:
        return Finding("service-unreadable")
    return service if service.version == untrusted.service_version else Finding("service-unknown")


def _length(untrusted: WireAnswer) -> int:
    if isinstance(untrusted, dict):
        return sum(len(name) + _length(part) for name, part in untrusted.items())
    if isinstance(untrusted, list):
        return sum(map(_length, untrusted))
    return len(untrusted) if isinstance(untrusted, str) else 1


def _plausible(head: PacketHead, application: Application) -> bool:
    """Whether all times are of this age; days far outside cannot even be counted on."""
    times = [parse_moment(head.sealed_at), application.started_at, application.consent.given_at]
    days = [application.fees_on] if application.fees_on else []
    times += [application.payment.intended_at] if application.payment else []
    return all(_FIRST_YEAR <= one.year <= _LAST_YEAR for one in (*times, *days))


def _compare(case: _Case) -> Iterator[Finding]:
    service, application = case.service, case.application
    answers = application.answers
    yield from _always(case, lambda day: check_answers(service, answers, day))
    given = [GivenDocument(one.need, one.alternative, one.sha256) for one in case.documents]
    yield from _named(service, check_attachments(service, answers, given))
    yield from document_findings(service, case.documents)
    yield from _always(case, lambda day: _unmet(case, day))
    yield from _named(service, reassess(service, application))
    if not case.priced_in_visit:
        yield Finding("fees-differ")
    if application.payment is not None and application.payment.state is not PaymentState.CAPTURED:
        yield Finding("application-unpaid")
    if application.consent.notice_version != f"{service.id}/{service.version}":
        yield Finding("consent-differs")
    if service.identify and application.identity is None:
        yield Finding("identity-missing")
    if service.signature and application.signature is None:
        yield Finding("signature-missing")


def _unmet(case: _Case, day: date) -> list[Problem]:
    unmet = unmet_conditions(case.service, case.application.answers, day, case.application.identity)
    return [Problem("condition-unmet") for _ in unmet]


def _always(case: _Case, check: Callable[[date], list[Problem]]) -> list[Finding]:
    """Return what is found whichever of the days it is judged by: a visit may last beyond midnight, a draft longer."""
    first, *others = [list(_named(case.service, check(day))) for day in case.days]
    return [one for one in first if all(one in other for other in others)]


def _named(service: Service, problems: Iterable[Problem]) -> Iterator[Finding]:
    """Leave out names that the service does not know: an intruder might write anything there."""
    known = {field.id for page in service.pages for field in page.fields}
    known |= {need.id for need in service.documents} | {need_of(field) for field in scanned_fields(service)}
    for problem in problems:
        name = problem.field.partition(".")[0]
        yield Finding(problem.code, name if name in known else "")
