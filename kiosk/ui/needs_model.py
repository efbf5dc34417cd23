"""What you need, what it costs, how long it takes; and the purpose notice behind it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.ui.money_rows import fee_rows, later_groups, total_text
from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.service_icons import service_icon
from shubbak.flow.paying import amount_due
from shubbak.forms.documents import told_documents
from shubbak.forms.due import all_later, due_now
from shubbak.forms.service import DocumentNeed

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class NeedsModel(ScreenModel):
    """The chosen service before the first question. Every property is empty before a service is chosen."""

    changed = Signal()

    @Property(str, notify=changed)
    def name(self) -> str:
        service = self.context.visit.service
        return service.name.say(self.language) if service else ""

    @Property(str, notify=changed)
    def summary(self) -> str:
        service = self.context.visit.service
        return service.summary.say(self.language) if service else ""

    @Property(str, notify=changed)
    def icon(self) -> str:
        service = self.context.visit.service
        return service_icon(service.icon) if service else ""

    @Property(str, notify=changed)
    def owner(self) -> str:
        service = self.context.visit.service
        return service.owner.say(self.language) if service else ""

    @Property(str, notify=changed)
    def purpose(self) -> str:
        """The notice to agree to: what the data is for."""
        service = self.context.visit.service
        return service.purpose.say(self.language) if service else ""

    @Property(str, notify=changed)
    def duration(self) -> str:
        service = self.context.visit.service
        return service.duration.text.say(self.language) if service else ""

    @Property(bool, notify=changed)
    def identify(self) -> bool:
        """Whether an identity document will be asked for."""
        service = self.context.visit.service
        return bool(service and service.identify)

    @Property(list, notify=changed)
    def documents(self) -> list[dict[str, Any]]:
        visit = self.context.visit
        if visit.service is None:
            return []
        return [
            {
                "name": need.name.say(self.language),
                "note": self._note(need),
            }
            for need in told_documents(visit.service, visit.answers)
        ]

    def _note(self, need: DocumentNeed) -> str:
        names = [one.name.say(self.language) for one in need.alternatives]
        between = "، " if self.language.rtl else ", "
        either = self.say("kiosk.needs.either", names=between.join(names)) if len(names) > 1 else ""
        optional = "" if need.required else self.say("kiosk.needs.optional")
        return " · ".join(part for part in (either, optional) if part)

    @Property(list, notify=changed)
    def conditions(self) -> list[str]:
        service = self.context.visit.service
        return [one.text.say(self.language) for one in service.eligibility] if service else []

    @Property(list, notify=changed)
    def fees(self) -> list[dict[str, Any]]:
        """The lines known before the questions; one that counts what is not yet asked would only say nothing."""
        known = tuple(fee for fee in due_now(self.context.visit.fees) if fee.amount.amount_minor)
        return fee_rows(known, self.language, self.visit_model.wording)

    @Property(str, notify=changed)
    def total(self) -> str:
        """What is known of the cost before the questions, or "" where that is nothing."""
        service = self.context.visit.service
        if service is None or not amount_due(self.context).amount_minor:
            return ""
        return total_text(self.context)

    @Property(list, notify=changed)
    def later(self) -> list[dict[str, Any]]:
        """What is paid after the visit, under the steps that take it."""
        return later_groups(self.context, self.visit_model.wording)

    @Property(str, notify=changed)
    def paysNothing(self) -> str:
        """What to say where nothing is paid in the visit, whatever is answered."""
        service = self.context.visit.service
        if service is None:
            return ""
        if self.free:
            return self.say("kiosk.needs.free")
        return self.say("kiosk.needs.nothing_now") if all_later(service) else ""

    @Property(bool, notify=changed)
    def free(self) -> bool:
        """Whether the service costs nothing, whatever is answered."""
        service = self.context.visit.service
        return bool(service and not service.fees)

    @Property(bool, notify=changed)
    def feeDepends(self) -> bool:
        """Whether the answers decide on the fee, so that the figure shown is only where it starts."""
        service = self.context.visit.service
        return bool(service and any(line.when or line.base for line in service.fees))
