"""What every step of the visit page promises: words, focus, and the one thing its accent button does."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from office_client.ui.office_wording import OfficeWording
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.flow.context import Context
from shubbak.flow.steps import Step
from shubbak.flow.visit import Visit


class VisitStep(QWidget):
    """One step's part of the page. The page calls `enter` once a screenful and `refresh` after every change."""

    step: ClassVar[Step]
    #: Whether the page puts it into a scroll area; lists scroll by themselves.
    scrolls: ClassVar[bool] = True

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.wording: OfficeWording = presenter.wording
        presenter.wiped.connect(self.forget)

    @property
    def context(self) -> Context:
        return self.presenter.context

    @property
    def visit(self) -> Visit:
        return self.presenter.visit

    def enter(self) -> None:
        """Build what depends on this screenful."""

    def refresh(self) -> None:
        """Show the visit as it is now, in the language of the moment."""

    def forget(self) -> None:
        """Drop everything of the last customer."""

    def title(self) -> str:
        """Return the page's heading."""
        return self.wording.say(f"office.step.{self.step.value}")

    def help(self) -> str:
        """Return one sentence under the heading, or ""."""
        return ""

    def action(self) -> str:
        """Return the word on the accent button, or "" where this step has none now."""
        return self.wording.say("office.action.next")

    def go_on(self) -> None:
        """Do what the accent button says."""

    def first_focus(self) -> QWidget | None:
        """Return what has the focus on entering; None leaves it to the accent button."""
        return None

    def wrong_focus(self) -> QWidget | None:
        """Return the first wrong field, or None."""
        return None
