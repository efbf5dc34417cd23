"""What is known of one visit; it lives in memory only and is thrown away whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from shubbak.domain.application import Answer, Application, Attachment, Consent, Signature
from shubbak.domain.chip_word import ChipWord
from shubbak.domain.fees import AssessedFee
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.mrz_likely import DoubtedLetters
from shubbak.domain.page import Scan
from shubbak.domain.payment import Payment, PaymentState
from shubbak.domain.plan_order import Land, Parts
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt
from shubbak.domain.text import Language
from shubbak.flow.steps import OPENING, STAFF, Stage, Step
from shubbak.forms.service import Service
from shubbak.ports.chip import MrzKey
from shubbak.ports.reader import LyingCard
from shubbak.ports.registers import RegisterEntry

#: Seconds without a touch before the warning, and how long the warning stands (WCAG 2.2.1: 20 seconds at least).
IDLE_SECONDS, WARNING_SECONDS, RECEIPT_SECONDS = 90, 30, 60
#: How long a receipt stands that did not come out: somebody looks for a phone to photograph it with.
OWED_SECONDS = 180
#: How long a person may wait for somebody to come.
HELP_SECONDS = 600
#: Steps on which nothing waits for an answer, and a forgotten staff page must not stand open.
_SECONDS = {
    Step.ATTRACT: 0,
    Step.CLOSED: 30,
    Step.STAFF_PIN: 30,
    Step.STAFF: 120,
    Step.RECEIPT: RECEIPT_SECONDS,
    Step.SLIP: RECEIPT_SECONDS,
}
_WORK = frozenset({Step.IDENTIFY, Step.QUESTIONS, Step.DOCUMENTS, Step.REVIEW, Step.PAY, Step.SIGN})
_NO_WAY_BACK = STAFF | {Step.ATTRACT, Step.SUBMIT, Step.RECEIPT, Step.SLIP}


@dataclass(slots=True)
class Asked:
    """What one question asked of the portal's registers. what: the number or the words; then: the words to search next,
    once the answer to these is here. reach: busy, found, none or unreachable.
    """

    what: str = field(repr=False)
    reach: str = "busy"
    entries: tuple[RegisterEntry, ...] = ()
    then: str = field(default="", repr=False)


@dataclass(slots=True)
class AskedLand:
    """The land of a plan, as the station's cadastre has it. parts: what stands in the form. reach: busy, found,
    several, or office where an office draws the plan; code: why, "" else. agreed: the person went on after it was
    shown.
    """

    parts: Parts = field(repr=False)
    reach: str = "busy"
    found: tuple[Land, ...] = ()
    code: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A document as it was read, whose doubted letters a person is asked to compare. portrait and chip_key: as the
    `Visit`'s.
    """

    document: IdentityDocument = field(repr=False)
    letters: DoubtedLetters
    portrait: bytes = field(default=b"", repr=False)
    chip_key: MrzKey | None = None


@dataclass(slots=True)
class Visit:
    """One person in front of one screen.

    raw: answers as typed; answers: those that parse. machine_read: fields filled from the card and not yet touched.
    filled_by: which look-up filled a question.
    busy: the effect that is under way ("", "identity", "chip", "document", "payment", "submit", "print", "draft",
    "land").
    editing: the visit came from the review and returns there. shelved: the application was put aside before and is kept
    so until it is submitted or thrown away. scanning: the question or need that a page is being scanned for. asked:
    what the questions of this page asked of registers, by question. fees_on: the day the fees were worked out for.
    repriced_at: when the payment screen last came to another sum. scans: the pages behind the attachments, and those
    that are not in order yet, by need. help: somebody was asked to come. notices:
    what a person should know of this step, with which nothing is wrong. slip: the code of the slip that is printed.
    portrait: what the document that was read shows of its holder, for a clerk's eyes; it leaves the visit nowhere, and
    neither does chip_portrait, the picture that its state signed into its chip.
    proof: the number of the document that was shown before, which is to be shown again; "" for none. wrong_proofs: how
    often another one was shown. doubted: the number of the document of whose names a look left letters in doubt, ""
    before one did. cards: the documents of which a person is asked which is theirs, () once they have said so.
    to_confirm: what a person is asked now. names_confirmed: the identity is what they said yes to.
    chip_key: what opens the chip of the document that was read, None for a typed one. chip: what a chip said, and
    chip_of: of the document of which number.
    paper_unsure: a print of the receipt was begun, and the printer did not say that it came out. plan: "" for none,
    owed, drawing, printed or failed; plan_code: what its QR says; plan_unsure: as paper_unsure.
    """

    language: Language
    stage: Stage = field(default_factory=lambda: Stage(Step.ATTRACT))
    service: Service | None = None
    application_id: str = ""
    started_at: datetime | None = None
    consent: Consent | None = None
    identity: IdentityDocument | None = None
    identity_typed: bool = False
    names_confirmed: bool = False
    doubted: str = field(default="", repr=False)
    cards: tuple[LyingCard, ...] = field(default=(), repr=False)
    to_confirm: ToConfirm | None = None
    portrait: bytes = field(default=b"", repr=False)
    chip_portrait: bytes = field(default=b"", repr=False)
    chip_key: MrzKey | None = None
    chip: ChipWord = ChipWord.NONE
    chip_of: str = field(default="", repr=False)
    raw: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    machine_read: set[str] = field(default_factory=set)
    filled_by: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    scans: dict[str, Scan] = field(default_factory=dict)
    fees: tuple[AssessedFee, ...] = ()
    fees_on: date | None = None
    repriced_at: datetime | None = None
    payment: Payment | None = None
    signature: Signature | None = None
    application: Application | None = None
    receipt: Receipt | None = None
    code: str = ""
    case: str = ""
    printed: bool = False
    paper_unsure: bool = False
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    busy: str = ""
    scanning: str = ""
    asked: dict[str, Asked] = field(default_factory=dict)
    editing: bool = False
    idle_warning: bool = False
    shelved: bool = False
    help: bool = False
    slip: str = ""
    proof: str = field(default="", repr=False)
    wrong_proofs: int = 0
    land: AskedLand | None = None
    plan: str = ""
    plan_code: str = ""
    plan_problem: str = ""
    plan_unsure: bool = False

    @property
    def step(self) -> Step:
        return self.stage.step

    @property
    def paid(self) -> bool:
        """Whether money was taken, or may have been."""
        return self.payment is not None and self.payment.state in (PaymentState.CAPTURED, PaymentState.UNKNOWN)

    @property
    def may_leave(self) -> bool:
        """Whether Back and Start over are offered."""
        return not self.busy and not self.paid and self.step not in _NO_WAY_BACK

    @property
    def may_be_put_aside(self) -> bool:
        """Whether there is consent to keep what was given, and neither money nor anything under way. An identity that
        is still being typed is not known here and would be lost.
        """
        begun = self.step in _WORK and (self.step is not Step.IDENTIFY or self.identity is not None)
        return self.may_leave and self.consent is not None and begun

    @property
    def idle_seconds(self) -> int:
        """Seconds without a touch before IdleElapsed; 0 stops the clock (attract, payment, print, commit, draft)."""
        if self.busy in ("payment", "submit", "print", "draft") or self.plan == "drawing":
            return 0
        if self.step is Step.RECEIPT and (not self.printed or self.plan == "failed"):
            return OWED_SECONDS
        waiting = HELP_SECONDS if self.help else IDLE_SECONDS
        return _SECONDS.get(self.step, WARNING_SECONDS if self.idle_warning else waiting)

    @property
    def opening(self) -> bool:
        return self.step in OPENING

    def picture_of(self, need: str) -> bytes:
        """Return the first page given for a need as an image, b"" where there is none."""
        scan, attachment = self.scans.get(need), self.attachments.get(need)
        if scan is not None:
            return scan.pages[0].body
        return attachment.body if attachment is not None and attachment.media_type.startswith("image/") else b""

    def problem_of(self, field_id: str) -> Problem | None:
        return next((problem for problem in self.problems if problem.field == field_id), None)
