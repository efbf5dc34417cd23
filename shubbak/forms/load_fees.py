"""Read the fee lines of a service file: which figures each kind needs, in which currency, and between which dates."""

from __future__ import annotations

import re

from shubbak.domain.fees import FeeKind, Payee
from shubbak.domain.money import EXPONENTS
from shubbak.fields.kind import FactType
from shubbak.forms.load_conditions import TODAY, ConditionReader
from shubbak.forms.service import FeeLine, Tier, Verified
from shubbak.forms.source import Section

_COMMON = ("code", "label", "kind", "currency", "verified", "payee", "refundable", "taxable", "when")
_DATED = ("valid_from", "valid_to", "legal_basis", "minimum", "maximum")
_FIGURES = {
    FeeKind.FIXED: ("amount",),
    FeeKind.PER_UNIT: ("amount", "base", "unit", "free"),
    FeeKind.TIER: ("base", "unit", "tiers"),
    FeeKind.PERCENT: ("percent", "base"),
    FeeKind.DEPOSIT: ("amount", "base", "unit", "free", "percent"),
    FeeKind.PENALTY: ("amount", "base", "unit", "free", "percent"),
}
_PERCENT = re.compile(r"(-?)(\d{1,3})(?:\.(\d{1,2}))?")


def read_fees(service: Section, currency: str, reader: ConditionReader) -> tuple[FeeLine, ...]:
    """Return the fee lines; a line may use `fee_<code>` of the lines above it in its conditions and base."""
    seen: dict[str, int] = {}

    def read(section: Section) -> FeeLine:
        above: dict[str, FactType] = {f"fee_{code}": "int" for code in seen}
        return _line(section, currency, reader, {**TODAY, **above}, section.id("code", seen))

    return service.each("fees", "a fee line", read)


def _line(section: Section, currency: str, reader: ConditionReader, also: dict[str, FactType], code: str) -> FeeLine:
    kind = section.one_of("kind", FeeKind)
    section.only(*_COMMON, *_DATED, *_FIGURES[kind])
    _need_figures(section, kind)
    own = _currency(section, currency)
    tiers = section.each("tiers", "a tier", lambda part: _tier(part, own))
    basis_points = _basis_points(section)
    line = FeeLine(
        code=code,
        label=section.both("label"),
        kind=kind,
        currency=own,
        verified=section.one_of("verified", Verified),
        amount_minor=_amount(section, "amount", own) or 0,
        base=reader.amount(section, "base", also),
        unit=section.maybe_both("unit"),
        free=section.whole("free", 0),
        basis_points=basis_points,
        tiers=tiers,
        minimum_minor=_amount(section, "minimum", own),
        maximum_minor=_amount(section, "maximum", own),
        payee=section.one_of("payee", Payee, Payee.GOVERNMENT),
        refundable=section.flag("refundable", kind is FeeKind.DEPOSIT),
        taxable=section.flag("taxable", False),
        when=reader.condition(section, "when", also),
        valid_from=section.day("valid_from"),
        valid_to=section.day("valid_to"),
        legal_basis=section.word("legal_basis", ""),
    )
    _check_line(section, line)
    return line


def _currency(section: Section, currency: str) -> str:
    if not section.has("currency"):
        section.complain('a fee line needs "currency": the same figure means a thousand times more in another')
        return currency
    own = section.word("currency")
    if own not in EXPONENTS:
        section.complain(f'"{own}" is not one of {", ".join(EXPONENTS)}', "currency")
        return currency
    if own != currency:
        section.complain(f"the fee is in {own}, the service in {currency}", "currency")
    return own


def _need_figures(section: Section, kind: FeeKind) -> None:
    percent = kind is FeeKind.PERCENT or (section.has("percent") and kind in (FeeKind.DEPOSIT, FeeKind.PENALTY))
    needed = {
        FeeKind.PER_UNIT: ("amount", "base", "unit"),
        FeeKind.TIER: ("base", "tiers"),
    }.get(kind, ("percent", "base") if percent else ("amount",))
    for key in needed:
        if not section.has(key):
            section.complain(f'a {kind.value} fee needs "{key}"')
    if percent and section.has("amount"):
        section.complain("a fee is an amount or a percentage, not both", "percent")


def _amount(section: Section, key: str, currency: str) -> int | None:
    if not section.has(key):
        return None
    amount = section.amount(key, currency)
    if amount < 0:
        section.complain(f'"{key}" cannot be below zero; a discount is a percent below zero', key)
    return amount


def _basis_points(section: Section) -> int:
    if not section.has("percent"):
        return 0
    word = section.word("percent")
    match = _PERCENT.fullmatch(word)
    if match is None:
        section.complain(f'"{word}" is not a percentage such as "15" or "2.50"', "percent")
        return 0
    sign, whole, part = match.groups()
    points = int(whole) * 100 + int((part or "").ljust(2, "0"))
    if sign and points > 10_000:
        section.complain("a discount takes at most 100 percent", "percent")
    return -points if sign else points


def _tier(section: Section, currency: str) -> Tier:
    section.only("below", "amount")
    return Tier(section.whole("below") if section.has("below") else None, _amount(section, "amount", currency) or 0)


def _check_line(section: Section, line: FeeLine) -> None:
    limits = [tier.below for tier in line.tiers]
    bounded = [limit for limit in limits if limit is not None]
    if limits and (limits[-1] is not None or len(bounded) != len(limits) - 1 or bounded != sorted(set(bounded))):
        section.complain('tiers rise by "below", and the last one has none', "tiers")
    if line.valid_from and line.valid_to and line.valid_from > line.valid_to:
        section.complain("valid_to lies before valid_from", "valid_to")
    if line.minimum_minor is not None and line.maximum_minor is not None and line.minimum_minor > line.maximum_minor:
        section.complain("maximum lies below minimum", "maximum")
    if line.basis_points < 0 and (line.kind is not FeeKind.PERCENT or section.has("minimum") or section.has("maximum")):
        section.complain("only a percent line may be a discount, and it has no minimum or maximum", "percent")
