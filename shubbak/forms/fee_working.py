"""Why a fee line comes to its amount, as an office would say it, in Arabic and English."""

from __future__ import annotations

import re

from shubbak.domain.fees import FeeKind
from shubbak.domain.money import Money
from shubbak.domain.text import Text, isolate
from shubbak.forms.fee_figures import Figures
from shubbak.forms.service import FeeLine, Service, Tier

#: The working of a line whose figure has no value for the answers.
NO_VALUE = Text("تعذّر حساب هذا المبلغ من الإجابات المُدخلة", "This amount cannot be worked out from the answers")

_FIXED = Text("مبلغ ثابت", "Fixed amount")
_AGAIN = Text("مبلغ ثابت عن إعادة تقديم الطلب", "Fixed amount for handing the request in again")
_NONE = Text("", "")
_NAME = re.compile(r"[a-z]\w*")
_ROUNDED = {
    "up": Text("بعد التقريب إلى الأعلى إلى مضاعفات {to}", "rounded up to a multiple of {to}"),
    "down": Text("بعد التقريب إلى الأدنى إلى مضاعفات {to}", "rounded down to a multiple of {to}"),
    "half_up": Text("بعد التقريب إلى أقرب {to}", "rounded to the nearest {to}"),
}


def explain(service: Service, line: FeeLine, figures: Figures, amount_minor: int) -> Text:
    """Return the working of a line: how its figure came about, its rounding, its bounds, its return."""
    parts = [_way(service, line, figures), _rounding(line, figures), _bounds(line, figures, amount_minor)]
    if line.release is not None:
        parts.append(Text(f"الاسترداد: {line.release.ar}", f"given back: {line.release.en}"))
    return _joined(parts)


def capped_discount(line: FeeLine, working: Text, above_minor: int) -> Text:
    """Return the working of a discount that would have taken more than there is."""
    most = _figure(line, above_minor)
    return _joined([working, Text(f"على ألا يزيد على ما سبقه وهو {most}", f"no more than the lines above, {most}")])


def _joined(parts: list[Text]) -> Text:
    told = [part for part in parts if part.en]
    return Text("، ".join(part.ar for part in told), ", ".join(part.en for part in told))


def _way(service: Service, line: FeeLine, figures: Figures) -> Text:
    if line.kind is FeeKind.TAX:
        rate, of = _rate(line.basis_points), _figure(line, figures.base)
        return Text(f"{rate} من المبالغ الخاضعة للضريبة {of}", f"{rate} of the taxable amounts, {of}")
    if figures.tier is not None:
        return _tiered(service, line, figures.base, figures.tier)
    if line.basis_points:
        return _share(line, figures.base)
    if line.base is not None:
        return _per_unit(line, figures.base)
    return _AGAIN if line.kind is FeeKind.RESUBMISSION else _FIXED


def _share(line: FeeLine, base: int) -> Text:
    rate, of = _rate(abs(line.basis_points)), _figure(line, base)
    if line.basis_points < 0:
        return Text(f"خصم {rate} من {of}", f"{rate} off {of}")
    return Text(f"{rate} من {of}", f"{rate} of {of}")


def _per_unit(line: FeeLine, units: int) -> Text:
    charged = isolate(f"{max(0, units - line.free):,}")
    price, unit, free = _figure(line, line.amount_minor), line.unit or _NONE, isolate(f"{line.free:,}")
    free_ar, free_en = (f" بعد أول {free}", f" above the first {free}") if line.free else ("", "")
    # A counted noun changes with its number; after "for each" it stays as the file has it.
    each_ar, each_en = (f" لكل {unit.ar}", f" per {unit.en}") if unit.en else ("", "")
    return Text(f"{charged} × {price}{each_ar}{free_ar}", f"{charged} × {price}{each_en}{free_en}")


def _tiered(service: Service, line: FeeLine, base: int, tier: Tier) -> Text:
    money, unit = counts_money(service, line), line.unit or _NONE
    band = _band(line, tier, money)
    if tier.basis_points:
        rate, of = _rate(tier.basis_points), _figure(line, base)
        return Text(f"{rate} من {of} ضمن الشريحة {band}", f"{rate} of {of} in the band {band}")
    count = _figure(line, base) if money else isolate(f"{base:,}")
    return Text(
        f"{_counted(count, unit.ar)} ضمن الشريحة {band}",
        f"{_counted(count, unit.en)} in the band {band}",
    )


def _band(line: FeeLine, tier: Tier, money: bool) -> str:
    place = line.tiers.index(tier)
    start = (line.tiers[place - 1].below or 0) if place else 0
    low = _plain(line, start, money)
    return isolate(f"{low}+" if tier.below is None else f"{low}-{_plain(line, tier.below - 1, money)}")


def counts_money(service: Service, line: FeeLine) -> bool:
    """Whether a tier's base counts minor units: it is shared, or it names money and no unit says otherwise."""
    if any(tier.basis_points for tier in line.tiers):
        return True
    names = set(_NAME.findall(line.base.source)) if line.base is not None else set()
    money = {field.id for page in service.pages for field in page.fields if _asks_money(field.kind, field.rules)}
    return line.unit is None and any(name in money or name.startswith(("fee_", "fees_above")) for name in names)


def _asks_money(kind: str, rules: object) -> bool:
    return kind == "money" or (kind == "computed" and isinstance(rules, dict) and rules.get("show_as") == "money")


def _rounding(line: FeeLine, figures: Figures) -> Text:
    if line.rounding is None or figures.exact_minor == figures.rounded_minor:
        return _NONE
    to, words = _figure(line, line.rounding.to_minor), _ROUNDED[line.rounding.how]
    return Text(words.ar.format(to=to), words.en.format(to=to))


def _bounds(line: FeeLine, figures: Figures, amount_minor: int) -> Text:
    if line.kind is FeeKind.OFFICE_CHARGE and line.maximum_minor is not None:
        most = _figure(line, line.maximum_minor)
        if amount_minor < figures.rounded_minor:
            return Text(f"والسقف المقرر للمكتب {most}", f"the office's ceiling is {most}")
        return Text(f"ضمن السقف المقرر للمكتب {most}", f"within the office's ceiling of {most}")
    if amount_minor > figures.rounded_minor:
        least = _figure(line, amount_minor)
        return Text(f"والحد الأدنى {least}", f"at least {least}")
    if amount_minor < figures.rounded_minor:
        most = _figure(line, amount_minor)
        return Text(f"والحد الأعلى {most}", f"at most {most}")
    return _NONE


def _counted(count: str, unit: str) -> str:
    return f"{count} {unit}".strip()


def _rate(points: int) -> str:
    whole, part = divmod(points, 100)
    return isolate(f"{whole}.{part:02d}".rstrip("0").rstrip(".") + "%")


def _plain(line: FeeLine, number: int, money: bool) -> str:
    return Money(number, line.currency).decimal() if money else f"{number:,}"


def _figure(line: FeeLine, amount_minor: int) -> str:
    return isolate(_plain(line, amount_minor, True))
