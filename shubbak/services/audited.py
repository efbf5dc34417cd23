"""Devices and sign-ins with their events beside them; what cannot be noted is done all the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from shubbak.domain.problem import Problem
from shubbak.flow import events
from shubbak.flow.effects import Effect, Print, ReadIdentity, ScanDocument
from shubbak.ports.audit import AuditTrail
from shubbak.ports.operators import Operator, Operators
from shubbak.services.audit import AuditKind, note, operator_code

_DEVICES: dict[type[Effect], str] = {
    ReadIdentity: "card-scanner",
    ScanDocument: "document-scanner",
    Print: "printer",
}
#: How the codes end with which a device says that it is not there, apart from paper, covers and bad pages.
_GONE = ("-gone", "-silent")


@dataclass(slots=True)
class AuditedHands:
    """A visit's hands that note when a device is lost, once, and when it is back."""

    trail: AuditTrail
    hands: Callable[[Effect], events.Event | None]
    _lost: set[str] = field(default_factory=set)

    def perform(self, effect: Effect) -> events.Event | None:
        """Do one effect; blocking."""
        event = self.hands(effect)
        device = _DEVICES.get(type(effect), "")
        if device:
            self._look(device, getattr(event, "code", ""))
        return event

    def _look(self, device: str, code: str) -> None:
        gone = code.endswith(_GONE)
        if gone and device not in self._lost:
            note(self.trail, AuditKind.DEVICE_LOST, device, code)
            self._lost.add(device)
        elif not gone and device in self._lost:
            note(self.trail, AuditKind.DEVICE_BACK, device)
            self._lost.discard(device)


@dataclass(frozen=True, slots=True)
class AuditedOperators:
    """`shubbak.ports.operators.Operators` whose sign-ins are noted, under the operators' codes."""

    trail: AuditTrail
    operators: Operators

    def known(self) -> bool:
        return self.operators.known()

    def sign_in(self, untrusted_name: str, untrusted_pin: str) -> Operator | Problem:
        answer = self.operators.sign_in(untrusted_name, untrusted_pin)
        if isinstance(answer, Problem):
            note(self.trail, AuditKind.OPERATOR_REFUSED, operator_code(untrusted_name), answer.code)
        else:
            note(self.trail, AuditKind.OPERATOR_SIGNED_IN, operator_code(answer.name))
        return answer
