"""Work out what a request costs: whole minor units throughout, half rounded up, each line with its working."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shubbak.domain.application import Answer
from shubbak.domain.fees import AssessedFee
from shubbak.domain.money import Money
from shubbak.domain.money import total as add_up
from shubbak.domain.text import Text, isolate
from shubbak.forms.service import FeeLine, Service, Tier


def assess(service: Service, answers: Mapping[str, Answer], on: date) -> tuple[AssessedFee, ...]:
    """Return the lines that apply on a day, in the order of the file.

    A line is left out outside its validity dates (both included) and where its `when` does not hold. Later lines see
    earlier ones as `fee_<code>` in minor units, 0 where they were left out. Units and bases below zero count as zero.
    Only a discount (percent below zero) is negative, and it never takes more than the lines above it come to.
    """
    facts: dict[str, object] = {**answers, "today": on.isoformat()}
    lines: list[AssessedFee] = []
    for line in service.fees:
        if not _in_force(line, on) or (line.when is not None and not line.when.holds(facts)):
            continue
        amount, working = _worked_out(line, facts)
        amount = max(amount, -sum(above.amount.amount_minor for above in lines))
        facts[f"fee_{line.code}"] = amount
        lines.append(_assessed(line, amount, working))
    return tuple(lines)


def total(service: Service, lines: tuple[AssessedFee, ...]) -> Money:
    """Return the sum of the lines in the service's currency; no lines cost nothing."""
    return add_up([line.amount for line in lines], service.currency)


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
    )


def _in_force(line: FeeLine, on: date) -> bool:
    return (line.valid_from is None or line.valid_from <= on) and (line.valid_to is None or on <= line.valid_to)


def _worked_out(line: FeeLine, facts: Mapping[str, object]) -> tuple[int, Text]:
    """Return the amount within the line's bounds and how it came about; the line's figures say how it is worked out."""
    base = max(0, line.base.of(facts)) if line.base is not None else 0
    if line.tiers:
        amount, working = _tiered(line, base)
    elif line.basis_points:
        amount, working = _percentage(line, base)
    elif line.base is not None:
        amount, working = _per_unit(line, base)
    else:
        return line.amount_minor, Text("مبلغ ثابت", "Fixed amount")
    return _bounded(line, amount, working)


def _per_unit(line: FeeLine, units: int) -> tuple[int, Text]:
    charged = max(0, units - line.free)
    price, unit = _figure(line, line.amount_minor), line.unit or Text("", "")
    free_ar = f" بعد أول {isolate(str(line.free))}" if line.free else ""
    free_en = f" above the first {isolate(str(line.free))}" if line.free else ""
    count = isolate(f"{charged:,}")
    return charged * line.amount_minor, Text(
        f"{count} {unit.ar}{free_ar} × {price}",
        f"{count} {unit.en}{free_en} × {price}",
    )


def _tiered(line: FeeLine, base: int) -> tuple[int, Text]:
    tier = next(step for step in line.tiers if step.below is None or base < step.below)
    unit = line.unit or Text("", "")
    count = isolate(f"{base:,}")
    band = _band(line.tiers, tier)
    return tier.amount_minor, Text(
        f"{count} {unit.ar} ضمن الشريحة {band}".replace("  ", " "),
        f"{count} {unit.en} in the band {band}".replace("  ", " "),
    )


def _band(tiers: tuple[Tier, ...], tier: Tier) -> str:
    place = tiers.index(tier)
    start = tiers[place - 1].below if place else 0
    return isolate(f"{start:,}+" if tier.below is None else f"{start:,}-{tier.below - 1:,}")


def _percentage(line: FeeLine, base: int) -> tuple[int, Text]:
    amount = half_up(base * abs(line.basis_points), 10_000)
    whole, part = divmod(abs(line.basis_points), 100)
    rate = isolate(f"{whole}.{part:02d}".rstrip("0").rstrip(".") + "%")
    of = _figure(line, base)
    if line.basis_points < 0:
        return -amount, Text(f"خصم {rate} من {of}", f"{rate} off {of}")
    return amount, Text(f"{rate} من {of}", f"{rate} of {of}")


def _bounded(line: FeeLine, amount: int, working: Text) -> tuple[int, Text]:
    if line.minimum_minor is not None and amount < line.minimum_minor:
        least = _figure(line, line.minimum_minor)
        return line.minimum_minor, Text(f"{working.ar}، والحد الأدنى {least}", f"{working.en}, at least {least}")
    if line.maximum_minor is not None and amount > line.maximum_minor:
        most = _figure(line, line.maximum_minor)
        return line.maximum_minor, Text(f"{working.ar}، والحد الأعلى {most}", f"{working.en}, at most {most}")
    return amount, working


def half_up(numerator: int, denominator: int) -> int:
    """Return the nearest whole number to a fraction of non-negative whole numbers; halves go up."""
    return (2 * numerator + denominator) // (2 * denominator)


def _figure(line: FeeLine, amount_minor: int) -> str:
    return isolate(Money(amount_minor, line.currency).decimal())
