"""Work out what a request costs: whole minor units throughout, half rounded up, each line with its working."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from shubbak.domain.application import Answer
from shubbak.domain.fees import MOST_MINOR, AssessedFee, FeeKind, Situation
from shubbak.domain.money import Money
from shubbak.domain.money import total as add_up
from shubbak.domain.problem import Problem
from shubbak.domain.text import Text
from shubbak.forms.condition import FactsError
from shubbak.forms.due import due_later, due_now
from shubbak.forms.facts import facts_of
from shubbak.forms.fee_figures import within_bounds, work_out
from shubbak.forms.fee_working import NO_VALUE, capped_discount, explain
from shubbak.forms.known_facts import KnownFacts
from shubbak.forms.service import FeeLine, Service, Verified

NOT_YET = Situation()


def assess(
    service: Service, answers: Mapping[str, Answer], on: date, situation: Situation = NOT_YET
) -> tuple[AssessedFee, ...]:
    """Return the lines that apply on a day, in the order of the file. Never raises.

    A line is left out outside its validity dates (both included), where its `when` does not hold, and where its kind
    does not apply: an office's charge away from an office, a resubmission of what was never returned. Later lines see
    earlier ones as `fee_<code>` in minor units, 0 where they were left out. Units and bases below zero count as zero.
    An amount is rounded first and then kept within its bounds, so that no ceiling is passed. Only a discount (percent
    below zero) is negative, and it never takes more than the lines above it come to. Taxes, discounts and `fees_above`
    count the lines that are due together; money that is due later brings no channel charge to the visit. A line without
    a value, or beyond MOST_MINOR, stands with 0 and says so; `fees_problem` then names it, and nothing may be paid.
    """
    return tuple(line.fee for line in _worked_out(service, answers, on, situation))


def fees_problem(
    service: Service, answers: Mapping[str, Answer], on: date, situation: Situation = NOT_YET
) -> Problem | None:
    """Return what forbids payment: the first line that cannot be worked out from these answers, or None."""
    for line in _worked_out(service, answers, on, situation):
        if not line.known:
            label = line.fee.label
            return Problem("fee-no-value", "", {"ar": label.ar, "en": label.en})
    return None


def total(service: Service, lines: tuple[AssessedFee, ...]) -> Money:
    """Return the sum of the lines that are due in the visit, in the service's currency; no lines cost nothing."""
    return add_up([line.amount for line in due_now(lines)], service.currency)


@dataclass(frozen=True, slots=True)
class _Line:
    """One assessed line, and whether its figure is known."""

    fee: AssessedFee
    known: bool


def _worked_out(service: Service, answers: Mapping[str, Answer], on: date, situation: Situation) -> list[_Line]:
    asked = {"channel": situation.channel, "method": situation.method, "returns": situation.returns}
    facts = KnownFacts({**facts_of(answers, on), **asked})
    later = due_later(service.procedure)
    lines: list[_Line] = []
    above, taxable = Counter[str](), Counter[str]()  # by the step at which they are due, "" for the visit
    for line in service.fees:
        due = later[line.code].id if line.code in later else ""
        facts["fees_above"] = above[due]
        known = _due_together(facts, lines, due) if line.kind is FeeKind.CHANNEL_CHARGE else facts
        if not _applies(line, on, situation, known) or (line.kind is FeeKind.CHANNEL_CHARGE and above[due] <= 0):
            continue
        done = _line(service, line, known, above[due], taxable[due])
        amount = done.fee.amount.amount_minor
        facts[f"fee_{line.code}"] = amount
        above[due] += amount
        taxable[due] += amount if line.taxable else 0
        lines.append(replace(done, fee=replace(done.fee, due_step=due)))
    return lines


def _due_together(facts: KnownFacts, lines: list[_Line], due: str) -> KnownFacts:
    """Return the facts as a channel charge sees them: what is due at another time is nothing to it."""
    others = {f"fee_{line.fee.code}": 0 for line in lines if line.fee.due_step != due}
    return KnownFacts({**facts, **others}) if others else facts


def _applies(line: FeeLine, on: date, situation: Situation, facts: Mapping[str, object]) -> bool:
    if (line.valid_from is not None and on < line.valid_from) or (line.valid_to is not None and line.valid_to < on):
        return False
    if line.kind is FeeKind.OFFICE_CHARGE and situation.channel != "office":
        return False
    if line.kind is FeeKind.RESUBMISSION and situation.returns <= 0:
        return False
    return line.when is None or line.when.holds(facts)


def _line(service: Service, line: FeeLine, facts: Mapping[str, object], above: int, taxable: int) -> _Line:
    base = _base(line, facts, taxable)
    if base is None:
        return _Line(_assessed(line, 0, NO_VALUE), False)
    figures = work_out(line, max(0, base))
    amount = within_bounds(line, figures.rounded_minor)
    if max(abs(amount), figures.base) > MOST_MINOR:
        return _Line(_assessed(line, 0, NO_VALUE), False)
    working = explain(service, line, figures, amount)
    if amount < -above:
        amount, working = -above, capped_discount(line, working, above)
    return _Line(_assessed(line, amount, working), True)


def _base(line: FeeLine, facts: Mapping[str, object], taxable: int) -> int | None:
    """Return what the line counts or takes its share of, or None where that has no value."""
    if line.kind is FeeKind.TAX:
        return taxable
    try:
        return line.base.of(facts) if line.base is not None else 0
    except FactsError:
        return None


def _assessed(line: FeeLine, amount_minor: int, working: Text) -> AssessedFee:
    return AssessedFee(
        code=line.code,
        label=line.label,
        kind=line.kind,
        amount=Money(amount_minor, line.currency),
        payee=line.payee,
        refundable=line.refundable,
        taxable=line.taxable,
        working=working,
        account=line.account,
        release=line.release,
        indicative=line.verified is Verified.SAMPLE,
    )
