"""What a visit asks of the world; each answer comes back as an event."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from shubbak.domain.application import Application
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.draft import Draft
from shubbak.domain.page import Page
from shubbak.domain.payment import Payment
from shubbak.domain.plan_order import Parts, PlanOrder
from shubbak.domain.receipt import Receipt
from shubbak.domain.text import Language
from shubbak.forms.service import DocumentNeed, Service
from shubbak.ports.chip import MrzKey


@dataclass(frozen=True, slots=True)
class ReadIdentity:
    """Scan and read the identity document: IdentityRead, CardsSeen or ScanFailed. portrait: whether somebody is there
    who compares the picture on it with the person.
    """

    portrait: bool = False


@dataclass(frozen=True, slots=True)
class ReadChip:
    """Read the chip that this key opens: ChipRead or ChipFailed. portrait: as in ReadIdentity."""

    key: MrzKey
    portrait: bool = False


@dataclass(frozen=True, slots=True)
class StopChip:
    """Wait for no chip any more; nobody waits for the answer."""


@dataclass(frozen=True, slots=True)
class ScanDocument:
    """Scan pages for a need and judge them by their kind: PagesTaken or ScanFailed. instead: the place of the page
    that they are taken again for, -1 where they are further ones.
    """

    need: str
    alternative: str
    kind: str = "other"
    instead: int = -1


@dataclass(frozen=True, slots=True)
class BindDocument:
    """Make one document of pages that are all in order: DocumentScanned."""

    need: str
    alternative: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class LookUp:
    """Ask the portal for one record: RecordFound, RecordMissing or RegisterUnreachable."""

    field: str
    register: str
    number: str = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class SearchRegister:
    """Search a list that the portal keeps: EntriesFound or RegisterUnreachable."""

    field: str
    register: str
    words: str = dataclasses.field(repr=False)
    language: Language


@dataclass(frozen=True, slots=True)
class TakePayment:
    """Write the intent, then charge: PaymentSettled or PaymentNotStarted. pages: a sheet of the page printer's comes
    with it, so that one is asked as well.
    """

    payment: Payment
    pages: bool = False


@dataclass(frozen=True, slots=True)
class AskPayment:
    """Ask what became of an unknown charge: PaymentSettled."""

    payment: Payment


@dataclass(frozen=True, slots=True)
class GiveBack:
    """The person left a paid visit unfinished: reverse the charge; nobody waits for the answer."""

    payment: Payment


@dataclass(frozen=True, slots=True)
class Submit:
    """Seal, number and commit, with what the receipt's paper is set from: Submitted or SubmitFailed. The service is the
    visit's own, whatever the catalogue says by now. plan: what is owed besides and drawn by `DrawPlan`.
    """

    application: Application
    service: Service
    plan: PlanOrder | None = None


@dataclass(frozen=True, slots=True)
class FindLand:
    """Ask the station's cadastre for land, and whether its plan can be drawn here: LandFound."""

    country: str
    parts: Parts = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class DrawPlan:
    """Draw the plan that is owed with an application and print it, or, with a reason, a marked copy: PlanPrinted or
    PlanFailed.
    """

    application_id: str
    reason: CopyReason | None = None


@dataclass(frozen=True, slots=True)
class Print:
    """Print the receipt: Printed or PrintFailed. The service is the visit's own, whatever the catalogue says by now.
    printer: its place among the station's.
    """

    application: Application
    service: Service
    receipt: Receipt
    code: str
    printer: int = 0


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Put the application aside: DraftKept or DraftFailed."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class TakeDraft:
    """Fetch an application that was put aside: DraftTaken or DraftFailed."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class FindDraft:
    """Fetch the application that was put aside under this code: DraftTaken or DraftFailed."""

    code: str = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """Print what is still needed and the code to go on with: SlipPrinted or SlipFailed. counter: it is given to an
    operator again, and not to a kiosk.
    """

    service: Service
    needed: tuple[DocumentNeed, ...]
    code: str = dataclasses.field(repr=False)
    language: Language
    counter: bool = False


@dataclass(frozen=True, slots=True)
class DropDraft:
    """The application that was taken up is thrown away for good; nobody waits for the answer."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class NoteWrongProofs:
    """Somebody with a slip could not show the document it was begun with; nobody waits for the answer."""


@dataclass(frozen=True, slots=True)
class Wipe:
    """Forget the person everywhere: pictures, keyboard, clipboard, queues of late answers."""


Effect = (
    ReadIdentity
    | ReadChip
    | StopChip
    | ScanDocument
    | BindDocument
    | LookUp
    | SearchRegister
    | TakePayment
    | AskPayment
    | GiveBack
    | Submit
    | FindLand
    | DrawPlan
    | Print
    | KeepDraft
    | TakeDraft
    | FindDraft
    | PrintSlip
    | DropDraft
    | NoteWrongProofs
    | Wipe
)

#: What must not stand in the way of a scan, a payment or the next visitor: it is done beside them.
BESIDE = (GiveBack, LookUp, SearchRegister, ReadChip)

#: What is done for the person alone: where it still waits for its turn when they leave, it is not begun. A camera would
#: otherwise look on for nobody.
FOR_THE_PERSON = (ReadIdentity, ReadChip, ScanDocument, BindDocument)
