"""What a service costs, said before anything is asked: each fee line's rule in words and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shubbak.domain.fees import FeeKind
from shubbak.domain.money import Money
from shubbak.domain.text import Language, Text, isolate
from shubbak.domain.wording import Wording
from shubbak.forms.due import lines_by_step
from shubbak.forms.fee_working import counts_money
from shubbak.forms.service import FeeLine, Service, Tier, Verified

#: A hundred percent: the line is what is owed, and no share of it.
_WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class GuideFee:
    """One fee: its name, its figures (a table of bands has several), what else is to be known of it.

    indicative: the figure is a sample.
    """

    label: str
    figures: tuple[str, ...]
    notes: tuple[str, ...]
    indicative: bool


@dataclass(frozen=True, slots=True)
class GuideFees:
    """Fees that are due together. due: when, "" where all of a service's fees are due when it is asked for."""

    due: str
    fees: tuple[GuideFee, ...]


def guide_fees(service: Service, wording: Wording, language: Language, on: date) -> tuple[GuideFees, ...]:
    """Return the fees that are charged on a day or will be, those due first before those due later.

    Fees of the past are left out.
    """
    told = _Telling(service, wording, language)
    parts = []
    for title, lines in lines_by_step(service):
        fees = tuple(told.fee(line) for line in lines if line.valid_to is None or on <= line.valid_to)
        if fees:
            parts.append(GuideFees(told.due(title), fees))
    return (GuideFees("", parts[0].fees),) if [part.due for part in parts] == [told.due(None)] else tuple(parts)


@dataclass(frozen=True, slots=True)
class _Telling:
    """Says the fees of one service in one language."""

    service: Service
    wording: Wording
    language: Language

    def fee(self, line: FeeLine) -> GuideFee:
        return GuideFee(
            line.label.say(self.language), self._figures(line), self._notes(line), line.verified is Verified.SAMPLE
        )

    def due(self, title: Text | None) -> str:
        """Say when fees are due: at once, or at the step of this title."""
        return self._say("now") if title is None else self._say("later", step=title.say(self.language))

    def _say(self, key: str, **values: str) -> str:
        return self.wording.say(f"guide.fee.{key}", self.language, **values)

    def _money(self, line: FeeLine, amount_minor: int) -> str:
        return Money(amount_minor, line.currency).show(self.language)

    def _figures(self, line: FeeLine) -> tuple[str, ...]:
        if line.tiers:
            return tuple(self._band(line, place, tier) for place, tier in enumerate(line.tiers))
        if line.kind is FeeKind.TAX:
            return (self._say("tax", rate=_rate(line.basis_points)),)
        if line.basis_points == _WHOLE:
            return (self._say("owed"),)
        if line.basis_points:
            rate = _rate(abs(line.basis_points))
            return (self._say("discount", rate=rate) if line.basis_points < 0 else rate,)
        amount = self._money(line, line.amount_minor)
        if line.base is not None and line.unit is not None:
            return (self._say("each", amount=amount, unit=line.unit.say(self.language)),)
        return (amount,)

    def _band(self, line: FeeLine, place: int, tier: Tier) -> str:
        cost = _rate(tier.basis_points) if tier.basis_points else self._money(line, tier.amount_minor)
        start = (line.tiers[place - 1].below or 0) if place else 0
        if tier.below is None:
            return self._say("over", start=self._count(line, start), amount=cost) if place else cost
        if not start:
            return self._say("below", below=self._count(line, tier.below), amount=cost)
        plain = isolate(self._plain(line, start))
        return self._say("between", start=plain, below=self._count(line, tier.below), amount=cost)

    def _count(self, line: FeeLine, number: int) -> str:
        unit = line.unit.say(self.language) if line.unit and not counts_money(self.service, line) else ""
        return f"{isolate(self._plain(line, number))} {unit}".strip()

    def _plain(self, line: FeeLine, number: int) -> str:
        return Money(number, line.currency).decimal() if counts_money(self.service, line) else f"{number:,}"

    def _notes(self, line: FeeLine) -> tuple[str, ...]:
        notes = []
        if line.free and line.unit is not None:
            notes.append(self._say("free", free=isolate(f"{line.free:,}")))
        if line.minimum_minor is not None:
            notes.append(self._say("least", amount=self._money(line, line.minimum_minor)))
        if line.maximum_minor is not None:
            notes.append(self._say("most", amount=self._money(line, line.maximum_minor)))
        if line.kind is FeeKind.OFFICE_CHARGE:
            notes.append(self._say("office"))
        elif line.when is not None:
            notes.append(self._say("when"))
        if line.release is not None:
            notes.append(self._say("release", release=line.release.say(self.language)))
        elif line.refundable:
            notes.append(self._say("back"))
        if line.valid_to is not None:
            notes.append(self._say("until", day=isolate(line.valid_to.isoformat())))
        return tuple(notes)


def _rate(points: int) -> str:
    whole, part = divmod(points, 100)
    return isolate(f"{whole}.{part:02d}".rstrip("0").rstrip(".") + "%")
