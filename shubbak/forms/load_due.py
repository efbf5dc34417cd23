"""Check when the fee lines of a service file are due: in the visit where it is paid there, and taxed where they are."""

from __future__ import annotations

from shubbak.domain.fees import FeeKind
from shubbak.forms.due import all_later, due_later
from shubbak.forms.service import Service, ServiceClass
from shubbak.forms.source import Section


def check_due(root: Section, service: Service) -> None:
    """Complain about an integrated service that takes nothing in the visit, and about tax that nobody would take.

    The service is sound otherwise.
    """
    if service.service_class is ServiceClass.INTEGRATED and all_later(service):
        root.complain(
            "an integrated service is paid in the visit, and here every fee is due later: leave one unnamed by the "
            "later payment, or choose another class",
            "fees",
        )
    later = due_later(service.procedure)
    taxed = {later.get(line.code) for line in service.fees if line.kind is FeeKind.TAX}
    for line in service.fees:
        step = later.get(line.code)
        if step is not None and line.taxable and taxed and step not in taxed:
            root.complain(
                f'the step "{step.id}" takes the taxable "{line.code}" and no tax: a tax counts the lines that are due '
                "with it, so add a tax line and name it there",
                "fees",
            )
