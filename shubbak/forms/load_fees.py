"""Read the fee lines of a service file: which figures each kind needs, whom they go to, and between which dates."""

from __future__ import annotations

import re

from shubbak.domain.fees import FeeKind, Payee
from shubbak.domain.money import EXPONENTS
from shubbak.fields.kind import FactType
from shubbak.forms.load_conditions import TODAY, ConditionReader
from shubbak.forms.load_figures import (
    FIGURES,
    check_figures,
    read_amount,
    read_basis_points,
    read_rounding,
    read_tiers,
)
from shubbak.forms.question_facts import SITUATION_NAMES
from shubbak.forms.service import FeeLine, Verified
from shubbak.forms.source import Section, not_one_of

COMMON = ("code", "label", "kind", "currency", "verified", "payee", "account", "refundable", "taxable", "when")
MORE = ("valid_from", "valid_to", "legal_basis", "minimum", "maximum", "rounding", "release")
_ACCOUNT = re.compile(r"\d[\d-]{0,39}|[a-z][a-z0-9_]{0,39}")
_PAYEES = {FeeKind.OFFICE_CHARGE: Payee.OFFICE, FeeKind.CHANNEL_CHARGE: Payee.PAYMENT_NETWORK}


def read_fees(service: Section, currency: str, reader: ConditionReader) -> tuple[FeeLine, ...]:
    """Return the fee lines; a line may use `fee_<code>` and `fees_above` of the lines above it."""
    seen: dict[str, int] = {}
    above: list[FeeLine] = []

    def read(section: Section) -> FeeLine:
        known: dict[str, FactType] = {f"fee_{line.code}": "int" for line in above}
        line = _line(section, currency, reader, {**TODAY, **SITUATION_NAMES, **known}, section.id("code", seen))
        if line.kind is FeeKind.TAX and not any(other.taxable for other in above):
            section.complain('no line above this tax is taxable: write "taxable: true" at those it is due on', "kind")
        above.append(line)
        return line

    return service.each("fees", "a fee line", read)


def _line(section: Section, currency: str, reader: ConditionReader, also: dict[str, FactType], code: str) -> FeeLine:
    kind = section.one_of("kind", FeeKind)
    section.only(*COMMON, *MORE, *FIGURES[kind])
    check_figures(section, kind)
    _check_currency(section, currency)
    line = FeeLine(
        code=code,
        label=section.both("label"),
        kind=kind,
        currency=currency,
        verified=section.one_of("verified", Verified),
        amount_minor=read_amount(section, "amount", currency) or 0,
        base=reader.amount(section, "base", also),
        unit=section.maybe_both("unit"),
        free=section.whole("free", 0),
        basis_points=read_basis_points(section),
        tiers=read_tiers(section, currency),
        minimum_minor=read_amount(section, "minimum", currency),
        maximum_minor=read_amount(section, "maximum", currency),
        payee=section.one_of("payee", Payee, _PAYEES.get(kind, Payee.GOVERNMENT)),
        refundable=section.flag("refundable", kind is FeeKind.DEPOSIT),
        taxable=section.flag("taxable", False),
        when=reader.condition(section, "when", also),
        valid_from=section.day("valid_from"),
        valid_to=section.day("valid_to"),
        legal_basis=section.word("legal_basis", ""),
        account=_account(section),
        release=section.maybe_both("release"),
        rounding=read_rounding(section, currency),
    )
    _check_bounds(section, line)
    _check_kind(section, line)
    return line


def _check_currency(section: Section, currency: str) -> None:
    own = section.word("currency", currency)
    if own and own not in EXPONENTS:
        section.complain(not_one_of(own, EXPONENTS), "currency")
    elif own and own != currency:
        section.complain(f'the fee is in {own}, the service in {currency}: leave out "currency"', "currency")


def _account(section: Section) -> str:
    account = section.word("account", "")
    if account and not _ACCOUNT.fullmatch(account):
        section.complain(
            f'"{account[:40]}" is no account: write a number such as "01-77" or a word of a-z and _', "account"
        )
    return account


def _check_bounds(section: Section, line: FeeLine) -> None:
    if line.free < 0:
        section.complain('"free" counts from 0', "free")
    if line.valid_from and line.valid_to and line.valid_from > line.valid_to:
        section.complain("valid_to lies before valid_from", "valid_to")
    if line.minimum_minor is not None and line.maximum_minor is not None and line.minimum_minor > line.maximum_minor:
        section.complain("maximum lies below minimum", "maximum")
    bounded = section.has("minimum") or section.has("maximum")
    if line.basis_points < 0 and (line.kind is not FeeKind.PERCENT or bounded):
        section.complain("only a percent line may be a discount, and it has no minimum or maximum", "percent")


def _check_kind(section: Section, line: FeeLine) -> None:
    """Complain about what the kind of line asks for beyond its figures."""
    if line.kind is FeeKind.DEPOSIT and not section.has("release"):
        section.complain('a deposit needs "release": when it is given back, such as {ar: "بعد …", en: "after …"}')
    if line.release is not None and not line.refundable and line.kind is not FeeKind.DEPOSIT:
        section.complain('only what is given back has a "release": write "refundable: true" or leave it out', "release")
    if line.kind is FeeKind.OFFICE_CHARGE and not section.has("maximum"):
        section.complain('an office charge needs "maximum": the ceiling that the office may not go beyond')
    if line.kind is FeeKind.TAX and line.taxable:
        section.complain('a tax is not taxed itself: leave "taxable" out', "taxable")
    if line.kind is FeeKind.TAX and section.has("percent") and line.basis_points <= 0:
        section.complain('a tax is a percentage above zero, such as "15"', "percent")
