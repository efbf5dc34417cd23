"""The list of services and its search."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.service_icons import service_icon
from kiosk.ui.visit_model import VisitModel
from shubbak.flow.events import ServiceChosen
from shubbak.flow.steps import Step

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class FindModel(ScreenModel):
    """Services offered on the kiosk channel, of this station's own country."""

    changed = Signal()
    step = Step.FIND
    queryChanged = Signal()

    def __init__(self, visit_model: VisitModel, country: str) -> None:
        super().__init__(visit_model)
        self._country = country.lower()
        self._query = ""
        visit_model.wiped.connect(lambda: self.setQuery(""))

    @Slot(str)
    def setQuery(self, query: str) -> None:
        self._query = query
        self.queryChanged.emit()
        self.changed.emit()

    @Property(str, notify=queryChanged)
    def query(self) -> str:
        return self._query

    @Property(list, notify=changed)
    def services(self) -> list[dict[str, Any]]:
        found = self.context.catalogue.finder.find(self._query, self.language, country=self._country, channel="kiosk")
        return [
            {
                "id": service.id,
                "name": service.name.say(self.language),
                "summary": service.summary.say(self.language),
                "icon": service_icon(service.icon),
            }
            for service in found
        ]

    @Slot(str)
    def choose(self, service_id: str) -> None:
        self.visit_model.dispatch(ServiceChosen(service_id))
