"""The procedure of a service as data: steps, who does them, what stops the clock, where a case may go next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shubbak.domain.text import Text

#: Where a case may go that is no step: to its good end, or to its refusal.
END, REFUSED = "end", "refused"

#: Who does a step; each has its words under `procedure.role`.
ROLES = (
    "system",
    "clerk",
    "engineer",
    "inspector",
    "head",
    "director",
    "mayor",
    "committee",
    "applicant",
    "contractor",
    "engineering_office",
    "cashier",
    "surveyor",
    "civil_defence",
    "other_body",
    "owner",
    "trainer",
)


class StepKind(StrEnum):
    """What happens in a step."""

    INTAKE = "intake"
    CHECK = "check"
    REVIEW = "review"
    INSPECTION = "inspection"
    COMMITTEE = "committee"
    APPROVALS = "approvals"
    DECISION = "decision"
    PAYMENT = "payment"
    DEPOSIT = "deposit"
    REFUND = "refund"
    SIGN = "sign"
    ISSUE = "issue"
    NOTICE = "notice"
    WAIT = "wait"
    TASK = "task"


class Pause(StrEnum):
    """What the case waits for while the clock stands still."""

    APPLICANT = "applicant"
    OTHER_BODY = "other_body"
    WORKS = "works"
    NOTICE_PERIOD = "notice_period"
    SEASON = "season"


class VariantKind(StrEnum):
    """What else can be done with an output once it is issued."""

    RENEW = "renew"
    AMEND = "amend"
    DUPLICATE = "duplicate"
    CANCEL = "cancel"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way out of a step: `to` is a step, or `end`, or `refused`."""

    id: str
    label: Text
    to: str


@dataclass(frozen=True, slots=True)
class Return:
    """A return for correction: to which step, how often at most, and the fee line charged for it ("" for none)."""

    to: str
    most: int
    fee: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """One body that is asked at the same time as the others of its step, and its working hours."""

    id: str
    body: Text
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who does it (`role`), where (`channel`), in how many working hours.

    pause: the step waits, and no hours count. outcomes: the ways out; none means the next step of the list, or `end`
    after the last. approvals: the bodies of an `approvals` step, all asked at once. fees: the fee lines that a payment,
    deposit or refund is about; none means all that are due. grade: who may sign (clerk, head, director, mayor, system).
    """

    id: str
    kind: StepKind
    title: Text
    role: str
    channel: str = "portal"
    hours: int = 0
    pause: Pause | None = None
    outcomes: tuple[Outcome, ...] = ()
    returns: Return | None = None
    approvals: tuple[Approval, ...] = ()
    fees: tuple[str, ...] = ()
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """The steps of a case, its version, and the services that go on from its output (service id by variant).

    A running case keeps the version it started with.
    """

    version: int
    steps: tuple[Step, ...]
    variants: Mapping[VariantKind, str] = field(default_factory=dict)

    def step(self, step_id: str) -> Step:
        """Return the step with this id; raises KeyError."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def next_of(self, step: Step) -> tuple[Outcome, ...]:
        """Return the ways out of a step, the silent one to the next step of the list included."""
        if step.outcomes:
            return step.outcomes
        place = self.steps.index(step) + 1
        return (Outcome("done", Text("تم", "Done"), self.steps[place].id if place < len(self.steps) else END),)
