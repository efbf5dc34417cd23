"""What changed in the fees of a service: new lines, lines that are gone, figures and days before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from shubbak.domain.money import Money
from shubbak.domain.text import Language, Text, isolate
from shubbak.forms.service import FeeLine, Tier
from shubbak.forms.service_change import Change

_NONE = Text("بلا", "none")


def fee_changes(
    old: tuple[FeeLine, ...], new: tuple[FeeLine, ...], plain: Callable[[object], object]
) -> Iterator[Change]:
    """Yield the changes of the fee lines. plain: turns a line into values that can be compared."""
    before, after = {line.code: line for line in old}, {line.code: line for line in new}
    for line in new:
        was = before.get(line.code)
        if was is None:
            yield Change("fee_new", {"name": line.label, "amount": figure(line)})
        elif plain(was) != plain(line):
            yield from _line(was, line, plain)
    for line in old:
        if line.code not in after:
            yield Change("fee_dropped", {"name": line.label, "amount": figure(line)})


def _line(was: FeeLine, now: FeeLine, plain: Callable[[object], object]) -> Iterator[Change]:
    name = {"name": now.label}
    found: list[Change] = []
    if figure(was) != figure(now):
        found.append(Change("fee_amount", {**name, "old": figure(was), "new": figure(now)}))
    if (was.valid_from, was.valid_to) != (now.valid_from, now.valid_to):
        found.append(Change("fee_days", {**name, "old": days(was), "new": days(now)}))
    for code, key in (("fee_minimum", "minimum_minor"), ("fee_maximum", "maximum_minor")):
        least, now_least = getattr(was, key), getattr(now, key)
        if least != now_least:
            old_money, new_money = _money(least, was.currency), _money(now_least, now.currency)
            found.append(Change(code, {**name, "old": old_money, "new": new_money}))
    if (plain(was.when), plain(was.base)) != (plain(now.when), plain(now.base)):
        found.append(Change("fee_when", name))
    if was.refundable != now.refundable:
        found.append(Change("fee_refundable" if now.refundable else "fee_kept", name))
    if was.label != now.label:
        found.append(Change("fee_label", {"old": was.label, "new": now.label}))
    yield from found or [Change("fee_else", name)]


def figure(line: FeeLine) -> Text:
    """Return what a line costs, in words: an amount, an amount for each unit, a share, or bands."""
    if line.tiers:
        bands = [_band(tier, line) for tier in line.tiers]
        return Text("، ".join(band.ar for band in bands), ", ".join(band.en for band in bands))
    if line.basis_points:
        return _share(line.basis_points)
    amount = _money(line.amount_minor, line.currency)
    if line.unit is None:
        return amount
    free = Text(f" بعد {isolate(str(line.free))}", f" beyond {isolate(str(line.free))}") if line.free else Text("", "")
    return Text(f"{amount.ar} لكل {line.unit.ar}{free.ar}", f"{amount.en} for each {line.unit.en}{free.en}")


def days(line: FeeLine) -> Text:
    """Return between which days a line is due."""
    if line.valid_from is None and line.valid_to is None:
        return Text("دائمًا", "always")
    begins, ends = _day(line.valid_from), _day(line.valid_to)
    ar = " ".join(part for part in (begins and f"من {begins}", ends and f"إلى {ends}") if part)
    en = " ".join(part for part in (begins and f"from {begins}", ends and f"to {ends}") if part)
    return Text(ar, en)


def _band(tier: Tier, line: FeeLine) -> Text:
    cost = _share(tier.basis_points) if tier.basis_points else _money(tier.amount_minor, line.currency)
    if tier.below is None:
        return Text(f"وما فوقه {cost.ar}", f"and above {cost.en}")
    limit = _limit(tier.below, line)
    return Text(f"دون {limit.ar} {cost.ar}", f"below {limit.en} {cost.en}")


def _limit(below: int, line: FeeLine) -> Text:
    """Return where a band ends: money where the line is worked out from other fees, else a count of its unit."""
    if line.base is not None and "fee" in line.base.source:
        return _money(below, line.currency)
    count = isolate(str(below))
    return Text(f"{count} {line.unit.ar}", f"{count} {line.unit.en}") if line.unit else Text(count, count)


def _share(points: int) -> Text:
    sign, (whole, part) = ("-" if points < 0 else ""), divmod(abs(points), 100)
    share = isolate(f"{sign}{whole}{f'.{part:02d}' if part else ''}%")
    return Text(share, share)


def _money(amount_minor: int | None, currency: str) -> Text:
    if amount_minor is None:
        return _NONE
    money = Money(amount_minor, currency)
    return Text(money.show(Language.AR), money.show(Language.EN))


def _day(day: date | None) -> str:
    return isolate(day.isoformat()) if day else ""
