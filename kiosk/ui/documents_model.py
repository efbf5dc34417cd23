"""The documents a request needs, and the pages scanned for them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.paper_map import PaperMaps
from kiosk.ui.screen_model import ScreenModel
from shubbak.flow.events import DocumentOffered, DocumentRemoved
from shubbak.flow.steps import Step
from shubbak.forms.documents import asked_documents

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class DocumentsModel(ScreenModel):
    """One tile a needed document, with its pages in order and what is wrong with them."""

    changed = Signal()
    step = Step.DOCUMENTS

    @Property(list, notify=changed)
    def needs(self) -> list[dict[str, Any]]:
        visit = self.context.visit
        if visit.service is None:
            return []
        tiles, papers = [], PaperMaps(visit, self.visit_model.wording)
        for need in asked_documents(visit.service, visit.answers):
            tiles.append(
                {
                    "id": need.id,
                    "name": need.name.say(self.language),
                    "hint": need.hint.say(self.language) if need.hint else "",
                    "required": need.required,
                    "alternatives": [{"id": one.id, "name": one.name.say(self.language)} for one in need.alternatives],
                    **papers.tile(need.id, need.id),
                }
            )
        return tiles

    @Property(bool, notify=changed)
    def byCamera(self) -> bool:
        """Whether pages are shown to a camera here, and not laid on a scanner."""
        return self.visit_model.cameras["document"] is not None

    @Slot(str, str)
    def offer(self, need: str, alternative: str) -> None:
        papers = PaperMaps(self.context.visit, self.visit_model.wording)
        self.visit_model.dispatch(DocumentOffered(need, alternative, papers.instead(need, alternative)))

    @Slot(str)
    def remove(self, need: str) -> None:
        self.visit_model.dispatch(DocumentRemoved(need))
