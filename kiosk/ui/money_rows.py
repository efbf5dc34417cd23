"""Fee lines as rows of a table: label, figure, who receives it."""

from __future__ import annotations

from typing import Any

from shubbak.domain.fees import AssessedFee
from shubbak.domain.money import Money
from shubbak.domain.text import Language
from shubbak.domain.wording import Wording
from shubbak.flow.context import Context
from shubbak.flow.paying import amount_due
from shubbak.flow.steps import Step
from shubbak.forms.due import due_by_step


def fee_rows(fees: tuple[AssessedFee, ...], language: Language, wording: Wording) -> list[dict[str, Any]]:
    """Return one row a line, as FeeTable.qml takes them."""
    return [
        {
            "label": fee.label.say(language),
            "amount": fee.amount.show(language),
            "payee": wording.say(f"kiosk.payee.{fee.payee.value}", language),
            "working": fee.working.say(language),
            "refundable": fee.refundable,
            "release": fee.release.say(language) if fee.release else "",
        }
        for fee in fees
    ]


def later_groups(context: Context, wording: Wording) -> list[dict[str, Any]]:
    """Return what is paid after the visit, one group a step: its title and its rows, as FeeTable.qml takes them.

    Before the questions a line that counts what is not yet asked is left out: it would only say nothing.
    """
    visit = context.visit
    if visit.service is None:
        return []
    known = [fee for fee in visit.fees if fee.amount.amount_minor or visit.step is not Step.NEEDS]
    return [
        {"title": title.say(visit.language) if title else "", "rows": fee_rows(lines, visit.language, wording)}
        for title, lines in due_by_step(visit.service.procedure, known)
    ]


def payee_rows(fees: tuple[AssessedFee, ...], language: Language, wording: Wording) -> list[dict[str, str]]:
    """Return what each payee receives of the lines, in the order in which they first appear."""
    sums: dict[str, Money] = {}
    for fee in fees:
        payee = fee.payee.value
        sums[payee] = sums[payee] + fee.amount if payee in sums else fee.amount
    names = {payee: wording.say(f"kiosk.payee.{payee}", language) for payee in sums}
    # The names are written for the middle of a sentence; here each begins a row.
    return [
        {"name": names[payee][:1].upper() + names[payee][1:], "amount": amount.show(language)}
        for payee, amount in sums.items()
    ]


def total_text(context: Context) -> str:
    """Return what is due in the visit, in the visitor's language."""
    return amount_due(context).show(context.visit.language)
