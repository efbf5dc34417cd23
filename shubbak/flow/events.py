"""What can happen to a visit: a person's wish, or the answer of a device, the store or the portal."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from shubbak.domain.draft import Draft
from shubbak.domain.payment import Payment, PaymentMethod
from shubbak.domain.readiness import Condition
from shubbak.domain.receipt import Receipt
from shubbak.domain.text import Language
from shubbak.flow import identity_events, page_events, plan_events
from shubbak.ports.registers import RegisterEntry

CardChosen = identity_events.CardChosen
CardOffered = identity_events.CardOffered
CardsSeen = identity_events.CardsSeen
ChipFailed = identity_events.ChipFailed
ChipOffered = identity_events.ChipOffered
ChipRead = identity_events.ChipRead
ChipSkipped = identity_events.ChipSkipped
DocumentOffered = page_events.DocumentOffered
DocumentRemoved = page_events.DocumentRemoved
DocumentScanned = page_events.DocumentScanned
HelpAsked = page_events.HelpAsked
HelpEnded = page_events.HelpEnded
IdentityConfirmed = identity_events.IdentityConfirmed
IdentityRead = identity_events.IdentityRead
IdentityTyped = identity_events.IdentityTyped
LandChosen = plan_events.LandChosen
LandFound = plan_events.LandFound
PageExcused = page_events.PageExcused
PageMoved = page_events.PageMoved
PageRemoved = page_events.PageRemoved
PagesTaken = page_events.PagesTaken
PlanFailed = plan_events.PlanFailed
PlanPrinted = plan_events.PlanPrinted
PlanRetried = plan_events.PlanRetried
ResumeAsked = page_events.ResumeAsked
SlipAsked = page_events.SlipAsked
SlipFailed = page_events.SlipFailed
SlipPrinted = page_events.SlipPrinted
SlipRetried = page_events.SlipRetried


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody stands in front of the screen."""


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """A language, at the start or at any later moment; no answer is lost."""

    language: Language


@dataclass(frozen=True, slots=True)
class ServiceChosen:
    """A service from the catalogue; with the number of the licence it is about, where one was scanned or typed."""

    service_id: str
    untrusted_number: str = dataclasses.field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Next:
    """On with it: from what you need, a page of questions, the documents, the review."""


@dataclass(frozen=True, slots=True)
class Back:
    """One stage back; ignored once money was taken."""


@dataclass(frozen=True, slots=True)
class StartOver:
    """Throw the visit away; ignored once money was taken."""


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """The purpose notice was read and agreed to."""


@dataclass(frozen=True, slots=True)
class PutAside:
    """Keep the visit as it is for later and serve the next customer; at a counter, before money."""


@dataclass(frozen=True, slots=True)
class DraftKept:
    """The visit is on the shelf and leaves the screen."""


@dataclass(frozen=True, slots=True)
class DraftChosen:
    """Go on with an application from the shelf."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class DraftTaken:
    """It is here, as it was put aside."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class DraftFailed:
    """It could not be put aside, or not be taken up; `code` says why."""

    code: str


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """One answer as typed or chosen; several choices come as a tuple of option ids."""

    field: str
    untrusted_raw: str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScanFailed:
    """The scanner gave nothing; `code` is its error's."""

    code: str


@dataclass(frozen=True, slots=True)
class LookUpAsked:
    """Look the number of this question up."""

    field: str


@dataclass(frozen=True, slots=True)
class RegisterSearched:
    """Words to search the list of this question for, as typed."""

    field: str
    untrusted_words: str = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordFound:
    """The record of a number, its parts as raw answers, not judged yet."""

    field: str
    number: str = dataclasses.field(repr=False)
    untrusted_parts: Mapping[str, str] = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordMissing:
    """The register has no such number."""

    field: str
    number: str = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class EntriesFound:
    """What a list has for these words; none is an answer too."""

    field: str
    words: str = dataclasses.field(repr=False)
    entries: tuple[RegisterEntry, ...]


@dataclass(frozen=True, slots=True)
class RegisterUnreachable:
    """No answer came; asked: the number or the words."""

    field: str
    asked: str = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class EditRequested:
    """From the review to one place: a page's id, "identity" or "documents"."""

    target: str


@dataclass(frozen=True, slots=True)
class PayRequested:
    """Pay the total this way."""

    method: PaymentMethod


@dataclass(frozen=True, slots=True)
class PaymentAskedAgain:
    """Ask the terminal once more what became of an unknown charge."""


@dataclass(frozen=True, slots=True)
class PaymentSettled:
    """What became of the charge, UNKNOWN included."""

    payment: Payment


@dataclass(frozen=True, slots=True)
class PaymentNotStarted:
    """The intent could not be written; the terminal was never asked. `code` is the store's."""

    code: str


@dataclass(frozen=True, slots=True)
class Signed:
    """The applicant's strokes in a 1000 by 400 box."""

    strokes: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Submitted:
    """The application is durable at the station; this is its receipt and the code it carries."""

    receipt: Receipt
    code: str


@dataclass(frozen=True, slots=True)
class SubmitFailed:
    """Nothing was kept; `code` is the store's."""

    code: str


@dataclass(frozen=True, slots=True)
class SubmitRetried:
    """Try to keep it once more."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The portal has it; `application_id` tells late answers for an earlier visitor apart."""

    application_id: str
    case: str


@dataclass(frozen=True, slots=True)
class Printed:
    """The printer answered behind the last strip."""


@dataclass(frozen=True, slots=True)
class PrintFailed:
    """The receipt did not come out for sure; `code` is the printer's. unsure: it may have, whole or in part, so that
    the next one is marked; else nothing did.
    """

    code: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class PrintRetried:
    """Try to print once more. printer: its place among the station's, 0 for the usual one."""

    printer: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """The person has what they came for."""


@dataclass(frozen=True, slots=True)
class StillHere:
    """An answer to the idle warning."""


@dataclass(frozen=True, slots=True)
class IdleElapsed:
    """Nobody touched anything for as long as `Visit.idle_seconds` says."""


@dataclass(frozen=True, slots=True)
class ConditionsChanged:
    """The station looked at itself; with a closing condition no new visit gets beyond the first screen."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class StaffAsked:
    """The staff's gesture was made, or their card shown."""


@dataclass(frozen=True, slots=True)
class StaffAdmitted:
    """A PIN was right; whose, stands in the audit trail."""


@dataclass(frozen=True, slots=True)
class StaffLeft:
    """Back to service."""


Event = (
    Touched
    | LanguageChosen
    | ServiceChosen
    | Next
    | Back
    | StartOver
    | ConsentGiven
    | PutAside
    | DraftKept
    | SlipAsked
    | SlipPrinted
    | SlipFailed
    | SlipRetried
    | ResumeAsked
    | DraftChosen
    | DraftTaken
    | DraftFailed
    | CardOffered
    | CardsSeen
    | ChipOffered
    | ChipSkipped
    | ChipRead
    | ChipFailed
    | CardChosen
    | IdentityRead
    | IdentityConfirmed
    | IdentityTyped
    | AnswerGiven
    | DocumentOffered
    | DocumentScanned
    | PagesTaken
    | PageRemoved
    | PageMoved
    | PageExcused
    | HelpAsked
    | HelpEnded
    | DocumentRemoved
    | ScanFailed
    | LookUpAsked
    | RegisterSearched
    | RecordFound
    | RecordMissing
    | EntriesFound
    | RegisterUnreachable
    | EditRequested
    | PayRequested
    | PaymentAskedAgain
    | PaymentSettled
    | PaymentNotStarted
    | Signed
    | Submitted
    | SubmitFailed
    | SubmitRetried
    | Acknowledged
    | Printed
    | PrintFailed
    | PrintRetried
    | LandFound
    | LandChosen
    | PlanPrinted
    | PlanFailed
    | PlanRetried
    | Finished
    | StillHere
    | IdleElapsed
    | ConditionsChanged
    | StaffAsked
    | StaffAdmitted
    | StaffLeft
)
