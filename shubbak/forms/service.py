"""What a service file says once it is loaded and checked; the words follow CPSV-AP 3.2 where it has one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from shubbak.domain.fees import FeeKind, Payee, Situation
from shubbak.domain.text import Text
from shubbak.forms.procedure import Procedure


class Verified(StrEnum):
    """How well a fact is known: stated by a cited source, by an old or secondary one, or a plausible sample."""

    CITED = "cited"
    OLD = "old"
    SAMPLE = "sample"


class ServiceClass(StrEnum):
    """The four classes of the Eastern Province's programme."""

    INFORMATIONAL = "informational"
    INTERACTIVE = "interactive"
    PROCEDURAL = "procedural"
    INTEGRATED = "integrated"


class Condition(Protocol):
    """A compiled CEL condition over the answers, unanswered questions having their kind's empty value.

    Checks and fees also know `today`; conditions to apply know `applicant_age` and `applicant_nationality` besides.
    """

    @property
    def source(self) -> str: ...

    def holds(self, facts: Mapping[str, object]) -> bool: ...


class Amount(Protocol):
    """A compiled CEL expression that gives a whole number (units, or minor units as the fee line says)."""

    @property
    def source(self) -> str: ...

    def of(self, facts: Mapping[str, object]) -> int: ...


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; `id` is what is stored. `hint` is a line of explanation, `icon` a symbol's name, both optional.

    offer_if: offered only where it holds.
    """

    id: str
    label: Text
    hint: Text | None = None
    icon: str = ""
    offer_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `rules` are the kind's own settings (min, max, max_length, pattern, country, unit, decimals…).

    prefill: where a first answer comes from: identity.number, identity.national_number, identity.full_name,
    identity.surname, identity.given_names, identity.nationality, identity.birth_date, identity.expiry, or "".
    private: shown masked where others may look on (docs/services.md says where) and never logged.
    require_if: makes a question required where it holds; `required` is then False.
    fields: the columns of a repeated group (kind `group`); row: what one row is called ("heir").
    value: the expression of a computed value (kind `computed`).
    fills: for a look-up (kind `licence_lookup`), the questions it fills: part of the record by question id.
    """

    id: str
    kind: str
    label: Text
    hint: Text | None = None
    required: bool = True
    show_if: Condition | None = None
    options: tuple[Option, ...] = ()
    rules: Mapping[str, object] = field(default_factory=dict)
    prefill: str = ""
    private: bool = False
    require_if: Condition | None = None
    fields: tuple[Field, ...] = ()
    row: Text | None = None
    value: Amount | None = None
    fills: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """A rule between answers: where `condition` does not hold, `message` stands at field `field`."""

    condition: Condition
    message: Text
    field: str


@dataclass(frozen=True, slots=True)
class Page:
    """A small group of questions that belong together on one screen."""

    id: str
    title: Text
    fields: tuple[Field, ...]
    help: Text | None = None
    show_if: Condition | None = None
    checks: tuple[Check, ...] = ()


#: No document that is handed in at a window has more pages than this.
MOST_PAGES = 40
#: What a document may look like; resources/documents/kinds.yaml says how each is judged. "other" expects nothing.
DOCUMENT_KINDS = ("other", "id_card", "passport", "letter", "certificate", "licence", "plan", "photo", "portrait")


@dataclass(frozen=True, slots=True)
class DocumentAlternative:
    """One kind of evidence that satisfies a need (CCCEV Evidence Type).

    kind: what it looks like, by the names of resources/documents/kinds.yaml; "other" expects nothing. least and most:
    how many pages it has.
    """

    id: str
    name: Text
    kind: str = "other"
    least: int = 1
    most: int = MOST_PAGES


@dataclass(frozen=True, slots=True)
class DocumentNeed:
    """A required document: any one of its alternatives satisfies it (CCCEV Evidence Type List)."""

    id: str
    name: Text
    alternatives: tuple[DocumentAlternative, ...]
    verified: Verified
    required: bool = True
    show_if: Condition | None = None
    hint: Text | None = None
    require_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of a tier table: applies while the base is below `below` (None: to the end).

    It costs `amount_minor`, or where `basis_points` is above zero that share of the base.
    """

    below: int | None
    amount_minor: int
    basis_points: int = 0


#: The ways to round an amount to a multiple.
ROUNDINGS = ("up", "down", "half_up")


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a worked-out amount is rounded: to a multiple of `to_minor`, `how` up, down or half_up."""

    to_minor: int
    how: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee line. Money is in minor units of `currency`.

    fixed: amount_minor. per_unit: amount_minor times (units - free), units from `base`. tier: the step in which `base`
    falls. percent: `basis_points` (1/100 of a percent) of `base` minor units, rounded half up; below zero it is a
    discount. deposit, penalty: in any of these ways, as their figures say. `base` and `when` may use `fee_<code>`, the
    lines above in minor units. minimum and maximum bound the line. `when` switches it on; valid_from/valid_to are
    inclusive dates.
    """

    code: str
    label: Text
    kind: FeeKind
    currency: str
    verified: Verified
    amount_minor: int = 0
    base: Amount | None = None
    unit: Text | None = None
    free: int = 0
    basis_points: int = 0
    tiers: tuple[Tier, ...] = ()
    minimum_minor: int | None = None
    maximum_minor: int | None = None
    payee: Payee = Payee.GOVERNMENT
    refundable: bool = False
    taxable: bool = False
    when: Condition | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    legal_basis: str = ""
    account: str = ""
    release: Text | None = None
    rounding: Rounding | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of what a request costs, kept in the file: the checker works it out again.

    answers: as they would be typed, by question id. expect: minor units by fee code, all lines that apply.
    """

    on: date
    answers: Mapping[str, str]
    expect: Mapping[str, int]
    situation: Situation = field(default_factory=Situation)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A law or decision the service rests on, with the dates between which it is quoted."""

    title: Text
    verified: Verified
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A condition to apply, in words, and where it can be computed also as a CEL condition."""

    text: Text
    verified: Verified
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """How long it takes, in words for people and in working hours for clocks.

    dated: a day can be counted from it; False where it hangs on a day that is still to come, such as an examination's.
    """

    text: Text
    hours: int
    verified: Verified
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Draws:
    """A site plan that a station with a cadastre and a page printer draws in the visit itself, by question ids.

    parcel: the question that names the land. paper, scale, copies: those that say how it is wanted, "" where none is
    asked; the options' ids hold the sheet's name (a4) and the scale's number (s1000). valid_days: 0 for no end.
    """

    parcel: str
    paper: str = ""
    scale: str = ""
    copies: str = ""
    valid_days: int = 0


@dataclass(frozen=True, slots=True)
class Output:
    """What is issued: licence, permit, certificate, plan, receipt or report. draws: None where an office makes it."""

    kind: str
    name: Text
    validity: Text
    verified: Verified
    draws: Draws | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """One municipal service, as its file under `resources/services/<country>/` says."""

    id: str
    version: int
    country: str
    name: Text
    summary: Text
    icon: str
    keywords: Text
    audience: tuple[str, ...]
    service_class: ServiceClass
    channels: tuple[str, ...]
    owner: Text
    currency: str
    legal_basis: tuple[LegalBasis, ...]
    eligibility: tuple[Eligibility, ...]
    documents: tuple[DocumentNeed, ...]
    pages: tuple[Page, ...]
    fees: tuple[FeeLine, ...]
    duration: Duration
    procedure: Procedure
    output: Output
    next_step: Text
    purpose: Text
    identify: bool = True
    signature: bool = True
    complaint_phone: str = ""
    verified_on: date | None = None
    sources: tuple[str, ...] = ()
    category: str = ""
    life_events: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    def field(self, field_id: str) -> Field:
        """Return the question with this id; raises KeyError."""
        for page in self.pages:
            for candidate in page.fields:
                if candidate.id == field_id:
                    return candidate
        raise KeyError(field_id)
