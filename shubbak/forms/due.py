"""When the lines of a service are due: in the visit, or at a later step of its procedure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shubbak.domain.fees import AssessedFee, FeeKind
from shubbak.domain.text import Text
from shubbak.forms.procedure import END, REFUSED, Procedure, Step, StepKind
from shubbak.forms.procedure_way import ways_of
from shubbak.forms.service import FeeLine, Service

#: Lines that only come to something beside others, or after a return.
_BESIDE = (FeeKind.OFFICE_CHARGE, FeeKind.CHANNEL_CHARGE, FeeKind.TAX, FeeKind.RESUBMISSION)
_TAKES_MONEY = (StepKind.PAYMENT, StepKind.DEPOSIT)
#: These act in the visit itself; everybody else acts after it.
_IN_VISIT = ("system", "applicant")


def due_later(procedure: Procedure) -> Mapping[str, Step]:
    """Return the step at which each line is due, by code; a line that is not in it is due in the visit.

    A line is due later when a payment or deposit names it that can only be reached past somebody who acts after the
    visit, or past a pause. A line that several steps name is due at the first.
    """
    naming = [step for step in procedure.steps if step.kind in _TAKES_MONEY and step.fees]
    if not naming:
        return {}
    visited = _reached_in_visit(procedure)
    later: dict[str, Step] = {}
    for step in naming:
        for code in step.fees:
            later.setdefault(code, step)
    now = {code for step in naming if step.id in visited for code in step.fees}
    return {code: step for code, step in later.items() if code not in now}


def all_later(service: Service) -> bool:
    """Whether a service has fees of its own, and all of them are due after the visit whatever is answered."""
    own = [line.code for line in service.fees if line.kind not in _BESIDE]
    later = due_later(service.procedure)
    return bool(own) and all(code in later for code in own)


def due_now(lines: Iterable[AssessedFee]) -> tuple[AssessedFee, ...]:
    """Return the lines that are paid in the visit, and make up the sum asked for there."""
    return tuple(line for line in lines if not line.due_step)


def due_by_step(
    procedure: Procedure, lines: Iterable[AssessedFee]
) -> tuple[tuple[Text | None, tuple[AssessedFee, ...]], ...]:
    """Return the lines that are due later under the title of the step that takes them, in the order of the procedure;
    at the end, under None, those of steps that a newer procedure does not have.
    """
    titles = {step.id: step.title for step in procedure.steps}
    groups: dict[str, list[AssessedFee]] = {step: [] for step in (*titles, "")}
    for line in lines:
        if line.due_step:
            groups[line.due_step if line.due_step in titles else ""].append(line)
    return tuple((titles.get(step), tuple(own)) for step, own in groups.items() if own)


def lines_by_step(service: Service) -> tuple[tuple[Text | None, tuple[FeeLine, ...]], ...]:
    """Return the lines of a service under the title of the step that takes them, in the order of the procedure; first,
    under None, those that are due in the visit.
    """
    later = due_later(service.procedure)
    groups: list[tuple[Text | None, list[FeeLine]]] = [(None, [one for one in service.fees if one.code not in later])]
    for step in service.procedure.steps:
        groups.append((step.title, [line for line in service.fees if later.get(line.code) is step]))
    return tuple((title, tuple(own)) for title, own in groups if own)


def _reached_in_visit(procedure: Procedure) -> set[str]:
    reached: set[str] = set()
    ahead = [procedure.steps[0].id]
    while ahead:
        name = ahead.pop()
        if name in reached or name in (END, REFUSED):
            continue
        reached.add(name)
        step = procedure.step(name)
        if _done_in_visit(step):
            ahead += ways_of(procedure, step)
    return reached


def _done_in_visit(step: Step) -> bool:
    """Whether a step that is reached in the visit ends there: the request itself does, whoever writes it, and so does
    a payment of the applicant, which waits for nothing but the money.
    """
    if step.kind is StepKind.INTAKE:
        return step.pause is None
    return step.role in _IN_VISIT and (step.pause is None or step.kind in _TAKES_MONEY)
