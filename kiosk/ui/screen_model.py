"""What every screen's model stands on: the visit it shows, and one `changed` signal that QML binds to."""

from __future__ import annotations

from PySide6.QtCore import QObject, SignalInstance

from kiosk.ui.visit_model import VisitModel
from shubbak.domain.text import Language
from shubbak.flow.context import Context
from shubbak.flow.steps import Step


class ScreenModel(QObject):
    """One screen's view of the visit. Properties are computed from the visit at each change; nothing is copied.

    Each model declares its own `changed`: PySide does not let a property notify by a signal of an inherited class.
    """

    changed: SignalInstance
    #: The step whose screen this is; changes elsewhere do not wake it.
    step: Step | None = None

    def __init__(self, visit_model: VisitModel) -> None:
        super().__init__(visit_model)
        self.visit_model = visit_model
        visit_model.changed.connect(self._pass_on)

    @property
    def context(self) -> Context:
        return self.visit_model.machine.context

    @property
    def language(self) -> Language:
        return self.context.visit.language

    def say(self, key: str, **params: str) -> str:
        """Return a sentence in the visitor's language."""
        return self.visit_model.wording.say(key, self.language, **params)

    def problem_at(self, field: str) -> str:
        """Return the sentence for what is wrong at a field, or ""."""
        problem = self.context.visit.problem_of(field)
        return self.visit_model.wording.explain(problem, self.language) if problem else ""

    def _pass_on(self) -> None:
        if self.step is None or self.context.visit.step is self.step:
            self.changed.emit()
