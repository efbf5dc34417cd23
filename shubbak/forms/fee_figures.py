"""The arithmetic of one fee line: exact fractions, rounded once, then kept within the line's bounds."""

from __future__ import annotations

from dataclasses import dataclass

from shubbak.forms.service import FeeLine, Rounding, Tier

_HUNDRED_PERCENT = 10_000  # in hundredths of a percent


@dataclass(frozen=True, slots=True)
class Figures:
    """How a line's amount came about: `base` as it was counted, the tier it fell into, the amounts before and after
    rounding (in minor units, neither within bounds yet; before rounding half a unit has gone up).
    """

    base: int
    tier: Tier | None
    exact_minor: int
    rounded_minor: int


def work_out(line: FeeLine, base: int) -> Figures:
    """Return the figures of a line for a base of zero or more; the line's own figures say in which way."""
    tier = next((step for step in line.tiers if step.below is None or base < step.below), None)
    points = tier.basis_points if tier is not None else abs(line.basis_points)
    if points:
        numerator, denominator = base * points, _HUNDRED_PERCENT
    elif tier is not None:
        numerator, denominator = tier.amount_minor, 1
    elif line.base is not None:
        numerator, denominator = max(0, base - line.free) * line.amount_minor, 1
    else:
        numerator, denominator = line.amount_minor, 1
    sign = -1 if line.basis_points < 0 else 1
    return Figures(base, tier, sign * half_up(numerator, denominator), sign * _rounded(line, numerator, denominator))


def _rounded(line: FeeLine, numerator: int, denominator: int) -> int:
    rule = line.rounding or Rounding(1, "half_up")
    step = rule.to_minor * denominator
    steps = {
        "up": -(-numerator // step),
        "down": numerator // step,
        "half_up": half_up(numerator, step),
    }[rule.how]
    return steps * rule.to_minor


def within_bounds(line: FeeLine, amount_minor: int) -> int:
    """Return the amount, not below the line's minimum and not above its maximum."""
    if line.minimum_minor is not None:
        amount_minor = max(amount_minor, line.minimum_minor)
    if line.maximum_minor is not None:
        amount_minor = min(amount_minor, line.maximum_minor)
    return amount_minor


def half_up(numerator: int, denominator: int) -> int:
    """Return the nearest whole number to a fraction of non-negative whole numbers; halves go up."""
    return (2 * numerator + denominator) // (2 * denominator)
