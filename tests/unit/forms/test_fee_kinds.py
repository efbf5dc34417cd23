"""Every kind of fee line, with the figures that the four countries publish, at and around their boundaries."""

from __future__ import annotations

from datetime import date

import pytest
from fee_samples import Row, load, priced, shown

from shubbak.domain.fees import FeeKind, Payee, Situation
from shubbak.domain.text import isolate

KIOSK_CASH, KIOSK_CARD = Situation("kiosk", "cash"), Situation("kiosk", "card")
OFFICE, OFFICE_CASH = Situation("office"), Situation("office", "cash")
LABEL = 'label: {ar: "رسم", en: "Fee"}, verified: sample'
DUE = f'  - {{code: due, kind: percent, percent: "100", base: due, {LABEL}}}\n'

JORDAN_CASH = f"""{DUE}\
  - code: cash
    kind: channel_charge
    base: fees_above
    tiers: [{{below: 500000, amount: "0.250"}}, {{below: 1000001, amount: "0.500"}}, {{amount: "1.000"}}]
    when: channel == 'kiosk' && method == 'cash'
    label: {{ar: "عمولة إي فواتيركم", en: "eFAWATEERcom charge"}}
    verified: cited"""
OMAN_AREA = f"""\
  - code: area
    kind: per_unit
    amount: "0.020"
    base: area
    free: 400
    unit: {{ar: "م²", en: "m²"}}
    {LABEL.replace(", verified", chr(10) + "    verified")}"""
SOLE = f"""\
  - code: register
    kind: tier
    base: due
    tiers:
      - {{below: 20000000, amount: "10.000"}}
      - {{below: 30000000, amount: "20.000"}}
      - {{below: 50000000, amount: "30.000"}}
      - {{amount: "40.000"}}
    {LABEL.replace(", verified", chr(10) + "    verified")}"""
LATE = f"""{DUE}\
  - {{code: spring, kind: penalty, percent: "20", base: fee_due, when: today_month >= 4 && today_month <= 6, {LABEL}}}
  - {{code: autumn, kind: penalty, percent: "50", base: fee_due, when: today_month > 6, {LABEL}}}"""
EARLY = f"""{DUE}\
  - {{code: early, kind: percent, percent: "-10", base: fee_due, valid_to: 2026-02-28, {LABEL}}}
  - {{code: relief, kind: percent, percent: "-20", base: fee_due, valid_to: 2026-03-31, {LABEL}}}"""
CAMP = f"""\
  - {{code: camp, kind: fixed, amount: "50.000", {LABEL}}}
  - code: camp_deposit
    kind: deposit
    amount: "100.000"
    release: {{ar: "بعد إزالة المخيم وتنظيف الموقع", en: "after the camp is removed and the site cleaned"}}
    account: "0139-7"
    {LABEL.replace(", verified", chr(10) + "    verified")}"""
TAXED = f"""\
  - {{code: licence, kind: fixed, amount: "500.00", {LABEL}}}
  - {{code: desk, kind: office_charge, amount: "70.00", maximum: "60.00", taxable: true, {LABEL}}}
  - {{code: copy, kind: fixed, amount: "0.10", taxable: true, payee: office, {LABEL}}}
  - {{code: vat, kind: tax, percent: "15", payee: government, {LABEL}}}"""
AGAIN = f"""\
  - {{code: permit, kind: fixed, amount: "70.000", {LABEL}}}
  - {{code: again, kind: resubmission, amount: "5.000", {LABEL}}}"""
SHARES = f"""\
  - code: share
    kind: tier
    base: due
    tiers: [{{below: 100001, percent: "5"}}, {{below: 200001, percent: "2.5"}}, {{amount: "7.000"}}]
    {LABEL.replace(", verified", chr(10) + "    verified")}"""


def rounded(how: str) -> str:
    return (
        f'  - {{code: share, kind: percent, percent: "1", base: due, rounding: {{to: "0.250", how: {how}}}, {LABEL}}}'
    )


def due(amount: str) -> dict[str, str]:
    return {"due": amount}


TABLES = {
    "kiosk-cash-in-jordan": (
        "JO",
        JORDAN_CASH,
        [
            Row(due("0.001"), {"due": "0.001", "cash": "0.250"}, situation=KIOSK_CASH),
            Row(due("499.999"), {"due": "499.999", "cash": "0.250"}, situation=KIOSK_CASH),
            Row(due("500.000"), {"due": "500.000", "cash": "0.500"}, situation=KIOSK_CASH),
            Row(due("1000.000"), {"due": "1,000.000", "cash": "0.500"}, situation=KIOSK_CASH),
            Row(due("1000.001"), {"due": "1,000.001", "cash": "1.000"}, situation=KIOSK_CASH),
            Row(due("7.000"), {"due": "7.000"}, situation=KIOSK_CARD),
            Row(due("8.000"), {"due": "8.000"}, situation=OFFICE_CASH),
            Row(due("9.000"), {"due": "9.000"}),
        ],
    ),
    "area-above-400-in-oman": (
        "OM",
        OMAN_AREA,
        [
            Row({"area": "399"}, {"area": "0.000"}),
            Row({"area": "400"}, {"area": "0.000"}),
            Row({"area": "401"}, {"area": "0.020"}),
            Row({"area": "450"}, {"area": "1.000"}),
            Row({}, {"area": "0.000"}),
        ],
    ),
    "sole-proprietorship-in-jordan": (
        "JO",
        SOLE,
        [
            Row(due("19999.999"), {"register": "10.000"}),
            Row(due("20000.000"), {"register": "20.000"}),
            Row(due("29999.999"), {"register": "20.000"}),
            Row(due("30000.000"), {"register": "30.000"}),
            Row(due("49999.999"), {"register": "30.000"}),
            Row(due("50000.000"), {"register": "40.000"}),
        ],
    ),
    "late-professions-licence-in-jordan": (
        "JO",
        LATE,
        [
            Row(due("40.000"), {"due": "40.000"}, date(2026, 3, 31)),
            Row(due("40.000"), {"due": "40.000", "spring": "8.000"}, date(2026, 4, 1)),
            Row(due("40.000"), {"due": "40.000", "spring": "8.000"}, date(2026, 6, 30)),
            Row(due("40.000"), {"due": "40.000", "autumn": "20.000"}, date(2026, 7, 1)),
        ],
    ),
    "early-discounts-in-amman": (
        "JO",
        EARLY,
        [
            Row(due("100.000"), {"due": "100.000", "early": "-10.000", "relief": "-20.000"}, date(2026, 2, 28)),
            Row(due("100.000"), {"due": "100.000", "relief": "-20.000"}, date(2026, 3, 31)),
            Row(due("100.000"), {"due": "100.000"}, date(2026, 4, 1)),
        ],
    ),
    "camp-deposit-in-kuwait": ("KW", CAMP, [Row({}, {"camp": "50.000", "camp_deposit": "100.000"})]),
    "tax-on-what-is-taxable-in-saudi-arabia": (
        "SA",
        TAXED,
        [
            Row({}, {"licence": "500.00", "desk": "60.00", "copy": "0.10", "vat": "9.02"}, situation=OFFICE),
            Row(due("1.00"), {"licence": "500.00", "copy": "0.10", "vat": "0.02"}, situation=KIOSK_CARD),
        ],
    ),
    "a-returned-request-in-oman": (
        "OM",
        AGAIN,
        [
            Row({"area": "1"}, {"permit": "70.000"}),
            Row({"area": "2"}, {"permit": "70.000", "again": "5.000"}, situation=Situation(returns=1)),
            Row({"area": "3"}, {"permit": "70.000", "again": "5.000"}, situation=Situation(returns=3)),
        ],
    ),
    "tiers-of-shares": (
        "KW",
        SHARES,
        [
            Row(due("100.000"), {"share": "5.000"}),
            Row(due("100.001"), {"share": "2.500"}),
            Row(due("200.001"), {"share": "7.000"}),
        ],
    ),
    "rounded-up": (
        "KW",
        rounded("up"),
        [
            Row(due("25.000"), {"share": "0.250"}),
            Row(due("25.001"), {"share": "0.500"}),  # a hundredth of a fils above, which rounding twice would lose
            Row({}, {"share": "0.000"}),
        ],
    ),
    "rounded-down": (
        "KW",
        rounded("down"),
        [Row(due("24.999"), {"share": "0.000"}), Row(due("49.999"), {"share": "0.250"})],
    ),
    "rounded-to-the-nearest": (
        "KW",
        rounded("half_up"),
        [Row(due("12.499"), {"share": "0.000"}), Row(due("12.500"), {"share": "0.250"})],
    ),
}


@pytest.mark.parametrize(("country", "fees", "rows"), TABLES.values(), ids=TABLES)
def test_each_kind_costs_what_its_table_says(country: str, fees: str, rows: list[Row]) -> None:
    service = load(country, fees, [Row(row.answers, plain(row), row.on, row.situation) for row in rows])
    for row in rows:
        assert shown(priced(service, row)) == row.expect


def plain(row: Row) -> dict[str, str]:
    return {code: amount.replace(",", "") for code, amount in row.expect.items()}


def test_every_kind_stands_in_a_table() -> None:
    kinds = {line.kind for country, fees, rows in TABLES.values() for line in load(country, fees, rows).fees}
    assert kinds == set(FeeKind)


@pytest.mark.parametrize(
    ("table", "row", "code", "ar", "en"),
    [
        (
            "kiosk-cash-in-jordan",
            2,
            "cash",
            "⁦500.000⁩ ضمن الشريحة ⁦500.000-1,000.000⁩",
            "⁦500.000⁩ in the band ⁦500.000-1,000.000⁩",
        ),
        (
            "area-above-400-in-oman",
            3,
            "area",
            "⁦50⁩ × ⁦0.020⁩ لكل م² بعد أول ⁦400⁩",
            "⁦50⁩ × ⁦0.020⁩ per m² above the first ⁦400⁩",
        ),
        ("late-professions-licence-in-jordan", 1, "spring", "⁦20%⁩ من ⁦40.000⁩", "⁦20%⁩ of ⁦40.000⁩"),
        ("early-discounts-in-amman", 0, "early", "خصم ⁦10%⁩ من ⁦100.000⁩", "⁦10%⁩ off ⁦100.000⁩"),
        (
            "camp-deposit-in-kuwait",
            0,
            "camp_deposit",
            "مبلغ ثابت، الاسترداد: بعد إزالة المخيم وتنظيف الموقع",
            "Fixed amount, given back: after the camp is removed and the site cleaned",
        ),
        (
            "tax-on-what-is-taxable-in-saudi-arabia",
            0,
            "vat",
            "⁦15%⁩ من المبالغ الخاضعة للضريبة ⁦60.10⁩",
            "⁦15%⁩ of the taxable amounts, ⁦60.10⁩",
        ),
        (
            "tax-on-what-is-taxable-in-saudi-arabia",
            0,
            "desk",
            "مبلغ ثابت، والسقف المقرر للمكتب ⁦60.00⁩",
            "Fixed amount, the office's ceiling is ⁦60.00⁩",
        ),
        (
            "a-returned-request-in-oman",
            1,
            "again",
            "مبلغ ثابت عن إعادة تقديم الطلب",
            "Fixed amount for handing the request in again",
        ),
        (
            "tiers-of-shares",
            1,
            "share",
            "⁦2.5%⁩ من ⁦100.001⁩ ضمن الشريحة ⁦100.001-200.000⁩",
            "⁦2.5%⁩ of ⁦100.001⁩ in the band ⁦100.001-200.000⁩",
        ),
        (
            "rounded-up",
            1,
            "share",
            "⁦1%⁩ من ⁦25.001⁩، بعد التقريب إلى الأعلى إلى مضاعفات ⁦0.250⁩",
            "⁦1%⁩ of ⁦25.001⁩, rounded up to a multiple of ⁦0.250⁩",
        ),
        (
            "rounded-to-the-nearest",
            1,
            "share",
            "⁦1%⁩ من ⁦12.500⁩، بعد التقريب إلى أقرب ⁦0.250⁩",
            "⁦1%⁩ of ⁦12.500⁩, rounded to the nearest ⁦0.250⁩",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isascii() and " " not in value else None,
)
def test_the_working_says_why_in_both_languages(table: str, row: int, code: str, ar: str, en: str) -> None:
    country, fees, rows = TABLES[table]
    line = priced(load(country, fees, [Row(one.answers, plain(one), one.on, one.situation) for one in rows]), rows[row])
    assert (line[code].working.ar, line[code].working.en) == (ar, en)


def test_a_ceiling_that_is_not_reached_is_named_too() -> None:
    fees = f'  - {{code: desk, kind: office_charge, amount: "2.000", maximum: "5.000", {LABEL}}}'
    rows = [Row({}, {"desk": "2.000"}, situation=OFFICE)]
    (line,) = priced(load("KW", fees, rows), rows[0]).values()
    assert line.working.ar == f"مبلغ ثابت، ضمن السقف المقرر للمكتب {isolate('5.000')}"


def test_lines_know_their_payee_account_release_and_mark() -> None:
    country, fees, rows = TABLES["camp-deposit-in-kuwait"]
    deposit = priced(load(country, fees, rows), rows[0])["camp_deposit"]
    assert (deposit.account, deposit.refundable, deposit.indicative) == ("0139-7", True, True)
    assert deposit.release is not None
    country, fees, rows = TABLES["kiosk-cash-in-jordan"]
    cash = load(country, fees, rows[:1]).fees[1]
    assert cash.payee is Payee.PAYMENT_NETWORK
    assert not priced(load(country, fees, rows[:1]), rows[0])["cash"].indicative
    country, fees, rows = TABLES["tax-on-what-is-taxable-in-saudi-arabia"]
    assert [line.payee for line in load(country, fees, rows).fees][1] is Payee.OFFICE
